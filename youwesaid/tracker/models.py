"""What the public reads: entries in versions, and quotes that can be pulled at once."""

import uuid
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class PublicState(StrEnum):
    """The words people read on an entry."""

    HEARD = "heard"
    LOOKING = "looking"
    DOING = "doing"
    DONE = "done"
    PART_DONE = "part_done"
    CANNOT = "cannot"
    PASSED_ON = "passed_on"
    DISAGREE = "disagree"
    KEPT_DOING = "kept_doing"


class VersionKind(StrEnum):
    """Why there is a new version."""

    FIRST = "first"
    UPDATE = "update"
    CORRECTION = "correction"
    QUOTE_PULLED = "quote_pulled"


class FacetKind(StrEnum):
    """By what the list of entries is narrowed, beside topic, state and plan item."""

    LOCALITY = "locality"
    AGE_GROUP = "age_group"
    AGENCY = "agency"


class Entry(Keyed, Base):
    """An insight with its answers, published. Nothing in it is silently changed or deleted."""

    __tablename__ = "entry"

    slug: Mapped[str] = mapped_column(unique=True)  # random and neutral: it goes into addresses
    insight_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("insight.id"), unique=True)
    topic: Mapped[str | None] = mapped_column(index=True)
    state: Mapped[PublicState] = mapped_column(words(PublicState), index=True)
    first_published_on: Mapped[date] = mapped_column(default=clock.today)
    changed_on: Mapped[date] = mapped_column(default=clock.today, index=True)
    next_look_on: Mapped[date | None]
    promised_for: Mapped[date | None]  # the first day by which something not done is to be done

    versions: Mapped[list["EntryVersion"]] = relationship(
        back_populates="entry", order_by="EntryVersion.number"
    )
    quotes: Mapped[list["PublishedQuote"]] = relationship(
        back_populates="entry", order_by="PublishedQuote.id"
    )
    facets: Mapped[list["EntryFacet"]] = relationship(
        back_populates="entry",
        cascade="all, delete-orphan",
        order_by="EntryFacet.kind, EntryFacet.word",
    )


class EntryFacet(Base):
    """One locality, age group or agency that the newest version of an entry names.

    The words are in the version too; here they are indexed, because JSON is not queried.
    An entry without a locality is for the whole area, one without an age group for all ages.
    """

    __tablename__ = "entry_facet"
    __table_args__ = (Index("ix_entry_facet_kind_word", "kind", "word"),)

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    kind: Mapped[FacetKind] = mapped_column(words(FacetKind), primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)  # the key of what is named

    entry: Mapped[Entry] = relationship(back_populates="facets")


class EntryVersion(Keyed, Base):
    """Everything the public sees of an entry at one time, and why it changed."""

    __tablename__ = "entry_version"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entry.id"))
    number: Mapped[int]
    kind: Mapped[VersionKind] = mapped_column(words(VersionKind))
    published_on: Mapped[date] = mapped_column(default=clock.today)
    published_by_id: Mapped[uuid.UUID | None]  # None: the person who withdrew a quote
    note: Mapped[dict[str, str]] = mapped_column(default=dict)  # by language code
    contents: Mapped[dict[str, Any]]  # the shape is youwesaid.tracker.contents.Contents

    entry: Mapped[Entry] = relationship(back_populates="versions")


class PublishedQuote(Keyed, Base):
    """The words of a quote, in the clear because they are public. Deleted when pulled."""

    __tablename__ = "published_quote"

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entry.id"), index=True)
    quote_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("quote.id"), unique=True)
    contribution_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("contribution.id"), index=True)
    language: Mapped[str]
    text: Mapped[str]

    entry: Mapped[Entry] = relationship(back_populates="quotes")
