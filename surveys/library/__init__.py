"""Surveys that are ready to use: one file each, in every language, machine drafts marked."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from surveys.definitions.definition import SCHEMA, Definition
from surveys.definitions.reading import read_definition

_HERE = Path(__file__).parent
_CHOICES = _HERE / "_choices.yaml"
_STANDARD = "standard"
#: What a new site starts with; the others are chosen from the shelf.
FIRST = ("k7",)


class _Loader(yaml.CSafeLoader):
    """YAML in which "yes" and "no" are words, as in its newer version."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


@cache
def read_library() -> Mapping[str, Definition]:
    """Every ready-made survey by its slug, in order. Raises DefinitionError."""
    standard = _read(_CHOICES)
    found: dict[str, Definition] = {}
    for path in sorted(_HERE.glob("[!_]*.yaml")):
        plain = _read(path)
        slug = plain.pop("slug")
        found[slug] = read_definition({"schema": SCHEMA, **_filled(plain, standard)})
    return found


def standard_choices(kind: str) -> list[dict[str, Any]]:
    """The choices that are the same in every survey, of that kind of question; none for others."""
    return [
        {**choice, "label": dict(choice["label"])} for choice in _standard_choices().get(kind, ())
    ]


@cache
def _standard_choices() -> Mapping[str, list[dict[str, Any]]]:
    return _read(_CHOICES)


def _filled(plain: dict[str, Any], standard: Mapping[str, Any]) -> dict[str, Any]:
    """*plain* with the words of choices that are the same in every survey."""
    for page in plain["pages"]:
        for question in page["questions"]:
            if question.get("choices") == _STANDARD:
                question["choices"] = standard[question["kind"]]
    return plain


def _read(path: Path) -> dict[str, Any]:
    return dict(yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader))  # noqa: S506 - safe
