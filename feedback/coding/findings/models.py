"""The numbers that may leave staff eyes, as they were at the end of a quarter."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback.core import clock
from feedback.core.db import Base, Keyed


class Snapshot(Keyed, Base):
    """Guarded figures only: no exact number is kept here, so none can be read out of it.

    A snapshot is never changed. What was wrong in one is put right by another *edition* of the
    same quarter, which says why.
    """

    __tablename__ = "snapshot"
    __table_args__ = (
        UniqueConstraint("quarter", "edition"),
        CheckConstraint("edition = 1 OR reason <> ''", name="reason"),
    )

    quarter: Mapped[date]  # its last day
    edition: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by_id: Mapped[uuid.UUID | None]  # None: the worker
    threshold: Mapped[int]
    codebook_version: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")
    figures: Mapped[dict[str, Any]]
