"""Reviewers, what they were asked, what they said, and why an answer is published without them."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from secrets import token_hex

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed, words
from youwesaid.insights.models import Answer


class Reviewer(Keyed, Base):
    """Somebody with lived experience who reads answers. Not staff: no address, no real name.

    They come in with a card (a code, kept as a keyed hash) and secret words (Argon2id).
    """

    __tablename__ = "reviewer"

    name: Mapped[str]  # what they want to be called here
    language: Mapped[str] = mapped_column(default="en")
    card: Mapped[str | None] = mapped_column(unique=True)
    card_until: Mapped[datetime | None]  # for a card that was never used
    secret: Mapped[str | None]
    failed_tries: Mapped[int] = mapped_column(default=0)
    stamp: Mapped[str] = mapped_column(default=lambda: token_hex(16))  # a new one ends sessions
    left_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class ReviewVerdict(StrEnum):
    """What a reviewer says of an answer."""

    RIGHT = "right"
    NOT_SAID = "not_said"
    DIFFERENTLY = "differently"


class Review(Keyed, Base):
    """One answer that one reviewer was asked about; *about* is a digest of its words then."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("answer_id", "reviewer_id", "about"),
        CheckConstraint("verdict IS NULL OR answered_on IS NOT NULL", name="answered"),
    )

    answer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("answer.id"), index=True)
    reviewer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("reviewer.id"), index=True)
    about: Mapped[str]
    asked_on: Mapped[date] = mapped_column(default=clock.today)
    asked_by_id: Mapped[uuid.UUID]
    verdict: Mapped[ReviewVerdict | None] = mapped_column(words(ReviewVerdict))
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    language: Mapped[str | None]  # of their words
    answered_on: Mapped[date | None] = mapped_column(index=True)
    # A watch phrase was met in their words: a lead reads them.
    is_signalled: Mapped[bool] = mapped_column(default=False)
    lead_read_on: Mapped[date | None]

    answer: Mapped[Answer] = relationship()
    reviewer: Mapped[Reviewer] = relationship()


class Overruling(Keyed, Base):
    """Why an answer is published though no reviewer agreed. Everybody can read it."""

    __tablename__ = "review_overruling"

    answer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("answer.id"), unique=True)
    about: Mapped[str]  # it holds for these very words only
    reason: Mapped[dict[str, str]]  # by language code
    written_by_id: Mapped[uuid.UUID]
    written_on: Mapped[date] = mapped_column(default=clock.today)
