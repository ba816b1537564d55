"""Drafts of plans, and what is in them."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from feedback.core.db import session
from youwesaid.plans.documents.models import PlanDraft
from youwesaid.plans.models import ItemType

AROUND = 3  # blocks of the document before and after a passage


def drafts() -> Sequence[PlanDraft]:
    """All drafts, the newest first."""
    return session().scalars(
        select(PlanDraft).order_by(PlanDraft.started_on.desc(), PlanDraft.id.desc())
    ).all()  # fmt: skip


def draft(draft_id: uuid.UUID) -> PlanDraft:
    """One draft; raises NoResultFound."""
    return session().scalars(select(PlanDraft).where(PlanDraft.id == draft_id)).one()


def row(checked: PlanDraft, number: int) -> dict[str, Any] | None:
    """The item with this *number*; None where there is none."""
    return next((each for each in checked.items if each["number"] == number), None)


def counts(checked: PlanDraft) -> Mapping[str, int]:
    """How many items wait, are kept, are dropped; and how many of the waiting are sure."""
    found = Counter(each["state"] for each in checked.items)
    found["sure"] = sum(
        each["state"] == "waiting" and each["confidence"] == "sure" for each in checked.items
    )
    return found


def next_waiting(checked: PlanDraft, after: int | None = None) -> int | None:
    """The number of the next item that nobody has decided on, round from the start again."""
    numbers = [each["number"] for each in checked.items]
    start = numbers.index(after) + 1 if after in numbers else 0
    ring = [*checked.items[start:], *checked.items[:start]]
    return next((each["number"] for each in ring if each["state"] == "waiting"), None)


def neighbours(checked: PlanDraft, number: int) -> tuple[int | None, int | None]:
    """The numbers of the items before and after, whatever their state."""
    numbers = [each["number"] for each in checked.items]
    at = numbers.index(number)
    return (numbers[at - 1] if at else None, numbers[at + 1] if at + 1 < len(numbers) else None)


def possible_parents(checked: PlanDraft, number: int) -> Sequence[dict[str, Any]]:
    """The priorities of a draft that an item can stand under."""
    return [
        each for each in checked.items
        if each["type"] == ItemType.PRIORITY and each["number"] != number
        and each["state"] != "dropped"
    ]  # fmt: skip


def surroundings(checked: PlanDraft, place: int) -> Sequence[dict[str, Any]]:
    """The blocks of the document round the one at *place*, each with whether it is the one."""
    first = max(place - AROUND, 0)
    return [
        {**block, "is_it": first + offset == place}
        for offset, block in enumerate(checked.blocks[first : place + AROUND + 1])
    ]


def tree(checked: PlanDraft) -> Sequence[tuple[int, dict[str, Any]]]:
    """The items with their depth: what stands under a priority comes right after it."""
    by_parent: dict[int | None, list[dict[str, Any]]] = {}
    known = {each["number"] for each in checked.items}
    for each in checked.items:
        by_parent.setdefault(each["parent"] if each["parent"] in known else None, []).append(each)
    found: list[tuple[int, dict[str, Any]]] = []

    def add(parent: int | None, depth: int) -> None:
        for each in by_parent.get(parent, ()):
            found.append((depth, each))
            if depth < 3:  # a plan has no more floors, and a ring would have no end
                add(each["number"], depth + 1)

    add(None, 0)
    return found
