"""Decisions about what the working text must not show."""

import uuid
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from feedback.core.db import Base, Keyed, words


class Decision(StrEnum):
    """What a person said to a proposal."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Hiding(Keyed, Base):
    """A stretch of the original to be replaced; only places are kept, never the words."""

    __tablename__ = "hiding"
    __table_args__ = (CheckConstraint('"start" >= 0 AND "end" > "start"', name="stretch"),)

    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    start: Mapped[int]  # code points of the original
    end: Mapped[int]
    kind: Mapped[str]
    replacement: Mapped[str]
    detector: Mapped[str | None]  # None: a person selected it
    decision: Mapped[Decision] = mapped_column(words(Decision), default=Decision.PROPOSED)
    decided_by_id: Mapped[uuid.UUID | None]
    step: Mapped[
        int | None
    ]  # which act of deciding about this contribution; the last can be undone
