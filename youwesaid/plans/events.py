"""What plans ask of the parts above them. Those connect themselves; nothing here knows them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from blinker import Namespace

if TYPE_CHECKING:
    from youwesaid.plans.models import Plan, PlanItem

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

#: Asked with ``plan_item_ids``; each receiver returns a mapping of such an id to a sequence of
#: PublishedEntry: what is published about that very item.
published_wanted = _events.signal("plan-published-wanted")

#: Asked with ``plan``, ``plan_item`` (None on a page of the whole plan) and ``is_public``; each
#: receiver returns a sequence of PlanPart: pages of other rooms that belong to it.
parts_wanted = _events.signal("plan-parts-wanted")


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


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A page of another room that belongs to a plan or an item, with what it holds in short."""

    title: str  # in the reader's language
    url: str
    facts: Sequence[str] = ()  # in the reader's language, the most important first


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


def published_of(plan_item_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[PublishedEntry]]:
    """By item, what is published about it itself; the others are left out."""
    found: dict[uuid.UUID, list[PublishedEntry]] = {}
    for _receiver, by_item in published_wanted.send(None, plan_item_ids=plan_item_ids):
        for item_id, entries in by_item.items():
            found.setdefault(item_id, []).extend(entries)
    return found


def parts_of(
    plan: "Plan", plan_item: "PlanItem | None" = None, *, is_public: bool
) -> list[PlanPart]:
    """What other rooms keep about *plan*, or about one item of it."""
    asked = parts_wanted.send(None, plan=plan, plan_item=plan_item, is_public=is_public)
    return [part for _receiver, parts in asked for part in parts]
