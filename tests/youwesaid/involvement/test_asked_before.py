"""The same people are not asked twice without somebody noticing."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from youwesaid.involvement.asked_before import Asking, asked_twice
from youwesaid.involvement.models import Whom

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@st.composite
def askings(draw):
    first, second = sorted([draw(DAYS), draw(DAYS)])
    return Asking(
        starts_on=first,
        ends_on=draw(st.sampled_from([None, second])),
        whom=frozenset(draw(st.sets(st.sampled_from([each.value for each in Whom])))),
        localities=frozenset(draw(st.sets(st.sampled_from(["north", "south"])))),
    )


def _asking(day, *whom, places=()):
    return Asking(starts_on=day, ends_on=None, whom=frozenset(whom), localities=frozenset(places))


def _found(one, other):
    return [people for _known, people in asked_twice(one, [("other", other)])]


def test_the_same_people_within_three_months_are_noticed():
    one = _asking(date(2026, 3, 1), "young_people", "carers")

    assert _found(one, _asking(date(2026, 5, 30), "carers")) == [{"carers"}]
    assert _found(one, _asking(date(2026, 5, 31), "carers")) == []
    assert _found(one, _asking(date(2026, 3, 2), "parents")) == []


def test_other_places_and_groups_that_say_nothing_are_no_clash():
    one = _asking(date(2026, 3, 1), "carers", "anyone", places=["north"])

    assert _found(one, _asking(date(2026, 3, 2), "carers", places=["south"])) == []
    assert _found(one, _asking(date(2026, 3, 2), "carers")) == [{"carers"}]
    assert _found(one, _asking(date(2026, 3, 2), "anyone")) == []


@given(askings(), askings())
def test_if_one_asks_the_others_people_the_other_asks_its(one, other):
    assert _found(one, other) == _found(other, one)
