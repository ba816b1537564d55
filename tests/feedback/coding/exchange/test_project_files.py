"""Projects out and in: nothing leaves that may not, and what comes back is the same."""

import csv
import io
import uuid
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from sqlalchemy import delete, select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.coding import changes, queries
from feedback.coding.changes import Changing
from feedback.coding.codebook.services import WrittenTheme, take_in
from feedback.coding.desk import anchoring
from feedback.coding.desk.models import Anchor, Memo
from feedback.coding.desk.notes import memo_words, write_memo
from feedback.coding.exchange import giving
from feedback.coding.exchange.coding_out import NothingToSend, export_coding
from feedback.coding.exchange.giving import Fate
from feedback.coding.exchange.models import WaitingCoding
from feedback.coding.exchange.rows_out import HEADS, Format, export_rows
from feedback.coding.models import (
    ChangeKind,
    ChangeSet,
    ChangeStep,
    CodebookVersion,
    Coding,
    Origin,
    Suggestion,
    Theme,
    ThemeState,
)
from feedback.contributions import opening
from feedback.contributions.about import keep_about
from feedback.contributions.models import (
    CodingState,
    Contribution,
    Held,
    Redaction,
    Safeguarding,
)
from feedback.contributions.withdrawing import withdraw
from feedback.core.db import session, writing
from feedback.reading.coded_files import ProjectChoices, import_project

EMOJI = "Nobody 🙂 asked me. لم يسألني أحد. Then they did 👩🏽‍🦰!"
NS = {"q": "urn:QDA-XML:project:1.0"}
PUBLISHED = ProjectChoices(name="x.qdpx", already_redacted=True)


@pytest.fixture
def lead(make_staff):
    return make_staff(Role.LEAD, name="Lee Lead")


def give(contribution, theme, coder, keyring, start=None, end=None):
    with writing():
        change = changes.begin(ChangeKind.CODED, by=coder)
        coding = Coding(
            contribution_id=contribution.id,
            theme_id=theme.id,
            coder_id=coder.id,
            start=start,
            end=end,
        )
        change.add(coding)
        change.set(contribution, coding=CodingState.DONE)
        if start is not None:
            text = opening.working_text(contribution, keyring)
            anchoring.keep(coding, anchoring.stretch(text, start, end, keyring))
    return coding


def out(keyring, by=None):
    with writing():
        return export_coding(keyring=keyring, by=by)


def xml_of(exported):
    with zipfile.ZipFile(io.BytesIO(exported.file.content)) as archive:
        return etree.fromstring(archive.read("project.qde"))


def bring(content, keyring, by, choices=PUBLISHED):
    return import_project(content, choices, by=by, keyring=keyring)


def all_codings(keyring):
    """Text, theme, stretch and day of every coding, and how many coders there are."""
    found = []
    for coding in session().scalars(select(Coding)):
        contribution = session().get_one(Contribution, coding.contribution_id)
        text = opening.working_text(contribution, keyring)
        theme = queries.resolved(coding.theme)
        found.append((text, theme.key, coding.start, coding.end, coding.coded_on))
    coders = set(session().scalars(select(Coding.coder_id)))
    return sorted(found, key=str), len(coders)


def tree():
    return [
        (node.theme.id, node.theme.key, node.depth, node.theme.state, node.theme.examples)
        for node in queries.tree(queries.all_themes())
    ]


_CODING = (
    *(WaitingCoding, Anchor, Memo, Coding, Suggestion),
    *(ChangeStep, ChangeSet, CodebookVersion),
)


def empty_site():
    """As after ``init``, with the same keys and staff."""
    with writing():
        for table in _CODING:
            session().execute(delete(table))
        for theme in queries.all_themes():
            theme.parent_id = theme.merged_into_id = None
        session().flush()
        session().execute(delete(Theme))
        for contribution in session().scalars(select(Contribution)):
            contribution.submission.held = Held.PUT_AWAY
            contribution.source_ref = None
            session().delete(contribution)
    session().expire_all()


