"""Letters waiting to be sent."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class LetterState(StrEnum):
    """Where a letter has got to."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


class Letter(Keyed, Base):
    """One letter: a template and plain facts, never a story, a name or a receipt code.

    The address is sealed with the contact key and forgotten once the letter is sent.
    """

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_due", "state", "next_try_at"),)

    template: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    to_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[LetterState] = mapped_column(words(LetterState), default=LetterState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(default=clock.now)
    claimed_until: Mapped[datetime | None]
    # Whose address it is, where somebody who said something gave it: it goes when that goes.
    contact_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), index=True
    )
    trouble: Mapped[str | None]  # the last refusal, without addresses
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
