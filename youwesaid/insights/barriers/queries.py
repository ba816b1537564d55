"""Barriers: those that stand, those that were ended, and what the public may read of them."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from feedback.core.db import session
from youwesaid.insights.barriers.models import Barrier
from youwesaid.insights.models import Answer
from youwesaid.plans.models import Plan, PlanItem


def barriers_open(plan: Plan | None = None) -> Sequence[Barrier]:
    """The barriers that stand, of one plan or of all, the oldest first."""
    statement = _whole().where(Barrier.closed_on.is_(None))
    if plan is not None:
        statement = statement.where(Barrier.plan_id == plan.id)
    return session().scalars(statement.order_by(Barrier.raised_on, Barrier.id)).all()


def barriers_closed() -> Select[Barrier]:
    """Those that ended, the last one first: a list to page through."""
    return (
        _whole()
        .where(Barrier.closed_on.is_not(None))
        .order_by(Barrier.closed_on.desc(), Barrier.id)
    )


def barriers_between(plan: Plan | None, start: date, end: date) -> Sequence[Barrier]:
    """Barriers that stood on any day from *start* to *end* (both counted), the oldest first."""
    statement = _whole().where(
        Barrier.raised_on <= end,
        Barrier.closed_on.is_(None) | (Barrier.closed_on >= start),
    )
    if plan is not None:
        statement = statement.where(Barrier.plan_id == plan.id)
    return session().scalars(statement.order_by(Barrier.raised_on, Barrier.id)).all()


def barrier_by_id(barrier_id: uuid.UUID) -> Barrier:
    """One barrier with its steps. Raises NoResultFound."""
    return session().scalars(_whole().where(Barrier.id == barrier_id)).one()


def open_count() -> int:
    """How many stand."""
    counted = select(func.count()).select_from(Barrier).where(Barrier.closed_on.is_(None))
    return session().scalar(counted) or 0


def barriers_of_insight(insight_id: uuid.UUID) -> Sequence[Barrier]:
    """The barriers to answers of an insight, those that stand first, then the oldest."""
    statement = _whole().join(Barrier.answer).where(Answer.insight_id == insight_id)
    order = (Barrier.closed_on.is_not(None), Barrier.raised_on, Barrier.id)
    return session().scalars(statement.order_by(*order)).all()


def told_of_insight(insight_id: uuid.UUID) -> Sequence[Barrier]:
    """Of these, the ones that stand and that the public may read of."""
    return [
        barrier
        for barrier in barriers_of_insight(insight_id)
        if barrier.is_public and barrier.closed_on is None
    ]


def told_of_items(plan_item_ids: Sequence[uuid.UUID]) -> Sequence[Barrier]:
    """What stands in the way of these plan items, as far as the public may read of it."""
    statement = _whole().where(
        Barrier.plan_item_id.in_(plan_item_ids),
        Barrier.is_public.is_(True),
        Barrier.closed_on.is_(None),
    )
    return session().scalars(statement.order_by(Barrier.raised_on, Barrier.id)).all()


def priority_owner(item: PlanItem) -> str | None:
    """The group that owns what *item* stands under, as the plan prints its key."""
    parent = session().get(PlanItem, item.parent_id) if item.parent_id else None
    return (parent.details.get("owner_group") or None) if parent else None


def _whole() -> Select[Barrier]:
    return select(Barrier).options(
        joinedload(Barrier.plan),
        joinedload(Barrier.plan_item).joinedload(PlanItem.plan),
        joinedload(Barrier.answer).joinedload(Answer.insight),
        selectinload(Barrier.steps),
    )
