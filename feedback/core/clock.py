"""The only place that asks the time."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day, in UTC: the finest time kept about a public visit."""
    return now().date()
