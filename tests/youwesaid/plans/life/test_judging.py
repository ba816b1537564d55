"""Nine kinds of targets: met, not met, or cannot be said, and always why."""

from datetime import date

import pytest

from youwesaid.plans.life.judging import Point, Standing, Times, Why, judge
from youwesaid.plans.life.words import Moved, Reached

ON = date(2026, 11, 23)
MET, NOT_MET, UNKNOWN = Standing.MET, Standing.NOT_MET, Standing.UNKNOWN


def at(month: int, **given) -> Point:
    """A reading of 2026."""
    return Point(day=date(2026, month, 1), **given)


THRESHOLD = {"type": "threshold", "comparator": "at_least", "value": 75, "unit": "percent"}
OVER_THREE = {"type": "threshold", "comparator": "gt", "value": 3, "unit": "percent"}
FIVE_DOWN = {
    "type": "relative_change", "comparator": "at_least", "value": 5, "unit": "percent",
    "direction": "down", "baseline": "2022-23",
}  # fmt: skip
UP = {"type": "direction", "direction": "up"}
DOWN = {"type": "direction", "direction": "down", "unit": "people"}
SIX_MONTHS = {"type": "time_limit", "comparator": "within", "value": 6, "unit": "months"}
THERE = {"type": "milestone"}
ALL = {"type": "coverage", "quantifier": "all", "unit": "services"}
THREE_GROUPS = {"type": "coverage", "quantifier": "all", "value": 3, "unit": "groups"}
SHOWN = {"type": "evidence"}
WATCHED = {"type": "monitor", "unit": "count"}
TWICE = {"type": "frequency", "comparator": "at_least", "value": 2, "unit": "per year"}
START = at(1, value=200, period="2022-23")


@pytest.mark.parametrize(
    ("target", "points", "standing", "why"),
    [
        (THRESHOLD, [at(2, value=75)], MET, Why.COMPARED),
        (THRESHOLD, [at(2, value=80), at(5, value=74.9)], NOT_MET, Why.COMPARED),
        (THRESHOLD, [at(2, value=9, out_of=12)], MET, Why.COMPARED),
        (THRESHOLD, [at(2, value=80), at(5, said="has increased")], UNKNOWN, Why.ONLY_WORDS),
        (THRESHOLD, [], UNKNOWN, Why.NO_READING),
        ({**THRESHOLD, "value": None}, [at(2, value=9)], UNKNOWN, Why.NO_NUMBER_WANTED),
        (OVER_THREE, [at(2, value=3)], NOT_MET, Why.COMPARED),
        (OVER_THREE, [at(2, value=3.1)], MET, Why.COMPARED),
        (FIVE_DOWN, [START, at(6, value=190)], MET, Why.CHANGED),
        (FIVE_DOWN, [START, at(6, value=191)], NOT_MET, Why.CHANGED),
        (FIVE_DOWN, [START, at(6, value=240)], NOT_MET, Why.CHANGED),
        (FIVE_DOWN, [at(1, value=200), at(6, value=100)], UNKNOWN, Why.NO_START),
        (FIVE_DOWN, [at(1, value=200, is_baseline=True), at(6, value=100)], MET, Why.CHANGED),
        (FIVE_DOWN, [at(1, value=0, period="2022-23"), at(6, value=1)], UNKNOWN,
         Why.START_IS_NOTHING),
        (UP, [at(1, value=10), at(6, value=12)], MET, Why.WENT),
        (UP, [at(1, value=10), at(6, value=10)], NOT_MET, Why.WENT),
        (UP, [at(1, value=10)], UNKNOWN, Why.NO_START),
        (DOWN, [at(1, value=10), at(6, value=12)], NOT_MET, Why.WENT),
        (UP, [at(6, said="has increased", moved=Moved.UP)], MET, Why.TOLD_WENT),
        (DOWN, [at(6, said="has increased", moved=Moved.UP)], NOT_MET, Why.TOLD_WENT),
        (UP, [at(6, said="has changed")], UNKNOWN, Why.ONLY_WORDS),
        ({"type": "direction"}, [at(6, value=3)], UNKNOWN, Why.NO_DIRECTION),
        (SIX_MONTHS, [at(6, value=6)], MET, Why.COMPARED),
        (SIX_MONTHS, [at(6, value=7)], NOT_MET, Why.COMPARED),
        (SIX_MONTHS, [at(6, said="in time", reached=Reached.YES)], MET, Why.PERSON_SAYS_YES),
        (THERE, [at(6, value=1)], UNKNOWN, Why.NOBODY_JUDGED),
        (THERE, [at(6, said="published", reached=Reached.YES)], MET, Why.PERSON_SAYS_YES),
        (THERE, [at(6, said="still a draft", reached=Reached.NO)], NOT_MET, Why.PERSON_SAYS_NO),
        (ALL, [at(6, value=12, out_of=12)], MET, Why.COMPARED),
        (ALL, [at(6, value=11, out_of=12)], NOT_MET, Why.COMPARED),
        (ALL, [at(6, value=11)], UNKNOWN, Why.NO_WHOLE),
        (ALL, [at(6, said="all but one", reached=Reached.NO)], NOT_MET, Why.PERSON_SAYS_NO),
        (THREE_GROUPS, [at(6, value=3)], MET, Why.COMPARED),
        (SHOWN, [at(6, value=100)], UNKNOWN, Why.NOT_BY_NUMBER),
        (SHOWN, [at(6, value=100, reached=Reached.YES)], UNKNOWN, Why.NOT_BY_NUMBER),
        (SHOWN, [at(6, said="a panel wrote it")], UNKNOWN, Why.NOBODY_JUDGED),
        (SHOWN, [at(6, said="a panel wrote it", reached=Reached.YES)], MET, Why.PERSON_SAYS_YES),
        (WATCHED, [at(6, value=100)], UNKNOWN, Why.WATCHED),
        (WATCHED, [at(6, said="fine", reached=Reached.YES)], UNKNOWN, Why.WATCHED),
        (TWICE, [at(2, said="reported"), at(8, said="reported")], MET, Why.COUNTED),
        (TWICE, [at(8, said="reported")], UNKNOWN, Why.TOO_EARLY),
        (TWICE, [Point(day=date(2025, 3, 1), said="reported"), at(8, said="reported")], NOT_MET,
         Why.COUNTED),
        (TWICE, [at(8, value=2)], MET, Why.COMPARED),
        (None, [at(6, value=2)], UNKNOWN, Why.NO_TARGET),
        ({"type": "something new"}, [at(6, value=2)], UNKNOWN, Why.NO_TARGET),
    ],
)  # fmt: skip
def test_each_kind_of_target_is_judged_with_a_reason(target, points, standing, why):
    judgement = judge(target, points, on=ON)

    assert (judgement.standing, judgement.why) == (standing, why)


def test_a_reading_that_is_still_to_come_judges_nothing():
    assert judge(UP, [at(1, value=1), Point(day=date(2027, 1, 1), value=9)], on=ON).why == (
        Why.NO_START
    )


@pytest.mark.parametrize(
    ("times", "standing"),
    [
        (Times(kept=2), MET),
        (Times(kept=2, late=1), NOT_MET),
        (Times(waiting=1), UNKNOWN),
    ],
)
def test_a_time_limit_is_judged_by_its_deadlines_where_nobody_read_a_number(times, standing):
    assert judge(SIX_MONTHS, [], on=ON, times=times).standing == standing
