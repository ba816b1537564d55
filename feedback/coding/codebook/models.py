"""Examples pinned from what people said, and splits while they are decided."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.coding.models import Theme
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class PinnedExample(Keyed, Base):
    """A contribution that shows what a theme means: a reference, never its words."""

    __tablename__ = "pinned_example"
    __table_args__ = (UniqueConstraint("theme_id", "contribution_id"),)

    theme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("theme.id", ondelete="CASCADE"))
    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    start: Mapped[int | None]  # code points of the working text; None: the whole of it
    end: Mapped[int | None]
    pinned_by_id: Mapped[uuid.UUID]
    pinned_on: Mapped[date] = mapped_column(default=clock.today)

    contribution: Mapped[Contribution] = relationship()


class Split(Keyed, Base):
    """A theme on its way to becoming two: what each half is, until every coding is decided.

    A half is ``{"theme": id}`` or, for one still to be made, ``{"name": …, "definition": …}``.
    """

    __tablename__ = "theme_split"

    theme_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("theme.id", ondelete="CASCADE"), index=True
    )
    half_a: Mapped[dict[str, Any]]
    half_b: Mapped[dict[str, Any]]
    reason: Mapped[str]
    since_change: Mapped[int | None]  # only codings that came after that change-set
    started_by_id: Mapped[uuid.UUID]
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    change_number: Mapped[int | None]  # the change-set that finished it
    dropped_at: Mapped[datetime | None]  # given up before it was finished

    theme: Mapped[Theme] = relationship()


class Choice(StrEnum):
    """Where one coding of a theme that is split goes."""

    A = "a"
    B = "b"
    BOTH = "both"
    NEITHER = "neither"


class SplitDecision(Base):
    """What somebody decided about one coding; it takes effect when the split is finished."""

    __tablename__ = "theme_split_decision"

    split_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("theme_split.id", ondelete="CASCADE"), primary_key=True
    )
    coding_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("coding.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    choice: Mapped[Choice] = mapped_column(words(Choice))
    decided_by_id: Mapped[uuid.UUID]
    decided_at: Mapped[datetime] = mapped_column(default=clock.now)
