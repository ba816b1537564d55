"""Clocks that stop at weekends and bank holidays."""

from datetime import date

import pytest

from feedback.core.working_days import UnknownNation, after, is_working_day

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("nation", "works_on_saint_andrews_day"),
    [("scotland", False), ("england", True), ("wales", True), ("northern_ireland", True)],
)
def test_each_nation_keeps_its_own_bank_holidays(nation, works_on_saint_andrews_day):
    assert is_working_day(date(2026, 11, 30), nation=nation) is works_on_saint_andrews_day


def test_three_working_days_after_a_friday_skip_the_weekend_and_the_holiday():
    assert after(FRIDAY, 3, nation="england") == date(2026, 12, 2)
    assert after(FRIDAY, 3, nation="scotland") == date(2026, 12, 3)


def test_no_working_days_are_no_days():
    assert after(FRIDAY, 0, nation="wales") == FRIDAY


def test_a_nation_that_is_not_known_is_named():
    with pytest.raises(UnknownNation, match="atlantis"):
        is_working_day(FRIDAY, nation="atlantis")
