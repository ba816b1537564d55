"""The records of a plan's life, in orders that do not change from page to page."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import (
    InstrumentedAttribute,
    joinedload,
    selectin_polymorphic,
    selectinload,
)

from feedback.core.db import session
from youwesaid.partnership.models import Post
from youwesaid.plans.life.judging import Point, Times
from youwesaid.plans.life.models import (
    MODELS,
    ChangeTest,
    Deadline,
    Message,
    PlanRecord,
    Reading,
    Review,
    Risk,
    TemplateRow,
    WorkAction,
    record_items,
)
from youwesaid.plans.life.wording import STAFF_ONLY
from youwesaid.plans.life.words import Kind, RiskState, Telling
from youwesaid.plans.models import ItemType, Plan, PlanItem

R = TypeVar("R", bound=PlanRecord)

#: In what order the records of a kind are listed; the id settles the rest.
_ORDERS: Mapping[Kind, Sequence[Any]] = {
    Kind.READING: (Reading.taken_on.desc(), Reading.period.desc()),
    Kind.WORK: (WorkAction.year.desc(), func.coalesce(WorkAction.due_on, date.max)),
    Kind.ROW: (TemplateRow.category, func.coalesce(TemplateRow.due_on, date.max)),
    Kind.DEADLINE: (Deadline.met_on.is_not(None), Deadline.due_on),
    Kind.REVIEW: (Review.planned_on.desc(),),
    Kind.RISK: (
        (Risk.state == RiskState.CLOSED),
        (Risk.likelihood * Risk.impact).desc(),
        Risk.impact.desc(),
    ),
    Kind.TEST: (ChangeTest.team, ChangeTest.cycle),
    Kind.MESSAGE: (func.coalesce(Message.told_on, date.max).desc(),),
}


def records(
    plan: Plan, kind: Kind, *, with_gone: bool = False, for_public: bool = False
) -> Sequence[Any]:
    """The records of one kind, with their items and changes; those taken out only when asked for.

    With *for_public* only what may stand on a public page.
    """
    model = MODELS[kind]
    wanted = [model.plan_id == plan.id]
    if not with_gone or for_public:
        wanted.append(model.gone_on.is_(None))
    if for_public:
        if kind in STAFF_ONLY:
            return []
        wanted.append(model.is_sensitive.is_(False))
        if kind is Kind.MESSAGE:
            wanted.append(Message.telling == Telling.TOLD)
    order = (*_ORDERS[kind], PlanRecord.made_on, PlanRecord.id)
    return session().scalars(_whole(model).where(*wanted).order_by(*order)).all()


def record(plan: Plan, kind: Kind, record_id: uuid.UUID) -> PlanRecord:
    """One record with its items and changes, taken out or not. Raises NoResultFound."""
    model = MODELS[kind]
    statement = _whole(model).where(
        model.id == record_id, model.plan_id == plan.id, model.kind == kind
    )
    return session().scalars(statement).one()


def counts(plan: Plan) -> Mapping[Kind, int]:
    """How many records of each kind are in force; kinds without any are left out."""
    statement = (
        select(PlanRecord.kind, func.count())
        .where(PlanRecord.plan_id == plan.id, PlanRecord.gone_on.is_(None))
        .group_by(PlanRecord.kind)
    )
    return dict(session().execute(statement).all())


def records_of_item(item: PlanItem) -> Sequence[PlanRecord]:
    """Every record in force that is tied to *item*, newest first. For staff only."""
    statement = (
        select(PlanRecord)
        .join(record_items, record_items.c.record_id == PlanRecord.id)
        .where(record_items.c.plan_item_id == item.id, PlanRecord.gone_on.is_(None))
        .options(selectin_polymorphic(PlanRecord, list(MODELS.values())))
        .order_by(PlanRecord.made_on.desc(), PlanRecord.id)
    )
    return session().scalars(statement).all()


def measures(plan: Plan) -> Sequence[PlanItem]:
    """The measures of *plan* in its order; those that are gone left out."""
    statement = (
        select(PlanItem)
        .where(
            PlanItem.plan_id == plan.id,
            PlanItem.type == ItemType.MEASURE,
            PlanItem.gone_on.is_(None),
        )
        .options(joinedload(PlanItem.plan), joinedload(PlanItem.parent))
        .order_by(PlanItem.position, PlanItem.id)
    )
    return session().scalars(statement).all()


def readings(
    measure_ids: Iterable[uuid.UUID], *, for_public: bool = False
) -> dict[uuid.UUID, list[Reading]]:
    """By measure, its readings from the oldest to the newest; measures without any left out."""
    statement = (
        _whole(Reading)
        .where(Reading.measure_id.in_(set(measure_ids)), Reading.gone_on.is_(None))
        .order_by(Reading.taken_on, Reading.period, Reading.made_on, Reading.id)
    )
    if for_public:
        statement = statement.where(Reading.is_sensitive.is_(False))
    found: dict[uuid.UUID, list[Reading]] = {}
    for reading in session().scalars(statement):
        found.setdefault(reading.measure_id, []).append(reading)
    return found


def times(measure_ids: Iterable[uuid.UUID], *, on: date) -> dict[uuid.UUID, Times]:
    """By measure, how its deadlines had gone by the day *on*."""
    statement = select(Deadline).where(
        Deadline.measure_id.in_(set(measure_ids)),
        Deadline.gone_on.is_(None),
        Deadline.event_on <= on,
    )
    found: dict[uuid.UUID, Times] = {}
    for each in session().scalars(statement):
        if each.measure_id is None:
            continue
        held = found.get(each.measure_id, Times())
        is_met = each.met_on is not None and each.met_on <= on
        is_late = (each.met_on if is_met and each.met_on else on) > each.due_on
        found[each.measure_id] = Times(
            kept=held.kept + (is_met and not is_late),
            late=held.late + is_late,
            waiting=held.waiting + (not is_met and not is_late),
        )
    return found


def point(reading: Reading) -> Point:
    """A reading as judging sees it."""
    return Point(
        day=reading.taken_on,
        value=reading.value,
        out_of=reading.out_of,
        said=reading.said,
        moved=reading.moved,
        reached=reading.reached,
        period=reading.period,
        is_baseline=reading.is_baseline,
    )


def work_years(plan: Plan, *, for_public: bool = False) -> Sequence[str]:
    """The years of the plan's workplans, newest first."""
    statement = (
        select(WorkAction.year)
        .where(WorkAction.plan_id == plan.id, WorkAction.gone_on.is_(None))
        .distinct()
        .order_by(WorkAction.year.desc())
    )
    if for_public:
        statement = statement.where(WorkAction.is_sensitive.is_(False))
    return session().scalars(statement).all()


def _whole(model: type[R]) -> Select[R]:
    options: list[Any] = [
        joinedload(model.plan),
        selectinload(model.items),
        selectinload(model.changes),
    ]
    post: InstrumentedAttribute[Post] | None = getattr(model, "post", None)
    if post is not None:
        options.append(joinedload(post).joinedload(Post.agency))
    measure: InstrumentedAttribute[PlanItem] | None = getattr(model, "measure", None)
    if measure is not None:
        options.append(joinedload(measure))
    return select(model).options(*options)
