"""Insights by how far they have come, what is late, and what they come from."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from feedback.coding import queries as coding
from feedback.coding.models import Theme
from feedback.contributions.models import Contribution
from feedback.core.db import session
from youwesaid.insights.barriers import queries as barriers
from youwesaid.insights.barriers.models import Barrier
from youwesaid.insights.models import (
    Answer,
    AnswerState,
    Evidence,
    EvidenceFile,
    Insight,
    Quote,
    QuoteState,
    insight_item,
    insight_source,
)
from youwesaid.plans.models import Plan, PlanItem


class Standing(StrEnum):
    """How far an insight has come; one word of these fits each."""

    WAITING = "waiting"  # no answer is signed or handed over
    SIGN_OFF = "sign_off"  # an answer waits for its second person
    ANSWERED = "answered"  # signed, and not public in this form yet
    PUBLISHED = "published"  # what is public is up to date


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits for editors and publishers, for the desk."""

    waiting: int
    for_sign_off: int
    answered: int
    published: int
    overdue: int
    oldest_waiting: date | None


_SIGNED = Answer.state == AnswerState.SIGNED
_OWN = Answer.insight_id == Insight.id
_IS_SIGNED = exists().where(_OWN, _SIGNED).correlate(Insight)
_IS_ASKED = exists().where(_OWN, Answer.state == AnswerState.FOR_SIGN_OFF).correlate(Insight)
_IS_NEWER = or_(Insight.published_at.is_(None), Answer.signed_at > Insight.published_at)
_IS_FRESH = (
    exists()
    .where(
        _OWN, _SIGNED, or_(Insight.published_at.is_(None), Answer.signed_at > Insight.published_at)
    )
    .correlate(Insight)
)
_CONDITIONS: dict[Standing, ColumnElement[bool]] = {
    Standing.WAITING: and_(not_(_IS_ASKED), not_(_IS_SIGNED)),
    Standing.SIGN_OFF: and_(_IS_ASKED),
    Standing.ANSWERED: and_(not_(_IS_ASKED), _IS_FRESH),
    Standing.PUBLISHED: and_(not_(_IS_ASKED), _IS_SIGNED, not_(_IS_FRESH)),
}


def insight_by_id(insight_id: uuid.UUID) -> Insight:
    """One insight with its answers, plan items and quotes. Raises NoResultFound."""
    statement = _whole(select(Insight).where(Insight.id == insight_id))
    return session().scalars(statement).one()


def insights_by_id(insight_ids: Sequence[uuid.UUID]) -> Sequence[Insight]:
    """These insights, oldest first; ids that are unknown are left out."""
    return (
        session().scalars(_oldest_first(select(Insight).where(Insight.id.in_(insight_ids)))).all()
    )


def answer_by_id(answer_id: uuid.UUID) -> Answer:
    """One answer with its insight and its evidence. Raises NoResultFound."""
    statement = (
        select(Answer)
        .where(Answer.id == answer_id)
        .options(joinedload(Answer.insight), selectinload(Answer.evidence))
    )
    return session().scalars(statement).one()


def evidence_by_id(evidence_id: uuid.UUID) -> Evidence:
    """One piece of evidence with its answer. Raises NoResultFound."""
    statement = (
        select(Evidence).where(Evidence.id == evidence_id).options(joinedload(Evidence.answer))
    )
    return session().scalars(statement).one()


def public_file(digest: str) -> EvidenceFile:
    """A file of proof that is public now. Raises NoResultFound."""
    statement = select(EvidenceFile).where(EvidenceFile.digest == digest, EvidenceFile.is_public)
    return session().scalars(statement.order_by(EvidenceFile.id).limit(1)).one()


def listing(standing: Standing | None = None) -> Select[Insight]:
    """All insights, or those that stand somewhere, oldest first: a list to page through."""
    statement = _whole(_oldest_first(select(Insight)))
    return statement if standing is None else statement.where(_stands(standing))


def waiting_insights() -> Sequence[Insight]:
    """Insights that nobody has answered yet, oldest first."""
    return session().scalars(listing(Standing.WAITING)).all()


def answers_for_sign_off(*, not_by: uuid.UUID | None = None) -> Sequence[Answer]:
    """Answers that wait for a second person, oldest first; *not_by* leaves a writer's own out."""
    statement = (
        select(Answer)
        .where(Answer.state == AnswerState.FOR_SIGN_OFF)
        .options(joinedload(Answer.insight))
        .order_by(Answer.created_at, Answer.id)
    )
    if not_by is not None:
        statement = statement.where(Answer.written_by_id != not_by)
    return session().scalars(statement).all()


def overdue(today: date) -> Sequence[Answer]:
    """Signed answers that promised to look again before *today*, the longest late first."""
    statement = (
        select(Answer)
        .where(_is_late(today))
        .options(joinedload(Answer.insight))
        .order_by(Answer.next_look_on, Answer.id)
    )
    return session().scalars(statement).all()


def counts(today: date) -> Counts:
    """How much waits, is late, is done."""
    oldest = session().scalar(select(func.min(Insight.made_at)).where(_stands(Standing.WAITING)))
    late = select(func.count()).select_from(Answer).where(_is_late(today))
    return Counts(
        waiting=_count(Standing.WAITING),
        for_sign_off=_count(Standing.SIGN_OFF),
        answered=_count(Standing.ANSWERED),
        published=_count(Standing.PUBLISHED),
        overdue=session().scalar(late) or 0,
        oldest_waiting=oldest.date() if oldest else None,
    )


