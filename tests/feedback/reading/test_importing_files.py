"""Files as people have them: every row gets a word, and nothing is taken in twice."""

from datetime import date

import pytest
from sqlalchemy import select

from feedback.audit.models import AuditEntry
from feedback.coding.codebook.keeping import load_codebook
from feedback.coding.models import Suggestion
from feedback.contributions.models import (
    Channel,
    Contribution,
    Kind,
    Redaction,
    Safeguarding,
)
from feedback.contributions.opening import original, working_text
from feedback.contributions.searching import search
from feedback.contributions.withdrawing import withdraw
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.reading.importing import FileSource, import_csv
from feedback.reading.mapping import Mapping
from feedback.reading.rows import Change, Outcome, Refusal
from feedback.redaction.models import Hiding

FULL = Mapping(
    text="comment",
    id="ref",
    question="asked",
    language="lang",
    received="day",
    topic="topic",
    channel="how",
)


def table(*rows, heads="ref,comment"):
    return ("\r\n".join([heads, *rows]) + "\r\n").encode()


def take(raw, keyring, mapping=None, **more):
    source = FileSource(name="spring", mapping=mapping or Mapping(text="comment", id="ref"), **more)
    return import_csv(raw, source=source, keyring=keyring)


def stored():
    return session().scalars(select(Contribution).order_by(Contribution.source_ref)).all()


def test_a_row_comes_in_as_somebody_said_it(app, keyring):
    raw = table(
        'a1,"They rang, and listened.",Q1,English,03/09/2026,Being safe,letter',
        heads="ref,comment,asked,lang,day,topic,how",
    )

    report = take(raw, keyring, FULL)

    assert report.counts() == {
        "rows": 1,
        "taken": 1,
        "changed": 0,
        "already_there": 0,
        "refused": 0,
    }
    [contribution] = stored()
    assert original(contribution, keyring) == "They rang, and listened."
    assert (contribution.kind, contribution.channel) == (Kind.ENTERED, Channel.LETTER)
    assert contribution.received_on == date(2026, 9, 3)
    assert (contribution.topic, contribution.question) == ("safety", "Q1")
    assert (contribution.language, contribution.language_certain) == ("en", True)
    assert contribution.submission.receipt_id is None


def test_every_row_is_looked_at_like_a_story(app, keyring):
    with writing():
        load_codebook()

    take(
        table(
            "1,He said he will kill me", "2,My number is 01632 960123", "3,Nobody listened to me"
        ),
        keyring,
    )

    danger, number, unheard = stored()
    assert danger.safeguarding is Safeguarding.SIGNALLED
    hiding = session().scalars(select(Hiding)).one()
    assert hiding.contribution_id == number.id
    found = select(Suggestion).where(Suggestion.contribution_id == unheard.id)
    assert session().scalars(found).first() is not None
    assert {each.redaction for each in stored()} == {Redaction.WAITING}
    assert all(each.screened_on for each in stored())


def test_the_same_file_again_takes_nothing_twice(app, keyring):
    raw = table("1,One", "2,Two")
    take(raw, keyring)

    again = take(raw, keyring)

    assert again.counts()["already_there"] == 2
    assert len(stored()) == 2


def test_a_longer_file_later_takes_only_what_is_new(app, keyring):
    take(table("1,One", "2,Two"), keyring)

    report = take(table("1,One", "2,Two", "3,Three"), keyring)

    assert [row.outcome for row in report.rows] == [
        Outcome.ALREADY_THERE,
        Outcome.ALREADY_THERE,
        Outcome.TAKEN,
    ]


def test_the_same_id_with_other_words_is_refused_and_the_first_words_stay(app, keyring):
    report = take(table("1,One", "1,Uno", "1,One"), keyring)

    assert [row.outcome for row in report.rows] == [
        Outcome.TAKEN,
        Outcome.REFUSED,
        Outcome.ALREADY_THERE,
    ]
    assert report.rows[1].refusal is Refusal.OTHER_WORDS
    assert original(stored()[0], keyring) == "One"


def test_without_ids_two_people_who_say_the_same_are_two(app, keyring):
    mapping = Mapping(text="comment")
    raw = table("Waiting time", "Waiting time", "Kind staff", heads="comment")
    take(raw, keyring, mapping)

    again = take(raw, keyring, mapping)

    assert again.counts()["already_there"] == 3
    assert len(stored()) == 3


