"""Figures about how long answers take, from the versions of entries."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from feedback.core.db import session
from feedback.core.quarters import months_later
from youwesaid.tracker.contents import Contents
from youwesaid.tracker.models import Entry, EntryFacet, FacetKind, PublicState
from youwesaid.tracker.owning import history
from youwesaid.tracker.owning.history import Ageing, Version

#: Entries in these states promise something, and grow stale when nothing is said for long.
OPEN_STATES = (
    PublicState.HEARD,
    PublicState.LOOKING,
    PublicState.DOING,
    PublicState.PART_DONE,
)


@dataclass(frozen=True, slots=True)
class Aged:
    """An entry with how its answers have aged."""

    entry: Entry
    contents: Contents
    answers: Sequence[Ageing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How a tracker does. Planned and done are counted apart, and never added up."""

    entries: int
    done: int
    part: int
    planned: int
    cannot: int
    other: int
    days_to_first_answer: int | None  # the median; None where nothing is answered
    days_to_done: int | None  # the median, from the first promise

    def percent(self, number: int) -> int:
        """*number* of all entries, as a whole percentage."""
        return round(100 * number / self.entries) if self.entries else 0


def ageing(entry_ids: Sequence[uuid.UUID] | None = None) -> Sequence[Aged]:
    """Entries (all of them: None) with how their answers have aged, the oldest change first."""
    return [
        Aged(entry, versions[-1][1], history.ageing(versions))
        for entry in _entries(entry_ids)
        if (versions := _versions(entry))
    ]


def planned_ageing(entry_ids: Sequence[uuid.UUID] | None = None) -> Sequence[tuple[Aged, Ageing]]:
    """Each answer that is still planned, with its entry; the longest planned first."""
    pairs = [
        (aged, answer)
        for aged in ageing(entry_ids)
        for answer in aged.answers
        if answer.kind in history.PLANNED
    ]
    return sorted(pairs, key=lambda pair: (pair[1].since, pair[0].entry.slug))


def stale(today: date, *, months: int) -> Sequence[Entry]:
    """Entries that promise something and have not changed for *months*, the oldest first."""
    statement = (
        select(Entry)
        .where(Entry.changed_on < months_later(today, -months), Entry.state.in_(OPEN_STATES))
        .order_by(Entry.changed_on, Entry.slug)
    )
    return session().scalars(statement).all()


def statistics(entry_ids: Sequence[uuid.UUID] | None = None) -> Statistics:
    """Days from heard to the first answer, and how much is done and how much is planned."""
    entries = _entries(entry_ids)
    took = [history.times(_versions(entry)) for entry in entries]
    first = [each.to_first_answer for each in took if each.to_first_answer is not None]
    done = [each.to_done for each in took if each.to_done is not None]
    counts = _by_outcome(entries)
    return Statistics(
        entries=len(entries),
        days_to_first_answer=round(median(first)) if first else None,
        days_to_done=round(median(done)) if done else None,
        **counts,
    )


def facets_naming(kind: FacetKind, word: str) -> int:
    """How many published entries name a locality or an agency."""
    found = select(EntryFacet.entry_id).where(EntryFacet.kind == kind, EntryFacet.word == word)
    return len(session().scalars(found).all())


def _by_outcome(entries: Sequence[Entry]) -> Mapping[str, int]:
    names = {
        PublicState.DONE: "done",
        PublicState.KEPT_DOING: "done",
        PublicState.PART_DONE: "part",
        PublicState.DOING: "planned",
        PublicState.LOOKING: "planned",
        PublicState.CANNOT: "cannot",
    }
    counts = dict.fromkeys(("done", "part", "planned", "cannot", "other"), 0)
    for entry in entries:
        counts[names.get(entry.state, "other")] += 1
    return counts


def _entries(entry_ids: Sequence[uuid.UUID] | None) -> Sequence[Entry]:
    statement = (
        select(Entry).options(selectinload(Entry.versions)).order_by(Entry.changed_on, Entry.slug)
    )
    if entry_ids is not None:
        statement = statement.where(Entry.id.in_(entry_ids))
    return session().scalars(statement).all()


def _versions(entry: Entry) -> list[Version]:
    return [(each.published_on, Contents.from_plain(each.contents)) for each in entry.versions]
