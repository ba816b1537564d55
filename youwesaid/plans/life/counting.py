"""From an event to the day on which something is due, in one nation's working days."""

import calendar
from datetime import date, timedelta

from feedback.core import working_days
from youwesaid.plans.life.words import Nation, Unit


def due_day(event_on: date, length: int, unit: Unit, *, nation: Nation) -> date:
    """The day on which *length* of *unit* have passed since *event_on*.

    Working days leave out weekends and the bank holidays of *nation*; months end on the same day
    of a later month, or on the last one of a shorter month.
    """
    if unit is Unit.WORKING_DAYS:
        return working_days.after(event_on, length, nation=nation)
    if unit is Unit.MONTHS:
        return a_month_on(event_on, length)
    return event_on + timedelta(days=length)


def a_month_on(day: date, months: int) -> date:
    """The same day *months* later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def a_year_before(day: date) -> date:
    """The same day a year before; 28 February for the 29th."""
    return a_month_on(day, -12)
