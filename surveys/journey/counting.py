"""How often each page is reached, to see where people stop: a number, and nothing about anybody."""

import logging
import threading
import time
import uuid
from collections import Counter

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from feedback.core.db import session, writing
from surveys.versions.models import PageCount

log = logging.getLogger(__name__)
MOST_WAITING = 50  # counts
LONGEST_WAITING = 60.0  # seconds

_lock = threading.Lock()
_waiting: Counter[tuple[uuid.UUID, str]] = Counter()
_since = time.monotonic()


def reached(version_id: uuid.UUID, page: str) -> None:
    """Somebody was shown *page* for the first time. Kept here until there are some more.

    A count that cannot be written is lost, and no page ever waits for it or breaks.
    """
    with _lock:
        _waiting[version_id, page] += 1
        is_due = _waiting.total() >= MOST_WAITING or time.monotonic() - _since >= LONGEST_WAITING
    if is_due:
        flush()


def flush() -> None:
    """Write down what waits, all in one transaction."""
    global _since  # noqa: PLW0603 - one count for the whole process
    with _lock:
        counts = dict(_waiting)
        _waiting.clear()
        _since = time.monotonic()
    if not counts:
        return
    try:
        with writing():
            for (version_id, page), number in counts.items():
                _add(version_id, page, number)
    except SQLAlchemyError as problem:
        log.warning("%d page counts are lost: %s", sum(counts.values()), type(problem).__name__)


def _add(version_id: uuid.UUID, page: str, number: int) -> None:
    more = (
        update(PageCount)
        .where(PageCount.version_id == version_id, PageCount.page == page)
        .values(reached=PageCount.reached + number)
        .execution_options(synchronize_session=False)
    )
    if session().execute(more).rowcount:  # type: ignore[attr-defined]  # an UPDATE has one
        return
    try:
        with session().begin_nested():
            session().add(PageCount(version_id=version_id, page=page, reached=number))
    except IntegrityError:  # another process was first
        session().execute(more)
