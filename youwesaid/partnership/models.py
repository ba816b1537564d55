"""The agencies of a partnership, the posts in them that answer, and its localities."""

import uuid

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core.db import Base, Keyed


class Agency(Keyed, Base):
    """A partner: council, health board, police, a third-sector body. Never deleted, only shut."""

    __tablename__ = "agency"

    key: Mapped[str] = mapped_column(unique=True)  # short, for addresses and files: council
    names: Mapped[dict[str, str]]  # by language code
    position: Mapped[int] = mapped_column(default=0)
    is_partner: Mapped[bool] = mapped_column(default=True)  # False: it has left the partnership

    posts: Mapped[list["Post"]] = relationship(
        back_populates="agency", order_by="Post.position, Post.id"
    )

    def name_in(self, language: str) -> str:
        """Its name in *language*, else in English."""
        return self.names.get(language) or self.names.get("en") or self.key


class Post(Keyed, Base):
    """A role in an agency that owns answers: a post and never a person's name."""

    __tablename__ = "post"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    names: Mapped[dict[str, str]]  # by language code, such as "Service manager, adult care"
    position: Mapped[int] = mapped_column(default=0)
    # Where reminders go: the mailbox of the role, sealed under the contact key.
    address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    agency: Mapped[Agency] = relationship(back_populates="posts")

    def name_in(self, language: str) -> str:
        """Its name in *language*, else in English."""
        return self.names.get(language) or self.names.get("en") or ""


class Locality(Keyed, Base):
    """A part of the partnership's area that people know by name."""

    __tablename__ = "locality"

    key: Mapped[str] = mapped_column(unique=True)
    names: Mapped[dict[str, str]]  # by language code
    position: Mapped[int] = mapped_column(default=0)

    def name_in(self, language: str) -> str:
        """Its name in *language*, else in English."""
        return self.names.get(language) or self.names.get("en") or self.key