def test_a_project_is_valid_and_says_what_is_not_in_it(
    redacted, coder, lead, keyring, valid_project
):
    first, second = redacted(EMOJI), redacted("No theme in this.")
    theme = queries.themes()[0]
    start = EMOJI.index("لم")
    give(first, theme, coder, keyring)
    give(first, theme, lead, keyring, start, start + len("لم يسألني أحد"))
    with writing():
        second.coding = CodingState.NO_THEME
        write_memo("Think of this", contribution=first, theme=theme, by=coder, keyring=keyring)
        write_memo("Too wide", theme=theme, by=coder, keyring=keyring)
        first.question = "q1"

    exported = out(keyring, lead)

    valid_project(exported.file.content)
    root = xml_of(exported)
    [part] = root.findall(".//q:PlainTextSelection", NS)
    assert EMOJI[int(part.get("startPosition")) : int(part.get("endPosition"))] == "لم يسألني أحد"
    assert len(root.findall(".//q:TextSource/q:Coding", NS)) == 1
    assert len(root.findall(".//q:User", NS)) == 2
    assert len(root.findall(".//q:Case", NS)) == 2
    assert {note.get("name") for note in root.findall(".//q:Note", NS)} == {
        *("How this coding came about", f"Memo: {theme.key}"),
    }
    assert {each.get("name").partition(":")[0] for each in root.findall(".//q:Set", NS)} == {
        *("Question", "Month received"),
    }
    assert len(root.findall(".//q:Code", NS)) == len(queries.all_themes())
    text = etree.tostring(root, encoding="unicode")
    assert "Lee Lead" not in text
    assert str(lead.id) not in text
    assert str(first.submission_id) not in text
    assert any("Original words are not" in sentence for sentence in exported.missing)
    entry = session().scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert (entry.verb, entry.facts) == ("exported codings", {"texts": 2, "codings": 2})


