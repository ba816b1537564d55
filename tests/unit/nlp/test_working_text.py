"""The working text: what was decided is gone, everything else is as it was."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.nlp.identifiers import StretchOutOfRange, apply, proposals


@dataclass(frozen=True)
class Hiding:
    """What a person decided."""

    start: int
    end: int
    replacement: str = "[hidden]"


def test_nothing_decided_leaves_the_text_as_it_is():
    assert apply("Jo lives here 👩‍👧", []) == "Jo lives here 👩‍👧"


@pytest.mark.parametrize(
    ("decisions", "working"),
    [
        ([Hiding(0, 2, "[name]")], "[name] and Al"),
        ([Hiding(7, 9, "[name]"), Hiding(0, 2, "[name]")], "[name] and [name]"),
        ([Hiding(0, 9)], "[hidden]"),
        ([Hiding(0, 2, "[a]"), Hiding(2, 6, "[b]")], "[a][b] Al"),
        ([Hiding(0, 4, "[short]"), Hiding(3, 9, "[long]")], "[long]"),
        ([Hiding(0, 6, "[long]"), Hiding(5, 9, "[short]")], "[long]"),
        ([Hiding(0, 4, "[first]"), Hiding(3, 7, "[second]")], "[first]Al"),
        ([Hiding(0, 9, "[all]"), Hiding(2, 4, "[in]"), Hiding(5, 6, "[in]")], "[all]"),
        ([Hiding(0, 3), Hiding(2, 5), Hiding(4, 7)], "[hidden]Al"),
        ([Hiding(0, 2, "")], " and Al"),
    ],
)
def test_stretches_that_overlap_become_one(decisions, working):
    assert apply("Jo and Al", decisions) == working


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 10), (3, 3), (5, 2), (9, 10), (99, 100)])
def test_a_stretch_that_is_not_in_the_text_is_refused(start, end):
    with pytest.raises(StretchOutOfRange):
        apply("Jo and Al", [Hiding(0, 2), Hiding(start, end)])


def test_proposals_can_be_taken_all_at_once():
    text = "ولدت في 12/03/1985، رقمي ٠٧٧٠٠ ٩٠٠١٢٣ 📱 jo@example.com"

    assert apply(text, proposals(text, language="ar")) == (
        "ولدت في [date of birth]، رقمي [phone number] 📱 [e-mail address]"
    )


@st.composite
def texts_and_stretches(draw):
    text = draw(st.text(alphabet="aé👩‍👧\u064eسਮਾ \n0", min_size=1, max_size=60))
    places = st.integers(0, len(text) - 1)
    pairs = draw(st.lists(st.tuples(places, places), max_size=8))
    return text, [Hiding(min(pair), max(pair) + 1, "[#]") for pair in pairs]


@given(texts_and_stretches())
def test_no_decided_letter_is_left_and_no_other_is_changed(case):
    text, decisions = case
    hidden = {place for one in decisions for place in range(one.start, one.end)}

    working = apply(text, decisions)

    assert working.replace("[#]", "") == "".join(
        letter for place, letter in enumerate(text) if place not in hidden
    )
    pieces = working.split("[#]")
    assert text.startswith(pieces[0])
    assert text.endswith(pieces[-1])


@given(texts_and_stretches(), st.randoms())
def test_the_order_in_which_decisions_come_does_not_matter(case, random):
    text, decisions = case
    shuffled = decisions[:]
    random.shuffle(shuffled)

    assert apply(text, shuffled) == apply(text, decisions)
