"""The codebook, codings, and the tagger's suggestions."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class ThemeState(StrEnum):
    """Whether a theme may be given to new contributions."""

    ACTIVE = "active"
    RETIRED = "retired"


class Theme(Keyed, Base):
    """A code of the codebook; ``key`` never changes, whatever the theme is called."""

    __tablename__ = "theme"

    key: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("theme.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    names: Mapped[dict[str, str]]  # by language code; English is always there
    definition: Mapped[str] = mapped_column(default="")
    include: Mapped[str] = mapped_column(default="")
    exclude: Mapped[str] = mapped_column(default="")
    examples: Mapped[list[str]] = mapped_column(default=list)
    terms: Mapped[dict[str, Any]] = mapped_column(default=dict)  # seed terms by language
    state: Mapped[ThemeState] = mapped_column(words(ThemeState), default=ThemeState.ACTIVE)

    parent: Mapped["Theme | None"] = relationship(remote_side="Theme.id")

    def name_in(self, language: str) -> str:
        """The theme's name in *language*, else in English."""
        return self.names.get(language) or self.names["en"]


class CodebookVersion(Base):
    """A numbered state of the codebook; codings remember under which they were made."""

    __tablename__ = "codebook_version"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by_id: Mapped[uuid.UUID | None]
    note: Mapped[str]
    snapshot: Mapped[list[dict[str, Any]]]


class Coding(Keyed, Base):
    """One coder gave one theme to a contribution, or to a stretch of its working text."""

    __tablename__ = "coding"
    __table_args__ = (
        UniqueConstraint("contribution_id", "theme_id", "coder_id", "start", "end"),
        Index("ix_coding_theme", "theme_id", "contribution_id"),
        CheckConstraint('("start" IS NULL) = ("end" IS NULL)', name="stretch"),
    )

    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE")
    )
    theme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("theme.id"))
    coder_id: Mapped[uuid.UUID]
    start: Mapped[int | None]  # code points of the working text; None: the whole of it
    end: Mapped[int | None]
    coded_on: Mapped[date] = mapped_column(default=clock.today)
    codebook_version: Mapped[int] = mapped_column(default=1)
    suggested: Mapped[bool] = mapped_column(default=False)  # a suggestion led to it

    theme: Mapped[Theme] = relationship()


class SuggestionState(StrEnum):
    """What people did with a suggestion."""

    OPEN = "open"
    TAKEN = "taken"
    REFUSED = "refused"


class Suggestion(Keyed, Base):
    """The tagger's guess. Never a coding until a person takes it. Its reasons are sealed."""

    __tablename__ = "suggestion"
    __table_args__ = (UniqueConstraint("contribution_id", "theme_id"),)

    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE")
    )
    theme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("theme.id"))
    score: Mapped[float]
    band: Mapped[str]
    why_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    model: Mapped[str]
    state: Mapped[SuggestionState] = mapped_column(
        words(SuggestionState), default=SuggestionState.OPEN
    )
    decided_by_id: Mapped[uuid.UUID | None]

    theme: Mapped[Theme] = relationship()


class TaggerModel(Keyed, Base):
    """A trained tagger. Sealed, because its vocabulary is made of people's words."""

    __tablename__ = "tagger_model"

    name: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    learned_from: Mapped[int]  # coded contributions
    codebook_version: Mapped[int]
    evaluation: Mapped[dict[str, Any]] = mapped_column(default=dict)
    model_sealed: Mapped[bytes] = mapped_column(LargeBinary)
