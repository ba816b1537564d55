"""Answers out: who may have what, and nothing that points at somebody without saying so."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.contributions.models import Contribution, Submission
from feedback.core import clock
from feedback.core.db import session, writing
from surveys.commands import survey as command
from surveys.exchange.rarity import folded
from surveys.versions.models import SurveyResponse
from tests.surveys.exchange_out.conftest import CANARY, ORIGINAL

FILES = "/surveys/s1/files"


def _run(tmp_path, *arguments):
    out = tmp_path / "out"
    result = CliRunner().invoke(command, ["responses", "s1", *arguments, "--out", str(out)])
    assert result.exit_code == 0, result.output
    return out.read_bytes(), result.output


def _table(raw):
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def _acts():
    session().rollback()
    exported = select(AuditEntry).where(AuditEntry.verb == "exported answers")
    acts = session().scalars(exported.order_by(AuditEntry.number))
    return [(act.facts["holds"], act.facts["rows"], act.actor_name) for act in acts]


def test_counts_are_guarded_and_none_gives_another_away(answered, tmp_path):
    raw, _said = _run(tmp_path)

    counts = {(row["column"], row["value"]): row["count"] for row in _table(raw)}
    assert counts["asked", "(answered)"] == "15"
    assert counts["asked", "yes"] == "15"
    # Whether one or nobody said one of these is not told.
    assert counts["asked", "unsure"] == counts["asked", "no"] == ""
    # Twelve had help at home: beside "nobody had money" it would be known that it is all of them.
    assert counts["help", "home"] == counts["help", "money"] == ""
    assert counts["why", "(answered)"] == ""
    assert _acts() == [("counts", len(counts), "")]


def test_rows_hold_working_texts_disarmed_and_nothing_that_says_who_or_when(answered, tmp_path):
    raw, said = _run(tmp_path, "--raw")

    rows = _table(raw)
    text = raw.decode("utf-8-sig")
    assert len(rows) == 15
    assert "'" + CANARY in {row["why"] for row in rows}
    assert sum(row["why"] == "(words not ready to be shared)" for row in rows) == 1
    assert [row["nights"] for row in rows if row["staff.kind"]] == ["-3"]
    assert {row["help"] for row in rows} == {"home", ""}
    for secret in (ORIGINAL, *_every(Submission.id), *_every(SurveyResponse.id)):
        assert secret not in text
    assert str(_every(SurveyResponse.received_on)[0]) not in text
    # The only one in Urdu is not named by it, and neither is the rest by its absence.
    assert {row["language"] for row in rows} == {""}
    assert "1 row is like no other" in said
    assert _acts() == [("words", 15, "")]


def _every(column):
    return [str(value) for value in session().scalars(select(column))]


def test_what_was_taken_back_or_typed_twice_is_in_no_row(answered, tmp_path):
    with writing():
        first, second, *_rest = session().scalars(select(SurveyResponse)).all()
        first.withdrawn_on = first.received_on
        second.second_of_id = first.id
        for wrote in session().scalars(select(Contribution)):
            wrote.withdrawn_on, wrote.words_sealed = wrote.received_on, None

    rows = _table(_run(tmp_path, "--raw")[0])
    assert len(rows) == 13
    assert {row["why"] for row in rows} == {""}


def test_rows_stand_in_an_order_of_chance(answered, tmp_path):
    places = set()
    for _time in range(12):
        rows = _table(_run(tmp_path, "--raw", "--no-words")[0])
        places.add(next(row["row"] for row in rows if row["staff.kind"]))
    assert len(places) > 1


def test_a_workbook_says_what_was_asked_in_each_version(answered, tmp_path):
    book = load_workbook(io.BytesIO(_run(tmp_path, "--raw", "--format", "xlsx")[0]))

    assert book.sheetnames == ["answers", "questions", "versions"]
    asked = list(book["questions"].values)
    assert asked[0] == ("version", "column", "kind", "value", "English", "اردو")
    assert (2, "asked", "single", "unsure", "Unsure", "Unsure ۱") in asked
    assert (1, "asked", "single", "unsure", "Unsure", "Unsure ۱") not in asked
    assert {cell.data_type for row in book["answers"] for cell in row} <= {"s", "n"}


def test_spss_is_told_every_name_label_and_missing_answer(answered, tmp_path):
    raw, _said = _run(tmp_path, "--raw", "--format", "spss")

    archive = zipfile.ZipFile(io.BytesIO(raw))
    syntax = archive.read("answers.sps").decode("utf-8-sig")
    lines = archive.read("answers.csv").decode("utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines))
    assert len(lines) == 16  # words of several lines stay on one
    assert {row["asked"] for row in rows} == {"1", "3"}  # as the first version counted them
    assert {(row["help_home"], row["help_money"]) for row in rows} == {("1", "0"), ("-9", "-9")}
    assert "asked 'Were you \"asked\"?'" in syntax
    assert "'Which help? It''s yours: Home'" in syntax
    assert "VALUE LABELS asked\n  1 'Yes'\n  2 'No'\n  3 'Unsure'\n  -9 'No answer'." in syntax
    assert "VARIABLES=help_home\n    help_money" in syntax
    assert "  staff_kind\n" in syntax.partition("MISSING VALUES")[2]
    assert len(rows[0]) == syntax.partition("VARIABLES=\n")[2].partition(".\n\n")[0].count("\n") + 1


def test_json_holds_the_versions_and_only_what_was_answered(answered, tmp_path):
    whole = json.loads(_run(tmp_path, "--raw", "--format", "json")[0])

    assert [each["version"] for each in whole["versions"]] == [1, 2]
    assert len(whole["rows"]) == 15
    assert {"asked": "yes", "help": ["home"], "nights": 2} in [r["answers"] for r in whole["rows"]]
    assert None in [row["answers"].get("why", "") for row in whole["rows"]]


@pytest.mark.parametrize(
    ("role", "contents"),
    [
        (Role.LEAD, ["counts", "closed", "words"]),
        (Role.EDITOR, ["counts", "closed"]),
        (Role.PUBLISHER, ["counts"]),
        (Role.VIEWER, ["counts"]),
    ],
)
def test_each_role_is_offered_and_given_what_it_may_have(answered, sign_in, role, contents):
    browser = sign_in(role, name="Kit")
    page = browser.page(f"{FILES}/")
    assert [each["value"] for each in page.select("input[name=content]")] == contents
    assert bool(page.select("input[name=since]")) is (role is not Role.VIEWER)

    for content, path in (("counts", "counts"), ("closed", "rows"), ("words", "words")):
        answer = browser.get(f"{FILES}/{path}?content={content}&form=csv")
        assert answer.status_code == (200 if content in contents else 403)
        if content in contents:
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert ("'" + CANARY in answer.text) is (content == "words")
            assert ORIGINAL not in answer.text
    assert [(holds, who) for holds, _rows, who in _acts()] == [(each, "Kit") for each in contents]


def test_a_viewer_gets_counts_of_the_quarter_whatever_the_address_asks(answered, sign_in):
    asked = f"{FILES}/counts?content=counts&form=csv"

    assert sign_in(Role.VIEWER).get(f"{asked}&language=ur").text.count("\n") == 1  # heads only
    assert sign_in(Role.PUBLISHER).get(f"{asked}&language=ur").text.count("\n") > 1
    with clock.pretend(clock.now() + timedelta(days=100)):
        everything = sign_in(Role.VIEWER).get(asked).text
        narrowed = sign_in(Role.VIEWER).get(f"{asked}&language=ur").text
    assert everything == narrowed
    assert ",15\r\n" in everything


def test_whoever_takes_rows_is_told_first_how_many_point_at_somebody(answered, sign_in):
    page = sign_in(Role.LEAD).page(f"{FILES}/answers?content=words&form=xlsx")

    assert "1 row is like no other" in page.select_one("main").text
    assert _acts() == []
    link = page.select_one("a.button")["href"]
    assert link == f"{FILES}/words?content=words&form=xlsx"


def test_counts_for_spss_are_refused_before_anything_is_looked_at(answered, sign_in):
    asked = f"{FILES}/answers?content=counts&form=spss"
    page = sign_in(Role.VIEWER).page(asked, status=400)
    assert "SPSS needs a row for each response" in page.select_one(".error-summary").text


def test_a_survey_goes_out_as_each_kind_of_file_and_the_log_says_so(answered, sign_in):
    browser = sign_in(Role.VIEWER)
    for form in ("xlsx", "docx", "json"):
        asked = f"survey_format={form}&survey_version=1&first_language=ur&second_language=en"
        answer = browser.get(f"{FILES}/survey?{asked}")
        assert answer.status_code == 200, form
        assert f"s1-1.{form}" in answer.headers["Content-Disposition"]
    session().rollback()
    acts = session().scalars(select(AuditEntry).where(AuditEntry.verb == "exported a survey"))
    assert len(acts.all()) == 3


def test_a_small_group_is_never_the_only_one_without_a_name():
    assert folded(["a"] * 20 + ["b"] * 3, 5) == [""] * 23
    assert folded(["a"] * 20 + ["b"] * 3 + ["c"] * 6, 5) == ["a"] * 20 + [""] * 9
    assert folded(["a"] * 20 + [""] * 30 + ["b"] * 2, 5) == ["a"] * 20 + [""] * 32
