"""Everything that is public, at one time: what open data, snapshots and exports are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from feedback.core.db import session
from youwesaid.tracker.models import Entry
from youwesaid.tracker.sharing import making, making_plans, queries
from youwesaid.tracker.sharing.models import DataSnapshot
from youwesaid.tracker.sharing.records import (
    AgencyRecord,
    EntryRecord,
    LocalityRecord,
    PlanItemRecord,
    PlanRecord,
    TopicRecord,
    VersionRecord,
)
from youwesaid.tracker.sharing.shapes import plain

PARTS = (
    "entries", "versions", "plans", "plan_items", "agencies", "localities", "topics",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """All public records."""

    entries: Sequence[EntryRecord]
    versions: Sequence[VersionRecord]
    plans: Sequence[PlanRecord]
    plan_items: Sequence[PlanItemRecord]
    agencies: Sequence[AgencyRecord]
    localities: Sequence[LocalityRecord]
    topics: Sequence[TopicRecord]

    def to_plain(self) -> dict[str, Any]:
        """Dictionaries and lists; texts in every language."""
        return {
            part: [plain(each, language=None) for each in getattr(self, part)] for part in PARTS
        }


def collection(*, until: date | None = None, snapshot: DataSnapshot | None = None) -> Collection:
    """What is public now, or what had been published by the end of *until*.

    The people behind plan items are those that *snapshot* counted.
    """
    entries = queries.entries_until(until)
    items = session().scalars(queries.items()).all()
    return Collection(
        entries=[making.entry_record(entry, until=until) for entry in entries],
        versions=[
            making.version_record(entry, version)
            for entry in entries
            for version in _by(entry, until)
        ],
        plans=making_plans.plan_records(),
        plan_items=making_plans.item_records(items, snapshot=snapshot),
        agencies=making_plans.agency_records(),
        localities=making_plans.locality_records(),
        topics=making_plans.topic_records(),
    )


def _by(entry: Entry, until: date | None) -> Sequence[Any]:
    return [each for each in entry.versions if until is None or each.published_on <= until]
