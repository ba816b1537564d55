"""The one word for what several agencies answer: never more than the whole of it bears."""

import pytest

from youwesaid.insights.models import AnswerKind
from youwesaid.tracker.models import PublicState
from youwesaid.tracker.states import Part, joint_state

COUNCIL, POLICE = "council", "police"


def parts(*pairs):
    return [Part(agency, day, AnswerKind(kind)) for agency, day, kind in pairs]


@pytest.mark.parametrize(
    ("kinds", "word"),
    [
        ((), "heard"),
        (("done", "done"), "done"),
        (("done", "kept_doing"), "done"),
        (("kept_doing", "kept_doing"), "kept_doing"),
        (("done", "cannot"), "part_done"),
        (("done", "passed_on"), "part_done"),
        (("kept_doing", "disagree"), "part_done"),
        (("done", "doing"), "part_done"),
        (("part", "done"), "part_done"),
        (("doing", "cannot"), "cannot"),
        (("looking", "doing"), "looking"),
        (("passed_on", "doing"), "passed_on"),
    ],
)
def test_two_agencies_together(kinds, word):
    given = [(str(place), "2026-05-01", kind) for place, kind in enumerate(kinds)]

    assert joint_state(parts(*given)) is PublicState(word)


@pytest.mark.parametrize("kind", list(AnswerKind))
def test_one_answer_is_its_own_word_and_the_order_says_nothing(kind):
    alone = joint_state(parts((None, "2026-05-01", kind)))
    beside = parts((COUNCIL, "2026-05-01", kind), (POLICE, "2026-04-01", "cannot"))

    assert alone.value == {"part": "part_done"}.get(kind, kind)
    assert joint_state(beside) is joint_state(list(reversed(beside)))


def test_of_each_agency_the_newest_day_counts():
    told = parts(
        (COUNCIL, "2026-01-01", "cannot"),
        (COUNCIL, "2026-05-01", "done"),
        (POLICE, "2026-03-01", "done"),
    )

    assert joint_state(told) is PublicState.DONE
    assert joint_state([*told, Part(COUNCIL, "2026-05-01", AnswerKind.CANNOT)]) is (
        PublicState.PART_DONE
    )


def test_nothing_is_done_whole_while_an_agency_has_not_said_its_part():
    told = parts((COUNCIL, "2026-05-01", "done"))

    assert joint_state(told, is_whole=False) is PublicState.PART_DONE
    assert joint_state(parts((COUNCIL, None, "doing")), is_whole=False) is PublicState.DOING
