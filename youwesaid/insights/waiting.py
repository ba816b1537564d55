"""What waits for one editor, late things first, and what comes next."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from feedback.core.db import session
from youwesaid.insights import queries
from youwesaid.insights.models import Answer, AnswerKind, AnswerState, Insight
from youwesaid.insights.queries import Standing

_MOST_EARLIER = 300  # answers that a new one is compared with, the newest
_SIGNED = Answer.state == AnswerState.SIGNED


def late(today: date) -> Sequence[Answer]:
    """Signed answers whose promised day or next look has gone by, the longest late first."""
    is_promise_late = and_(Answer.kind == AnswerKind.DOING, Answer.promised_for < today)
    statement = (
        select(Answer)
        .where(_SIGNED, or_(is_promise_late, Answer.next_look_on < today))
        .options(joinedload(Answer.insight), joinedload(Answer.post), joinedload(Answer.agency))
    )
    found = session().scalars(statement).all()
    return sorted(found, key=lambda answer: (late_since(answer, today) or today, answer.id.hex))


def late_since(answer: Answer, today: date) -> date | None:
    """The first of its days that has gone by; None when it is not late."""
    days = [answer.next_look_on]
    if answer.kind is AnswerKind.DOING:
        days.append(answer.promised_for)
    return min((day for day in days if day is not None and day < today), default=None)


def own_drafts(staff_id: uuid.UUID) -> Sequence[Answer]:
    """Drafts of one member of staff: those that were sent back first, then the oldest."""
    statement = (
        select(Answer)
        .where(Answer.written_by_id == staff_id, Answer.state == AnswerState.DRAFT)
        .options(joinedload(Answer.insight))
        .order_by((Answer.sent_back == "").asc(), Answer.created_at, Answer.id)
    )
    return session().scalars(statement).all()


def unanswered() -> Select[Insight]:
    """Insights of which nobody has begun an answer, oldest first: a list to page through."""
    begun = exists().where(Answer.insight_id == Insight.id).correlate(Insight)
    return queries.listing(Standing.WAITING).where(~begun)


def next_unanswered(*, after: Insight | None = None) -> Insight | None:
    """The insight to answer next, the oldest; the one *after* another, then round again."""
    statement = unanswered().limit(1)
    if after is not None:
        is_later = or_(
            Insight.made_at > after.made_at,
            and_(Insight.made_at == after.made_at, Insight.id > after.id),
        )
        found = session().scalars(statement.where(is_later)).first()
        if found is not None:
            return found
        statement = statement.where(Insight.id != after.id)
    return session().scalars(statement).first()


def left_to_answer() -> int:
    """How many insights nobody has begun to answer."""
    counted = select(func.count()).select_from(unanswered().order_by(None).subquery())
    return session().scalar(counted) or 0


def earlier_texts(*, leave_out: uuid.UUID | None = None) -> Sequence[tuple[uuid.UUID, str]]:
    """The English words of the newest answers with their ids; *leave_out*: one that is changed."""
    statement = select(Answer.id, Answer.text).order_by(Answer.created_at.desc(), Answer.id)
    if leave_out is not None:
        statement = statement.where(Answer.id != leave_out)
    rows = session().execute(statement.limit(_MOST_EARLIER))
    return [(answer_id, text.get("en", "")) for answer_id, text in rows]


@dataclass(frozen=True, slots=True)
class Usual:
    """Who answers in all answers of one member of staff, where that is always the same agency."""

    agency_id: uuid.UUID | None = None
    post_id: uuid.UUID | None = None
    who: Mapping[str, str] = field(default_factory=dict)


def usual(staff_id: uuid.UUID) -> Usual:
    """What a new answer of this member of staff starts with.

    Whoever writes for several agencies chooses each time: an answer that silently names the agency
    of the one before would put words into its mouth.
    """
    written = select(Answer).where(Answer.written_by_id == staff_id)
    agencies = session().scalars(written.with_only_columns(Answer.agency_id).distinct()).all()
    if len(agencies) != 1:
        return Usual()
    newest = written.order_by(Answer.created_at.desc(), Answer.id).limit(1)
    last = session().scalars(newest).one()
    return Usual(last.agency_id, last.post_id, last.who_answers)
