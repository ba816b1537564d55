"""A file becomes a draft, on the command line and on the screen; the report says everything."""

import io
import json

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from feedback.accounts.roles import Role
from surveys.commands import survey as command
from surveys.definitions.origins import Made
from surveys.exchange.xlsform_out import xlsform
from surveys.library import read_library
from surveys.versions import drafts, queries
from tests.surveys.exchange.forms import YES_NO, ask, brought, form, questions

FORM = form(
    [
        {**ask("select_one yn", "met"), "label::pl": "Czy spotkanie się odbyło?"},
        ask("geopoint", "where", relevant="${met} = 'yes' and position(1) = 2"),
    ],
    YES_NO,
    {"form_title": "How it went", "form_id": "abuse_survey", "default_language": "en"},
)


@pytest.fixture
def run(app, tmp_path):
    """Run ``youwesaid survey import`` on a file with some content."""

    def run(content, *words, name="form.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        return CliRunner().invoke(command, ["import", str(path), *words])

    return run


def test_the_command_makes_a_draft_and_tells_each_row(run):
    done = run(FORM)

    assert done.exit_code == 0
    for words in ("survey 2  met  taken", "survey 3  where  changed", "2 of 2 questions", "In pl"):
        assert words in done.output
    standing = drafts.drafted(queries.survey_by_slug("s1"))  # the name of the form stays inside
    assert standing.definition["title"] == {"en": "How it went"}
    note = standing.translations["pl"]["questions.met.wording"]
    assert note["state"] == Made.HUMAN
    assert "abuse" not in done.output


def test_json_says_the_same_and_a_trial_keeps_nothing(run):
    done = run(FORM, "--json", "--try")

    report = json.loads(done.output)
    assert report["survey"] is None
    assert report["questions"] == {"visible": 2, "present": 2}
    assert [row["place"] for row in report["rows"] if row["verb"] == "changed"] == [
        *("survey 3", "survey 3")
    ]
    assert report["missing"]["pl"][0] == "title"
    assert not queries.surveys()


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_a_file_that_cannot_be_used_gives_a_sentence_and_status_1(run, words):
    done = run(b"a,b\n1,2\n", *words)

    assert done.exit_code == 1
    assert "no Excel workbook" in done.output
    assert "Traceback" not in done.output


def test_an_address_that_is_taken_or_none_is_refused(run):
    assert run(FORM, "--slug", "k7").exit_code == 0

    for slug in ("k7", "Not an address"):
        assert run(FORM, "--slug", slug).exit_code == 1
    assert len(queries.surveys()) == 1


def test_staff_see_the_report_first_and_then_make_it_a_draft(sign_in):
    browser = sign_in(Role.EDITOR)

    page = browser.submit("/surveys/import/", file=(io.BytesIO(FORM), "form.xlsx"))

    assert "2 of 2 questions came in." in page.text
    assert "survey 3" in page.text
    assert not queries.surveys()
    kept = {field["name"]: field.get("value", "") for field in page.select("form input[name]")}

    refused = browser.submit("/surveys/import/keep", status=400, **{**kept, "slug": "Not one"})
    assert "small letters" in refused.text
    kept = {field["name"]: field.get("value", "") for field in refused.select("form input[name]")}
    browser.submit("/surveys/import/keep", status=303, **{**kept, "slug": "k9"})

    built = browser.page("/surveys/k9/build")
    assert "About met?" in built.text


def test_staff_are_told_why_a_file_or_a_page_cannot_be_used(sign_in):
    browser = sign_in(Role.EDITOR)

    page = browser.submit("/surveys/import/", status=400, file=(io.BytesIO(b"a"), "a.xlsx"))
    assert "no Excel workbook" in page.text
    browser.submit("/surveys/import/keep", status=303, survey="eJwrKS0CAA==", slug="k9")
    assert "changed on its way" in browser.page("/surveys/import/").text
    assert sign_in(Role.VIEWER).get("/surveys/import/").status_code == 403


def test_an_exported_form_that_was_edited_counts_as_edited():
    name, definition = next(iter(sorted(read_library().items())))
    book = load_workbook(io.BytesIO(xlsform(definition, slug=name, version="1")))
    sheet = book["survey"]
    sheet.append(["text", "brand_new", "Something else?"])
    target = io.BytesIO()
    book.save(target)

    found = brought(target.getvalue())

    kinds = {each.key: each.kind.value for each in definition.questions()}
    assert kinds.items() <= {key: each["kind"] for key, each in questions(found).items()}.items()
    assert questions(found)["brand_new"]["wording"]["en"] == "Something else?"
    assert found.plain["languages"] == list(definition.languages)
    assert "edited" in " ".join(line.why[0] for line in found.report.lines if line.why)
