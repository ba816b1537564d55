"""Staff, their roles and their server-side sessions."""

import uuid
from datetime import datetime

from flask_security import AsaList, RoleMixin, UserMixin
from sqlalchemy import Column, ForeignKey, LargeBinary, Table
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed

staff_roles = Table(
    "staff_roles",
    Base.metadata,
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("staff_role.id", ondelete="CASCADE"), primary_key=True),
)


class StaffRole(Keyed, Base, RoleMixin):  # type: ignore[misc]
    """One of the six roles, as Flask-Security wants it: a row."""

    __tablename__ = "staff_role"

    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str | None]


class Staff(Keyed, Base, UserMixin):  # type: ignore[misc]
    """Somebody who works with what people said. The column names are Flask-Security's."""

    __tablename__ = "staff"

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    agency: Mapped[str] = mapped_column(default="")
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    tf_last_step: Mapped[int | None]  # the last one-time code's step, so that none works twice
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    failed_tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(default="en")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    roles: Mapped[list[StaffRole]] = relationship(
        secondary=staff_roles, order_by=StaffRole.name, lazy="selectin"
    )

    @property
    def role_names(self) -> frozenset[str]:
        """The roles held, as words."""
        return frozenset(role.name for role in self.roles)


class StaffSession(Base):
    """One signed-in browser: its key is a hash of the cookie, so that the table opens nothing."""

    __tablename__ = "staff_session"

    key: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), index=True
    )
    contents: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime] = mapped_column(default=clock.now)
