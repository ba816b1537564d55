"""Turns at a shared tablet: which are over, so that nobody goes back to what another answered."""

import uuid
from datetime import timedelta

from sqlalchemy import delete

from feedback.core import clock
from feedback.core.db import session
from surveys.versions.models import KioskTurn

#: A page of an older turn is gone from any browser by then: a tablet is switched off at night.
KEPT_DAYS = 2


def new_turn() -> str:
    """The name of a turn that begins: 128 random bits. Nothing is stored before it is over."""
    return uuid.uuid4().hex


def turn_id(given: str) -> uuid.UUID | None:
    """The turn that a page names; None where it names none."""
    try:
        return uuid.UUID(hex=given)
    except ValueError:
        return None


def is_over(turn: uuid.UUID | None) -> bool:
    """Whether *turn* has ended; what is no turn has."""
    return turn is None or session().get(KioskTurn, turn) is not None


def end_turn(turn: uuid.UUID) -> None:
    """From now on none of its pages shows anything; ending it again changes nothing."""
    if session().get(KioskTurn, turn) is None:
        session().add(KioskTurn(id=turn))
        session().flush()


def forget_old() -> int:
    """Delete turns that ended days ago; how many."""
    limit = clock.today() - timedelta(days=KEPT_DAYS)
    gone = session().execute(delete(KioskTurn).where(KioskTurn.ended_on < limit))
    return int(getattr(gone, "rowcount", 0))
