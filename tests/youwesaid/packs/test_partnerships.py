"""For each of the five partnerships: its plan, three insights, answers, and its own report."""

import io
import zipfile
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from feedback.contributions import permissions
from feedback.core import clock
from feedback.core.db import writing
from tests.youwesaid.packs.conftest import DAY, QUOTE
from youwesaid.insights.models import AnswerKind
from youwesaid.packs import services
from youwesaid.packs.formats.files import Format
from youwesaid.packs.kinds import PackKind
from youwesaid.packs.record import Asked
from youwesaid.plans import queries as plans

#: File, kind of report, the named item and two more, how the item is called, whom it goes to.
PARTNERSHIPS = {
    "dumfries-galloway-2024-2027": (
        PackKind.SUB_COMMITTEE, ("dg-p1", "dg-a1-2", "dg-o4-1"),
        "Priority 1: Lived and living experience",
        "Sub-committees, Standing committees → Public Protection Committee (PPC)",
    ),
    "dudley-2020-2022": (
        PackKind.ANNUAL, ("dud20-a2-2", "dud20-a1-2", "dud20-p3"),
        "Objective 2.2: Services reach people in time",
        "Sub groups → Dudley Safeguarding People Partnership",
    ),
    "dudley-2024-2026": (
        PackKind.QUARTERLY, ("dud24-a3-5", "dud24-a2-2", "dud24-p1"),
        "Involvement 3.5: Feedback from Experts by Experience",
        "Group (DSCPG), Dudley Safeguarding Adults Board (DSAB) → Executive Group",
    ),
    "dundee-2019": (
        PackKind.COMMITTEE, ("dun-pr3", "dun-p4", "dun-a1"),
        "Communities and people with lived experience help understand problems",
        "Strategic Group → Community Safety and Public Protection Committee",
    ),
    "shropshire-2023-2026": (
        PackKind.CHAIR, ("shr-m-p3-7", "shr-p1", "shr-s1"),
        "Lived experience built into design, delivery and evaluation",
        "Tackling Drug and Alcohol Misuse Group → Strategic Governing Group",
    ),
}  # fmt: skip
SAID = ("Ask us before you change things.", "Letters come too late.", "Nobody rang back.")
QUOTED, TAKEN_BACK, NOT_ALLOWED = (
    "They asked me twice and then they listened.",
    "I told them in spring and again in autumn.",
    "This stays between us.",
)
UNPUBLISHED, EXACT = "Nobody has signed this yet.", 13


@pytest.fixture(params=PARTNERSHIPS, ids=list(PARTNERSHIPS))
def made(request, bring_in, told, publish, period):
    """The partnership's own report in each format, after one quote was taken back."""
    kind, keys, *_rest = PARTNERSHIPS[request.param]
    plan = bring_in(request.param)
    items = [plans.item(plan.key, key) for key in keys]
    many = [told(QUOTED, QUOTE), told(NOT_ALLOWED), *(told("It is so.") for _n in range(11))]
    assert len(many) == EXACT
    withdrawn = told(TAKEN_BACK, QUOTE)
    publish(items[0], SAID[0], many, kind=AnswerKind.DONE)
    publish(items[1], SAID[1], [withdrawn], look=clock.today() - 12 * DAY)
    publish(items[2], SAID[2], [told("Nobody rang.")], kind=AnswerKind.DOING)
    publish(items[0], UNPUBLISHED, [told("It is new.")], is_public=False)
    with writing():
        permissions.set_permissions(submission=withdrawn.submission, kinds=())
    asked = Asked(kind=kind, plan=plan, period=period)
    files = {how: services.make_pack(asked, how=how).content for how in Format}
    return files, PARTNERSHIPS[request.param]


def _words(how, content):
    """Everything that stands in a file, what is hidden or about it too."""
    if how in {Format.HTML, Format.CSV}:
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(
            parts.read(name).decode()
            for name in parts.namelist()
            if name.endswith((".xml", ".rels"))
        )


def _docx_text(content):
    book = Document(io.BytesIO(content))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in book.paragraphs), *cells])


@pytest.mark.one_database
def test_each_partnership_gets_its_own_report_and_only_what_is_public(made):
    files, (_kind, _keys, called, way) = made
    shown = {
        Format.HTML: _plain(files[Format.HTML]),
        Format.DOCX: _docx_text(files[Format.DOCX]),
        Format.CSV: files[Format.CSV].decode("utf-8-sig"),
        Format.XLSX: _sheets(files[Format.XLSX]),
    }

    for how, text in shown.items():
        for words in (called, *SAID, QUOTED, way, "About 15 people", "Fewer than 10 people"):
            assert words in text, f"{how}: {words}"
        assert "Money or staff" in text
        assert "There is no money for it this year." in text
        assert "12 days" in text
    for how, content in files.items():
        words = _words(how, content)
        for kept_out in (TAKEN_BACK, NOT_ALLOWED, UNPUBLISHED, "Person", f"{EXACT} people"):
            assert kept_out not in words, f"{how}: {kept_out}"
    _assert_readable(files[Format.DOCX])


def _plain(content):
    page = BeautifulSoup(content, "html.parser")
    assert not page.select("[style], script, link, img, [src]")
    levels = [int(tag.name[1]) for tag in page.select("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert all(
        table.caption and table.select("thead th[scope=col]") for table in page.select("table")
    )
    return " ".join(page.get_text(" ").split())


def _sheets(content):
    book = load_workbook(io.BytesIO(content))
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    assert all(sheet.sheet_state == "visible" for sheet in book)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert all(cell.data_type != "f" for cell in cells)
    return "\n".join(str(cell.value) for cell in cells)


def _assert_readable(content):
    """Headings in order, heading rows that repeat, alternative text, a language, no author."""
    book = Document(io.BytesIO(content))
    styles = [each.style.name for each in book.paragraphs]
    levels = [int(name[-1]) for name in styles if name.startswith("Heading ")]
    assert styles[0] == "Title"
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    for table in book.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    pictures = [shape._inline.docPr for shape in book.inline_shapes]
    assert pictures
    assert all(picture.get("descr") for picture in pictures)
    assert book.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    assert book.core_properties.title == book.paragraphs[0].text
    assert (book.core_properties.author, book.core_properties.last_modified_by) == ("", "")