def test_what_may_not_leave_is_in_no_file(redacted, coder, keyring):
    theme = (redacted("Free words"), queries.themes()[0])[1]
    shut = [redacted(f"Secret number {number}") for number in range(4)]
    for each in shut:
        give(each, theme, coder, keyring)
    with writing():
        shut[0].restricted = True
        shut[1].submission.held = Held.WAITING
        shut[2].redaction = Redaction.WAITING
        withdraw(submissions=[shut[3].submission])

    project = out(keyring)
    with writing():
        tables = [export_rows(form, keyring=keyring) for form in Format]

    with zipfile.ZipFile(io.BytesIO(project.file.content)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    with zipfile.ZipFile(io.BytesIO(tables[0].file.content)) as archive:
        whole += b"".join(archive.read(name) for name in archive.namelist())
    whole += tables[1].file.content
    assert b"Free words" in whole
    assert b"Secret" not in whole
    assert all(str(each.id).encode() not in whole for each in shut)
    assert any("4 contributions are not in this file" in said for said in project.missing)


def test_nothing_to_send_is_said(app, keyring):
    with pytest.raises(NothingToSend, match="no working text"):
        out(keyring)


def test_answers_of_small_groups_stay_behind(redacted, keyring):
    for number in range(24):
        sent = redacted(f"Said {number}").submission
        with writing():
            answers = {"age": "18_25" if number < 12 else "26_39", "gender": "woman"}
            answers["role"] = "carer" if number == 3 else "supported"
            keep_about(submission=sent, answers=answers, nation="scotland")

    exported = out(keyring)

    said = [each.text for each in xml_of(exported).findall(".//q:Case//q:TextValue", NS)]
    assert "carer" not in said
    assert (said.count("18_25"), said.count("26_39"), said.count("woman")) == (12, 12, 24)
    assert any("1 answer about a person is left out" in each for each in exported.missing)


def test_our_own_project_again_adds_nothing(redacted, coder, lead, keyring):
    first = redacted(EMOJI)
    give(first, queries.themes()[0], coder, keyring, 0, 6)
    give(first, queries.themes()[1], lead, keyring)
    with writing():
        write_memo("Think", contribution=first, by=coder, keyring=keyring)
    before = (all_codings(keyring), tree(), len(session().scalars(select(Memo)).all()))
    exported = out(keyring)

    report = bring(exported.file.content, keyring, lead)

    now = (all_codings(keyring), tree(), len(session().scalars(select(Memo)).all()))
    assert now == before
    assert len(session().scalars(select(Contribution)).all()) == 1
    assert report.fates == {Fate.HERE: 2}
    assert (report.added, report.changed) == (0, 0)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_out_and_into_an_empty_site_is_the_same(app, keyring, make_staff, data):
    coders = [make_staff(Role.CODER, name=f"C{number}") for number in range(2)]
    empty_site()
    some = _small_codebook(data, coders[0])
    words = st.text(st.characters(categories=["L", "N", "P", "Zs", "So"]), min_size=1, max_size=40)
    texts = data.draw(st.lists(words.filter(lambda each: each.strip()), max_size=3, unique=True))
    for text in [*texts, EMOJI]:
        contribution = _redacted(text, keyring)
        length = len(opening.working_text(contribution, keyring))
        for theme in data.draw(st.lists(st.sampled_from(some), max_size=3, unique=True)):
            start = data.draw(st.none() | st.integers(0, length - 1))
            end = None if start is None else data.draw(st.integers(start + 1, length))
            held = opening.working_text(contribution, keyring)
            if start is None or held[start:end].strip():
                coder = data.draw(st.sampled_from(coders))
                give(contribution, theme, coder, keyring, start, end)
    before = (all_codings(keyring), tree())
    exported = out(keyring)
    empty_site()
    assert not tree()

    report = bring(exported.file.content, keyring, coders[0])

    assert (all_codings(keyring), tree()) == before
    assert set(report.fates) <= {Fate.GIVEN}
    assert set(session().scalars(select(Coding.origin))) <= {Origin.IMPORTED}
    again = bring(exported.file.content, keyring, coders[0])
    assert (all_codings(keyring), tree()) == before
    assert set(again.fates) <= {Fate.HERE}
    assert bring(out(keyring).file.content, keyring, coders[0]).fates == again.fates


def _small_codebook(data, by):
    """Eight themes, each at the top or under any one before it."""
    written = []
    for number in range(8):
        above = data.draw(st.sampled_from(["", *(each.key for each in written)]))
        state = data.draw(st.sampled_from(list(ThemeState)[:3]))
        names = {"en": f"Theme {number % 5}", "ar": "موضوع"}
        examples = data.draw(st.lists(st.text("ab\n[", min_size=1), max_size=2))
        written.append(
            WrittenTheme(names, key=f"k{number}", parent=above, state=state, examples=examples)
        )
    with writing():
        take_in(written, by=by, reason="", in_order=True)
    return list(queries.all_themes())


def _redacted(text, keyring):
    from feedback.contributions.receiving import Delivery, Piece, receive
    from feedback.core.text import clean

    with writing():
        sent = Delivery(submission_id=uuid.uuid4(), pieces=[Piece(text=clean(text), language="en")])
        contribution = receive(sent, keyring=keyring).submission.contributions[0]
        opening.seal_working(contribution, clean(text), keyring)
        contribution.redaction, contribution.safeguarding = Redaction.DONE, Safeguarding.CLEAR
    return contribution


FOREIGN = """<Project xmlns="urn:QDA-XML:project:1.0" name="Interviews" origin="QualCoder">
<Users><User guid="bbbbbbbb-0000-4000-8000-000000000001" name="amy"/></Users>
<CodeBook><Codes>
<Code guid="bbbbbbbb-0000-4000-8000-000000000002" name="Not kept informed" isCodable="true"/>
</Codes></CodeBook>
<Sources><TextSource guid="bbbbbbbb-0000-4000-8000-000000000003" name="one">
<PlainTextContent>I rang Jane Smith twice. Nobody rang back.</PlainTextContent>
<PlainTextSelection guid="bbbbbbbb-0000-4000-8000-000000000004" startPosition="25" endPosition="42">
<Coding guid="bbbbbbbb-0000-4000-8000-000000000005" creationDateTime="2026-02-03T10:00:00Z"
 creatingUser="bbbbbbbb-0000-4000-8000-000000000001">
<CodeRef targetGUID="bbbbbbbb-0000-4000-8000-000000000002"/></Coding></PlainTextSelection>
<PlainTextSelection guid="bbbbbbbb-0000-4000-8000-000000000006" startPosition="0" endPosition="5">
<Description>Who is that?</Description></PlainTextSelection>
</TextSource></Sources></Project>"""


def foreign():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("interviews.qde", FOREIGN)
    return made.getvalue()


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


def test_one_row_for_each_coding_and_one_for_a_text_without_a_theme(redacted, coder, keyring):
    first, second = redacted("=cmd() they rang"), redacted("Nothing here")
    child = next(node for node in queries.tree() if node.depth == 1)
    give(first, child.theme, coder, keyring)
    give(first, child.theme, coder, keyring, 7, 16)
    with writing():
        second.coding = CodingState.NO_THEME
        found = {form: export_rows(form, keyring=keyring) for form in Format}

    raw = found[Format.CSV].file.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(raw)))
    assert [row["coding"] for row in rows].count("no_theme") == 1
    coded = [row for row in rows if row["theme_key"]]
    assert {row["stretch"] for row in coded} == {"", "they rang"}
    assert {row["theme_path"].count(" > ") for row in coded} == {1}
    assert all(row["working_text"].startswith("'=") for row in coded)
    assert coded[0]["coder"].startswith("Coder ")
    book = load_workbook(io.BytesIO(found[Format.XLSX].file.content))
    assert book.sheetnames == ["codings", "themes", "not in this file"]
    assert [cell.value for cell in book["codings"][1]] == list(HEADS)
    assert book["codings"].max_row == 4
    assert all(cell.data_type != "f" for row in book["codings"] for cell in row)


def test_an_act_over_several_transactions_is_one(codebook, lead):
    with writing():
        number = changes.begin(ChangeKind.IMPORTED, by=lead).change_set.number
    with writing():
        theme = queries.themes()[0]
        Changing(session().get_one(ChangeSet, number)).set(theme, definition="Other")
    with writing():
        changes.undo(session().get_one(ChangeSet, number), by=lead)
    assert queries.themes()[0].definition != "Other"
