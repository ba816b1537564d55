"""Decisions about what the working text must not show."""

import uuid
from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from feedback.core import clock
from feedback.core.db import Base, Keyed, words
from feedback.nlp.identifiers import Band


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
    detector: Mapped[str | None]  # why it was proposed; None: a person selected it
    found_as: Mapped[str | None]  # the kind that was proposed, whatever a person called it later
    band: Mapped[Band | None] = mapped_column(words(Band))
    lead: Mapped[int] = mapped_column(default=0)  # code points before it that say who it is
    general: Mapped[bool] = mapped_column(default=False)  # said less exactly; then with its lead
    decision: Mapped[Decision] = mapped_column(words(Decision), default=Decision.PROPOSED)
    decided_by_id: Mapped[uuid.UUID | None]
    step: Mapped[
        int | None
    ]  # which act of deciding about this contribution; the last can be undone

    @property
    def shown_from(self) -> int:
        """Where the bracket begins: what is said less exactly takes its lead in."""
        return self.start - self.lead if self.general else self.start


class SmallPlace(Keyed, Base):
    """A place on the partnership's own list: so small that it is hidden, or known to be large."""

    __tablename__ = "small_place"

    name: Mapped[str] = mapped_column(unique=True)
    may_stay: Mapped[bool] = mapped_column(default=False)
    added_by_id: Mapped[uuid.UUID]
    added_on: Mapped[date] = mapped_column(default=clock.today)