def standing_of(insight: Insight) -> Standing:
    """How far *insight* has come: the same rule as ``listing``, for one that is at hand."""
    if any(answer.state is AnswerState.FOR_SIGN_OFF for answer in insight.answers):
        return Standing.SIGN_OFF
    signed = [answer for answer in insight.answers if answer.state is AnswerState.SIGNED]
    if not signed:
        return Standing.WAITING
    public = insight.published_at
    fresh = any(public is None or (each.signed_at and each.signed_at > public) for each in signed)
    return Standing.ANSWERED if fresh else Standing.PUBLISHED


def theme_of(insight: Insight) -> Theme | None:
    """The theme that it was made from, or the one that this was merged into since."""
    theme = session().get(Theme, insight.theme_id) if insight.theme_id else None
    return coding.resolved(theme) if theme else None


def tied_to(plan_item_ids: Sequence[uuid.UUID]) -> Sequence[Insight]:
    """The insights tied to any of these plan items, oldest first, each once."""
    tied = select(insight_item.c.insight_id).where(insight_item.c.plan_item_id.in_(plan_item_ids))
    return (
        session().scalars(_whole(_oldest_first(select(Insight).where(Insight.id.in_(tied))))).all()
    )


def near(item: PlanItem) -> Sequence[Insight]:
    """The insights tied to *item*, to what it stands under, or to what stands under it."""
    child = aliased(PlanItem)
    under = session().scalars(select(child.id).where(child.parent_id == item.id)).all()
    above = [item.parent_id] if item.parent_id else []
    return tied_to([item.id, *above, *under])


def voice_counts(plan_item_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[int, int]]:
    """By plan item, how many insights are tied to it, and how many of those are answered."""
    is_signed = and_(Answer.insight_id == insight_item.c.insight_id, _SIGNED)
    statement = (
        select(
            insight_item.c.plan_item_id,
            func.count(insight_item.c.insight_id.distinct()),
            func.count(Answer.insight_id.distinct()),
        )
        .join_from(insight_item, Answer, is_signed, isouter=True)
        .where(insight_item.c.plan_item_id.in_(plan_item_ids))
        .group_by(insight_item.c.plan_item_id)
    )
    rows = session().execute(statement)
    return {item_id: (heard, answered) for item_id, heard, answered in rows}


def earlier_ties(theme: Theme) -> dict[uuid.UUID, int]:
    """By plan item, how many insights of *theme*, or of one merged into it, were tied to it."""
    merged = [alias for alias, into in coding.aliases().items() if into == theme.id]
    statement = (
        select(insight_item.c.plan_item_id, func.count())
        .join(Insight, Insight.id == insight_item.c.insight_id)
        .where(Insight.theme_id.in_([theme.id, *merged]))
        .group_by(insight_item.c.plan_item_id)
    )
    return dict(session().execute(statement).all())


def source_count(insight: Insight) -> int:
    """How many contributions are behind it."""
    statement = (
        select(func.count())
        .select_from(insight_source)
        .where(insight_source.c.insight_id == insight.id)
    )
    return session().scalar(statement) or 0


def unchecked_quotes(insight: Insight) -> list[uuid.UUID]:
    """Proposed quotes of which nobody has said yet whether somebody would know who it is."""
    return [
        quote.id
        for quote in insight.quotes
        if quote.state is QuoteState.PROPOSED and quote.identity_checked_by_id is None
    ]


def source_of(quote: Quote) -> Contribution:
    """The contribution that *quote* is cut from."""
    return session().get_one(Contribution, quote.contribution_id)


def answers_between(start: date, end: date) -> Sequence[Answer]:
    """Signed answers that were decided from *start* to *end* (both counted), oldest first."""
    statement = (
        select(Answer)
        .where(_SIGNED, Answer.decided_on >= start, Answer.decided_on <= end)
        .options(joinedload(Answer.insight).selectinload(Insight.plan_items))
        .order_by(Answer.decided_on, Answer.id)
    )
    return session().scalars(statement).all()


def barriers_open(plan: Plan | None = None) -> Sequence[Barrier]:
    """What stands in the way, of one plan or of all, the oldest first."""
    return barriers.barriers_open(plan)


def _stands(standing: Standing) -> ColumnElement[bool]:
    return _CONDITIONS[standing]


def _is_late(today: date) -> ColumnElement[bool]:
    return and_(_SIGNED, Answer.next_look_on < today)


def _count(standing: Standing) -> int:
    statement = select(func.count()).select_from(Insight).where(_stands(standing))
    return session().scalar(statement) or 0


def _oldest_first(statement: Select[Insight]) -> Select[Insight]:
    return statement.order_by(Insight.made_at, Insight.id)


def _whole(statement: Select[Insight]) -> Select[Insight]:
    return statement.options(
        selectinload(Insight.answers).selectinload(Answer.evidence).joinedload(Evidence.file),
        selectinload(Insight.answers).joinedload(Answer.agency),
        selectinload(Insight.plan_items).joinedload(PlanItem.plan),
        selectinload(Insight.quotes),
    )
