"""The audit log: append only, each entry chained to the one before."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from feedback.core.db import Base


class AuditEntry(Base):
    """One act of one member of staff, or of the machine; never with anybody's words in it."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_thing", "thing", "thing_id"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[uuid.UUID | None]  # None: the machine, or somebody not signed in
    actor_name: Mapped[str] = mapped_column(default="")
    verb: Mapped[str]
    thing: Mapped[str] = mapped_column(default="")
    thing_id: Mapped[str] = mapped_column(default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    previous: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)


class AuditHead(Base):
    """Where the chain ends, signed with a key that is not in the database.

    A chain alone cannot tell that its last entries were dropped; this row can.
    """

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    number: Mapped[int]
    digest: Mapped[str]
    signature: Mapped[str]
