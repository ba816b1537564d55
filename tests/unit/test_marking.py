"""Marks over a text may overlap in any way, and the text between the tags stays the text."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from feedback.reading.marking import preview, segments
from feedback.redaction.brackets import Cover
from feedback.redaction.models import Decision, Hiding
from feedback.safeguarding.models import Signal, Urgency


def signal(start, end, rule="neglect"):
    return Signal(
        contribution_id=uuid.uuid4(), rule=rule, urgency=Urgency.SOON, start=start, end=end
    )


def hiding(start, end, decision=Decision.PROPOSED):
    return Hiding(
        contribution_id=uuid.uuid4(),
        start=start,
        end=end,
        kind="name",
        replacement="[name]",
        decision=decision,
    )


def test_a_signal_and_a_proposal_that_overlap_are_both_marked():
    text = "he hit Ann hard"

    cut = segments(text, signals=[signal(0, 10)], hidings=[hiding(7, 15)])

    assert [(each.words, bool(each.rules), each.decision) for each in cut] == [
        ("he hit ", True, None),
        ("Ann", True, Decision.PROPOSED),
        (" hard", False, Decision.PROPOSED),
    ]


def test_what_is_hidden_shows_over_what_is_only_proposed():
    cut = segments("Ann", signals=[], hidings=[hiding(0, 3), hiding(0, 3, Decision.ACCEPTED)])

    assert [each.decision for each in cut] == [Decision.ACCEPTED]


def test_what_was_left_in_the_text_is_not_marked():
    cut = segments("Ann", signals=[], hidings=[hiding(0, 3, Decision.REJECTED)])

    assert [each.decision for each in cut] == [None]


def test_a_rule_is_named_where_it_begins_only():
    cut = segments("he hit Ann", signals=[signal(0, 10)], hidings=[hiding(7, 10)])

    assert [list(each.begins) for each in cut] == [["neglect"], []]


def test_places_that_do_not_fit_the_text_mark_nothing():
    cut = segments("Ann", signals=[signal(0, 9), signal(2, 2)], hidings=[hiding(5, 6)])

    assert [(each.words, each.rules) for each in cut] == [("Ann", [])]


@given(
    st.text(alphabet="aب👩‍ \n", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5),
)
def test_the_segments_joined_are_the_text(text, met, hidden):
    cut = segments(
        text,
        signals=[signal(start, end) for start, end in met],
        hidings=[hiding(start, end) for start, end in hidden],
    )

    assert "".join(each.words for each in cut) == text


def test_the_preview_shows_brackets_apart_from_words():
    pieces = preview("I told Ann today", [Cover(7, 10, "[name]")])

    assert [(piece.words, piece.hides) for piece in pieces] == [
        ("I told ", False),
        ("[name]", True),
        (" today", False),
    ]
