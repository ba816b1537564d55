"""The commands for files of codes and codings, as somebody types them."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from feedback.accounts.queries import NobodyThere
from feedback.coding import queries
from feedback.coding.commands import codebook as codebook_group
from feedback.coding.commands import coding, findings
from feedback.coding.models import Coding
from feedback.core.db import session, writing
from feedback.core.unpacking import UnusableFile
from feedback.reading.coded_commands import import_coding
from tests.feedback.coding.exchange.sites import foreign, give

pytestmark = pytest.mark.one_database


def run(command, *args):
    return CliRunner().invoke(command, [str(arg) for arg in args])


def test_everything_goes_out_with_what_is_missing_in_words(
    redacted, coder, keyring, tmp_path, valid_codebook, valid_project
):
    give(redacted("They rang back 🙂"), queries.themes()[0], coder, keyring)

    for group, name in (
        *((codebook_group, "a.qdc"), (coding, "a.qdpx"), (coding, "a.xlsx"), (coding, "a.csv")),
        (findings, "a.docx"),
    ):
        done = run(group, "export", tmp_path / name)
        assert done.exit_code == 0, done.output
        assert "not in this file" in done.stderr
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    valid_codebook((tmp_path / "a.qdc").read_bytes())
    valid_project((tmp_path / "a.qdpx").read_bytes())


def test_a_codebook_and_a_project_come_in_with_a_report(codebook, lead, tmp_path):
    file = tmp_path / "talks.qdpx"
    file.write_bytes(foreign())

    done = run(import_coding, file, "--by", lead.email, "--already-redacted", "--json")

    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert said["codings"]["given"] == 1
    assert said["themes"]["added"] == 1
    assert len(session().scalars(select(Coding)).all()) == 1
    told = run(codebook_group, "import", file, "--by", lead.email)
    assert "1 theme was here already." in told.stdout


def test_refusals_are_sentences(codebook, lead, tmp_path):
    file = tmp_path / "x.qdpx"
    file.write_bytes(b"nothing")

    assert isinstance(run(import_coding, file, "--by", lead.email).exception, UnusableFile)
    assert isinstance(run(import_coding, file, "--by", "no@one").exception, NobodyThere)
    assert run(import_coding, file).exit_code == 2
    with writing():
        lead.active = False
    assert isinstance(
        run(codebook_group, "import", file, "--by", lead.email).exception, NobodyThere
    )
