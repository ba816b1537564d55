"""Staff, their roles and their server-side sessions."""

import secrets
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class StaffRole(Base):
    """One role that one person holds."""

    __tablename__ = "staff_role"

    staff_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[Role] = mapped_column(words(Role), primary_key=True)


class Staff(Keyed, Base):
    """Somebody who works with what people said.

    The second factor's secret is sealed, and the one-time words (recovery codes, invitation) are
    kept as keyed hashes: a stolen database signs nobody in.
    """

    __tablename__ = "staff"

    email: Mapped[str] = mapped_column(unique=True)  # in small letters
    name: Mapped[str]
    agency: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(default="en")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    password: Mapped[str | None]  # Argon2id
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_last_step: Mapped[int | None]  # the step of the last code used, so that none works twice
    recovery_codes: Mapped[list[str]] = mapped_column(default=list)
    invitation: Mapped[str | None]
    invitation_until: Mapped[datetime | None]

    # Sessions carry this mark; a new one ends them all.
    stamp: Mapped[str] = mapped_column(default=lambda: secrets.token_hex(16))
    failed_tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]

    roles: Mapped[list[StaffRole]] = relationship(
        cascade="all, delete-orphan", order_by=StaffRole.role, lazy="selectin"
    )

    @property
    def role_names(self) -> frozenset[str]:
        """The roles held, as words."""
        return frozenset(held.role.value for held in self.roles)

    @property
    def has_signed_in(self) -> bool:
        """Whether both factors are set up, as they are after the first time."""
        return self.password is not None and self.totp_sealed is not None


class StaffSession(Base):
    """One browser: its key is a hash of the cookie, so that the table opens nothing."""

    __tablename__ = "staff_session"

    key: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), index=True
    )
    contents: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
