"""What stands beside the words that are coded, and what does not because it points at somebody."""

import uuid

import pytest
from sqlalchemy import select

from feedback.coding.desk.beside import beside
from feedback.contributions import about, opening
from feedback.contributions.models import Contribution, Redaction
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core.db import session, writing

CAME = "Somebody came the next day."


@pytest.fixture
def answered(app, keyring):
    """A press of Send with two pieces of words, and what its giver said about themselves."""

    def make(**said):
        with writing():
            delivery = Delivery(
                submission_id=uuid.uuid4(),
                pieces=[
                    Piece(text=f"{CAME} {number} {uuid.uuid4()}", language="en")
                    for number in range(2)
                ],
            )
            submission = receive(delivery, keyring=keyring).submission
            about.keep_about(submission=submission, answers=said, nation="scotland")
        return submission

    return make


def _told(found):
    return {each.answer for each in found.people}


def test_what_few_share_is_not_shown(answered, keyring):
    for _each in range(9):
        answered(age="40_54", gender="woman")
    with_few = answered(age="40_54", gender="man")

    found = beside(with_few.contributions[0], keyring)

    assert _told(found) == {"40 to 54"}
    assert found.hidden == 1


def test_what_many_share_one_by_one_is_not_shown_together(answered, keyring):
    for _each in range(10):
        answered(age="40_54", gender="woman")
        answered(age="16_17", gender="man")
    alone = answered(age="16_17", gender="woman")

    found = beside(alone.contributions[0], keyring)

    assert _told(found) == {"16 or 17"}
    assert found.hidden == 1


def test_other_words_are_working_texts_and_never_restricted(answered, keyring):
    first, second = answered().contributions
    assert [each.text for each in beside(first, keyring).words] == [""]
    with writing():
        opening.seal_working(second, "Somebody came.", keyring)
        second.redaction = Redaction.DONE

    assert [each.text for each in beside(first, keyring).words] == ["Somebody came."]
    with writing():
        session().get_one(Contribution, second.id).restricted = True
    assert beside(first, keyring).words == []


def test_nothing_stands_beside_a_single_story(redacted, keyring):
    found = beside(redacted(), keyring)

    assert (found.answers, found.people, found.words, found.hidden) == ([], [], [], 0)
    assert session().scalars(select(Contribution)).one()
