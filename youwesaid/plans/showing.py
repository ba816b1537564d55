"""What plan pages show together: what was heard and what came of it, planned and done apart."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from youwesaid.plans import events
from youwesaid.plans.events import PublishedEntry
from youwesaid.plans.models import Plan, PlanEdition, PlanItem
from youwesaid.plans.queries import Branch

#: Under which heading an entry stands, by its state; the order of the headings.
DONE, PLANNED, CANNOT = "done", "planned", "cannot"
_HEADINGS = {
    "done": DONE,
    "kept_doing": DONE,
    "heard": PLANNED,
    "looking": PLANNED,
    "doing": PLANNED,
    "part_done": PLANNED,
    "cannot": CANNOT,
    "passed_on": CANNOT,
    "disagree": CANNOT,
}


@dataclass(frozen=True, slots=True)
class Came:
    """What came of what people said, by what can be counted on: done, planned, not possible."""

    done: Sequence[PublishedEntry]
    planned: Sequence[PublishedEntry]
    cannot: Sequence[PublishedEntry]

    def __bool__(self) -> bool:
        return bool(self.done or self.planned or self.cannot)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Items of one type that stand under one item, or under none."""

    above: PlanItem | None
    branches: Sequence[Branch]


def came_of(branches: Iterable[Branch]) -> Came:
    """What is published about these items and about everything under them, each entry once."""
    ids = [item_id for branch in branches for item_id in branch.all_ids()]
    entries = {entry.slug: entry for entry in events.entries_of(ids)}
    found: dict[str, list[PublishedEntry]] = {DONE: [], PLANNED: [], CANNOT: []}
    for entry in entries.values():
        found[_HEADINGS.get(str(entry.state), PLANNED)].append(entry)
    return Came(found[DONE], found[PLANNED], found[CANNOT])


def chapters(top: Sequence[Branch], kind: str) -> list[Chapter]:
    """The items of type *kind*, by the item above them, in the order of the plan."""
    under = [Chapter(branch.item, branch.of(kind)) for branch in top]
    alone = [branch for branch in top if branch.item.type == kind]
    found = [chapter for chapter in under if chapter.branches]
    return [*found, Chapter(None, alone)] if alone else found


def silent_chapters(silent: Sequence[PlanItem]) -> list[tuple[PlanItem | None, list[PlanItem]]]:
    """The items of which nobody spoke, by the item above them."""
    found: dict[uuid.UUID | None, tuple[PlanItem | None, list[PlanItem]]] = {}
    for item in silent:
        found.setdefault(item.parent_id, (item.parent, []))[1].append(item)
    return list(found.values())


def type_counts(top: Sequence[Branch]) -> Mapping[str, int]:
    """How many items there are, by type."""
    found: dict[str, int] = {}
    for branch in top:
        found[branch.item.type] = found.get(branch.item.type, 0) + 1
        for kind, number in type_counts(branch.under).items():
            found[kind] = found.get(kind, 0) + number
    return found


def named_changes(plan: Plan, edition: PlanEdition) -> dict[str, list[PlanItem | str]]:
    """What *edition* changed: items as they are now; the id alone where one is there no more."""
    items = {item.key: item for item in plan.items}
    return {what: [items.get(key, key) for key in keys] for what, keys in edition.changes.items()}
