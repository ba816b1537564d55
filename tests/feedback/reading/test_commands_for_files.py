"""The command line: bring a file in, take working texts out, refuse in words."""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.coding.codebook.keeping import load_codebook
from feedback.coding.desk.services import give_themes
from feedback.contributions.models import Contribution
from feedback.core.db import session, writing
from feedback.reading import services
from feedback.reading.commands import contributions
from feedback.reading.mapping import NoSuchColumn
from feedback.safeguarding import signals
from tests.support.said import rows, say


@pytest.fixture
def run(app):
    def running(*words):
        return CliRunner().invoke(contributions, list(words))

    return running


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "autumn.csv"
    refused = "".join(f"{number},\n" for number in range(100, 130))
    path.write_text(f"no,said\n1,The nurse was kind\n2,Nobody came\n{refused}", encoding="utf-8")
    return str(path)


def test_a_file_comes_in_and_what_was_refused_is_said_up_to_twenty(run, file):
    done = run("import", file, "--text", "said", "--id", "no")

    assert done.exit_code == 0
    assert "autumn: 32 rows" in done.output
    assert "Not taken: 30" in done.output
    assert "line 4 (100): There are no words" in done.output
    assert done.output.count("There are no words") == 20
    assert "and 10 more" in done.output
    assert {each.source for each in rows(select(Contribution))} == {"autumn"}


def test_the_whole_report_is_there_for_a_program(run, file):
    done = run("import", file, "--text", "said", "--id", "no", "--source", "list A", "--json")

    report = json.loads(done.stdout)
    assert (report["source"], report["taken"], report["refused"]) == ("list A", 2, 30)
    assert len(report["report"]) == 32
    assert report["report"][2] == {
        "line": 4,
        "id": "100",
        "outcome": "refused",
        "changes": [],
        "refused_because": "no_words",
        "unknown_labels": [],
    }


def test_a_column_that_is_not_there_is_refused_in_one_sentence(run, file):
    done = run("import", file, "--text", "comment")

    assert isinstance(done.exception, NoSuchColumn)
    assert str(done.exception) == "The file has no column 'comment': it has 'no', 'said'."


def test_a_column_for_the_words_must_be_named(run, file):
    assert run("import", file).exit_code == 2


def test_published_material_is_taken_in_at_once(run, file):
    run("import", file, "--text", "said", "--id", "no", "--already-redacted", "--language", "en")

    assert all(each.read_on for each in rows(select(Contribution)))


def test_working_texts_go_out_disarmed_with_their_themes_and_that_is_logged(
    run, keyring, make_staff, tmp_path
):
    by = make_staff(Role.CODER)
    with writing():
        load_codebook()
    told = say("=Ring Wrenna on 01632 960123", keyring=keyring)
    say("Not read yet", keyring=keyring)
    with writing():
        row = session().get_one(Contribution, told.id)
        signals.clear(row, by=by)
        services.redaction.accept_all(row, by=by)
        services.finish(row, english="", by=by, keyring=keyring)
        give_themes(row, keys=["waiting", "privacy"], by=by)
    path = tmp_path / "out.csv"

    printed = run("export")
    written = run("export", "--out", str(path))

    [line] = csv.DictReader(io.StringIO(printed.output))
    assert line["working_text"] == "'=Ring Wrenna on [phone number]"
    assert line["id"] == str(told.id)
    assert len(line["themes"].split("|")) == 2
    assert path.stat().st_mode & 0o777 == 0o600
    assert "1 working texts" in written.stderr
    logged = rows(select(AuditEntry).where(AuditEntry.verb == "exported working texts"))
    assert [entry.facts for entry in logged] == [{"count": 1}, {"count": 1}]
