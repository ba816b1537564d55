"""The codebook in force: loading it from a file, and giving it to the tagger."""

import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from feedback.audit.services import Actor
from feedback.coding import queries
from feedback.coding.codebook import naming, versions
from feedback.coding.codebook.taking_in import TakenIn, WrittenTheme, take_in
from feedback.coding.codebook.versions import present_version
from feedback.core.errors import Refused
from feedback.nlp.tagger.codebook import Codebook, compared
from feedback.nlp.tagger.codebook_file import CodebookFileError

__all__ = [
    "COMMAND_LINE",
    "OWN_CODEBOOK",
    "NoThemes",
    "UnusableCodebook",
    "load",
    "load_codebook",
    "present_codebook",
    "present_version",
    "written_in",
]
OWN_CODEBOOK = Path(__file__).with_name("codebook.yaml")


class UnusableCodebook(Refused):
    """The file cannot become a codebook; the message is one sentence with the mend."""


class NoThemes(Refused):
    """There is no theme that may be given, so nothing to suggest or to learn."""

    def __init__(self) -> None:
        super().__init__("The codebook has no themes yet: add some, or bring in a codebook.")


class _CommandLine:
    """Whoever runs commands on the machine: nobody with an account."""

    def __init__(self) -> None:
        self.id, self.name = uuid.UUID(int=0), "command line"


COMMAND_LINE: Actor = _CommandLine()


def load_codebook(path: Path = OWN_CODEBOOK, *, by: Actor | None = None) -> int:
    """Bring the themes to what the file says, by their keys; the codebook's version now.

    Themes that the file does not have are left as they are, so that no coding is orphaned. A file
    that changes nothing makes no new version. Raises UnusableCodebook.
    """
    load(path, by=by)
    return present_version()


def load(path: Path, *, by: Actor | None = None) -> TakenIn:
    """The same, with what became of each theme of the file. Raises UnusableCodebook."""
    note = f"Loaded from {path.name}"
    who = by or COMMAND_LINE
    report = take_in(written_in(path), by=who, reason=note, in_order=True, kept=by is not None)
    with suppress(versions.NothingToPublish):
        versions.publish(note=note, by=who)
    return report


def written_in(path: Path) -> list[WrittenTheme]:
    """The themes of a YAML file of ours. Raises UnusableCodebook."""
    try:
        Codebook.from_yaml(path)
        raw = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except CodebookFileError as fault:
        raise UnusableCodebook(str(fault)) from fault
    keys = {theme["name"]: theme.get("key") or "" for theme in raw["themes"]}
    return [_written(theme, keys) for theme in raw["themes"]]


def _written(theme: Mapping[str, Any], keys: Mapping[str, str]) -> WrittenTheme:
    above = theme.get("parent") or None
    return WrittenTheme(
        key=theme.get("key") or naming.key_from(theme["name"]),
        names={**(theme.get("names") or {}), "en": theme["name"]},
        parent=keys.get(above) or above if above else None,
        definition=theme.get("definition") or "",
        include=theme.get("include") or "",
        exclude=theme.get("exclude") or "",
        examples=[str(example) for example in theme.get("examples") or ()],
        terms={
            language: [str(term) for term in terms]
            for language, terms in (theme.get("terms") or {}).items()
        },
        colour=theme.get("colour"),
    )


def present_codebook() -> Codebook:
    """The themes in force, as the tagger wants them. Raises NoThemes."""
    seen: set[str] = set()
    plain = []
    for node in queries.tree():
        theme = node.theme
        name = theme.names["en"]
        if compared(name) in seen:  # two of one name are told apart by what stands above
            name = f"{name} ({theme.key})"
        seen.add(compared(name))
        plain.append(
            {
                "name": name,
                "key": theme.key,
                "parent": node.path[-1].key if node.path else "",
                "definition": theme.definition,
                "terms": theme.terms,
                "examples": theme.examples,
            }
        )
    if not plain:
        raise NoThemes
    return Codebook.from_plain({"name": "In force", "themes": plain})
