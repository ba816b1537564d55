"""Surveys as XLSForms: other tools read them, our own import gets back what we wrote."""

import io
import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from surveys.definitions.reading import read_draft
from surveys.exchange.importing import imported
from surveys.exchange.own_sheet import own_survey, read
from surveys.exchange.survey_json import survey_json
from surveys.exchange.xlsform_out import form_sheets, xlsform
from surveys.library import read_library
from tests.surveys.exchange_out.every_kind import EVERY_KIND, LANGUAGES
from tests.surveys.strategies import definitions


def _cells(raw):
    return {sheet.title: list(sheet.values) for sheet in load_workbook(io.BytesIO(raw))}


def _relevant():
    rows = form_sheets(EVERY_KIND, slug="every", version="1")["survey"]
    named = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return {row["name"]: row["relevant"] for row in named if row["relevant"]}


def test_every_kind_and_every_ready_made_survey_opens_in_pyxform_without_a_warning(tmp_path):
    surveys = {"every": EVERY_KIND, **read_library()}
    for slug, definition in surveys.items():
        path = Path(tmp_path / f"{slug}.xlsx")
        path.write_bytes(xlsform(definition, slug=slug, version="1"))

        result = convert(path)

        assert result.warnings == [], slug
        shown = [each for each in definition.questions() if f"/{each.key}" in result.xform]
        renamed = {"2nd", "meta"}  # names that no XML element of a form may have
        assert {each.key for each in definition.questions()} - {each.key for each in shown} <= (
            renamed
        )
        assert result.xform.count("<translation ") == len(definition.languages)


def test_a_page_is_shown_when_no_earlier_page_skips_past_it():
    shown = _relevant()

    # The second skip may hold of people who never saw its page, so that must be known too.
    assert shown["page_help"] == (
        "not(${reached_who} != '' and (${role} = 'staff' or not(${role} = 'person')))"
    )
    assert shown["page_scales"] == "not(${role} = 'staff')"
    assert shown["exit_elsewhere"] == "${role} = 'staff'"
    assert shown["thanks"] == "not(${role} = 'staff')"


def test_no_cell_is_a_formula_and_no_text_of_ours_names_an_answer_by_chance():
    book = load_workbook(io.BytesIO(xlsform(EVERY_KIND, slug="every", version="1")))
    cells = [cell for sheet in book for row in sheet.rows for cell in row if cell.value is not None]

    assert {cell.data_type for cell in cells} == {"s"}
    assert any(cell.value == "=1+1" and cell.quotePrefix for cell in cells)
    assert not any("${nothing}" in str(cell.value) for row in book["survey"] for cell in row)


def test_an_edit_in_the_form_is_not_undone_by_the_sheet_beside_it():
    sheets = _cells(xlsform(EVERY_KIND, slug="every", version="1"))
    assert read(sheets) == EVERY_KIND.to_json()
    assert {head.partition("::")[0] for head in sheets["survey"][0]} >= {"label", "hint"}

    sheets["settings"][1] = ("Another title", *sheets["settings"][1][1:])

    assert read(sheets) is None
    assert tuple(own_survey(sheets).plain["languages"]) == LANGUAGES


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(definition=definitions())
def test_a_survey_out_and_in_again_is_the_same_survey(definition):
    as_form = xlsform(definition, slug="x", version="1")
    as_json = survey_json(definition, slug="x", version="1").encode()

    for content in (as_form, as_json):
        assert read_draft(imported(content).plain) == definition


def test_a_form_that_was_edited_comes_in_as_edited_with_every_question():
    book = load_workbook(io.BytesIO(xlsform(EVERY_KIND, slug="every", version="1")))
    book["settings"]["A2"] = "Another title"
    edited = io.BytesIO()
    book.save(edited)

    found = imported(edited.getvalue())

    assert found.plain["title"]["en"] == "Another title"
    wording = {
        question["wording"]["en"] for page in found.plain["pages"] for question in page["questions"]
    }
    plain = {each.wording["en"] for each in EVERY_KIND.questions()}
    assert plain <= wording
    assert "edited after it was exported" in json.dumps(found.report.to_json())
