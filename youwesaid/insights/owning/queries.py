"""What is late, what is coming, who owns it, and what nobody owns."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from feedback.core.db import session
from youwesaid.insights.models import Answer, AnswerState, Insight
from youwesaid.insights.owning.models import Due, Reminder
from youwesaid.insights.owning.rules import Owed, owed_by
from youwesaid.insights.rules import PLAIN_YES
from youwesaid.partnership.models import Post

COMING = timedelta(days=30)


def late(today: date) -> Sequence[Owed]:
    """Days of signed answers that have gone by, the longest late first."""
    return [each for each in _owed(today) if each.on < today]


def coming(today: date, *, within: timedelta = COMING) -> Sequence[Owed]:
    """Days of signed answers that are today or near, the nearest first."""
    return [each for each in _owed(today + within) if each.on >= today]


def late_between(since: date, until: date, *, today: date) -> Sequence[Owed]:
    """Days from *since* to *until*, both included, that had gone by on *today* and are owed still.

    A day that was kept late, or put off, is in the versions of the entry and not here.
    """
    return [each for each in late(today) if since <= each.on <= until]


def without_owner() -> Sequence[Answer]:
    """Signed answers that owe a day and have no post with a mailbox to be reminded, by day."""
    statement = (
        _signed()
        .outerjoin(Answer.post)
        .where(or_(Answer.next_look_on.is_not(None), Answer.promised_for.is_not(None)))
        .where(Answer.kind.not_in(PLAIN_YES), Post.address_sealed.is_(None))
        .order_by(Answer.next_look_on, Answer.id)
    )
    return session().scalars(statement).all()


def last_reminded(answer_ids: Sequence[uuid.UUID]) -> dict[tuple[uuid.UUID, Due], date]:
    """By answer and what it owes, the day of the last reminder."""
    rows = session().execute(
        select(Reminder.answer_id, Reminder.due, func.max(Reminder.sent_on))
        .where(Reminder.answer_id.in_(answer_ids))
        .group_by(Reminder.answer_id, Reminder.due)
    )
    return {(answer_id, due): sent_on for answer_id, due, sent_on in rows}


def reminded(answer_ids: Sequence[uuid.UUID]) -> set[tuple[uuid.UUID, Due, date, str]]:
    """Which steps of which days were sent."""
    rows = session().execute(
        select(Reminder.answer_id, Reminder.due, Reminder.due_on, Reminder.step).where(
            Reminder.answer_id.in_(answer_ids)
        )
    )
    return {(answer_id, due, due_on, step) for answer_id, due, due_on, step in rows}


def uses_of(thing: str, thing_id: uuid.UUID, key: str) -> int:
    """How many answers or insights name an agency, post or locality."""
    if thing == "locality":  # kept as JSON: few enough to be read
        return sum(key in named for named in session().scalars(select(Insight.localities)))
    column = {"agency": Answer.agency_id, "post": Answer.post_id}[thing]
    return session().scalar(select(func.count()).where(column == thing_id)) or 0


def _owed(until: date) -> list[Owed]:
    near = or_(Answer.next_look_on <= until, Answer.promised_for <= until)
    found = session().scalars(_signed().where(near).order_by(Answer.id))
    owed = [each for answer in found for each in owed_by(answer) if each.on <= until]
    return sorted(owed, key=lambda each: (each.on, each.answer.id, each.due))


def _signed() -> Select[Answer]:
    return (
        select(Answer)
        .where(Answer.state == AnswerState.SIGNED)
        .options(joinedload(Answer.insight), joinedload(Answer.post).joinedload(Post.agency))
    )