def test_what_was_withdrawn_does_not_come_back_with_the_file(app, keyring):
    raw = table("1,One")
    take(raw, keyring)
    with writing():
        withdraw(submissions=[stored()[0].submission])

    report = take(raw, keyring)

    assert report.rows[0].outcome is Outcome.ALREADY_THERE
    assert stored()[0].words_sealed is None


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1,,", Refusal.NO_WORDS),
        ("1,\u200b \u200f,", Refusal.NO_WORDS),
        (f"1,{'x' * 10_001},", Refusal.TOO_LONG),
        ("1,Words,31/02/2026", Refusal.BAD_DATE),
        ("1,Words,soon", Refusal.BAD_DATE),
        ("1,Words,2999-01-01", Refusal.DAY_TO_COME),
        (f"{'9' * 201},Words,", Refusal.LONG_ID),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_and_the_others_come_in(app, keyring, row, why):
    mapping = Mapping(text="comment", id="ref", received="day")

    report = take(table(row, "2,Two,", heads="ref,comment,day"), keyring, mapping)

    assert [each.outcome for each in report.rows] == [Outcome.REFUSED, Outcome.TAKEN]
    assert report.rows[0].refusal is why
    assert report.rows[0].line == 2
    assert str(report.rows[0].why()[0])


@pytest.mark.parametrize(
    ("cells", "change"),
    [
        ("Bad\x07bell,,,", Change.CONTROLS_REMOVED),
        ("Words,Klingon,,", Change.LANGUAGE_GUESSED),
        ("Words,en,The weather,", Change.TOPIC_LEFT_OUT),
        ("Words,en,,by pigeon", Change.CHANNEL_LEFT_OUT),
    ],
)
def test_what_was_changed_in_a_row_is_said(app, keyring, cells, change):
    mapping = Mapping(text="comment", id="ref", language="lang", topic="topic", channel="how")

    report = take(table(f"1,{cells}", heads="ref,comment,lang,topic,how"), keyring, mapping)

    assert report.rows[0].outcome is Outcome.CHANGED
    assert change in report.rows[0].changes


def test_a_language_that_the_file_does_not_say_is_found_and_said(app, keyring):
    report = take(table("1,Czekałam dziewięć tygodni i nikt do mnie nie zadzwonił"), keyring)

    assert report.rows[0].changes == (Change.LANGUAGE_GUESSED,)
    assert stored()[0].language == "pl"


def test_published_material_is_its_own_working_text(app, keyring):
    report = take(table("1,The nurse was kind"), keyring, already_redacted=True)

    [contribution] = stored()
    assert working_text(contribution, keyring) == "The nurse was kind"
    assert contribution.redaction is Redaction.DONE
    assert contribution.safeguarding is Safeguarding.CLEAR
    assert contribution.read_on == clock.today()
    assert search("nurses", keyring=keyring) == [contribution.id]
    assert report.counts()["taken"] == 1


def test_published_material_with_a_watch_phrase_still_waits_for_a_person(app, keyring):
    take(table("1,He said he will kill me"), keyring, already_redacted=True)

    [contribution] = stored()
    assert contribution.safeguarding is Safeguarding.SIGNALLED
    assert (contribution.read_on, contribution.working_sealed) == (None, None)


def test_published_material_that_still_shows_a_number_is_named_in_the_report(app, keyring):
    report = take(table("1,Ring 01632 960123"), keyring, already_redacted=True)

    assert report.rows[0].changes == (Change.MAY_IDENTIFY,)


def test_an_id_that_names_a_person_is_kept_only_as_a_keyed_hash(app, keyring):
    raw = table("sam@example.org,One")
    take(raw, keyring)

    again = take(raw, keyring)

    assert "@" not in stored()[0].source_ref
    assert again.rows[0].outcome is Outcome.ALREADY_THERE
    assert again.rows[0].ref == "sam@example.org"


def test_the_log_says_that_a_file_came_in_and_how_much_of_it(app, keyring):
    take(table("1,One", "2,"), keyring)

    entry = (
        session()
        .scalars(select(AuditEntry).where(AuditEntry.verb == "imported contributions"))
        .one()
    )
    assert (entry.facts["taken"], entry.facts["refused"]) == (1, 1)
