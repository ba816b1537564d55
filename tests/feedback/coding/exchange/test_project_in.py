"""Projects in: texts by the one door, codings as acts that can be taken back."""

import uuid
from datetime import date

from sqlalchemy import select

from feedback.coding import changes, queries
from feedback.coding.changes import Changing
from feedback.coding.desk.models import Memo
from feedback.coding.desk.notes import memo_words
from feedback.coding.exchange import giving
from feedback.coding.exchange.giving import Fate
from feedback.coding.exchange.models import WaitingCoding
from feedback.coding.models import (
    ChangeKind,
    ChangeSet,
    Coding,
    Origin,
    ThemeState,
)
from feedback.contributions import opening
from feedback.contributions.models import (
    CodingState,
    Contribution,
    Redaction,
    Safeguarding,
)
from feedback.core.db import session, writing
from feedback.reading.coded_files import ProjectChoices
from tests.feedback.coding.exchange.sites import (
    bring,
    foreign,
)


def test_texts_of_another_program_wait_to_be_read_and_their_codings_with_them(
    codebook, lead, keyring
):
    plain = ProjectChoices(name="interviews.qdpx")

    report = bring(foreign(), keyring, lead, plain)

    [contribution] = session().scalars(select(Contribution))
    assert contribution.redaction is Redaction.WAITING
    assert contribution.safeguarding is Safeguarding.WAITING
    assert (report.fates, report.memos) == ({Fate.WAITS: 1}, 1)
    assert not session().scalars(select(Coding)).all()
    assert giving.give_waiting(keyring) == 0
    assert bring(foreign(), keyring, lead, plain).fates == {Fate.HERE: 1}
    working = "I rang [name] twice. Nobody rang back."
    with writing():
        opening.seal_working(contribution, working, keyring)
        contribution.redaction, contribution.safeguarding = Redaction.DONE, Safeguarding.CLEAR

    assert giving.give_waiting(keyring) == 1

    [coding] = session().scalars(select(Coding))
    assert working[coding.start : coding.end] == "Nobody rang back."
    assert (coding.origin, coding.coded_on) == (Origin.IMPORTED, date(2026, 2, 3))
    assert (coding.theme.names["en"], coding.theme.state) == ("Not kept informed", ThemeState.DRAFT)
    assert coding.coder_id == uuid.UUID("bbbbbbbb-0000-4000-8000-000000000001")
    assert contribution.coding is CodingState.DONE
    assert not session().scalars(select(WaitingCoding)).all()
    assert memo_words(session().scalars(select(Memo)).one(), keyring) == "Who is that?"
    assert bring(foreign(), keyring, lead, plain).fates == {Fate.HERE: 1}


def test_published_texts_are_coded_at_once_and_all_of_it_is_taken_back(codebook, lead, keyring):
    report = bring(foreign(), keyring, lead)

    assert report.fates == {Fate.GIVEN: 1}
    with writing():
        changes.undo(report.coded, by=lead)
    assert not session().scalars(select(Coding)).all()
    assert not session().scalars(select(Memo)).all()
    [contribution] = session().scalars(select(Contribution))
    assert contribution.coding is CodingState.WAITING
    with writing():
        changes.undo(report.change_set, by=lead)
    assert "Not kept informed" not in {each.names["en"] for each in queries.all_themes()}


def test_codes_that_are_none_of_ours_can_be_left_out(codebook, lead, keyring):
    choices = ProjectChoices(name="x", with_new_themes=False, already_redacted=True)

    report = bring(foreign(), keyring, lead, choices)

    assert not report.fates
    why = " ".join(sentence for line in report.lines for sentence in line.why)
    assert "no theme of ours" in why
    assert "Its code is not there" in why


def test_an_act_over_several_transactions_is_one(codebook, lead):
    with writing():
        number = changes.begin(ChangeKind.IMPORTED, by=lead).change_set.number
    with writing():
        theme = queries.themes()[0]
        Changing(session().get_one(ChangeSet, number)).set(theme, definition="Other")
    with writing():
        changes.undo(session().get_one(ChangeSet, number), by=lead)
    assert queries.themes()[0].definition != "Other"
