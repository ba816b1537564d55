"""Care for those who read: what awaits them is said before, counted for them, and can be lighter.

A contribution counts as hard to read when words to watch for were found in it. That says nothing
about one without them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, exists, func, select

from feedback.accounts.models import Staff
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.templating import settings
from feedback.reading import queries
from feedback.reading.models import Exposure
from feedback.safeguarding.models import Signal

KEPT_DAYS = 28


@dataclass(frozen=True, slots=True)
class Load:
    """What one person opened: today, and in the last seven days; how many were hard to read."""

    today: int
    heavy_today: int
    week: int
    heavy_week: int
    enough: int  # hard ones a day after which a break is suggested

    @property
    def is_enough(self) -> bool:
        """Whether a break is due."""
        return self.heavy_today >= self.enough


def rules_in(contribution: Contribution) -> Sequence[str]:
    """What the words of *contribution* may be a sign of: to be said before it is opened."""
    statement = (
        select(Signal.rule)
        .where(Signal.contribution_id == contribution.id)
        .distinct()
        .order_by(Signal.rule)
    )
    return session().scalars(statement).all()


def note_opened(contribution: Contribution, *, by: Staff) -> None:
    """Count that *by* opened it today; again on the same day counts nothing."""
    today = clock.today()
    key = (by.id, today, contribution.id)
    if session().get(Exposure, key) is not None:
        return
    with writing() as active:
        if active.get(Exposure, key) is None:
            active.add(
                Exposure(
                    staff_id=by.id,
                    day=today,
                    contribution_id=contribution.id,
                    is_heavy=bool(rules_in(contribution)),
                )
            )


def load_of(reader: Staff) -> Load:
    """What *reader* has opened lately."""
    today = clock.today()
    rows = session().execute(
        select(Exposure.day, Exposure.is_heavy, func.count().label("number"))
        .where(Exposure.staff_id == reader.id, Exposure.day > today - timedelta(days=7))
        .group_by(Exposure.day, Exposure.is_heavy)
    )
    found = [(row.day == today, row.is_heavy, row.number) for row in rows]
    return Load(
        today=sum(number for is_today, _heavy, number in found if is_today),
        heavy_today=sum(number for is_today, heavy, number in found if is_today and heavy),
        week=sum(number for _today, _heavy, number in found),
        heavy_week=sum(number for _today, heavy, number in found if heavy),
        enough=settings().heavy_enough,
    )


def lighter_unread() -> Contribution | None:
    """The first that waits to be read and in which no words to watch for were found."""
    is_heavy = exists().where(Signal.contribution_id == Contribution.id)
    statement = queries.unread().where(~is_heavy, Contribution.screened_on.is_not(None))
    return session().scalars(statement.limit(1)).first()


def forget_old() -> int:
    """Delete what is older than four weeks; how many rows."""
    old = delete(Exposure).where(Exposure.day < clock.today() - timedelta(days=KEPT_DAYS))
    return int(session().execute(old).rowcount)  # type: ignore[attr-defined]  # a cursor's result
