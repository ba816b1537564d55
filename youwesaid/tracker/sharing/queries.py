"""Published entries, plans and snapshots, as they are shared: in an order that stays."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from feedback.core.db import session
from youwesaid.insights.models import Insight, insight_item
from youwesaid.plans.models import Plan, PlanItem
from youwesaid.tracker.models import Entry, EntryVersion
from youwesaid.tracker.sharing.models import DataSnapshot


def with_versions(statement: Select[Entry]) -> Select[Entry]:
    """The same entries with their versions at hand."""
    return statement.options(selectinload(Entry.versions))


def in_stable_order(statement: Select[Entry]) -> Select[Entry]:
    """The same entries, first published first: what comes new comes at the end."""
    return with_versions(statement).order_by(None).order_by(Entry.first_published_on, Entry.slug)


def changed_since(statement: Select[Entry], day: date) -> Select[Entry]:
    """Those of the entries that were changed on that day or later."""
    return statement.where(Entry.changed_on >= day)


def entries_until(day: date | None = None) -> Sequence[Entry]:
    """Every entry that was published by the end of *day* (by now when there is none)."""
    statement = in_stable_order(select(Entry))
    if day is not None:
        statement = statement.where(Entry.first_published_on <= day)
    return session().scalars(statement).all()


def versions(slug: str) -> Select[EntryVersion]:
    """The versions of an entry, oldest first."""
    return (
        select(EntryVersion)
        .join(EntryVersion.entry)
        .where(Entry.slug == slug)
        .options(joinedload(EntryVersion.entry))
        .order_by(EntryVersion.number)
    )


def items(*, plan: str | None = None, kind: str | None = None) -> Select[PlanItem]:
    """Items of plans, in the order of each."""
    statement = (
        select(PlanItem)
        .join(PlanItem.plan)
        .options(joinedload(PlanItem.plan), joinedload(PlanItem.parent))
        .order_by(Plan.key, PlanItem.position, PlanItem.key)
    )
    if plan:
        statement = statement.where(Plan.key == plan)
    return statement.where(PlanItem.type == kind) if kind else statement


def entries_by_item(item_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[str]]:
    """By item, the published entries tied to it itself."""
    pairs = session().execute(
        select(insight_item.c.plan_item_id, Entry.slug)
        .join(Entry, Entry.insight_id == insight_item.c.insight_id)
        .where(insight_item.c.plan_item_id.in_(item_ids))
        .order_by(Entry.slug)
    )
    found: dict[uuid.UUID, list[str]] = {}
    for item_id, slug in pairs:
        found.setdefault(item_id, []).append(slug)
    return found


def insights_by_item(until: date) -> Mapping[uuid.UUID, Sequence[Insight]]:
    """By item, the insights tied to it that were public by the end of *until*; for counting."""
    pairs = session().execute(
        select(insight_item.c.plan_item_id, Insight)
        .join(Insight, Insight.id == insight_item.c.insight_id)
        .join(Entry, Entry.insight_id == Insight.id)
        .where(Entry.first_published_on <= until)
        .options(selectinload(Insight.sources))
        .order_by(insight_item.c.plan_item_id, Insight.id)
    )
    found: dict[uuid.UUID, list[Insight]] = {}
    for item_id, insight in pairs:
        found.setdefault(item_id, []).append(insight)
    return found


def item_counts() -> Mapping[uuid.UUID, int]:
    """By plan, how many items it has now."""
    rows = session().execute(
        select(PlanItem.plan_id, func.count())
        .where(PlanItem.gone_on.is_(None))
        .group_by(PlanItem.plan_id)
    )
    return {plan_id: count for plan_id, count in rows}  # noqa: C416 - rows are no pairs to mypy


def snapshots() -> Select[DataSnapshot]:
    """The snapshots without their archives, newest first."""
    return select(DataSnapshot).order_by(DataSnapshot.quarter.desc())


def all_snapshots() -> Sequence[DataSnapshot]:
    """The snapshots without their archives, newest first."""
    return session().scalars(snapshots()).all()


def newest_snapshot() -> DataSnapshot | None:
    """The newest snapshot without its archive."""
    return session().scalars(snapshots().limit(1)).first()


def snapshot_of(quarter: date) -> DataSnapshot:
    """The snapshot of a quarter with its archive. Raises NoResultFound."""
    return (
        session()
        .scalars(snapshots().where(DataSnapshot.quarter == quarter).options(undefer("*")))
        .one()
    )


def extent() -> tuple[int, date | None]:
    """How many entries are published, and when one was last changed."""
    count, changed_on = session().execute(select(func.count(), func.max(Entry.changed_on))).one()
    return count, changed_on


def all_of(statement: Select[Entry]) -> Sequence[Entry]:
    """Every entry that a statement finds."""
    return session().scalars(statement).all()
