"""Our own sheet in a spreadsheet: whole and untouched, or not used."""

from surveys.exchange.own_sheet import SHEET, own_survey, read, rows_for

FORM = {
    "survey": [["type", "name", "label::English (en)"], ["text", "why", "  Why?\r\n"], [None, ""]],
    "choices": [["list_name", "name"], ["yes_no", 1.0]],
    "settings": [["form_title"], ["A"]],
}
PLAIN = {"schema": 1, "title": {"en": " =1+1 😀" * 9_000}, "least": 0}


def test_a_survey_comes_back_from_its_cells_whatever_a_spreadsheet_does_to_blanks():
    rows = rows_for(PLAIN, FORM)
    assert max(len(cell.encode("utf-16-le")) // 2 for row in rows for cell in row) <= 32_767
    saved = {
        "Survey": [["type", "name", "label::English (en)", None], ["text", "why", "Why?"]],
        "choices": [["list_name", "name"], ["yes_no", "1"]],
        "settings": [("form_title",), ("A",)],
        SHEET: [[*row, None] for row in rows],
    }

    assert read(saved) == PLAIN


def test_an_edit_in_the_form_counts_and_the_sheet_does_not():
    edited = FORM | {"settings": [["form_title"], ["B"]], SHEET: rows_for(PLAIN, FORM)}

    assert read(edited) is None
    assert own_survey(edited).plain == PLAIN


def test_a_sheet_that_is_not_whole_is_none():
    rows = rows_for(PLAIN, FORM)
    broken = [rows[:-1], [], [["format", "1"]], [*rows[:3], ["digest", "0"], *rows[4:]]]

    assert [own_survey(FORM | {SHEET: each}) for each in broken] == [None] * 4
