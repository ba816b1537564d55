"""Answers to "did it help?", and what was last shown of them."""

import uuid
from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class Verdict(StrEnum):
    """Whether it helped."""

    YES = "yes"
    LITTLE = "little"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


class Asked(StrEnum):
    """Who answered: somebody whose words led to the entry, or anybody else. Never added up."""

    HOLDER = "holder"
    ANYBODY = "anybody"


class HelpedAnswer(Keyed, Base):
    """One answer about one entry at one time.

    *giver* is a keyed hash: of the receipt, the entry and the time, so that a holder counts once
    and can change their mind, or of the form. It leads back to nobody.
    """

    __tablename__ = "helped_answer"
    __table_args__ = (CheckConstraint("step IN (3, 6)", name="step"),)

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entry.id"), index=True)
    step: Mapped[int]  # months after it was published
    asked: Mapped[Asked] = mapped_column(words(Asked))
    verdict: Mapped[Verdict] = mapped_column(words(Verdict))
    giver: Mapped[str] = mapped_column(unique=True)


class HelpedFigure(Base):
    """What is shown of one count, already guarded. *verdict* is blank for all together."""

    __tablename__ = "helped_figure"

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)
    asked: Mapped[Asked] = mapped_column(words(Asked), primary_key=True)
    verdict: Mapped[str] = mapped_column(primary_key=True)
    shown: Mapped[int | None]  # None: fewer than the threshold, or hidden beside such a one
    threshold: Mapped[int]


class HelpedLetter(Keyed, Base):
    """One letter that asked: at most two go to one contact, and they go when the contact does."""

    __tablename__ = "helped_letter"
    __table_args__ = (UniqueConstraint("contact_id", "step"),)

    contact_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), index=True
    )
    step: Mapped[int]
    sent_on: Mapped[date] = mapped_column(default=clock.today)


class HelpedLook(Base):
    """That an editor looked at how many said no; one more, and it is on the list again."""

    __tablename__ = "helped_look"

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    noes: Mapped[int]
    looked_on: Mapped[date] = mapped_column(default=clock.today)
    looked_by_id: Mapped[uuid.UUID]
