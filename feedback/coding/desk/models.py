"""What is written beside codings: memos, marks for the quotes bank, questions to colleagues."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.coding.changes import Row, register
from feedback.coding.models import Theme
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import Base, Keyed


class Memo(Row):
    """A thought of a coder about a contribution, about a theme, or about a coding (both)."""

    __tablename__ = "memo"
    __table_args__ = (
        CheckConstraint("contribution_id IS NOT NULL OR theme_id IS NOT NULL", name="about"),
    )

    contribution_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    theme_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("theme.id"), index=True)
    written_by_id: Mapped[uuid.UUID]
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)

    theme: Mapped[Theme | None] = relationship()


class QuoteMark(Row):
    """Words that a coder would like to see quoted. Whether they may be is another question."""

    __tablename__ = "quote_mark"
    __table_args__ = (
        CheckConstraint('("start" IS NULL) = ("end" IS NULL)', name="stretch"),
        Index("ix_quote_mark_contribution", "contribution_id", "start"),
    )

    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE")
    )
    start: Mapped[int | None]  # code points of the working text; None: the whole of it
    end: Mapped[int | None]
    marked_by_id: Mapped[uuid.UUID]
    marked_on: Mapped[date] = mapped_column(default=clock.today)


class Discussion(Row):
    """A question to a colleague about a contribution, open until somebody says what came of it."""

    __tablename__ = "discussion"
    __table_args__ = (Index("ix_discussion_asked", "asked_of_id", "resolved_at"),)

    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    asked_by_id: Mapped[uuid.UUID]
    asked_of_id: Mapped[uuid.UUID]
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[uuid.UUID | None]
    outcome_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    contribution: Mapped[Contribution] = relationship()


class Anchor(Base):
    """By what a stretch is known again when its text changes: a keyed digest, never its words.

    ``row_id`` is that of a coding or of a mark. ``lost_on`` is the day on which its words were no
    longer found, so that it came to stand for the whole contribution.
    """

    __tablename__ = "anchor"

    row_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    start: Mapped[int]
    end: Mapped[int]
    digest: Mapped[str]
    lost_on: Mapped[date | None]


class SavedQueue(Keyed, Base):
    """A queue with a name: which contributions, in which order. Its owner's, or everybody's."""

    __tablename__ = "saved_queue"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    name: Mapped[str]
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    is_shared: Mapped[bool] = mapped_column(default=False)
    filters: Mapped[dict[str, str]]  # as the address has them
    saved_on: Mapped[date] = mapped_column(default=clock.today)


class Presence(Base):
    """Who has a contribution open at the desk, and since when. Forgotten after a day."""

    __tablename__ = "presence"

    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True
    )
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


register(Memo, QuoteMark, Discussion)
