"""Reads a codebook file, and says in one sentence where it is wrong and how to mend it.

The file is YAML: ``name``, and ``themes``, a list of ``name`` with, where there are such, ``key``,
``parent``, ``definition``, ``examples`` and ``terms`` by language. Other entries are left alone.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

import yaml

TERMS_EXAMPLE = '"en: [waiting, delay*, sent home]"'


class CodebookFileError(ValueError):
    """A codebook that cannot be used: one plain sentence says where, what and how to mend it."""


class PlainTheme(TypedDict):
    """A theme as the file gives it, every entry of the kind it should be."""

    name: str
    key: str
    parent: str
    definition: str
    terms: dict[str, tuple[str, ...]]
    examples: tuple[str, ...]


def read(path: Path) -> bytes:
    """The bytes of a file. Raises CodebookFileError."""
    try:
        return path.read_bytes()
    except OSError as fault:
        reason = fault.strerror or "it cannot be read"
        raise CodebookFileError(f"The file cannot be opened: {reason}.") from fault


def load(raw: bytes) -> object:
    """What the bytes of a YAML file hold, not yet checked. Raises CodebookFileError."""
    try:
        # Not the loader in C: thousands of brackets in a stranger's file end its process.
        return yaml.safe_load(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise CodebookFileError(
            f"The file is not UTF-8 text (byte {fault.start}); save it as UTF-8."
        ) from fault
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise CodebookFileError(
            f"Line {line} is not YAML ({fault.problem}); check the indentation, brackets and "
            "quotation marks there."
        ) from fault
    except (yaml.YAMLError, RecursionError, ValueError) as fault:
        raise CodebookFileError(
            "The file is not YAML; write it as in the documentation of codebook files."
        ) from fault


def checked(raw: object) -> tuple[str, list[PlainTheme]]:
    """The codebook's name and its themes. Raises CodebookFileError."""
    if not isinstance(raw, Mapping):
        raise CodebookFileError('The file holds no codebook; it should begin with "name:".')
    themes = raw.get("themes")
    if not isinstance(themes, list) or not themes:
        raise CodebookFileError('There are no themes; list at least one under "themes:".')
    found = [_theme(f"Theme {number}", theme) for number, theme in enumerate(themes, 1)]
    return _text(raw, "name", "The codebook"), found


def _theme(where: str, raw: object) -> PlainTheme:
    if not isinstance(raw, Mapping):
        raise CodebookFileError(f'{where} should begin with "- name:" and its name.')
    name = _text(raw, "name", where)
    if not name:
        raise CodebookFileError(f'{where} has no name; add "name:" and its name.')
    where = f'{where} ("{name}")'
    return PlainTheme(
        name=name,
        key=_text(raw, "key", where),
        parent=_text(raw, "parent", where),
        definition=_text(raw, "definition", where),
        terms=_terms(raw.get("terms"), where),
        examples=_texts(raw.get("examples"), f"{where}, examples"),
    )


def _text(raw: Mapping[object, object], entry: str, where: str) -> str:
    value = raw.get(entry)
    return "" if value is None else _one(value, f"{where}, {entry}")


def _terms(raw: object, where: str) -> dict[str, tuple[str, ...]]:
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise CodebookFileError(
            f"{where} should have its terms in lists by language, such as {TERMS_EXAMPLE}."
        )
    languages = {_one(language, f"{where}, terms"): terms for language, terms in raw.items()}
    return {
        language: _texts(terms, f'{where}, terms in "{language}"')
        for language, terms in languages.items()
    }


def _texts(raw: object, where: str) -> tuple[str, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise CodebookFileError(f"{where}: this should be a list, such as [one, two words].")
    return tuple(dict.fromkeys(_one(each, where) for each in raw))


def _one(value: object, where: str) -> str:
    """The text of one entry; numbers (111, 999) are words here, yes and no are YAML's own."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise CodebookFileError(
            f'{where}: {_shown(value)} is not text; put it in quotation marks, such as "yes".'
        )
    return str(value).strip()


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return f"YAML's {'yes' if value else 'no'}"
    return "an empty entry" if value is None else f"a {type(value).__name__}"
