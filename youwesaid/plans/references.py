"""Where a plan file points at something that it does not hold: told, never refused."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from youwesaid.plans.reading import ITEM_SECTIONS, KEYED_SECTIONS

#: (list, name in its entries, list that it points into). Owners and sources may also be free text.
_POINTERS = (
    ("priorities", "aim_refs", "aims"),
    ("priorities", "owner_group", "groups"),
    ("outcomes", "priority", "priorities"),
    ("actions", "priority", "priorities"),
    ("actions", "measure_refs", "measures"),
    ("measures", "priority", "priorities"),
    ("measures", "group", "groups"),
    ("groups", "parent", "groups"),
    ("groups", "reports_to", "groups"),
    ("reporting", "from_group", "groups"),
    ("reporting", "to_group", "groups"),
    ("reviews", "goes_to", "groups"),
)


def warnings(document: Mapping[str, Any]) -> list[str]:
    """What a person should check, one sentence each: loose pointers, references read as numbers."""
    return [*_loose(document), *_loose_involvement(document), *_numbered(document)]


def entries(document: Mapping[str, Any], section: str) -> list[dict[str, Any]]:
    """The entries of one list of the file; empty where the file has none."""
    return document.get(section) or []


def _loose(document: Mapping[str, Any]) -> Iterator[str]:
    keys = {section: {entry["id"] for entry in entries(document, section)}
            for section in KEYED_SECTIONS}  # fmt: skip
    for section, name, target in _POINTERS:
        for entry in entries(document, section):
            for key in _several(entry.get(name)):
                if key not in keys[target]:
                    yield _warning(entry["id"], name, key)


def _loose_involvement(document: Mapping[str, Any]) -> Iterator[str]:
    known = {entry["id"] for section in KEYED_SECTIONS for entry in entries(document, section)}
    known.add((document.get("vision") or {}).get("id"))
    for entry in entries(document, "involvement"):
        for key in _several(entry.get("refs")):
            if key not in known:
                yield _warning(entry["id"], "refs", key)


def _numbered(document: Mapping[str, Any]) -> Iterator[str]:
    for section in ITEM_SECTIONS:
        for entry in entries(document, section):
            if isinstance(entry.get("ref"), float):
                yield _(
                    "The reference of %(id)s was read as the number %(ref)s: "
                    "put it in quotes, so that 1.10 does not become 1.1.",
                    id=entry["id"],
                    ref=entry["ref"],
                )


def _several(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _warning(key: str, name: str, missing: str) -> str:
    words = _(
        "%(name)s of %(id)s names %(missing)s, which is not in the file.",
        name=name,
        id=key,
        missing=missing,
    )
    return str(words)
