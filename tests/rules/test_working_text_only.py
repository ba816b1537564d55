"""What is hidden in a text is nowhere but on the pages that may open the original.

A word is planted in the original of everything that anybody said in the worked example, and in no
working text. Then somebody who may do everything asks for every page and file of both sides, sends
every form, types every command and lets the worker work; and everything that came back is searched,
with the log, the letters and the database itself. A page that this walk cannot reach fails it.
"""

import gc
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import click
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from feedback.contributions import searching
from feedback.core import db as database
from feedback.core import migrating
from feedback.core.audience import Side
from feedback.core.db import session, writing
from feedback.core.keys import keyring
from feedback.core.settings import PREFIX
from feedback.outbox.models import Letter
from feedback.outbox.writing import written
from tests.rules.conftest import Example, side_of
from tests.support.everywhere import Everywhere, ids_of, parts, unpacked
from tests.support.planted import MARK, Planted, plant, poured
from tests.support.scan import found_in, found_in_files, found_in_tables
from youwesaid import jobs
from youwesaid.app import worker_app
from youwesaid.cli import main

#: Views that may show the original, each opening logged.
ORIGINALS = re.compile(
    r"inbox\.(show|hide|worry|clear|finish|correct_language|write_down)$"
    r"|hiding\.(show|change_kind)$"
    r"|held\.show$"
    r"|care\."
)
#: Views that answer nobody who walks like this, and why. A new one needs a reason.
NOT_REACHED = {
    "static": "files of the site itself",
    "accounts.code": "signing in: has no words of people",
    "accounts.picture": "signing in: has no words of people",
    "accounts.recovery": "signing in: has no words of people",
    "accounts.set_up": "signing in: has no words of people",
    "accounts.sign_in": "signing in: has no words of people",
    "agreement.code": "of a sample, which takes two coders",
    "agreement.code_next": "goes to agreement.code",
    "agreement.decide": "of a sample, which takes two coders",
    "agreement.decide_next": "goes to agreement.decide",
    "agreement.reword": "of a sample, which takes two coders",
    "agreement.show": "of a sample, which takes two coders",
    "agreement.table": "of a sample, which takes two coders",
    "bulk.done": "what an act did: counts only",
    "care.lighter": "goes to the reading screen",
    "care.onward": "goes to the reading screen",
    "codebook_acts.revive": "of a theme that is out of force: has no words of people",
    "codebook_history.change": "of one change of the codebook: has no words of people",
    "codebook_splits.queue": "of a split that is going on",
    "coding.next_one": "goes to coding.desk",
    "contributions_import.columns": "of a file that was uploaded",
    "inbox.next_one": "goes to the reading screen",
    "insights.answer_next": "goes to insights.answer",
    "insights.evidence_file": "a file of proof, which the example has not",
    "plan_drafts.check": "of a document of a plan: the plan's own words",
    "plan_drafts.make": "of a document of a plan: the plan's own words",
    "plan_drafts.show": "of a document of a plan: the plan's own words",
    "plan_life_staff.rows_in": "of a plan that prints a template for action plans",
    "plan_life_staff.rows_out": "of a plan that prints a template for action plans",
    "reviewers.home": "for reviewers, who are guests: what they read is public words",
    "reviewers.leave": "for reviewers, who are guests",
    "reviewers.read": "for reviewers, who are guests: what they read is public words",
    "safeguarding.change_contact": "of a partner's sheet: has no words of people",
    "surveys_asking.type_again": "of a paper form that is typed a second time",
    "surveys_building.remove": "of a part of a survey: has no words of people",
    "surveys_exchange.rows": "a table of closed answers, made for a choice of survey",
    "surveys_media.show": "a picture or a recording of a survey",
    "surveys_results.compare_csv": "of two versions of a survey",
    "tracker_sounds.show": "a recording of public words",
}
#: Forms that the walk does not send.
NOT_SENT = re.compile(
    r"accounts\."  # would sign out whoever walks
    r"|redaction\.(decide|undo)$"  # a person may decide to show it after all
)


@pytest.fixture(scope="module")
def planted(
    example: Example,
    backend: str,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Planted]:
    """A copy of the worked example, on the database of this run."""
    folder = tmp_path_factory.mktemp(f"planted-{backend}")
    shutil.copytree(example.settings.data, folder, dirs_exist_ok=True)
    settings = replace(example.settings, data=folder)
    if backend == "postgresql":
        settings = replace(
            settings, database=poured(settings, request.getfixturevalue("postgresql_server"))
        )
        jobs.make_queue(settings)
    worker = worker_app(settings)
    sides = [side_of(side, settings) for side in Side]
    with worker.app_context():
        everybody, deciding = plant()
    yield Planted(settings, worker, *sides, everybody, deciding)
    for app in (worker, *sides):
        with app.app_context():
            database.db.engine.dispose()


@dataclass
class Found:
    """Where the word was met."""

    shown: set[str]
    leaks: list[str]

    def look(self, view: str, address: str, answer) -> None:
        """Search an answer; a view that breaks shows nothing and proves nothing."""
        if answer.status_code >= 500:
            self.leaks.append(f"{view} at {address} is broken: {answer.status_code}")
        if any(found_in(part, [MARK]) for part in parts(answer)):
            self.shown.add(view)
            if not ORIGINALS.match(view):
                self.leaks.append(f"{view} at {address}")


def _browser(app: Flask, signed_in: dict[str, str] | None) -> FlaskClient:
    made = FlaskClient(app)  # every page is inspected elsewhere; this walk is long
    if signed_in is not None:
        with made.session_transaction() as cookie:
            cookie.update(signed_in)
    return made


