"""The register, invitations, interest in them, and colleagues' skills."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from feedback.coding.guarding import GuardedCount, guarded
from feedback.core import clock
from feedback.core.db import session
from youwesaid.involvement.asked_before import NEAR, Asking, asked_twice
from youwesaid.involvement.models import (
    Activity,
    ActivityState,
    Incentive,
    Interest,
    InterestState,
    Met,
    Opportunity,
    OpportunityState,
    Payee,
    Skill,
    SkillKind,
    SupportRequest,
    activity_item,
)


def activities(
    *, agency_key: str | None = None, state: ActivityState | None = None
) -> Select[Activity]:
    """The register, the latest first."""
    statement = (
        select(Activity)
        .options(joinedload(Activity.agency))
        .order_by(Activity.starts_on.desc(), Activity.id)
    )
    if agency_key:
        statement = statement.where(Activity.agency.has(key=agency_key))
    if state:
        statement = statement.where(Activity.state == state)
    return statement


def activity_by_id(activity_id: uuid.UUID) -> Activity:
    """One activity; raises NoResultFound."""
    return session().get_one(Activity, activity_id)


def activities_between(
    start: date, end: date, *, item_ids: Sequence[uuid.UUID] | None = None
) -> Sequence[Activity]:
    """What was held from *start* to *end*, oldest first; with *item_ids* only about those."""
    statement = (
        select(Activity)
        .where(
            Activity.state == ActivityState.HELD,
            Activity.starts_on <= end,
            func.coalesce(Activity.ends_on, Activity.starts_on) >= start,
        )
        .options(
            joinedload(Activity.agency),
            selectinload(Activity.plan_items),
            selectinload(Activity.support),
        )
        .order_by(Activity.starts_on, Activity.id)
    )
    if item_ids is not None:
        about = select(activity_item.c.activity_id).where(
            activity_item.c.plan_item_id.in_(item_ids)
        )
        statement = statement.where(Activity.id.in_(about))
    return session().scalars(statement).all()


def public_activities() -> Sequence[Activity]:
    """What was held and may be told to everybody, the latest first."""
    return (
        session()
        .scalars(
            select(Activity)
            .where(Activity.is_public.is_(True), Activity.state == ActivityState.HELD)
            .options(joinedload(Activity.agency), selectinload(Activity.plan_items))
            .order_by(Activity.starts_on.desc(), Activity.id)
        )
        .all()
    )


def people_of(activity: Activity, *, threshold: int) -> GuardedCount | None:
    """About how many took part, as it may be shown; None where nobody counted."""
    if activity.people_count is None:
        return None
    return guarded(activity.people_count, threshold=threshold)


def same_people(activity: Activity) -> Sequence[tuple[Activity, frozenset[str]]]:
    """Other activities that ask the same people at nearly the same time."""
    last = activity.ends_on or activity.starts_on
    nearby = (
        session()
        .scalars(
            select(Activity)
            .where(
                Activity.id != activity.id,
                Activity.state != ActivityState.CANCELLED,
                Activity.starts_on <= last + NEAR,
                func.coalesce(Activity.ends_on, Activity.starts_on) >= activity.starts_on - NEAR,
            )
            .options(joinedload(Activity.agency))
            .order_by(Activity.starts_on, Activity.id)
        )
        .all()
    )
    return asked_twice(_asking(activity), ((other, _asking(other)) for other in nearby))


@dataclass(frozen=True, slots=True)
class SupportSum:
    """How many requests for support there were, and what became of them."""

    asked: int
    met: int
    partly: int
    not_met: int
    open: int


def support_between(start: date, end: date) -> SupportSum:
    """Requests of activities that began from *start* to *end*; staff only."""
    rows = session().execute(
        select(SupportRequest.met, func.sum(SupportRequest.people))
        .join(SupportRequest.activity)
        .where(Activity.starts_on.between(start, end))
        .group_by(SupportRequest.met)
    )
    by_met = {met: int(number) for met, number in rows}
    return SupportSum(
        asked=sum(by_met.values()),
        met=by_met.get(Met.YES, 0),
        partly=by_met.get(Met.PARTLY, 0),
        not_met=by_met.get(Met.NO, 0),
        open=by_met.get(Met.OPEN, 0),
    )


def support_by_id(support_request_id: uuid.UUID) -> SupportRequest:
    """One request; raises NoResultFound."""
    return session().get_one(SupportRequest, support_request_id)


def incentive_by_id(incentive_id: uuid.UUID) -> Incentive:
    """One incentive; raises NoResultFound."""
    return session().get_one(Incentive, incentive_id)


def payees_of(incentive: Incentive) -> Sequence[Payee]:
    """Who is to be paid, unpaid first."""
    return (
        session()
        .scalars(
            select(Payee)
            .where(Payee.incentive_id == incentive.id)
            .order_by(Payee.paid_on.is_not(None), Payee.kept_on, Payee.id)
        )
        .all()
    )


def payee_by_id(payee_id: uuid.UUID) -> Payee:
    """One payee; raises NoResultFound."""
    return session().get_one(Payee, payee_id)


def incentives_taken() -> Sequence[Incentive]:
    """What people took, the latest activity first: for those who pay."""
    return (
        session()
        .scalars(
            select(Incentive)
            .join(Incentive.activity)
            .where(Incentive.taken > 0)
            .options(joinedload(Incentive.activity).joinedload(Activity.agency))
            .order_by(Activity.starts_on.desc(), Incentive.id)
        )
        .all()
    )


def opportunities() -> Sequence[Opportunity]:
    """All invitations: open ones first, then the latest."""
    return (
        session()
        .scalars(
            select(Opportunity)
            .options(joinedload(Opportunity.agency))
            .order_by(
                Opportunity.state != OpportunityState.OPEN,
                Opportunity.closes_on.desc(),
                Opportunity.id,
            )
        )
        .all()
    )


def open_opportunities() -> Sequence[Opportunity]:
    """Invitations that people can answer today, those that close first first."""
    return (
        session()
        .scalars(
            select(Opportunity)
            .where(
                Opportunity.state == OpportunityState.OPEN, Opportunity.closes_on >= clock.today()
            )
            .options(joinedload(Opportunity.agency))
            .order_by(Opportunity.closes_on, Opportunity.id)
        )
        .all()
    )


def opportunity_by_id(opportunity_id: uuid.UUID) -> Opportunity:
    """One invitation; raises NoResultFound."""
    return session().get_one(Opportunity, opportunity_id)


def opportunity_by_slug(slug: str) -> Opportunity:
    """One invitation; raises NoResultFound."""
    return session().scalars(select(Opportunity).where(Opportunity.slug == slug)).one()


def interests_in(opportunity: Opportunity) -> Sequence[Interest]:
    """Who would like to take part, oldest first; their details stay sealed."""
    return (
        session()
        .scalars(
            select(Interest)
            .where(Interest.opportunity_id == opportunity.id)
            .order_by(Interest.received_on, Interest.id)
        )
        .all()
    )


def interest_by_id(interest_id: uuid.UUID) -> Interest:
    """One person's interest; raises NoResultFound."""
    return session().get_one(Interest, interest_id)


def new_interest_count() -> int:
    """How many people wait to be reached."""
    return session().scalar(select(func.count()).where(Interest.state == InterestState.NEW)) or 0


def skills(*, kind: SkillKind | None = None, words: str = "") -> Sequence[Skill]:
    """The directory, by what can be done, then by agency."""
    statement = (
        select(Skill)
        .options(joinedload(Skill.agency), joinedload(Skill.post))
        .order_by(Skill.kind, Skill.detail, Skill.id)
    )
    if kind:
        statement = statement.where(Skill.kind == kind)
    for word in words.split():
        pattern = f"%{word}%"
        statement = statement.where(or_(Skill.detail.ilike(pattern), Skill.agency.has(key=word)))
    return session().scalars(statement).all()


def skill_by_id(skill_id: uuid.UUID) -> Skill:
    """One line of the directory; raises NoResultFound."""
    return session().get_one(Skill, skill_id)


def _asking(activity: Activity) -> Asking:
    return Asking(
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        whom=frozenset(activity.whom),
        localities=frozenset(activity.localities),
    )
