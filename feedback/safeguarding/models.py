"""Signals that a phrase gives, and concerns that a person raises and closes."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class Level(StrEnum):
    """How soon somebody must act."""

    NOW = "now"
    TODAY = "today"
    SOON = "soon"


class Outcome(StrEnum):
    """How a concern ended."""

    PASSED_TO_POLICE = "passed_to_police"
    PASSED_TO_CHILDREN = "passed_to_children"
    PASSED_TO_ADULTS = "passed_to_adults"
    ALREADY_KNOWN = "already_known"
    CANNOT_BE_FOUND = "cannot_be_found"
    NO_HARM_FOUND = "no_harm_found"


class Reason(StrEnum):
    """Why words that gave a signal mean nobody is in danger: chosen, never written."""

    MEANS_SOMETHING_ELSE = "means_something_else"
    LONG_AGO = "long_ago"
    HELP_IS_THERE = "help_is_there"
    NOT_A_REAL_PERSON = "not_a_real_person"


class Signal(Keyed, Base):
    """A watch phrase met in a contribution: it puts it first in the queue and proves nothing."""

    __tablename__ = "signal"

    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    rule: Mapped[str]
    level: Mapped[Level] = mapped_column(words(Level))
    start: Mapped[int]  # code points of the original
    end: Mapped[int]
    dismissed_by_id: Mapped[uuid.UUID | None]
    dismissed_on: Mapped[date | None]
    dismissed_because: Mapped[Reason | None] = mapped_column(words(Reason))


class Act(StrEnum):
    """What somebody did about a concern."""

    RAISED = "raised"
    NOTED = "noted"
    TOOK = "took"
    CHANGED_LEVEL = "changed_level"
    ASKED_TO_CLOSE = "asked_to_close"
    REFUSED_TO_CLOSE = "refused_to_close"
    CLOSED = "closed"


class Concern(Keyed, Base):
    """A possible disclosure of harm: a level, a clock, an owner, a log, an outcome."""

    __tablename__ = "concern"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="outcome"),
        CheckConstraint(
            "closed_at IS NULL OR level <> 'now' OR "
            "(second_reader_id IS NOT NULL AND second_reader_id <> closed_by_id)",
            name="second_reader",
        ),
    )

    contribution_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("contribution.id"), index=True)
    level: Mapped[Level] = mapped_column(words(Level))
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)
    raised_by_id: Mapped[uuid.UUID]
    owner_id: Mapped[uuid.UUID | None]
    due_at: Mapped[datetime] = mapped_column(index=True)
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[uuid.UUID | None]
    close_asked_by_id: Mapped[uuid.UUID | None]  # waits for a second reader
    outcome_asked: Mapped[str | None]  # the outcome that the second reader is asked to confirm
    second_reader_id: Mapped[uuid.UUID | None]

    log: Mapped[list["ConcernNote"]] = relationship(
        back_populates="concern", order_by="ConcernNote.at, ConcernNote.id"
    )


class ConcernNote(Keyed, Base):
    """Who did what about a concern, and when; what was written is sealed."""

    __tablename__ = "concern_note"

    concern_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("concern.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[uuid.UUID]
    by_name: Mapped[str]
    verb: Mapped[Act] = mapped_column(words(Act))
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    concern: Mapped[Concern] = relationship(back_populates="log")


class HelpLineCheck(Base):
    """A partnership's own word on a shipped help line: checked again, corrected, or off."""

    __tablename__ = "help_line_check"

    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str | None]  # a correction
    hidden: Mapped[bool] = mapped_column(default=False)
    checked_on: Mapped[date]
    checked_by_id: Mapped[uuid.UUID]
