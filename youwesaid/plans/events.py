"""What plans ask of the parts above them. Those connect themselves; nothing here knows them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from blinker import Namespace

_events = Namespace()

#: Asked with ``plan_item_ids``; each receiver returns a sequence of PublishedEntry.
entries_wanted = _events.signal("plan-entries-wanted")

#: Asked with ``plan_change_ids``; each receiver returns a mapping of such an id to a sequence of
#: PublishedEntry: what people said that changed the wording.
causes_wanted = _events.signal("plan-causes-wanted")

#: Asked with ``plan_item_ids``, for staff eyes; each receiver returns a mapping of id to Voices.
voices_wanted = _events.signal("plan-voices-wanted")

#: Asked with ``plan_item_ids``, for staff eyes; each receiver returns a sequence of LinkedInsight.
insights_wanted = _events.signal("plan-insights-wanted")


class PublishedEntry(Protocol):
    """An entry of the tracker as a plan page shows it."""

    @property
    def slug(self) -> str:
        """The part of its address."""

    @property
    def state(self) -> str:
        """What became of it."""

    def title_in(self, language: str) -> str:
        """What people said, short, in *language* (a code) where that is ready."""


@dataclass(frozen=True, slots=True)
class Voices:
    """How much was heard on one plan item, and how much of that was answered. Staff only."""

    heard: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class LinkedInsight:
    """An insight that is tied to a plan item. Staff only."""

    id: uuid.UUID
    said: str
    standing: str  # in words, in the reader's language


def entries_of(plan_item_ids: Sequence[uuid.UUID]) -> list[PublishedEntry]:
    """The published entries that are tied to any of these items."""
    answers = entries_wanted.send(None, plan_item_ids=plan_item_ids)
    return [entry for _receiver, entries in answers for entry in entries]


def causes_of(change_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[PublishedEntry]]:
    """By change of wording, the published entries that led to it."""
    found: dict[uuid.UUID, list[PublishedEntry]] = {}
    for _receiver, by_change in causes_wanted.send(None, plan_change_ids=change_ids):
        for change_id, entries in by_change.items():
            found.setdefault(change_id, []).extend(entries)
    return found


def voices_of(plan_item_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Voices]:
    """By item, what was heard and answered; items of which nothing was heard are left out."""
    found: dict[uuid.UUID, Voices] = {}
    for _receiver, by_item in voices_wanted.send(None, plan_item_ids=plan_item_ids):
        for item_id, more in by_item.items():
            held = found.get(item_id, Voices())
            found[item_id] = Voices(held.heard + more.heard, held.answered + more.answered)
    return found


def insights_of(plan_item_ids: Sequence[uuid.UUID]) -> list[LinkedInsight]:
    """The insights that are tied to any of these items."""
    answers = insights_wanted.send(None, plan_item_ids=plan_item_ids)
    return [insight for _receiver, insights in answers for insight in insights]
