"""Recordings and photos are written down before anything else; what looks like spam waits apart."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.contributions import attachments, holding
from feedback.contributions.attachments import Incoming
from feedback.contributions.models import Attachment, Contribution, Held, Kind, Submission
from feedback.contributions.receiving import Delivery, Piece, Received, SentDifferently, receive
from feedback.contributions.spam import Suspicion
from feedback.contributions.withdrawing import withdraw
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.sealing import CannotOpen
from feedback.reading import queries, screening, writing_down
from feedback.safeguarding.completeness import Completeness, completeness
from feedback.safeguarding.models import Signal
from tests.support.said import again, only, reading, rows
from tests.support.sounds import CANARY

SOUND = b"RIFF" + CANARY * 9
DANGER = "He said he will kill me tonight."


def deliver(keyring, *texts: str, files=(), suspicions=None, submission_id=None) -> Received:
    pieces = [Piece(text=text, language="en", topic="being_heard") for text in texts]
    for content in files:
        incoming = Incoming(question_key="say", media_type="audio/wav", content=content)
        pieces.append(Piece(text="", language="en", kind=Kind.SURVEY_ANSWER, attached=incoming))
    delivery = Delivery(
        submission_id=submission_id or uuid.uuid4(), pieces=pieces, suspicions=suspicions
    )
    with writing():
        return receive(delivery, keyring=keyring)


def counts_now() -> Completeness:
    session().rollback()
    return completeness()


@pytest.fixture
def recording(app, keyring) -> Contribution:
    """A contribution that is a recording, which nobody has listened to."""
    return deliver(keyring, files=[SOUND]).submission.contributions[0]


def test_a_file_is_sealed_in_its_own_place_and_opens_only_there(recording, keyring):
    [kept] = attachments.attachments_of(recording)
    other = deliver(keyring, files=[SOUND]).submission.contributions[0]
    [moved] = attachments.attachments_of(other)

    assert CANARY not in kept.content_sealed
    assert attachments.opened(kept, keyring) == SOUND
    with writing():
        moved.content_sealed = kept.content_sealed
    with pytest.raises(CannotOpen):
        attachments.opened(moved, keyring)


def test_the_same_press_with_another_file_is_told_apart(app, keyring):
    first = deliver(keyring, files=[SOUND])

    assert deliver(keyring, files=[SOUND], submission_id=first.submission.id).is_repeat
    with pytest.raises(SentDifferently):
        deliver(keyring, files=[SOUND + b"!"], submission_id=first.submission.id)


def test_what_is_taken_back_takes_its_file_along(recording):
    with writing():
        withdraw(submissions=[recording.submission])

    assert not rows(select(Attachment))


def test_a_recording_waits_before_plain_words_and_is_not_screened(recording, reader, keyring):
    deliver(keyring, "A plain one, older than the recording.")
    screening.screen_waiting(keyring=keyring)

    page = reader.page("/read/")
    assert again(recording).screened_on is None
    assert page.select("ol.rows .row")[0].select_one("a")["href"] == reading(recording)
    assert "To be written down" in page.text


def test_a_recording_is_heard_written_down_and_searched_for_danger(recording, reader):
    page = reader.page(reading(recording))
    played = reader.get(page.select_one("audio")["src"], headers={"Range": "bytes=0-3"})
    assert (played.status_code, played.data) == (206, b"RIFF")
    assert played.headers["Cache-Control"] == "no-store"
    assert "opened file" in {entry.verb for entry in rows(select(AuditEntry))}
    refused = reader.submit(reading(recording, "finish"), status=400)
    assert "Listen, and write down" in refused.text

    form = page.select_one("form[action$='/words']")
    reader.submit(form["action"], words=DANGER, status=302)

    written = again(recording)
    assert written.safeguarding == "signalled"
    assert rows(select(Signal))
    page = reader.page(reading(recording))
    assert DANGER in page.select_one("#working").text
    assert page.select_one("audio")
    reader.submit(form["action"], words="Something else.", status=302)
    assert DANGER in reader.page(reading(recording)).select_one("#working").text


def test_somebody_may_be_worried_before_anything_is_written_down(recording, reader):
    worried = {"worry-level": "l4", "worry-done": "Called."}
    reader.submit(reading(recording, "worry"), status=302, **worried)

    assert again(recording).safeguarding == "concern"
    assert reader.page(reading(recording)).select_one("audio")


def test_files_go_a_month_after_they_were_read_and_words_stay(recording, keyring, make_staff):
    reader = make_staff(Role.CODER)
    with writing():
        contribution = session().get_one(Contribution, recording.id)
        writing_down.write_down(contribution, words="It helped.", by=reader, keyring=keyring)
        contribution.read_on = clock.today() - timedelta(days=30)
        assert writing_down.forget_files() == 0
        contribution.read_on = clock.today() - timedelta(days=31)
        session().flush()
        assert writing_down.forget_files() == 1

    assert again(recording).words_sealed


def forgotten_files() -> int:
    """How many files the nightly job deletes."""
    with writing():
        return writing_down.forget_files()


def test_only_readers_hear_a_recording(recording, sign_in):
    [kept] = attachments.attachments_of(recording)

    for role in (Role.ADMINISTRATOR, Role.VIEWER, Role.EDITOR):
        assert sign_in(role).get(f"/read/file/{kept.id}").status_code == 403


def test_what_is_held_back_is_neither_read_nor_counted_until_let_through(reader, keyring):
    spam = deliver(keyring, "Cheap watches.", suspicions=[Suspicion.TRAP]).submission
    deliver(keyring, "A real one.", suspicions=[])
    screening.screen_waiting(keyring=keyring)

    counts = counts_now()
    assert (counts.received, counts.waiting, counts.held) == (2, 1, 1)
    assert [each.submission_id for each in rows(queries.unread())] != [spam.id]
    seen = select(Contribution).where(holding.counted(Contribution.submission_id))
    assert len(rows(seen)) == 1
    page = reader.page("/held/")
    assert "a box that people cannot see" in page.text
    page = reader.page(page.select_one("ol.rows a")["href"])
    assert "Cheap watches." in page.text

    reader.submit(f"/held/{spam.id}/put-away", status=302)
    assert counts_now().held == 1
    assert "Cheap" not in reader.page("/held/").text
    reader.submit(f"/held/{spam.id}/let-through", status=302)
    assert counts_now().waiting == 2
    assert len(rows(seen)) == 2
    assert {"put away", "let through"} <= {entry.verb for entry in rows(select(AuditEntry))}


def test_danger_in_what_is_held_back_stands_in_the_inbox_and_cannot_be_put_away(reader, keyring):
    held = deliver(keyring, DANGER, suspicions=[Suspicion.TOO_QUICK]).submission
    screening.screen_waiting(keyring=keyring)

    [first] = rows(queries.unread())
    assert first.submission_id == held.id
    reader.submit(f"/held/{held.id}/put-away", status=302)
    assert only(select(Submission)).held is Held.WAITING

    reader.submit(reading(first, "clear"), **{"clear-because": "not_a_real_person"}, status=302)
    assert rows(queries.unread()), "a second reader has not agreed yet"
    reader.submit(reading(first, "finish"), status=302)
    assert only(select(Submission)).held is Held.LET_THROUGH


def test_a_recording_that_is_held_back_is_heard_until_somebody_puts_it_away(reader, keyring):
    held = deliver(keyring, files=[SOUND], suspicions=[Suspicion.NO_PROOF]).submission
    screening.screen_waiting(keyring=keyring)

    [first] = rows(queries.unread())
    assert first.submission_id == held.id
    assert counts_now().waiting == 1

    reader.submit(f"/held/{held.id}/put-away", status=302)
    assert not rows(queries.unread())
    assert counts_now().held == 1
    assert forgotten_files() == 0
    with writing():
        session().get_one(Submission, held.id).received_on -= timedelta(days=31)
    assert forgotten_files() == 1


def test_the_same_long_words_twice_a_day_are_held_and_short_ones_are_not(app, keyring):
    long = "They listened to me and then they did what they had said they would do."
    for text, states in ((long, [None, Held.WAITING]), ("It was fine.", [None, None])):
        sent = [deliver(keyring, text, suspicions=[]).submission for _time in range(2)]
        assert [each.held for each in sent] == states
    assert deliver(keyring, long).submission.held is None  # through the hands of staff
