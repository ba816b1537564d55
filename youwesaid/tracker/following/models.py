"""Who wants to hear when something changes: by letter, or behind a receipt."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback.core import clock
from feedback.core.db import Base, Keyed


class Subscription(Keyed, Base):
    """Letters to one address about all entries, one topic or one entry. The address is sealed."""

    __tablename__ = "subscription"
    __table_args__ = (
        UniqueConstraint("address_mac", "topic", "entry_id"),
        CheckConstraint("topic = '' OR entry_id IS NULL", name="one_subject"),
    )

    address_mac: Mapped[str] = mapped_column(index=True)  # keyed hash: one subscription each
    address_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    topic: Mapped[str] = mapped_column(default="")
    entry_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("entry.id"), index=True)
    spoken: Mapped[str]  # language code
    token_mac: Mapped[str] = mapped_column(unique=True)  # of what its links carry
    asked_on: Mapped[date] = mapped_column(default=clock.today)
    confirmed_on: Mapped[date | None]  # None: nobody has opened the link in the first letter
    told_on: Mapped[date | None] = mapped_column(index=True)  # the day of the last letter


class ReceiptFollow(Keyed, Base):
    """An entry that the holder of a receipt wants to find again behind it."""

    __tablename__ = "receipt_follow"
    __table_args__ = (UniqueConstraint("receipt_id", "entry_id"),)

    receipt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("receipt.id"), index=True)
    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entry.id"), index=True)
    since: Mapped[date] = mapped_column(default=clock.today)
