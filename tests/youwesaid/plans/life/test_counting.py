"""The same event falls due on different days in different nations."""

from datetime import date

import pytest

from youwesaid.plans.life.counting import due_day
from youwesaid.plans.life.words import Nation, Unit


@pytest.mark.parametrize(
    ("event", "nation", "due"),
    [
        # Saint Andrew's Day is on Monday 30 November 2026 in Scotland alone.
        (date(2026, 11, 27), Nation.SCOTLAND, date(2026, 12, 14)),
        (date(2026, 11, 27), Nation.ENGLAND, date(2026, 12, 11)),
        (date(2026, 11, 27), Nation.WALES, date(2026, 12, 11)),
        # Easter Monday is none in Scotland; 2 January is one there alone.
        (date(2026, 4, 2), Nation.SCOTLAND, date(2026, 4, 17)),
        (date(2026, 4, 2), Nation.ENGLAND, date(2026, 4, 20)),
        # Saint Patrick's Day and the Battle of the Boyne in Northern Ireland alone.
        (date(2026, 3, 16), Nation.NORTHERN_IRELAND, date(2026, 3, 31)),
        (date(2026, 3, 16), Nation.ENGLAND, date(2026, 3, 30)),
        (date(2026, 7, 10), Nation.NORTHERN_IRELAND, date(2026, 7, 27)),
    ],
)
def test_ten_working_days_leave_out_the_bank_holidays_of_the_nation(event, nation, due):
    assert due_day(event, 10, Unit.WORKING_DAYS, nation=nation) == due


@pytest.mark.parametrize(
    ("event", "length", "unit", "due"),
    [
        (date(2026, 8, 31), 6, Unit.MONTHS, date(2027, 2, 28)),
        (date(2026, 3, 15), 10, Unit.MONTHS, date(2027, 1, 15)),
        (date(2026, 3, 15), 30, Unit.DAYS, date(2026, 4, 14)),
        (date(2026, 3, 15), 0, Unit.DAYS, date(2026, 3, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(event, length, unit, due):
    assert due_day(event, length, unit, nation=Nation.WALES) == due
