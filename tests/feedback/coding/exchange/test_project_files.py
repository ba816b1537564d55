"""Projects out: nothing leaves that may not, and what comes back is the same."""

import csv
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.coding import queries
from feedback.coding.desk.models import Memo
from feedback.coding.desk.notes import write_memo
from feedback.coding.exchange.coding_out import NothingToSend
from feedback.coding.exchange.giving import Fate
from feedback.coding.exchange.rows_out import HEADS, Format, export_rows
from feedback.coding.models import (
    Coding,
    Origin,
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
from tests.feedback.coding.exchange.sites import (
    EMOJI,
    NS,
    all_codings,
    bring,
    empty_site,
    give,
    out,
    read_text,
    small_codebook,
    tree,
    xml_of,
)


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
    shut = [redacted(f"Secret number {number}") for number in range(6)]
    for each in shut:
        give(each, theme, coder, keyring)
    with writing():
        shut[0].restricted = True
        shut[1].submission.held = Held.WAITING
        shut[2].redaction = Redaction.WAITING
        withdraw(submissions=[shut[3].submission])
        shut[4].safeguarding = Safeguarding.SIGNALLED  # a second reader has not agreed
        shut[5].safeguarding = Safeguarding.CONCERN  # of level 1: nothing is shut, nothing decided

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
    assert any("6 contributions are not in this file" in said for said in project.missing)


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
    some = small_codebook(data, coders[0])
    words = st.text(st.characters(categories=["L", "N", "P", "Zs", "So"]), min_size=1, max_size=40)
    texts = data.draw(st.lists(words.filter(lambda each: each.strip()), max_size=3, unique=True))
    for text in [*texts, EMOJI]:
        contribution = read_text(text, keyring)
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