def _asked(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}


def _walk(
    planted: Planted, app: Flask, signed_in: dict[str, str] | None
) -> tuple[Everywhere, Found]:
    found = Found(set(), [])
    walk = Everywhere(_browser(app, signed_in), app, found.look)
    if signed_in is not None:
        walk.walk(planted.deciding)
    walk.walk()
    with planted.worker.app_context():
        ids = ids_of(session().connection())
        session().rollback()
    walk.try_addresses(ids)
    walk.send_forms(leave_out=NOT_SENT)
    walk.walk_again()
    with planted.worker.app_context():
        ids = ids_of(session().connection())
        session().rollback()
    walk.try_addresses(ids)
    walk.send_forms(leave_out=NOT_SENT)
    return walk, found


@pytest.mark.one_database
def test_no_page_file_or_form_of_the_staff_side_shows_what_is_hidden(planted: Planted, caplog):
    walk, found = _walk(planted, planted.staff, planted.everybody)

    assert not found.leaks
    assert {"inbox.show", "hiding.show"} <= found.shown, "the word is there to be found"
    missed = _asked(planted.staff) - walk.reached - set(NOT_REACHED)
    assert not missed, f"ask for them, or say why not: {sorted(missed)}"
    assert MARK not in caplog.text


def test_no_page_file_or_form_of_the_public_side_shows_what_is_hidden(planted: Planted, caplog):
    walk, found = _walk(planted, planted.public, None)

    assert not found.leaks
    assert not found.shown
    assert len(walk.reached) > 20
    assert MARK not in caplog.text


def test_no_letter_log_index_or_table_holds_what_is_hidden(planted: Planted, caplog):
    with planted.worker.app_context():
        for work in _jobs():
            work()
        letters = session().scalars(select(Letter)).all()
        said = [f"{written(each).subject} {written(each).body}" for each in letters]
        dumped, rows = found_in_tables(session().connection(), [MARK])
        hits = searching.search(MARK, keyring=keyring())
        session().rollback()
    in_files, _size = found_in_files([planted.settings.data], [MARK])

    assert not [words for words in said if MARK in words]
    assert (dumped, hits, in_files) == ([], [], [])
    assert rows > 100
    assert MARK not in caplog.text


def _jobs() -> list[Callable[[], object]]:
    """Everything that the worker does, but sending letters to a server that is not there."""
    names = sorted(
        name for name, made in vars(jobs).items() if _is_job(made) and name != "send_letters"
    )
    assert "screen" in names
    return [getattr(jobs, name) for name in names]


def _is_job(made: object) -> bool:
    hints = getattr(made, "__annotations__", {})
    return getattr(made, "__module__", "") == jobs.__name__ and hints == {"return": int}


#: Commands that hand out what people said, and how each is typed; OUT is a file.
HANDING_OUT = {
    "survey responses": ("k7", "--format", "csv", "--out", "OUT"),
    "survey results": ("k7", "--json"),
    "contributions export": ("--out", "OUT"),
    "coding export": ("OUT.qdpx",),
    "codebook export": ("OUT.qdc",),
    "codebook retrain": (),
    "findings export": ("OUT.docx",),
    "data export": ("--out", "OUT-folder"),
    "findings snapshot": ("--reason", "to see", "--json"),
    "pack": ("annual", "--plan", "dg-2024", "--format", "docx", "--out", "OUT.docx"),
    "check": ("--json",),
    "staff list": ("--json",),
}
#: Commands that have no words of people to hand out.
WITHOUT_WORDS = {
    "init", "migrate", "serve", "worker", "settings", "demo", "staff add", "staff disable",
    "staff reset", "plan import", "plan export", "plan list", "survey list",
    "survey load-library", "survey import", "survey export", "survey translations export",
    "survey translations import", "contributions import", "themes evaluate", "themes tag",
    "codebook load", "codebook import", "coding import", "data snapshot",
}  # fmt: skip


def _commands(group: click.Group = main, before: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


@pytest.mark.one_database
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # a command ends with its process
def test_no_command_hands_out_what_is_hidden(planted: Planted, tmp_path, monkeypatch, caplog):
    for name in ("data", "database", "partnership", "nation", "area"):
        monkeypatch.setenv(f"{PREFIX}{name.upper()}", str(getattr(planted.settings, name)))
    with planted.worker.app_context(), writing():  # its tables were made without steps
        session().execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        session().execute(
            text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": migrating.newest()}
        )
    monkeypatch.setattr(sys, "argv", ["youwesaid"])
    leaks = []
    for command, words in HANDING_OUT.items():
        typed = [each.replace("OUT", str(tmp_path / command.replace(" ", "-"))) for each in words]
        result = CliRunner().invoke(main, [*command.split(), *typed], prog_name="youwesaid")
        is_fine = result.exit_code == 0 or command == "check"  # which finds fault with a test site
        assert is_fine, f"{command}: {result.output} {result.exception}"
        if found_in(result.output_bytes, [MARK]):
            leaks.append(command)
    gc.collect()
    files = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    leaks += [name for name, content in files.items() if _holds(content)]

    assert not leaks
    assert len(files) >= 5, files.keys()
    assert MARK not in caplog.text


def test_every_command_is_known_to_hand_out_words_or_not_to():
    assert set(_commands()) == set(HANDING_OUT) | WITHOUT_WORDS


def _holds(content: bytes) -> bool:
    return any(found_in(part, [MARK]) for part in unpacked(content))
