"""Checking a draft, item by item, until a person makes a plan of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.core import clock
from feedback.core import text as texts
from feedback.core.db import session
from feedback.core.errors import Refused
from youwesaid.plans.documents import documenting
from youwesaid.plans.documents.blocks import Block
from youwesaid.plans.documents.models import PlanDraft
from youwesaid.plans.documents.proposal import Proposal
from youwesaid.plans.importing import PlanReport, import_plan
from youwesaid.plans.models import ItemType, Plan

KEPT_FOR = timedelta(days=30)
_LONGEST_BLOCK = 4_000  # characters of the document that are shown in one piece
CHANGED = ("type", "label", "ref", "title", "text", "owner", "due", "parent")


class ItemNotThere(Refused):
    """The draft has no item with this number any more."""


class NothingBefore(Refused):
    """The item is the first one: there is nothing to merge it with."""


class NothingToSplit(Refused):
    """The text has no empty line that says where to part it."""


class ParentIsInside(Refused):
    """An item cannot stand under itself, nor under what stands under it."""


class WordsMissing(Refused):
    """An item needs a title or a text."""


class NothingKept(Refused):
    """Nobody has accepted an item yet, so there is no plan to make."""


class ItemsWaiting(Refused):
    """Some items are neither accepted nor dropped, and nobody said to leave them out."""


class KeyTaken(Refused):
    """There is a plan with this id already."""


def keep_draft(
    *, proposal: Proposal, blocks: Sequence[Block], file_name: str, by: Staff | None
) -> PlanDraft:
    """Keep a proposal until somebody has checked it; *by* is None on the command line."""
    kept = PlanDraft(
        file_name=texts.one_line(file_name)[:200],
        title=texts.one_line(proposal.title)[:300],
        period_start=proposal.period_start,
        period_end=proposal.period_end,
        items=[{**row, "state": "waiting"} for row in proposal.as_rows()],
        blocks=[
            {"words": block.text[:_LONGEST_BLOCK], "kind": block.kind.value, "page": block.page,
             "line": block.line, "marker": block.marker} for block in blocks
        ],
        started_by_id=by.id if by else None,
    )  # fmt: skip
    session().add(kept)
    session().flush()
    audit.record(
        verb="plan.draft_started",
        thing="plan_draft",
        thing_id=str(kept.id),
        facts={"items": len(kept.items)},
    )
    return kept


def accept(*, draft: PlanDraft, number: int) -> None:
    """Keep an item for the plan. Raises ItemNotThere."""
    _set_state(draft, number, "kept")


def drop(*, draft: PlanDraft, number: int) -> None:
    """Leave an item out; what stood under it stands on its own then. Raises ItemNotThere."""
    _set_state(draft, number, "dropped")


def accept_sure(*, draft: PlanDraft) -> int:
    """Keep every waiting item that the document names plainly; how many."""
    _lock(draft)
    count = 0
    rows = []
    for row in draft.items:
        is_taken = row["state"] == "waiting" and row["confidence"] == "sure"
        rows.append({**row, "state": "kept"} if is_taken else row)
        count += is_taken
    draft.items = rows
    session().flush()
    return count


def change(*, draft: PlanDraft, number: int, values: dict[str, Any]) -> None:
    """Give an item other values, and keep it for the plan.

    Raises ItemNotThere, ParentIsInside, or WordsMissing when neither title nor text is left.
    """
    _lock(draft)
    place = _place(draft, number)
    row = {**draft.items[place], **{name: values[name] for name in CHANGED if name in values}}
    if not (row["title"] or row["text"] or (row["ref"] and not row["known"])):
        raise WordsMissing
    if row["type"] in {ItemType.VISION, ItemType.AIM, ItemType.PRINCIPLE}:
        row["parent"] = None
    if row["parent"] is not None and number in _line_up(draft, row["parent"]):
        raise ParentIsInside
    _put(draft, place, [{**row, "state": "kept"}])


def merge(*, draft: PlanDraft, number: int) -> int:
    """Put an item behind the one before it, which was torn off it; the number of that one.

    Raises ItemNotThere or NothingBefore.
    """
    _lock(draft)
    place = _place(draft, number)
    before = next(
        (at for at in range(place - 1, -1, -1) if draft.items[at]["state"] != "dropped"), None
    )
    if before is None:
        raise NothingBefore
    first, second = draft.items[before], draft.items[place]
    name = "text" if first["text"] or not first["title"] else "title"
    joined = " ".join(filter(None, (first[name], second["title"], second["text"])))
    words = "\n".join((first["passage"]["words"], second["passage"]["words"]))
    rows = list(draft.items)
    rows[before] = {
        **first, name: joined, "due": first["due"] or second["due"], "confidence": "check",
        "owner": first["owner"] or second["owner"], "passage": {**first["passage"], "words": words},
    }  # fmt: skip
    del rows[place]
    draft.items = [
        {**row, "parent": first["number"] if row["parent"] == number else row["parent"]}
        for row in rows
    ]
    session().flush()
    return int(first["number"])


def split(*, draft: PlanDraft, number: int, text: str) -> Sequence[int]:
    """Part an item at the empty lines of *text*; the numbers of the parts, the first its own.

    Raises ItemNotThere or NothingToSplit.
    """
    _lock(draft)
    place = _place(draft, number)
    parts = [texts.one_line(part) for part in texts.clean(text).split("\n\n")]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        raise NothingToSplit
    highest = max(row["number"] for row in draft.items)
    row = draft.items[place]
    name = "text" if row["text"] or not row["title"] else "title"
    rows = [{**row, name: parts[0], "state": "waiting"}]
    for offset, part in enumerate(parts[1:], 1):
        rows.append(
            {**row, "number": highest + offset, name: part, "ref": None, "state": "waiting"}
        )
    _put(draft, place, rows)
    return [each["number"] for each in rows]


def make_plan(
    *, draft: PlanDraft, head: documenting.Head, leave_out_waiting: bool, by: Staff | None
) -> PlanReport:
    """Make a plan of what was kept, and delete the draft.

    Raises NothingKept, ItemsWaiting, KeyTaken, or UnreadablePlan for an id that cannot be one.
    """
    _lock(draft)
    states = [row["state"] for row in draft.items]
    if "kept" not in states:
        raise NothingKept
    if "waiting" in states and not leave_out_waiting:
        raise ItemsWaiting
    if session().scalars(select(Plan.id).where(Plan.key == head.key)).first():
        raise KeyTaken
    report = import_plan(documenting.plan_document(draft, head), by=by)
    audit.record(
        verb="plan.made_from_draft",
        thing="plan_draft",
        thing_id=str(draft.id),
        facts={"kept": states.count("kept"), "left_out": len(states) - states.count("kept")},
    )
    session().delete(draft)
    session().flush()
    return report


def forget(*, draft: PlanDraft) -> None:
    """Delete a draft that nobody wants."""
    audit.record(verb="plan.draft_forgotten", thing="plan_draft", thing_id=str(draft.id))
    session().delete(draft)
    session().flush()


def forget_old() -> int:
    """Delete drafts that were started 30 days ago; how many."""
    last = clock.today() - KEPT_FOR
    gone = session().scalars(
        delete(PlanDraft).where(PlanDraft.started_on <= last).returning(PlanDraft.id)
    )
    return len(gone.all())


def _lock(draft: PlanDraft) -> None:
    """Two people may check one draft: each reads what the other has just written."""
    session().flush()
    session().refresh(draft, with_for_update=True)


def _place(draft: PlanDraft, number: int) -> int:
    found = next((at for at, row in enumerate(draft.items) if row["number"] == number), None)
    if found is None:
        raise ItemNotThere
    return found


def _put(draft: PlanDraft, place: int, rows: Sequence[dict[str, Any]]) -> None:
    draft.items = [*draft.items[:place], *rows, *draft.items[place + 1 :]]
    session().flush()


def _set_state(draft: PlanDraft, number: int, state: str) -> None:
    _lock(draft)
    place = _place(draft, number)
    _put(draft, place, [{**draft.items[place], "state": state}])


def _line_up(draft: PlanDraft, number: int) -> Sequence[int]:
    """The numbers of an item and of all that it stands under."""
    parents = {row["number"]: row["parent"] for row in draft.items}
    line: list[int] = []
    at: int | None = number
    while at is not None and at not in line:
        line.append(at)
        at = parents.get(at)
    return line
