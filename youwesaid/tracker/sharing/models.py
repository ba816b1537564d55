"""Quarterly snapshots of the open data: made once, never changed."""

from datetime import date
from typing import Any

from sqlalchemy import LargeBinary, event
from sqlalchemy.orm import Mapped, mapped_column

from feedback.core import clock
from feedback.core.db import Base, Keyed


class NeverChanged(RuntimeError):
    """A snapshot was to be changed or deleted: whoever cited it must find the same again."""


class DataSnapshot(Keyed, Base):
    """The open data at the end of a quarter, as one archive."""

    __tablename__ = "data_snapshot"

    quarter: Mapped[date] = mapped_column(unique=True)  # its last day
    made_on: Mapped[date] = mapped_column(default=clock.today)
    archive: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int]
    sha256: Mapped[str]
    licence: Mapped[str]
    entries: Mapped[int]
    threshold: Mapped[int]
    people: Mapped[dict[str, Any]]  # by id of a plan item, as guarded; null is under the threshold


@event.listens_for(DataSnapshot, "before_update")
@event.listens_for(DataSnapshot, "before_delete")
def _refuse(_mapper: object, _connection: object, snapshot: DataSnapshot) -> None:
    raise NeverChanged(snapshot.quarter.isoformat())
