"""The codebook, codings, and the tagger's suggestions."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class ThemeState(StrEnum):
    """Whether a theme may be given to new contributions: a draft and an active one may."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"
    MERGED = "merged"  # its id stays as an alias of the theme that took it in


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
    colour: Mapped[str | None]  # "#RRGGBB", for other programs; our own pages never need it
    state: Mapped[ThemeState] = mapped_column(words(ThemeState), default=ThemeState.ACTIVE)
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("theme.id"), index=True)
    owner_id: Mapped[uuid.UUID | None]  # who looks after it
    # A theme that the tagger guesses too badly is suggested no more, until it does better.
    suggested: Mapped[bool] = mapped_column(default=True)
    suggested_since: Mapped[date | None]  # when that was last switched

    parent: Mapped["Theme | None"] = relationship(
        remote_side="Theme.id", foreign_keys="Theme.parent_id"
    )
    merged_into: Mapped["Theme | None"] = relationship(
        remote_side="Theme.id", foreign_keys="Theme.merged_into_id"
    )

    def name_in(self, language: str) -> str:
        """The theme's name in *language*, else in English."""
        return self.names.get(language) or self.names["en"]


class CodebookVersion(Base):
    """A numbered state of the codebook; codings remember under which they were made.

    The newest may be open: changes are still being collected in it, and it has no note yet.
    """

    __tablename__ = "codebook_version"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_open: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)  # when the meaning first changed
    published_at: Mapped[datetime | None]
    made_by_id: Mapped[uuid.UUID | None]
    note: Mapped[str]
    snapshot: Mapped[list[dict[str, Any]]]


class Origin(StrEnum):
    """By which way a theme was given."""

    PERSON = "person"  # one contribution, read at the desk
    BULK = "bulk"  # several at once, chosen from a list
    IMPORTED = "imported"
    RECONCILED = "reconciled"  # decided after two people had disagreed


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
    origin: Mapped[Origin] = mapped_column(words(Origin), default=Origin.PERSON)

    theme: Mapped[Theme] = relationship()


class SuggestionState(StrEnum):
    """What people did with a suggestion."""

    OPEN = "open"
    TAKEN = "taken"
    REFUSED = "refused"


class Suggestion(Keyed, Base):
    """The tagger's guess. Never a coding until a person takes it. Its reasons are sealed."""

    __tablename__ = "suggestion"
    __table_args__ = (UniqueConstraint("contribution_id", "theme_id", "definition"),)

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
    decided_on: Mapped[date | None]
    refused_because: Mapped[str | None]  # a word of the coder's, such as "wrong sense"
    codebook_version: Mapped[int | None]  # under which it was guessed
    # Digest of the theme's definition when it was guessed: what was refused under one wording may
    # be offered again under another.
    definition: Mapped[str] = mapped_column(default="")
    seen: Mapped[str | None]  # keyed digest of the text that the tagger saw
    blind: Mapped[bool] = mapped_column(default=False)  # the coder had not seen it

    theme: Mapped[Theme] = relationship()


class TaggerModel(Keyed, Base):
    """A trained tagger. Sealed, because its vocabulary is made of people's words."""

    __tablename__ = "tagger_model"

    name: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    learned_from: Mapped[int]  # coded contributions
    codebook_version: Mapped[int]
    evaluation: Mapped[dict[str, Any]] = mapped_column(default=dict)
    set_aside_on: Mapped[date | None]  # a person went back to an earlier one
    model_sealed: Mapped[bytes] = mapped_column(LargeBinary)


class TrainingRequest(Keyed, Base):
    """Somebody asked for a new tagger; the worker trains it."""

    __tablename__ = "training_request"

    asked_by_id: Mapped[uuid.UUID | None]
    asked_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    model: Mapped[str | None]  # the name of what came of it


class ChangeKind(StrEnum):
    """What somebody did to codings or to the codebook in one go."""

    CODED = "coded"
    NO_THEME = "no_theme"
    NOT_CODABLE = "not_codable"
    REFUSED = "refused"  # a suggestion
    BULK = "bulk"
    RECONCILED = "reconciled"
    IMPORTED = "imported"
    ADDED = "added"  # a theme
    EDITED = "edited"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    RETIRED = "retired"
    REVIVED = "revived"
    NOTED = "noted"  # a memo
    MARKED = "marked"  # words for the quotes bank
    ASKED = "asked"  # a colleague, to discuss


class ChangeSet(Base):
    """Everything that one act changed, so that it can be taken back whole, even later."""

    __tablename__ = "change_set"
    __table_args__ = (Index("ix_change_set_coder", "made_by_id", "undone_at", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True)  # in the order of the acts
    kind: Mapped[ChangeKind] = mapped_column(words(ChangeKind))
    reason: Mapped[str] = mapped_column(default="")  # never with words of a contribution
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # counts and ids, for lists
    made_by_id: Mapped[uuid.UUID]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[uuid.UUID | None]

    steps: Mapped[list["ChangeStep"]] = relationship(
        back_populates="change_set",
        order_by="ChangeStep.position",
        cascade="all, delete-orphan",
    )


class ChangeStep(Keyed, Base):
    """One row that a change-set added, altered or removed: what it held before and after."""

    __tablename__ = "change_step"

    change_set_id: Mapped[int] = mapped_column(
        ForeignKey("change_set.number", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    row_table: Mapped[str]
    row_id: Mapped[uuid.UUID] = mapped_column(index=True)
    contribution_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    change_set: Mapped[ChangeSet] = relationship(back_populates="steps")
