"""Working days of the four nations: clocks that staff are held to stop at weekends and holidays."""

from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5  # date.weekday(): Monday is 0
#: Our names of the nations, and those of the ``holidays`` library for parts of GB.
_SUBDIVISIONS = {
    "england": "ENG",
    "wales": "WLS",
    "scotland": "SCT",
    "northern_ireland": "NIR",
}


class UnknownNation(ValueError):
    """The settings name a nation whose bank holidays are not known."""


def is_working_day(day: date, *, nation: str) -> bool:
    """Whether *day* is neither at a weekend nor a bank holiday. Raises UnknownNation."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(nation)


def after(day: date, working_days: int, *, nation: str) -> date:
    """The day on which *working_days* working days have passed since *day*."""
    reached = day
    left = working_days
    while left > 0:
        reached += timedelta(days=1)
        left -= is_working_day(reached, nation=nation)
    return reached


@cache
def _bank_holidays(nation: str) -> holidays.HolidayBase:
    # Years are filled in as they are asked for.
    try:
        return holidays.country_holidays("GB", subdiv=_SUBDIVISIONS[nation])
    except KeyError:
        raise UnknownNation(nation) from None
