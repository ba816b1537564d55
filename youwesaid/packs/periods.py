"""What a pack is about in time: the last whole quarter, half-year or year."""

from dataclasses import dataclass
from datetime import date, timedelta

from feedback.core import quarters
from feedback.core.errors import Refused

QUARTER, HALF_YEAR, YEAR = 3, 6, 12  # months
_LETTERS_OF_A_MONTH = 7  # of 2024-04


class EndsBeforeItBegins(Refused):
    """A period has its first day before its last."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of *start* to the end of *end*."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Raises EndsBeforeItBegins."""
        if self.end < self.start:
            raise EndsBeforeItBegins

    def holds(self, day: date | None) -> bool:
        """Whether *day* is in it."""
        return day is not None and self.start <= day <= self.end

    def meets(self, first: date, last: date) -> bool:
        """Whether some day from *first* to *last* is in it."""
        return first <= self.end and last >= self.start


def last_whole(months: int, *, today: date, first_month: int | None = None) -> Period:
    """The last whole quarter (3 months), half-year (6) or year (12) before *today*.

    Half-years and years are counted from *first_month*, such as 4 where a plan runs from April;
    without one they end with the last whole quarter.
    """
    end = quarters.quarter_end(today)
    while first_month is not None and (end.month % YEAR + 1 - first_month) % months:
        end = quarters.quarter_end(end)
    start = end + timedelta(days=1)
    for _quarter in range(months // QUARTER):
        start = quarters.first_day(start - timedelta(days=1))
    return Period(start, end)


def first_month(printed_start: str | None) -> int | None:
    """The month with which the years of a plan begin; None where its file prints none.

    None also for a plan that begins within a quarter: figures are made by quarters.
    """
    if not printed_start or len(printed_start) < _LETTERS_OF_A_MONTH:
        return None
    month = int(printed_start[5:7])
    return month if month % QUARTER == 1 else None
