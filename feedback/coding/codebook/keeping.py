"""The codebook in force: loading it from a file, and giving it to the tagger."""

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import func, select

from feedback.coding import queries
from feedback.coding.models import CodebookVersion, Theme
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.codebook_file import CodebookFileError

OWN_CODEBOOK = Path(__file__).with_name("codebook.yaml")


class UnusableCodebook(Refused):
    """The file cannot become a codebook; the message is one sentence with the mend."""


def load_codebook(path: Path = OWN_CODEBOOK, *, by: uuid.UUID | None = None) -> int:
    """Bring the themes to what the file says, by their keys; the codebook's version now.

    Themes that the file does not have are left as they are, so that no coding is orphaned. A file
    that changes nothing makes no new version. Raises UnusableCodebook.
    """
    raw = _read(path)
    held = {theme.key: theme for theme in queries.all_themes()}
    for position, written in enumerate(raw["themes"]):
        key = written.get("key") or _key_of(written["name"])
        if key not in held:
            held[key] = Theme(key=key, names={"en": written["name"]})
            session().add(held[key])
        _take(held[key], written, position)
    session().flush()
    for written in raw["themes"]:
        child = held[written.get("key") or _key_of(written["name"])]
        above = written.get("parent")
        child.parent_id = held[above if above in held else _key_of(above)].id if above else None
    session().flush()
    return _version(note=f"Loaded from {path.name}", by=by)


def present_codebook() -> Codebook:
    """The themes in force, as the tagger wants them."""
    themes = queries.themes()
    keys = {theme.id: theme.key for theme in themes}
    plain = [
        {
            "name": theme.names["en"],
            "key": theme.key,
            "parent": keys.get(theme.parent_id, "") if theme.parent_id else "",
            "definition": theme.definition,
            "terms": theme.terms,
            "examples": theme.examples,
        }
        for theme in themes
    ]
    return Codebook.from_plain({"name": "In force", "themes": plain})


def present_version() -> int:
    """The number under which codings are made now; 0 before there is a codebook."""
    return session().scalar(select(func.max(CodebookVersion.number))) or 0


def _read(path: Path) -> dict[str, Any]:
    try:
        Codebook.from_yaml(path)
        raw = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except CodebookFileError as fault:
        raise UnusableCodebook(str(fault)) from fault
    return dict(raw)


def _key_of(name: str) -> str:
    letters = [letter if letter.isalnum() else "_" for letter in name.casefold()]
    return "_".join(filter(None, "".join(letters).split("_")))


def _take(theme: Theme, written: Mapping[str, Any], position: int) -> None:
    theme.position = position
    theme.names = {"en": written["name"], **(written.get("names") or {})}
    theme.definition = (written.get("definition") or "").strip()
    theme.include = (written.get("include") or "").strip()
    theme.exclude = (written.get("exclude") or "").strip()
    theme.examples = [str(example) for example in written.get("examples") or ()]
    theme.terms = {
        language: [str(term) for term in terms]
        for language, terms in (written.get("terms") or {}).items()
    }


def _version(*, note: str, by: uuid.UUID | None) -> int:
    snapshot = [
        {
            "key": theme.key,
            "names": theme.names,
            "definition": theme.definition,
            "include": theme.include,
            "exclude": theme.exclude,
            "state": theme.state.value,
            "terms": theme.terms,
        }
        for theme in queries.all_themes()
    ]
    number = present_version()
    newest = session().get(CodebookVersion, number)
    if newest is not None and newest.snapshot == snapshot:
        return number
    made = CodebookVersion(number=number + 1, made_by_id=by, note=note, snapshot=snapshot)
    session().add(made)
    session().flush()
    return made.number
