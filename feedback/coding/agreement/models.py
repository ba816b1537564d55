"""Contributions coded twice, what each coder said of them, and what was then decided."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.coding.models import ChangeSet
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class Seat(StrEnum):
    """Whose answer: the coding that counts, or the second look that does not count yet."""

    FIRST = "first"
    SECOND = "second"


class Decision(StrEnum):
    """What was decided about the themes that only one of the two gave."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"
    NEITHER = "neither"
    EACH = "each"  # theme by theme
    DISCUSS = "discuss"  # nothing yet: it needs a talk


class Sample(Base):
    """Contributions drawn by chance to be coded by two people who do not see each other's work."""

    __tablename__ = "agreement_sample"

    number: Mapped[int] = mapped_column(primary_key=True)
    made_on: Mapped[date] = mapped_column(default=clock.today)
    made_by_id: Mapped[uuid.UUID]
    first_coder_id: Mapped[uuid.UUID]  # codes what nobody has coded yet
    second_coder_id: Mapped[uuid.UUID]
    themes: Mapped[list[str]]  # keys of the themes that it was planned for
    prevalence: Mapped[float]  # expected share with the rarest of them, 0 to 1
    least: Mapped[float]  # the agreement that it can tell from a lower one
    planned: Mapped[int]  # contributions that the plan asked for
    drawn: Mapped[int]
    seed: Mapped[int]  # the same seed draws the same ones from the same contributions
    codebook_version: Mapped[int]
    withdrawn: Mapped[int] = mapped_column(default=0)  # taken back by their givers since

    entries: Mapped[list["SampleEntry"]] = relationship(
        back_populates="sample", order_by="SampleEntry.position", cascade="all, delete-orphan"
    )


class SampleEntry(Keyed, Base):
    """One contribution of a sample."""

    __tablename__ = "agreement_entry"
    __table_args__ = (UniqueConstraint("sample_number", "contribution_id"),)

    sample_number: Mapped[int] = mapped_column(
        ForeignKey("agreement_sample.number", ondelete="CASCADE")
    )
    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]  # in the order of the draw
    reworded: Mapped[list[str]] = mapped_column(default=list)  # themes, in view of this one

    sample: Mapped[Sample] = relationship(back_populates="entries")
    contribution: Mapped[Contribution] = relationship()
    codings: Mapped[list["BlindCoding"]] = relationship(
        back_populates="entry", order_by="BlindCoding.seat", cascade="all, delete-orphan"
    )
    reconciliations: Mapped[list["Reconciliation"]] = relationship(
        back_populates="entry", order_by="Reconciliation.made_at", cascade="all, delete-orphan"
    )


class BlindCoding(Keyed, Base):
    """What one coder said of one entry, kept as it was; it never enters a count by itself."""

    __tablename__ = "blind_coding"
    __table_args__ = (UniqueConstraint("entry_id", "seat"),)

    entry_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("agreement_entry.id", ondelete="CASCADE")
    )
    seat: Mapped[Seat] = mapped_column(words(Seat))
    coder_id: Mapped[uuid.UUID | None]  # none: said before it was kept who says "no theme"
    themes: Mapped[list[str]]  # keys; none is an answer: no theme fits
    not_codable: Mapped[bool] = mapped_column(default=False)  # it cannot be understood
    codebook_version: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    entry: Mapped[SampleEntry] = relationship(back_populates="codings")


class Reconciliation(Keyed, Base):
    """What somebody decided about one entry, and why; the last that stands is in force."""

    __tablename__ = "reconciliation"

    entry_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("agreement_entry.id", ondelete="CASCADE"), index=True
    )
    decision: Mapped[Decision] = mapped_column(words(Decision))
    themes: Mapped[list[str]]  # keys of all that it has now; of a talk, none
    reason: Mapped[str]  # goes with the contribution: an act in the journal would outlive it
    made_by_id: Mapped[uuid.UUID]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    change_set_number: Mapped[int | None] = mapped_column(ForeignKey("change_set.number"))

    entry: Mapped[SampleEntry] = relationship(back_populates="reconciliations")
    change_set: Mapped[ChangeSet | None] = relationship()

    @property
    def stands(self) -> bool:
        """Whether nobody has taken it back."""
        return self.change_set is None or self.change_set.undone_at is None
