"""What waits to be read, in which order, and that nothing has been lost on the way."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, select

from feedback.contributions import attachments, holding
from feedback.contributions.models import Contribution, PermissionKind
from feedback.contributions.permissions import granted
from feedback.core import clock, working_days
from feedback.core.db import session
from feedback.core.templating import settings
from feedback.safeguarding import queries as safeguarding
from feedback.safeguarding.models import Signal


@dataclass(frozen=True, slots=True)
class Waiting:
    """One unread contribution as the inbox shows it: never any of its words."""

    contribution: Contribution
    signals: Sequence[Signal]
    days: int
    is_late: bool

    @property
    def rules(self) -> Sequence[str]:
        """The names of the rules that gave a signal, each once, the most urgent first."""
        return list(dict.fromkeys(signal.rule for signal in self.signals))


def contribution(contribution_id: uuid.UUID) -> Contribution:
    """One contribution, withdrawn or not; NoResultFound when there is none."""
    return session().get_one(Contribution, contribution_id)


def from_source(source: str, ref: str) -> Contribution | None:
    """The contribution that came from *source* under the id *ref* there, withdrawn or not."""
    statement = select(Contribution).where(
        Contribution.source == source, Contribution.source_ref == ref
    )
    return session().scalars(statement).one_or_none()


def unread() -> Select[Contribution]:
    """What nobody has read: signals first (now, today, soon), then the oldest; a statement.

    Recordings and photos come right after signals: no machine could look for danger in them.
    What is held back is not among them, unless it may be about danger.
    """
    urgency = (
        select(Signal.contribution_id, func.min(safeguarding.urgency()).label("rank"))
        .where(Signal.dismissed_on.is_(None))
        .group_by(Signal.contribution_id)
        .subquery()
    )
    unheard = case(
        (attachments.awaiting_words(), safeguarding.LEAST_URGENT),
        else_=safeguarding.LEAST_URGENT + 1,
    )
    rank = func.coalesce(urgency.c.rank, unheard)
    return (
        select(Contribution)
        .outerjoin(urgency, urgency.c.contribution_id == Contribution.id)
        .where(
            Contribution.read_on.is_(None),
            Contribution.withdrawn_on.is_(None),
            holding.in_sight(),
        )
        .order_by(rank, Contribution.received_on, Contribution.id)
    )


def next_unread(*, other_than: uuid.UUID | None = None) -> Contribution | None:
    """The first that waits, passing over *other_than* while there are others."""
    statement = unread()
    if other_than is not None:
        statement = statement.where(Contribution.id != other_than)
    return session().scalars(statement.limit(1)).first()


def waiting(contributions: Sequence[Contribution]) -> Sequence[Waiting]:
    """*contributions* in their order, with their signals and how long they have waited."""
    signals = safeguarding.signals_of([each.id for each in contributions])
    return [
        Waiting(
            contribution=each,
            signals=signals.get(each.id, []),
            days=days_waiting(each.received_on),
            is_late=is_late(each.received_on),
        )
        for each in contributions
    ]


def oldest_unread_day() -> date | None:
    """The day on which the oldest unread contribution was received."""
    statement = select(func.min(Contribution.received_on)).where(
        Contribution.read_on.is_(None),
        Contribution.withdrawn_on.is_(None),
        holding.in_sight(),
    )
    return session().scalar(statement)


def signalled_count() -> int:
    """How many unread contributions hold a watch phrase that nobody has answered."""
    signalled = unread().where(
        Contribution.id.in_(select(Signal.contribution_id).where(Signal.dismissed_on.is_(None)))
    )
    counted = select(func.count()).select_from(signalled.order_by(None).subquery())
    return session().scalar(counted) or 0


def days_waiting(received_on: date) -> int:
    """Calendar days since *received_on*."""
    return max(0, (clock.today() - received_on).days)


def is_late(received_on: date) -> bool:
    """Whether it should have been read by now: more working days than the settings allow."""
    config = settings()
    first_late_day = working_days.after(received_on, config.screen_days + 1, nation=config.nation)
    return clock.today() >= first_late_day


def permissions(contribution: Contribution) -> frozenset[PermissionKind]:
    """What its giver allows."""
    return granted(contribution.submission)


def in_order(contribution_ids: Sequence[uuid.UUID]) -> Sequence[Contribution]:
    """The contributions with these ids, in the order of the ids."""
    statement = select(Contribution).where(Contribution.id.in_(contribution_ids))
    found = {each.id: each for each in session().scalars(statement)}
    return [found[each] for each in contribution_ids if each in found]
