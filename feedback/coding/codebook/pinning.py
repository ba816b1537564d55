"""Pinning what somebody said as an example of a theme: a reference, opened when it is shown."""

import uuid

from feedback.audit.services import Actor, record
from feedback.coding.codebook import queries
from feedback.coding.codebook.models import PinnedExample
from feedback.coding.models import Coding, Theme
from feedback.core.db import session
from feedback.core.errors import Refused

MOST_PINNED = 3


class MayNotBePinned(Refused):
    """Its giver does not allow training by it, or nobody may read it now, or it is pinned."""


class EnoughPinned(Refused):
    """Two or three examples are read; ten are not."""


def pin(theme: Theme, *, coding_id: uuid.UUID, by: Actor) -> PinnedExample:
    """Show a coding's words as an example. Raises MayNotBePinned, EnoughPinned."""
    coding = session().scalars(queries.pinnable(theme).where(Coding.id == coding_id)).first()
    if coding is None:
        raise MayNotBePinned
    if len(queries.pinned(theme)) >= MOST_PINNED:
        raise EnoughPinned
    pinned = PinnedExample(
        theme_id=theme.id,
        contribution_id=coding.contribution_id,
        start=coding.start,
        end=coding.end,
        pinned_by_id=by.id,
    )
    session().add(pinned)
    session().flush()
    record(verb="pinned an example of", thing="theme", thing_id=theme.id, actor=by)
    return pinned


def unpin(pin_id: uuid.UUID, *, by: Actor) -> None:
    """Take an example away; raises NoResultFound."""
    pinned = session().get_one(PinnedExample, pin_id)
    session().delete(pinned)
    session().flush()
    record(verb="took away an example of", thing="theme", thing_id=pinned.theme_id, actor=by)
