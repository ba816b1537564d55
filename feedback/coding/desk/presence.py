"""Who else is at the same contribution, and what they saved meanwhile."""

import uuid
from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import Select, delete, exists, select

from feedback.accounts.models import Staff
from feedback.coding.desk.models import Presence
from feedback.coding.models import ChangeKind, ChangeSet, ChangeStep, Coding
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import session, writing

AT_IT = timedelta(minutes=5)
"""Who has not been heard of for so long is taken to have gone."""

ONE_SITTING = timedelta(hours=1)
KEPT = timedelta(days=1)
_OFTEN_ENOUGH = timedelta(minutes=1)


def note(contribution: Contribution, *, by: Staff) -> None:
    """Keep that *by* has it open: since now, or since before in the same sitting."""
    now = clock.now()
    held = session().get(Presence, (contribution.id, by.id))
    if held is not None and now - held.seen_at < _OFTEN_ENOUGH:
        return
    with writing() as active:
        row = active.get(Presence, (contribution.id, by.id))
        if row is None:
            active.add(
                Presence(
                    contribution_id=contribution.id, staff_id=by.id, opened_at=now, seen_at=now
                )
            )
        else:
            if now - row.seen_at > ONE_SITTING:
                row.opened_at = now
            row.seen_at = now


def leave(contribution: Contribution, *, by: Staff) -> None:
    """*by* is done with it."""
    session().execute(
        delete(Presence).where(
            Presence.contribution_id == contribution.id, Presence.staff_id == by.id
        )
    )


def others_at(contribution: Contribution, *, than: Staff) -> Sequence[str]:
    """The names of those who have it open now."""
    statement = (
        select(Staff.name)
        .join(Presence, Presence.staff_id == Staff.id)
        .where(
            Presence.contribution_id == contribution.id,
            Presence.staff_id != than.id,
            Presence.seen_at > clock.now() - AT_IT,
        )
        .order_by(Staff.name, Staff.id)
    )
    return session().scalars(statement).all()


def not_taken(statement: Select[Contribution], *, by: Staff) -> Select[Contribution]:
    """*statement* without what somebody else has open now."""
    taken = exists().where(
        Presence.contribution_id == Contribution.id,
        Presence.staff_id != by.id,
        Presence.seen_at > clock.now() - AT_IT,
    )
    return statement.where(~taken)


def saved_meanwhile(contribution: Contribution, *, by: Staff) -> Collection[uuid.UUID]:
    """Who gave other themes than *by*, or none, after *by* had opened it; by their ids."""
    mine = session().get(Presence, (contribution.id, by.id))
    if mine is None:
        return ()
    since = (
        select(ChangeSet.made_by_id)
        .join(ChangeStep, ChangeStep.change_set_id == ChangeSet.number)
        .where(
            ChangeStep.contribution_id == contribution.id,
            ChangeSet.kind == ChangeKind.CODED,
            ChangeSet.made_at >= mine.opened_at,
            ChangeSet.made_by_id != by.id,
            ChangeSet.undone_at.is_(None),
        )
        .distinct()
    )
    own = _themes(contribution, by.id)
    return [each for each in session().scalars(since) if _themes(contribution, each) ^ own]


def forget_old() -> int:
    """Delete what is older than a day; how many rows."""
    old = delete(Presence).where(Presence.seen_at < clock.now() - KEPT)
    return int(session().execute(old).rowcount)  # type: ignore[attr-defined]  # a cursor's result


def _themes(contribution: Contribution, coder_id: uuid.UUID) -> set[uuid.UUID]:
    given = select(Coding.theme_id).where(
        Coding.contribution_id == contribution.id, Coding.coder_id == coder_id
    )
    return set(session().scalars(given))
