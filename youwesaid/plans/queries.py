"""Plans, their trees and their items."""

import uuid
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from feedback.core.db import session
from feedback.nlp import tokens
from youwesaid.plans import events, lines
from youwesaid.plans.lines import ReportingLine
from youwesaid.plans.models import (
    WORDINGS,
    Plan,
    PlanChange,
    PlanGroup,
    PlanItem,
)

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Branch:
    """An item of the plan with what stands under it."""

    item: PlanItem
    under: tuple["Branch", ...]

    def of(self, kind: str) -> tuple["Branch", ...]:
        """Those directly under it that have this type."""
        return tuple(branch for branch in self.under if branch.item.type == kind)

    def all_ids(self) -> list[uuid.UUID]:
        """The ids of the item and of everything under it."""
        return [self.item.id, *(key for branch in self.under for key in branch.all_ids())]


@dataclass(frozen=True, slots=True)
class PlanTree:
    """A plan as its file prints it; *gone* are items that the file no longer has."""

    plan: Plan
    top: tuple[Branch, ...]
    gone: tuple[PlanItem, ...]

    def of(self, kind: str) -> tuple[Branch, ...]:
        """The branches at the top that have this type."""
        return tuple(branch for branch in self.top if branch.item.type == kind)


def plans() -> Sequence[Plan]:
    """All plans, those in force first, then by when they start, newest first."""
    return session().scalars(_in_order(select(Plan))).all()


def plan_by_key(key: str) -> Plan:
    """The plan whose own id is *key*. Raises NoResultFound."""
    return session().scalars(select(Plan).where(Plan.key == key)).one()


def successor(plan: Plan) -> Plan | None:
    """The plan of the same partnership that is in force instead of *plan*; None when it is."""
    if plan.is_current:
        return None
    name = plan.partnership.get("name")
    newer = (each for each in plans() if each.is_current)
    return next((each for each in newer if each.partnership.get("name") == name), None)


def tree(plan: Plan) -> PlanTree:
    """The items of *plan* as a tree."""
    statement = (
        select(PlanItem)
        .where(PlanItem.plan_id == plan.id)
        .options(joinedload(PlanItem.plan))
        .order_by(PlanItem.position, PlanItem.id)
    )
    items = session().scalars(statement).all()
    present = [item for item in items if item.gone_on is None]
    gone = tuple(item for item in items if item.gone_on is not None)
    return PlanTree(plan, _branches(present, None), gone)


def branch(item: PlanItem) -> Branch:
    """*item* with what stands under it now."""
    statement = (
        select(PlanItem)
        .where(PlanItem.plan_id == item.plan_id, PlanItem.gone_on.is_(None))
        .options(joinedload(PlanItem.plan))
        .order_by(PlanItem.position, PlanItem.id)
    )
    return Branch(item, _branches(session().scalars(statement).all(), item.id))


def item(plan_key: str, item_key: str) -> PlanItem:
    """One item with its plan, its parent and its changes. Raises NoResultFound."""
    return session().scalars(_whole().where(Plan.key == plan_key, PlanItem.key == item_key)).one()


def item_by_id(item_id: uuid.UUID) -> PlanItem:
    """One item with its plan, its parent and its changes. Raises NoResultFound."""
    return session().scalars(_whole().where(PlanItem.id == item_id)).one()


def items_by_id(item_ids: Iterable[uuid.UUID]) -> Sequence[PlanItem]:
    """The items with these ids, in the order of their plans; ids that are unknown are left out."""
    return session().scalars(_listed().where(PlanItem.id.in_(set(item_ids)))).all()


def items_to_tie() -> Sequence[PlanItem]:
    """Every item of every plan that something may be tied to, plans in force first."""
    return session().scalars(_listed().where(PlanItem.gone_on.is_(None))).all()


def search_items(text: str, *, limit: int = MOST_FOUND) -> Sequence[PlanItem]:
    """Items in whose wording, label or names every word of *text* begins a word.

    A number is looked for in the printed references.
    """
    wanted = text.split()
    if not wanted:
        return []
    return [each for each in items_to_tie() if _fits(each, wanted)][:limit]


def cited_aims(of: PlanItem) -> Sequence[PlanItem]:
    """The aims that *of* says it serves, in the plan's order."""
    keys = of.details.get("aim_refs") or []
    statement = (
        select(PlanItem)
        .where(PlanItem.plan_id == of.plan_id, PlanItem.key.in_(keys))
        .order_by(PlanItem.position, PlanItem.id)
    )
    return session().scalars(statement).all()


def groups(plan: Plan) -> Sequence[PlanGroup]:
    """The groups of *plan* as its file prints them."""
    statement = (
        select(PlanGroup)
        .where(PlanGroup.plan_id == plan.id)
        .order_by(PlanGroup.position, PlanGroup.id)
    )
    return session().scalars(statement).all()


