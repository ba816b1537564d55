"""Queues with a name."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.coding.desk.filtering import Filters
from feedback.coding.desk.models import SavedQueue
from feedback.core.db import session
from feedback.core.errors import Refused


class NotYours(Refused):
    """Only who saved a queue takes it away."""


def saved_queues(reader: Staff) -> Sequence[SavedQueue]:
    """Those of *reader*, then those that others share, by name."""
    statement = (
        select(SavedQueue)
        .where((SavedQueue.owner_id == reader.id) | SavedQueue.is_shared)
        .order_by(SavedQueue.owner_id != reader.id, SavedQueue.name, SavedQueue.id)
    )
    return session().scalars(statement).all()


def save(name: str, filters: Filters, *, is_shared: bool, by: Staff) -> SavedQueue:
    """Keep *filters* under *name*; the same name again replaces what it stood for."""
    statement = select(SavedQueue).where(SavedQueue.owner_id == by.id, SavedQueue.name == name)
    queue = session().scalars(statement).one_or_none() or SavedQueue(owner_id=by.id, name=name)
    queue.filters, queue.is_shared = filters.as_args(), is_shared
    session().add(queue)
    session().flush()
    return queue


def take_away(queue_id: uuid.UUID, *, by: Staff) -> None:
    """Forget a queue. Raises NotYours; NoResultFound for none."""
    queue = session().get_one(SavedQueue, queue_id)
    if queue.owner_id != by.id:
        raise NotYours
    session().delete(queue)
    session().flush()
