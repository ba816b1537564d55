"""One record, four kinds of file; on screen and by command; who spoke, guarded by quarter."""

import io
import shutil
import subprocess
import uuid
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.coding.findings import snapshots
from feedback.contributions.models import AboutYou
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core import clock
from feedback.core.db import session, writing
from surveys.library import FIRST, loading
from surveys.versions import services as surveys
from youwesaid.insights.models import AnswerKind
from youwesaid.packs import outline, services
from youwesaid.packs.blocks import Heading, Paragraph, Table, plain
from youwesaid.packs.commands import pack as command
from youwesaid.packs.formats.files import Format
from youwesaid.packs.kinds import PackKind
from youwesaid.packs.periods import Period
from youwesaid.packs.record import Asked
from youwesaid.plans import queries as plans

DG = "dumfries-galloway-2024-2027"


@pytest.fixture
def plan(bring_in):
    return bring_in(DG)


def test_no_cell_of_a_table_file_is_a_formula(plan, told, publish, period):
    publish(plans.item("dg-2024", "dg-p1"), '=HYPERLINK("https://example.org")', [told("Yes.")])
    asked = Asked(kind=PackKind.QUARTERLY, plan=plan, period=period)

    book = load_workbook(io.BytesIO(services.make_pack(asked, how=Format.XLSX).content))
    text = services.make_pack(asked, how=Format.CSV).content.decode("utf-8-sig")

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [line for line in text.splitlines() if ",=" in line or ',"=' in line]


@pytest.mark.one_database
def test_a_report_in_urdu_runs_from_the_right_and_marks_what_is_english(
    plan, told, publish, period
):
    publish(plans.item("dg-2024", "dg-p1"), "Ask us first.", [told("Yes.")])
    asked = Asked(kind=PackKind.COMMITTEE, plan=plan, period=period, language="ur")

    book = Document(io.BytesIO(services.make_pack(asked, how=Format.DOCX).content))
    page = services.make_pack(asked, how=Format.HTML).content.decode()

    assert book.paragraphs[0]._p.pPr.find(qn("w:bidi")) is not None
    assert book.styles.element.find(f".//{qn('w:lang')}").get(qn("w:bidi")) == "ur"
    assert '<html lang="ur" dir="rtl">' in page
    assert '<span lang="en-GB" dir="ltr">Ask us first.</span>' in page


@pytest.mark.one_database
def test_a_document_opens_in_a_word_processor(plan, told, publish, period, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("there is no LibreOffice on this machine")
    publish(plans.item("dg-2024", "dg-p1"), "Ask us first.", [told("Yes.")])
    asked = Asked(kind=PackKind.ANNUAL, plan=plan, period=period)
    document = tmp_path / "pack.docx"
    document.write_bytes(services.make_pack(asked, how=Format.DOCX).content)

    subprocess.run(
        [office, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(document)],
        check=True, timeout=120,
    )  # fmt: skip

    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF")


def test_planned_stands_apart_from_done_and_silent_items_are_named(plan, told, publish, period):
    publish(plans.item("dg-2024", "dg-p1"), "Ask us first.", [told("Yes.")], kind=AnswerKind.DOING)

    made = outline.pack(Asked(kind=PackKind.QUARTERLY, plan=plan, period=period))

    tables = {each.name: each for each in made.blocks if isinstance(each, Table)}
    assert "done" not in tables
    assert "Ask us first." in plain(tables["planned"].rows[0][1])
    silent = [plain(row[0]) for row in tables["no-voice"].rows]
    assert not [line for line in silent if line.startswith("Priority 1: ")]
    assert [line for line in silent if line.startswith("Priority 2: ")]


def test_who_spoke_is_counted_once_a_quarter_and_small_groups_are_gaps(plan, keyring):
    spring = datetime(2026, 5, 4, 12, tzinfo=UTC)
    with clock.pretend(spring), writing():
        for number in range(14):
            delivery = Delivery(submission_id=uuid.uuid4(), pieces=[Piece(text="x", language="en")])
            submission = receive(delivery, keyring=keyring).submission
            age = "26_39" if number < 12 else "16_17"
            session().add(AboutYou(submission_id=submission.id, age=age))
    with clock.pretend(datetime(2026, 7, 2, 12, tzinfo=UTC)):
        with writing():
            assert snapshots.make_if_due(threshold=10)
        spring_quarter = Period(date(2026, 4, 1), date(2026, 6, 30))
        made = outline.pack(Asked(kind=PackKind.QUARTERLY, plan=plan, period=spring_quarter))

    about = next(each for each in made.tables() if each.name == "about")
    figures = {plain(row[1]): plain(row[2]) for row in about.rows}
    assert figures["26 to 39"] == "About 10 people"
    assert figures["16 or 17"] == figures["Under 12"] == "Not shown"
    told = [each.words.text for each in made.blocks if isinstance(each, Paragraph)]
    (gap,) = [words for words in told if "few or none spoke" in words]
    assert "16 or 17" in gap
    assert "26 to 39" not in gap


@pytest.mark.one_database
def test_two_clicks_make_a_report_and_the_log_says_so(plan, sign_in):
    viewer = sign_in(Role.VIEWER)

    listing = viewer.page("/packs/")
    shown = viewer.page(listing.select_one("section h2 a")["href"])
    form = shown.select_one("main form")
    fields = {tag["name"]: tag.get("value", "") for tag in form.select("input")}
    taken = viewer.get(form.select_one("button")["formaction"], query_string=fields)

    assert taken.status_code == 200
    assert taken.headers["Content-Disposition"].endswith(".docx")
    session().rollback()  # to read what was written meanwhile
    newest = session().scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert (newest.verb, newest.facts["format"]) == ("pack.made", "docx")
    wrong = viewer.page("/packs/quarterly?first=2026-06-01&last=2026-01-01", status=400)
    assert "The last day must come after the first." in wrong.text


def test_the_command_writes_the_file(plan, tmp_path):
    out = tmp_path / "pack.csv"
    words = (
        f"sub-committee --plan dg-2024 --from 2026-01-01 --to 2026-06-30 --format csv --out {out}"
    )

    done = CliRunner().invoke(command, words.split())
    refused = CliRunner().invoke(command, ["quarterly", "--plan", "nowhere"])

    assert done.exit_code == 0, done.output
    assert "Public Protection Committee (PPC)" in out.read_text(encoding="utf-8-sig")
    assert refused.exit_code == 1
    assert "There is no plan nowhere." in refused.output


@pytest.mark.one_database
def test_a_consultation_tells_what_was_asked_and_no_results_that_are_not_public(plan, period):
    with writing():
        (survey,) = loading.load_library(only=FIRST)
        surveys.open_survey(survey=survey)

    made = outline.pack(Asked(kind=PackKind.CONSULTATION, plan=plan, period=period, survey=survey))

    headings = [each.words.text for each in made.blocks if isinstance(each, Heading)]
    assert headings[:3] == ["What we asked", "The questions", "What people answered"]
    assert "No results of this survey are public yet." in [
        getattr(getattr(each, "words", None), "text", "") for each in made.blocks
    ]
