"""Quarters of a year, named by their last day."""

from calendar import monthrange
from datetime import date, timedelta

_MONTHS = 3


def first_day(day: date) -> date:
    """The first day of the quarter that *day* is in."""
    return date(day.year, day.month - (day.month - 1) % _MONTHS, 1)


def last_day(day: date) -> date:
    """The last day of the quarter that *day* is in."""
    month = day.month - (day.month - 1) % _MONTHS + _MONTHS
    following = date(day.year + (month > 12), month - 12 * (month > 12), 1)  # noqa: PLR2004
    return following - timedelta(days=1)


def quarter_end(today: date) -> date:
    """The last day of the quarter before the one that *today* is in."""
    return first_day(today) - timedelta(days=1)


def is_quarter_end(day: date) -> bool:
    """Whether a quarter ends with *day*."""
    following = day + timedelta(days=1)
    return following == first_day(following)


def number_of(day: date) -> int:
    """Which quarter of its year *day* is in, from 1."""
    return (day.month - 1) // _MONTHS + 1


def months_later(day: date, months: int) -> date:
    """The same day *months* later (before, where negative), or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
