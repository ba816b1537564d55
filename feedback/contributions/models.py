"""One thing that one person or group said, and what its giver allows."""

import uuid
from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class Kind(StrEnum):
    """How it came to be said."""

    STORY = "story"
    SURVEY_ANSWER = "survey_answer"
    ENTERED = "entered"


class Channel(StrEnum):
    """By which way it reached us."""

    WEB = "web"
    PAPER = "paper"
    PHONE = "phone"
    LETTER = "letter"
    EVENT = "event"
    GROUP_SESSION = "group_session"
    PANEL = "panel"
    COMPLAINT = "complaint"
    STAFF = "staff"
    FILE = "file"


class Safeguarding(StrEnum):
    """Has somebody looked whether a person may be in danger?"""

    WAITING = "waiting"
    SIGNALLED = "signalled"
    CONCERN = "concern"
    CLEAR = "clear"


class Redaction(StrEnum):
    """Is there a working text?"""

    WAITING = "waiting"
    DONE = "done"


class CodingState(StrEnum):
    """Have themes been given?"""

    WAITING = "waiting"
    DONE = "done"
    NO_THEME = "no_theme"
    NOT_CODABLE = "not_codable"  # nothing in it can be understood


class Publication(StrEnum):
    """Is any of it on the public site?"""

    NOTHING = "nothing"
    COUNTED = "counted"
    QUOTED = "quoted"
    PULLED = "pulled"


class Held(StrEnum):
    """What came in like spam is kept apart. Only a person puts it away, and none is lost."""

    WAITING = "waiting"
    LET_THROUGH = "let_through"
    PUT_AWAY = "put_away"


class PermissionKind(StrEnum):
    """What a giver may allow; every one starts at no."""

    REPORTS = "reports"
    QUOTE = "quote"
    STORY = "story"
    TRAINING = "training"
    CONTACT = "contact"


class Receipt(Keyed, Base):
    """The keyed hash of a code that somebody may hold. The code itself is never stored."""

    __tablename__ = "receipt"

    code_mac: Mapped[str] = mapped_column(unique=True)
    given_on: Mapped[date] = mapped_column(default=clock.today)
    withdrawn_on: Mapped[date | None]

    submissions: Mapped[list["Submission"]] = relationship(
        back_populates="receipt", order_by="Submission.received_on, Submission.id"
    )


class Submission(Keyed, Base):
    """One press of Send (or one row of a file, or one thing entered by staff).

    ``id`` is the random id that the form carried: the same press twice is the same row.
    ``content_mac`` tells a repeat from a change without keeping the content in the clear.
    """

    __tablename__ = "submission"

    content_mac: Mapped[str]
    received_on: Mapped[date] = mapped_column(default=clock.today, index=True)
    receipt_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("receipt.id"), index=True)
    held: Mapped[Held | None] = mapped_column(words(Held))
    held_why: Mapped[str | None]  # the reasons, as names that ``contributions.spam`` knows

    receipt: Mapped[Receipt | None] = relationship(back_populates="submissions")
    contributions: Mapped[list["Contribution"]] = relationship(
        back_populates="submission", order_by="Contribution.position, Contribution.id"
    )
    permissions: Mapped[list["Permission"]] = relationship(
        back_populates="submission", order_by="Permission.kind", cascade="all, delete-orphan"
    )


class Contribution(Keyed, Base):
    """What was said, sealed; its working text, sealed; and four independent states."""

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("source", "source_ref"),
        Index("ix_contribution_inbox", "read_on", "received_on", "id"),
        Index("ix_contribution_coding", "coding", "received_on", "id"),
        CheckConstraint("withdrawn_on IS NULL OR words_sealed IS NULL", name="withdrawn"),
        CheckConstraint("people_count IS NULL OR people_count > 0", name="people"),
    )

    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[Kind] = mapped_column(words(Kind))
    channel: Mapped[Channel] = mapped_column(words(Channel), default=Channel.WEB)
    received_on: Mapped[date] = mapped_column(default=clock.today)
    topic: Mapped[str | None] = mapped_column(index=True)
    language: Mapped[str]
    language_certain: Mapped[bool] = mapped_column(default=False)
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    working_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    english_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # a person's translation

    safeguarding: Mapped[Safeguarding] = mapped_column(
        words(Safeguarding), default=Safeguarding.WAITING
    )
    redaction: Mapped[Redaction] = mapped_column(words(Redaction), default=Redaction.WAITING)
    coding: Mapped[CodingState] = mapped_column(words(CodingState), default=CodingState.WAITING)
    publication: Mapped[Publication] = mapped_column(
        words(Publication), default=Publication.NOTHING
    )

    screened_on: Mapped[date | None] = mapped_column(index=True)  # by the machine, after arrival
    read_on: Mapped[date | None]  # by a person, in the original
    read_by_id: Mapped[uuid.UUID | None]
    withdrawn_on: Mapped[date | None]
    # While a concern about somebody in it is open: only those who look after that may read it.
    restricted: Mapped[bool] = mapped_column(default=False)
    # Words that attack or hunt for somebody are not shown to the public, even years later.
    never_public: Mapped[bool] = mapped_column(default=False)

    source: Mapped[str | None]  # name of the file or list that it came from
    source_ref: Mapped[str | None]  # its id there
    question: Mapped[str | None]  # key or wording of the question that it answers
    response_id: Mapped[uuid.UUID | None] = mapped_column(index=True)  # a survey response
    entry_slug: Mapped[str | None]  # said about a published entry
    people_count: Mapped[int | None]  # a group session: n people, one source
    entered_by_id: Mapped[uuid.UUID | None]

    submission: Mapped[Submission] = relationship(back_populates="contributions")


class Attachment(Keyed, Base):
    """A photo or a recording that came with a contribution: sealed, and free of metadata."""

    __tablename__ = "attachment"

    contribution_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("contribution.id"), index=True)
    media_type: Mapped[str]
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int]  # bytes, before sealing


class Permission(Keyed, Base):
    """One yes or no of one giver, and the day it was said. No row is a no."""

    __tablename__ = "permission"
    __table_args__ = (UniqueConstraint("submission_id", "kind"),)

    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id"))
    kind: Mapped[PermissionKind] = mapped_column(words(PermissionKind))
    granted: Mapped[bool] = mapped_column(default=False)
    changed_on: Mapped[date] = mapped_column(default=clock.today)
    wording: Mapped[int] = mapped_column(default=1)  # which version of the question was asked

    submission: Mapped[Submission] = relationship(back_populates="permissions")


class AboutYou(Keyed, Base):
    """Closed answers about the person, apart from the words and joined only to be counted."""

    __tablename__ = "about_you"

    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id"), unique=True)
    age: Mapped[str | None]
    gender: Mapped[str | None]
    ethnicity: Mapped[str | None]
    disability: Mapped[str | None]
    role: Mapped[str | None]  # service user, carer, family, worker
    area: Mapped[str | None]


class Contact(Keyed, Base):
    """How, when and whether it is safe to reach somebody: sealed under the contact key."""

    __tablename__ = "contact"

    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id"), unique=True)
    details_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    language: Mapped[str]
    given_on: Mapped[date] = mapped_column(default=clock.today)


class SearchWord(Base):
    """The blind index: keyed hashes of the stemmed words of a working text."""

    __tablename__ = "search_word"

    token: Mapped[str] = mapped_column(primary_key=True)
    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True, index=True
    )
