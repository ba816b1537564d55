"""The acts that coded many at once."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from feedback.coding.models import ChangeKind, ChangeSet
from feedback.core.db import session


def act(number: int) -> ChangeSet:
    """One act; NoResultFound for none of that number."""
    statement = (
        select(ChangeSet)
        .where(ChangeSet.number == number, ChangeSet.kind == ChangeKind.BULK)
        .options(selectinload(ChangeSet.steps))
    )
    return session().scalars(statement).one()


def latest(*, most: int = 10) -> Sequence[ChangeSet]:
    """The latest acts, the newest first."""
    statement = (
        select(ChangeSet)
        .where(ChangeSet.kind == ChangeKind.BULK)
        .order_by(ChangeSet.number.desc())
        .limit(most)
    )
    return session().scalars(statement).all()
