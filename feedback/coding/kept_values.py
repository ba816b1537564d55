"""Columns of rows as JSON can hold them, and back: what the journal of acts keeps."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import LargeBinary


def kept_of(row: Any, names: Collection[str] | None = None) -> dict[str, Any]:
    """The columns of *row* (those in *names*, else all) as JSON holds them; sealed ones never."""
    columns = type(row).__table__.columns
    kept = [each.key for each in columns if not isinstance(each.type, LargeBinary)]
    return {name: _plain(getattr(row, name)) for name in (kept if names is None else names)}


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, date):  # a time is a date too
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value


def typed(table: Any, kept: Mapping[str, Any]) -> dict[str, Any]:
    """*kept* with ids, days, times and enumerations again what their columns take."""
    columns = table.__table__.columns
    return {name: _read(columns[name].type.python_type, value) for name, value in kept.items()}


def _read(wanted: type[Any], value: Any) -> Any:
    if value is None or not isinstance(value, str):
        return value
    if wanted is uuid.UUID:
        return uuid.UUID(value)
    if wanted is datetime:
        return datetime.fromisoformat(value)
    if wanted is date:
        return date.fromisoformat(value)
    return wanted(value) if issubclass(wanted, StrEnum) else value
