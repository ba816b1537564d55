"""Which reminder of which day was sent: none goes twice."""

import uuid
from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class Due(StrEnum):
    """What an answer owes on a day."""

    LOOK = "look"  # somebody looks at it again
    PROMISE = "promise"  # what is being done is done


class Reminder(Keyed, Base):
    """One reminder of one day of one answer, sent to the mailbox of a post."""

    __tablename__ = "owner_reminder"
    __table_args__ = (UniqueConstraint("answer_id", "due", "due_on", "step"),)

    answer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("answer.id"), index=True)
    post_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("post.id"), index=True)
    due: Mapped[Due] = mapped_column(words(Due))
    due_on: Mapped[date]
    step: Mapped[str]  # "before", "on", "week-1" and so on; "asked-" and a day where staff pressed
    sent_on: Mapped[date] = mapped_column(default=clock.today)
    asked_by_id: Mapped[uuid.UUID | None]  # None: the worker
