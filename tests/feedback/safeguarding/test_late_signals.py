"""What has a watch phrase stays in the inbox until two people decide, whenever it is met."""

import uuid

import pytest
from sqlalchemy import delete, select

from feedback.accounts.roles import Role
from feedback.contributions.models import Redaction, Safeguarding
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core.db import session, writing
from feedback.reading import queries, screening
from feedback.reading import services as reading
from feedback.redaction.models import Hiding
from feedback.safeguarding import signals
from feedback.safeguarding.completeness import completeness
from feedback.safeguarding.models import LookState, Reason, SecondLook
from tests.support.said import again, say

DANGER = "He said he will kill me."


@pytest.fixture
def by(make_staff):
    return make_staff(Role.CODER)


def in_the_inbox():
    return [each.id for each in session().scalars(queries.unread())]


def test_words_read_before_the_machine_looked_come_back_to_the_inbox(app, by, keyring):
    delivery = Delivery(submission_id=uuid.uuid4(), pieces=[Piece(text=DANGER, language="en")])
    with writing():
        contribution = receive(delivery, keyring=keyring).submission.contributions[0]
    with writing():
        assert signals.clear(contribution, by=by)
        reading.finish(contribution, english="", by=by, keyring=keyring)
    assert in_the_inbox() == []

    screening.screen_waiting(keyring=keyring)

    row = again(contribution)
    assert row.safeguarding is Safeguarding.SIGNALLED
    assert in_the_inbox() == [row.id]
    assert (completeness().waiting, completeness().read) == (1, 0)


def test_a_phrase_of_another_language_brings_back_what_waits_for_a_second_reader(app, by, keyring):
    tired = "I was tired, and nobody came to see me for weeks after that, whatever I wrote to them."
    words = f"{DANGER} {tired} Mnie zabije."
    contribution = say(words, keyring=keyring, language="en")
    with writing():
        signals.clear(contribution, by=by, because=Reason.LONG_AGO)
        reading.finish(contribution, english="", by=by, keyring=keyring)
    assert in_the_inbox() == []

    with writing():
        found = reading.correct_language(contribution, language="pl", by=by, keyring=keyring)

    assert found
    assert in_the_inbox() == [contribution.id]


def test_two_who_ask_in_the_same_moment_are_answered_together(app, by, make_staff, keyring):
    contribution = say(DANGER, keyring=keyring)
    askers = by, make_staff(Role.CODER)
    with writing():
        for asking in askers:
            session().add(
                SecondLook(
                    contribution_id=contribution.id, because=Reason.LONG_AGO, asked_by_id=asking.id
                )
            )
    lead = make_staff(Role.LEAD)
    with writing():
        signals.agree(contribution, by=lead)

    assert signals.looks_waiting_count() == 0
    states = {look.state for look in session().scalars(select(SecondLook))}
    assert states == {LookState.AGREED, LookState.OVERTAKEN}
    assert completeness().second == 0


def test_what_is_found_to_identify_somebody_later_shuts_the_working_text(app, by, keyring):
    contribution = say("Ring me on 01632 960123 please.", keyring=keyring)
    with writing():
        session().execute(delete(Hiding))  # no pattern had seen it in the language it was taken for
        signals.clear(contribution, by=by)
        reading.finish(contribution, english="", by=by, keyring=keyring)
    assert contribution.redaction is Redaction.DONE

    with writing():
        reading.correct_language(contribution, language="pl", by=by, keyring=keyring)

    assert contribution.redaction is Redaction.WAITING
    assert in_the_inbox() == [contribution.id]
