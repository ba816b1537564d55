"""What is written about the product is about this product: settings, commands, files, decisions."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from feedback.core.settings import described
from youwesaid.cli import main

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "deploy").rglob("*.md")),
]
TESTS_NAMED_IN = (ROOT / "SECURITY.md", ROOT / "docs" / "limits.md")


def commands(group: click.Group = main, before: str = "youwesaid") -> Iterator[str]:
    """Every command as it is typed."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_every_setting_is_described_in_the_same_words_as_the_command_says():
    page = _read(ROOT / "docs" / "settings.md")

    missing = [
        name
        for name, _default, about, _secret in described()
        if f"`{name}`" not in page or about not in page
    ]

    assert not missing


def test_no_setting_is_described_that_does_not_exist():
    known = {name for name, *_rest in described()}
    tests_own = re.compile(r"YOUWESAID_(TEST_\w+|CRASH_\w+|SHARED)$")

    named = {
        name
        for path in WRITTEN
        for name in re.findall(r"\bYOUWESAID_[A-Z_]+[A-Z]\b", _read(path))
        if not tests_own.match(name)
    }

    assert not named - known


def test_every_command_is_described():
    page = _read(ROOT / "docs" / "commands.md")

    assert not [command for command in commands() if f"`{command}" not in page]


def test_no_command_is_described_that_does_not_exist():
    known = set(commands())
    groups = {command.rpartition(" ")[0] for command in known}
    typed = re.compile(r"(?:^    |`)(youwesaid(?: [a-z][a-z-]*)+)", re.MULTILINE)

    for path in WRITTEN:
        for words in typed.findall(_read(path)):
            parts = words.split(" ")
            begins = [" ".join(parts[:count]) for count in range(2, len(parts) + 1)]
            assert known & set(begins) or words in groups, f"{path.name}: {words}"


def test_decisions_are_numbered_without_gaps_and_say_what_follows():
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    numbers = [int(path.name.partition("-")[0]) for path in decisions]
    assert numbers == list(range(1, len(numbers) + 1))
    for number, path in enumerate(decisions, 1):
        text = _read(path)
        assert text.startswith(f"# {number}. "), path.name
        for part in ("Context", "Decision", "Status", "Consequences"):
            assert f"**{part}.**" in text, f"{path.name}: {part}"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_inside_the_repository_leads_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", _read(path)):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", TESTS_NAMED_IN, ids=lambda path: path.name)
def test_every_proof_that_is_named_exists(path):
    named = re.findall(r"`((?:tests|feedback|youwesaid|deploy)/[\w/.-]+)`", _read(path))

    assert named
    assert not [name for name in named if not (ROOT / name).exists()]


def test_every_folder_that_the_readme_shows_exists():
    table = _read(ROOT / "README.md").partition("## Where things are")[2]

    for folder in re.findall(r"^\| ((?:`\w+/` ?)+)\|", table, re.MULTILINE):
        for name in re.findall(r"`(\w+)/`", folder):
            assert (ROOT / name).is_dir(), name


def test_nothing_that_is_written_names_the_folders_of_whoever_wrote_it():
    private = re.compile(r"/home/\w|/root/|/tmp/(?!$)|file://", re.IGNORECASE)

    assert not [path.name for path in WRITTEN if private.search(_read(path))]
