"""What is made of an entry for those who read it otherwise: written by one, checked by another."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed, words
from youwesaid.tracker.models import Entry

_TWO_PEOPLE = "checked_by_id IS NULL OR checked_by_id <> written_by_id"


class MadeKind(StrEnum):
    """What was made."""

    WORDS = "words"  # a text in another language, or in Easy Read
    PICTURE = "picture"  # the name of a picture beside one Easy Read sentence
    SOUND = "sound"  # the entry read aloud
    FILM = "film"  # the address of the entry in British Sign Language


class Made(Keyed, Base):
    """One text, picture, recording or film of an entry. Public once a second person checked it.

    *source* is the English text of words, the sentence of a picture, and for recordings and films
    the mark (``pieces.mark_of``) of all that they tell.
    """

    __tablename__ = "entry_made"
    __table_args__ = (
        CheckConstraint(_TWO_PEOPLE, name="two_people"),
        CheckConstraint("kind <> 'sound' OR content IS NOT NULL", name="sound"),
    )

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entry.id"), index=True)
    kind: Mapped[MadeKind] = mapped_column(words(MadeKind))
    language: Mapped[str]
    source: Mapped[str]
    text: Mapped[str]  # the words, the picture's name, the film's address, the recording's digest
    media_type: Mapped[str | None]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int | None]  # bytes of the recording
    written_by_id: Mapped[uuid.UUID]
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    checked_by_id: Mapped[uuid.UUID | None]
    checked_at: Mapped[datetime | None]

    entry: Mapped[Entry] = relationship()


class FormatWish(Keyed, Base):
    """Somebody asked for an entry in a format: what translators and editors find on their list."""

    __tablename__ = "format_wish"
    __table_args__ = (UniqueConstraint("entry_id", "kind", "language"),)

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entry.id"))
    kind: Mapped[MadeKind] = mapped_column(words(MadeKind))
    language: Mapped[str]
    asked_by_id: Mapped[uuid.UUID]
    asked_on: Mapped[date] = mapped_column(default=clock.today)

    entry: Mapped[Entry] = relationship()
