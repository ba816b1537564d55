"""A concern has a clock, an owner, a log and an outcome; only people close it, now takes two."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.contributions.models import Contribution, Safeguarding
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.safeguarding import log, queries, services, signals
from feedback.safeguarding.clocks import Clocks
from feedback.safeguarding.models import (
    Act,
    Concern,
    ConcernNote,
    Level,
    Outcome,
    Reason,
    Urgency,
)
from feedback.safeguarding.services import AlreadyClosed, NobodyAsked, SecondReaderMissing
from feedback.safeguarding.signals import ConcernIsOpen, ReasonMissing
from tests.support.said import again, rows, say

NOTE = "Rang the duty worker at ten"


@pytest.fixture
def lead(make_staff):
    return make_staff(Role.LEAD, name="Lee Lead")


@pytest.fixture
def other_lead(make_staff):
    return make_staff(Role.LEAD, name="Olu Other")


@pytest.fixture
def coder(make_staff):
    return make_staff(Role.CODER, name="Cam Coder")


@pytest.fixture
def contribution(app, keyring):
    return say("The room was cold.", keyring=keyring)


def worried(contribution, by, keyring, urgency=Urgency.TODAY, level=Level.L2, note=NOTE):
    with writing():
        row = session().get_one(Contribution, contribution.id)
        return services.raise_concern(
            row, level=level, urgency=urgency, by=by, note=note, keyring=keyring
        )


def close(concern, by, keyring, outcome=Outcome.PASSED_TO_POLICE):
    with writing():
        return services.close(concern, outcome=outcome, by=by, note="Told them", keyring=keyring)


@pytest.mark.parametrize(
    ("urgency", "raised", "due"),
    [
        (Urgency.NOW, "2026-11-27T16:00", "2026-11-27T17:00"),
        (Urgency.TODAY, "2026-11-27T16:00", "2026-11-28T16:00"),
        (Urgency.SOON, "2026-11-27T16:00", "2026-12-03T16:00"),
        (Urgency.SOON, "2026-11-24T09:30", "2026-11-27T09:30"),
    ],
)
def test_the_clock_of_each_urgency(urgency, raised, due):
    def at(text):
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    assert Clocks({}, "scotland").act_by(urgency, Level.L4, at(raised)) == at(due)


def test_a_raised_concern_is_on_the_contribution_and_in_the_log(contribution, coder, keyring):
    concern = worried(contribution, coder, keyring)

    assert again(contribution).safeguarding is Safeguarding.CONCERN
    [line] = log.opened(concern, reader=coder, keyring=keyring)
    assert (line.act, line.note, line.by_name) == (Act.RAISED, NOTE, "Cam Coder")
    [note] = rows(select(ConcernNote))
    assert b"duty worker" not in note.note_sealed
    [entry] = rows(select(AuditEntry).where(AuditEntry.verb == "concern raised"))
    assert "duty worker" not in str(entry.facts)


def test_a_second_worry_about_the_same_words_adds_to_the_open_concern(contribution, coder, keyring):
    first = worried(contribution, coder, keyring, Urgency.SOON)
    due_before = first.due_at

    second = worried(contribution, coder, keyring, Urgency.NOW)
    third = worried(contribution, coder, keyring, Urgency.TODAY)

    assert first.id == second.id == third.id
    assert third.urgency is Urgency.NOW
    assert third.due_at < due_before
    acts = [line.act for line in log.opened(third, reader=coder, keyring=keyring)]
    assert acts == [Act.RAISED, Act.CHANGED_LEVEL, Act.NOTED]


def test_one_person_may_close_what_is_not_of_level_now(contribution, lead, keyring):
    concern = worried(contribution, lead, keyring)

    assert close(concern, lead, keyring)

    assert (concern.outcome, concern.closed_by_id) == (Outcome.PASSED_TO_POLICE, lead.id)
    assert again(contribution).safeguarding is Safeguarding.CLEAR
    with pytest.raises(AlreadyClosed), writing():
        services.add_note(concern, by=lead, note="More", keyring=keyring)


def test_a_concern_of_level_now_is_closed_by_two_people(contribution, lead, other_lead, keyring):
    concern = worried(contribution, lead, keyring, Urgency.NOW)

    assert not close(concern, lead, keyring)
    assert concern.closed_at is None
    with pytest.raises(SecondReaderMissing):
        close(concern, lead, keyring)
    with pytest.raises(SecondReaderMissing), writing():
        services.confirm_close(concern, agrees=True, by=lead, note="Me again", keyring=keyring)
    with writing():
        services.confirm_close(concern, agrees=True, by=other_lead, note="I agree", keyring=keyring)

    assert concern.outcome is Outcome.PASSED_TO_POLICE
    assert (concern.closed_by_id, concern.second_reader_id) == (lead.id, other_lead.id)


def test_the_second_reader_may_keep_it_open(contribution, lead, other_lead, keyring):
    concern = worried(contribution, lead, keyring, Urgency.NOW)
    close(concern, lead, keyring)

    with writing():
        services.confirm_close(concern, agrees=False, by=other_lead, note="Why?", keyring=keyring)

    assert (concern.closed_at, concern.close_asked_by_id) == (None, None)
    with pytest.raises(NobodyAsked), writing():
        services.confirm_close(concern, agrees=True, by=other_lead, note="Yes", keyring=keyring)


def test_a_worry_after_the_request_needs_a_new_request(contribution, lead, other_lead, keyring):
    concern = worried(contribution, lead, keyring, Urgency.TODAY)
    concern = worried(contribution, lead, keyring, Urgency.NOW)
    close(concern, lead, keyring)

    assert not close(concern, other_lead, keyring, Outcome.NO_HARM_FOUND)

    assert concern.close_asked_by_id == other_lead.id
    assert concern.closed_at is None


def test_the_database_itself_refuses_one_person_for_level_now(contribution, lead, keyring):
    concern = worried(contribution, lead, keyring, Urgency.NOW)

    alone = {
        "outcome": Outcome.NO_HARM_FOUND,
        "closed_at": clock.now(),
        "closed_by_id": lead.id,
        "second_reader_id": lead.id,
    }

    with pytest.raises(IntegrityError), writing():
        session().execute(update(Concern).where(Concern.id == concern.id).values(alone))


def test_a_note_can_say_when_to_look_again(contribution, lead, keyring):
    concern = worried(contribution, lead, keyring)
    later = clock.today() + timedelta(days=9)

    with writing():
        services.add_note(concern, by=lead, note="They act", next_look=later, keyring=keyring)

    assert concern.due_at.date() == later


def test_whoever_neither_leads_nor_raised_it_sees_that_there_are_notes_and_not_what(
    contribution, lead, coder, keyring
):
    concern = worried(contribution, lead, keyring)

    [line] = log.opened(concern, reader=coder, keyring=keyring)

    assert (line.note, line.closed_to_reader) == ("", True)
    assert not rows(select(AuditEntry).where(AuditEntry.verb == "opened concern notes"))


def test_clearing_is_refused_while_somebody_is_worried(contribution, lead, keyring):
    worried(contribution, lead, keyring)

    with pytest.raises(ConcernIsOpen), writing():
        signals.clear(again(contribution), by=lead)


def test_clearing_after_a_signal_takes_a_reason_and_a_second_reader(
    app, keyring, coder, other_lead
):
    contribution = say("He said he will kill me.", keyring=keyring)

    with pytest.raises(ReasonMissing), writing():
        signals.clear(contribution, by=coder)
    with writing():
        signals.clear(contribution, by=coder, because=Reason.LONG_AGO)

    assert again(contribution).safeguarding is Safeguarding.SIGNALLED
    with writing():
        signals.agree(again(contribution), by=other_lead)

    found = queries.signals(contribution)
    assert {signal.dismissed_because for signal in found} == {Reason.LONG_AGO}
    assert again(contribution).safeguarding is Safeguarding.CLEAR
    assert queries.standing_signals(contribution) == []


def test_a_new_signal_after_clearing_asks_again(app, keyring, coder):
    contribution = say("The room was cold.", keyring=keyring)
    with writing():
        signals.clear(contribution, by=coder)

    with writing():
        signals.note_signals(contribution, "He will kill me")

    assert again(contribution).safeguarding is Safeguarding.SIGNALLED


def test_open_concerns_are_listed_by_their_clock(app, keyring, lead):
    soon = worried(say("One.", keyring=keyring), lead, keyring, Urgency.SOON)
    now = worried(say("Two.", keyring=keyring), lead, keyring, Urgency.NOW)
    today = worried(say("Three.", keyring=keyring), lead, keyring, Urgency.TODAY)

    assert [each.id for each in queries.open_concerns()] == [now.id, today.id, soon.id]
    assert queries.overdue_concerns_count() == 0
    with writing():
        session().get_one(Concern, soon.id).due_at = clock.now() - timedelta(minutes=1)
    assert queries.overdue_concerns_count() == 1


def test_danger_now_stands_before_what_has_been_late_for_longer(app, keyring, lead):
    late = worried(say("One.", keyring=keyring), lead, keyring, Urgency.TODAY)
    now = worried(say("Two.", keyring=keyring), lead, keyring, Urgency.NOW)
    with writing():
        session().get_one(Concern, late.id).due_at = clock.now() - timedelta(days=7)

    assert [each.id for each in queries.open_concerns()] == [now.id, late.id]
