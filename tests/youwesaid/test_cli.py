"""The command: 0 done, 1 refused in one sentence, 2 misused; never a traceback."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from feedback.core.settings import PREFIX
from youwesaid.cli import main


def commands(group: click.Group = main, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and group as it is typed."""
    for name, command in sorted(group.commands.items()):
        yield (*before, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the commands of this test; no setting comes from outside."""
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.setenv(f"{PREFIX}DATA", str(tmp_path / "data"))
    monkeypatch.setattr(sys, "argv", ["youwesaid"])
    return tmp_path / "data"


@pytest.fixture
def run(folder: Path) -> Callable[..., Result]:
    """Type a command."""

    def typed(*words: str, typing: str | None = None) -> Result:
        return CliRunner().invoke(main, list(words), input=typing, prog_name="youwesaid")

    return typed


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site as the command makes it: once, because that takes two seconds."""
    place = tmp_path_factory.mktemp("site") / "data"
    own = {name: None for name in os.environ if name.startswith(PREFIX)}
    made = CliRunner().invoke(
        main,
        ["init", "--no-input"],
        env={**own, f"{PREFIX}DATA": str(place)},
        prog_name="youwesaid",
    )
    assert made.exit_code == 0, made.output
    return place


@pytest.fixture
def site(new_site: Path, folder: Path) -> Path:
    """A copy of it."""
    shutil.copytree(new_site, folder)
    return folder


def assert_refused(result: Result, *words: str) -> None:
    """Exit status 1 and one sentence."""
    assert result.exit_code == 1, result.output
    assert result.output.startswith("Error: ")
    assert result.output.count("\n") == 1, result.output
    assert all(word in result.output for word in words), result.output


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_every_command_explains_itself_without_a_site(run, words, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["youwesaid", *words, "--help"])

    result = run(*words, "--help")

    assert result.exit_code == 0
    assert result.output.startswith("Usage: youwesaid ")
    assert len(result.output.splitlines()) > 4


@pytest.mark.parametrize(
    "words",
    [("nonsense",), ("plan", "nonsense"), ("serve", "everything"), ("check", "--nonsense"),
     ("staff", "add"), ("demo", "--port", "x")],
    ids=" ".join,
)  # fmt: skip
def test_a_misused_command_says_how_it_is_used(run, site, words):
    result = run(*words)

    assert result.exit_code == 2
    assert "Error: " in result.output
    assert "Traceback" not in result.output


def test_a_command_that_needs_a_site_says_how_to_make_one(run):
    assert_refused(run("plan", "list"), "does not exist: run `youwesaid init`.")


def test_a_new_site_is_made_once(run, site):
    assert_refused(run("init", "--no-input"), "already holds a site: nothing was changed.")


def test_a_new_site_asks_for_what_it_must_know(run, folder):
    result = run("init", typing="Partnership of Nowhere\nPPP\nwales\n\n\n")

    assert result.exit_code == 0
    written = (folder / "youwesaid.env").read_text()
    assert 'YOUWESAID_PARTNERSHIP="Partnership of Nowhere"' in written
    assert 'YOUWESAID_NATION="wales"' in written


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("MAIL_PORT", "x", "YOUWESAID_MAIL_PORT is 'x': write a whole number."),
        ("MAIL_TLS", "maybe", "YOUWESAID_MAIL_TLS is 'maybe': write true or false."),
        ("COUNT_THRESHOLD", "4", "YOUWESAID_COUNT_THRESHOLD is under 5: set it to 5 or more."),
        ("NATION", "narnia", "YOUWESAID_NATION is none of england, scotland"),
        ("LANGUAGES", "en,xx", "YOUWESAID_LANGUAGES names 'xx', which is not offered."),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(run, site, monkeypatch, name, value, sentence):
    monkeypatch.setenv(f"{PREFIX}{name}", value)

    assert_refused(run("plan", "list"), sentence)


def test_a_setting_that_does_not_exist_is_named(run, site):
    with (site / "youwesaid.env").open("a") as file:
        file.write("YOUWESAID_MAIL_SEVER=smtp.example.org\n")

    assert_refused(run("settings"), "sets YOUWESAID_MAIL_SEVER, which does not exist.")


def test_the_check_says_what_it_looked_at_and_refuses_by_its_status(run, site):
    assert run("check").exit_code == 0
    (site / "keys" / "words.private").chmod(0o644)

    plain, counted = run("check"), run("check", "--json")

    assert (plain.exit_code, counted.exit_code) == (1, 1)
    refused = [row for row in json.loads(counted.output) if row["weight"] == "refuse"]
    assert [row["about"] for row in refused] == ["files"]
    assert refused[0]["words"] in plain.output


def test_the_settings_are_listed_without_their_secrets(run, site, monkeypatch):
    monkeypatch.setenv(f"{PREFIX}MAIL_PASSWORD", "open sesame")

    plain, listed = run("settings"), run("settings", "--json")

    assert (plain.exit_code, listed.exit_code) == (0, 0)
    assert "open sesame" not in plain.output + listed.output
    assert {"name": "YOUWESAID_MAIL_PASSWORD", "value": "(set)"}.items() <= next(
        row for row in json.loads(listed.output) if row["name"].endswith("MAIL_PASSWORD")
    ).items()


def test_migrating_says_where_the_tables_are(run, site):
    result = run("migrate")

    assert result.exit_code == 0
    assert result.output.startswith("The tables are at revision 0")


@pytest.mark.parametrize(
    "problem", [ValueError("the words of a person"), KeyError("the words of a person")], ids=repr
)
def test_a_fault_of_ours_is_a_sentence_that_repeats_nobody(run, site, monkeypatch, problem):
    def fails() -> None:
        raise problem

    monkeypatch.setattr(main.commands["plan"].commands["list"], "callback", lambda **_: fails())

    result = run("plan", "list")

    assert_refused(result, "This is a fault of ours, please report it:", "test_cli.py:")
    assert "the words of a person" not in result.output


def test_a_folder_that_cannot_be_used_is_named(run, monkeypatch):
    monkeypatch.setenv(f"{PREFIX}DATA", "/proc/nothing")

    assert_refused(run("init", "--no-input"), "/proc/nothing cannot be used: ")


@pytest.mark.parametrize(
    ("words", "status"), [(["--version"], 0), (["nonsense"], 2), (["serve", "public"], 1)]
)
def test_the_real_command_answers_by_its_exit_status(folder, words, status):
    done = subprocess.run(
        [sys.executable, "-m", "youwesaid", *words], capture_output=True, text=True, check=False
    )

    assert done.returncode == status
    assert "Traceback" not in done.stdout + done.stderr
