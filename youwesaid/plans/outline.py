"""From the document of a plan to its items: one tree, typed for us, labelled with its own words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from youwesaid.plans.models import ItemType
from youwesaid.plans.references import entries

SECTION_TYPES = {
    "vision": ItemType.VISION,
    "aims": ItemType.AIM,
    "principles": ItemType.PRINCIPLE,
    "priorities": ItemType.PRIORITY,
    "outcomes": ItemType.OUTCOME,
    "actions": ItemType.ACTION,
    "measures": ItemType.MEASURE,
}
SECTION_OF = {kind: section for section, kind in SECTION_TYPES.items()}
#: Kinds whose word is not the kind with its underscores taken out.
_LABELS = {"cross_cutting": "cross-cutting", "self_evaluation": "self-evaluation"}
_KEPT_APART = frozenset({"id", "ref", "title", "text", "statement", "known"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlined:
    """One item as the document prints it; blanks are None, because blank is normal."""

    key: str
    parent: str | None
    type: ItemType
    label: str
    ref: str | None
    title: str | None
    text: str | None
    known: bool
    owner: str | None
    due: str | None
    status: str | None
    rag: str | None
    details: dict[str, Any]


def outlined(document: Mapping[str, Any]) -> list[Outlined]:
    """All items of *document* (checked), in its own order, parents before their children."""
    names = {group["id"]: words(group.get("name")) for group in entries(document, "groups")}
    labels = document.get("labels") or {}
    found = list(_vision(document, labels))
    for section, kind in SECTION_TYPES.items():
        if kind is not ItemType.VISION:
            found += [
                _outlined(entry, kind, labels.get(section), names)
                for entry in entries(document, section)
            ]
    priorities = {item.key for item in found if item.type is ItemType.PRIORITY}
    return [item if item.parent in priorities else replace(item, parent=None) for item in found]


def label_of(entry: Mapping[str, Any], kind: ItemType, section_label: str | None) -> str:
    """The plan's own word: the entry's, else its section's, its kind's, its type's."""
    own = words(entry.get("label")) or words(section_label)
    if own:
        return own
    printed = words(entry.get("kind"))
    if not printed:
        return kind.value
    return _LABELS.get(printed, printed.replace("_", " "))


def words(value: Any) -> str | None:
    """A printed value as words; None where nothing is printed."""
    return str(value).strip() or None if value is not None else None


def _vision(document: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[Outlined]:
    vision = document.get("vision") or {}
    if words(vision.get("text")):
        key = words(vision.get("id")) or f"{document['plan']['id']}-vision"
        yield _outlined({**vision, "id": key}, ItemType.VISION, labels.get("vision"), {})


def _outlined(
    entry: Mapping[str, Any],
    kind: ItemType,
    section_label: str | None,
    groups: Mapping[str, str | None],
) -> Outlined:
    owner = words(entry.get("owner")) or words(entry.get("owner_group"))
    return Outlined(
        key=entry["id"],
        parent=words(entry.get("priority")),
        type=kind,
        label=label_of(entry, kind, section_label),
        ref=words(entry.get("ref")),
        title=words(entry.get("title")),
        text=words(entry.get("text")) or words(entry.get("statement")),
        known=entry.get("known", True) is not False,
        owner=groups.get(owner) or owner if owner else None,
        due=words(entry.get("due")),
        status=words(entry.get("status")),
        rag=words(entry.get("rag")),
        details={name: value for name, value in entry.items() if name not in _KEPT_APART},
    )
