"""Plans, their trees and their items."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from feedback.core.db import session
from feedback.nlp import tokens
from youwesaid.plans.models import Plan, PlanChange, PlanGroup, PlanItem

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


def change_counts(plan: Plan) -> dict[uuid.UUID, int]:
    """By item of *plan*, how often its wording was changed."""
    statement = (
        select(PlanChange.plan_item_id, func.count())
        .join(PlanItem)
        .where(PlanItem.plan_id == plan.id)
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
