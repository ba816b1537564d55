"""The only place that asks the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """The present moment, in UTC."""
    return _pretended.get() or datetime.now(UTC)


def today() -> date:
    """The present day, in UTC: the finest time kept about a public visit."""
    return now().date()


@contextmanager
def pretend(moment: datetime) -> Iterator[None]:
    """Make it *moment* inside the block: for the worked example, whose past is invented."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