def group(plan_key: str, group_key: str) -> PlanGroup:
    """One group of a plan with its plan. Raises NoResultFound."""
    statement = (
        select(PlanGroup)
        .join(PlanGroup.plan)
        .where(Plan.key == plan_key, PlanGroup.key == group_key)
        .options(joinedload(PlanGroup.plan))
    )
    return session().scalars(statement).one()


def reporting_lines(plan: Plan) -> Sequence[ReportingLine]:
    """Who tells whom what, how often and in which case, as the plan lists it."""
    return lines.printed_lines(plan.document, groups(plan))


def boards_above(plan: Plan, group_key: str) -> Sequence[PlanGroup]:
    """The groups to which a matter of the group *group_key* is taken, the nearest first."""
    return lines.above(groups(plan), reporting_lines(plan), group_key)


def is_silent(of: Branch) -> bool:
    """Whether nobody has spoken about an item, nor about anything under it."""
    ids = of.all_ids()
    return not events.voices_of(ids) and not events.published_of(ids)


def items_without_voice(plan: Plan) -> Sequence[PlanItem]:
    """The items that no insight and no published entry is tied to, nor anything under them."""
    top = tree(plan).top
    ids = [item_id for each in top for item_id in each.all_ids()]
    heard = set(events.voices_of(ids)) | set(events.published_of(ids))
    return [each for top_branch in top for each in _silent(top_branch, heard)]


def changes_between(plan: Plan, start: date, end: date) -> Sequence[PlanChange]:
    """What changed in the words and the standing of items from *start* to *end*, both included."""
    statement = (
        select(PlanChange)
        .join(PlanChange.plan_item)
        .where(PlanItem.plan_id == plan.id, PlanChange.changed_on.between(start, end))
        .options(joinedload(PlanChange.plan_item).joinedload(PlanItem.plan))
        .order_by(PlanChange.changed_on, PlanItem.position, PlanChange.id)
    )
    return session().scalars(statement).all()


def change_counts(plan: Plan) -> dict[uuid.UUID, int]:
    """By item of *plan*, how often its wording was changed."""
    statement = (
        select(PlanChange.plan_item_id, func.count())
        .join(PlanItem)
        .where(PlanItem.plan_id == plan.id, PlanChange.field.in_(WORDINGS))
        .group_by(PlanChange.plan_item_id)
    )
    return dict(session().execute(statement).all())


def item_counts() -> dict[uuid.UUID, int]:
    """By plan, how many items it has."""
    statement = (
        select(PlanItem.plan_id, func.count())
        .where(PlanItem.gone_on.is_(None))
        .group_by(PlanItem.plan_id)
    )
    return dict(session().execute(statement).all())


def _silent(of: Branch, heard: Container[uuid.UUID]) -> Iterator[PlanItem]:
    if not any(item_id in heard for item_id in of.all_ids()):
        yield of.item
    for below in of.under:
        yield from _silent(below, heard)


def _branches(items: Sequence[PlanItem], parent_id: uuid.UUID | None) -> tuple[Branch, ...]:
    return tuple(
        Branch(each, _branches(items, each.id)) for each in items if each.parent_id == parent_id
    )


def _in_order(statement: Select[Plan]) -> Select[Plan]:
    newest_first = func.coalesce(Plan.period_start, "").desc()
    return statement.order_by(Plan.is_current.desc(), newest_first, Plan.title, Plan.id)


def _whole() -> Select[PlanItem]:
    return (
        select(PlanItem)
        .join(PlanItem.plan)
        .options(
            joinedload(PlanItem.plan),
            joinedload(PlanItem.parent),
            selectinload(PlanItem.changes),
        )
    )


def items_named(named: Iterable[tuple[str, str]]) -> Sequence[PlanItem]:
    """The items with these ids of plans and of items, as far as they are here."""
    pairs = list(named)
    if not pairs:
        return []
    fits = [and_(Plan.key == plan_key, PlanItem.key == item_key) for plan_key, item_key in pairs]
    return session().scalars(_listed().where(or_(*fits))).all()


def _listed() -> Select[PlanItem]:
    newest_first = func.coalesce(Plan.period_start, "").desc()
    return (
        select(PlanItem)
        .join(PlanItem.plan)
        .options(joinedload(PlanItem.plan), joinedload(PlanItem.parent))
        .order_by(Plan.is_current.desc(), newest_first, Plan.title, PlanItem.position, PlanItem.id)
    )


def _fits(each: PlanItem, wanted: Sequence[str]) -> bool:
    printed = (each.title, each.text, each.label, *each.public_names.values())
    has = tokens.forms(" ".join(words for words in printed if words))
    ref = (each.ref or "").casefold()
    return all(piece.casefold() in ref or _begins(piece, has) for piece in wanted)


def _begins(piece: str, has: Sequence[str]) -> bool:
    forms = tokens.forms(piece)
    if not forms or any(letter.isdigit() for letter in piece):
        return False
    return all(any(word.startswith(form) for word in has) for form in forms)
