"""Letters that staff should know about."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select

from feedback.core.db import session
from feedback.outbox.models import Letter, LetterState


def dead() -> Sequence[Letter]:
    """Letters that were given up, oldest first."""
    statement = (
        select(Letter)
        .where(Letter.state == LetterState.DEAD)
        .order_by(Letter.created_at, Letter.id)
    )
    return session().scalars(statement).all()


def waiting_count() -> int:
    """How many letters wait to be sent."""
    under_way = Letter.state.in_([LetterState.WAITING, LetterState.SENDING])
    return session().scalar(select(func.count()).where(under_way)) or 0


def letter(letter_id: uuid.UUID) -> Letter:
    """One letter, kept from others until the end of the transaction."""
    return session().scalars(select(Letter).where(Letter.id == letter_id).with_for_update()).one()
