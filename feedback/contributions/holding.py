"""What came in like spam: kept apart and whole, until a person lets it through or puts it away."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import selectinload

from feedback.audit import services as audit
from feedback.audit.services import Actor
from feedback.contributions import attachments
from feedback.contributions.models import Contribution, Held, Safeguarding, Submission
from feedback.contributions.spam import Suspicion
from feedback.core.db import session
from feedback.core.errors import Refused

_THING = "submission"
_BETWEEN = " "


class NotHeld(Refused):
    """This was not held back, or was let through already."""


class DangerNotDecided(Refused):
    """Words to watch for were found, or a concern is open: that is decided first."""


def counted(submission_id: Any) -> ColumnElement[bool]:
    """The condition that what *submission_id* (a column) brought is not held back or put away.

    For every query of contributions and responses that counts, lists or gives out.
    """
    held = select(Submission.id).where(Submission.held.in_((Held.WAITING, Held.PUT_AWAY)))
    condition: ColumnElement[bool] = submission_id.not_in(held)
    return condition


def is_counted(submission: Submission) -> bool:
    """Whether nothing holds *submission* back."""
    return submission.held in {None, Held.LET_THROUGH}


def hold(submission: Submission, why: Sequence[Suspicion]) -> None:
    """Keep *submission* apart. Whoever sent it is not told."""
    submission.held = Held.WAITING
    submission.held_why = _BETWEEN.join(each.value for each in why)


def reasons(submission: Submission) -> list[Suspicion]:
    """Why *submission* was held back."""
    return [Suspicion(name) for name in (submission.held_why or "").split(_BETWEEN) if name]


def held(state: Held = Held.WAITING) -> Select[Submission]:
    """What is in that state, oldest first; a statement, for a page of them."""
    return (
        select(Submission)
        .where(Submission.held == state)
        .options(selectinload(Submission.contributions))
        .order_by(Submission.received_on, Submission.id)
    )


def held_submission(submission_id: uuid.UUID) -> Submission:
    """One that is or was held back. Raises NoResultFound."""
    statement = select(Submission).where(
        Submission.id == submission_id, Submission.held.is_not(None)
    )
    return session().scalars(statement).one()


def count_waiting() -> int:
    """How many wait for somebody to look."""
    statement = select(func.count(Submission.id)).where(Submission.held == Held.WAITING)
    return session().scalar(statement) or 0


def let_through(*, submission: Submission, by: Actor) -> None:
    """It is not spam: from now on it is like every other. Raises NotHeld."""
    if is_counted(submission):
        raise NotHeld
    submission.held = Held.LET_THROUGH
    _record("let through", submission, by)


def put_away(*, submission: Submission, by: Actor) -> None:
    """It is spam: kept, and in no list and no count. Raises NotHeld, DangerNotDecided."""
    if submission.held is not Held.WAITING:
        raise NotHeld
    undecided = {Safeguarding.SIGNALLED, Safeguarding.CONCERN}
    if any(each.safeguarding in undecided for each in submission.contributions):
        raise DangerNotDecided
    submission.held = Held.PUT_AWAY
    _record("put away", submission, by)


def in_sight() -> ColumnElement[bool]:
    """The condition that a contribution stands in the inbox.

    What is held back does not, unless words to watch for were found or somebody is worried. A
    recording or a photo does until somebody puts it away: no machine could look for danger in it.
    """
    danger = Contribution.safeguarding.in_((Safeguarding.SIGNALLED, Safeguarding.CONCERN))
    away = select(Submission.id).where(Submission.held == Held.PUT_AWAY)
    unheard = attachments.awaiting_words() & Contribution.submission_id.not_in(away)
    return counted(Contribution.submission_id) | danger | unheard


def _record(verb: str, submission: Submission, by: Actor) -> None:
    facts = {"why": submission.held_why or "", "pieces": len(submission.contributions)}
    audit.record(verb=verb, thing=_THING, thing_id=submission.id, facts=facts, actor=by)
    session().flush()
