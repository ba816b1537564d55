"""You said (insight), we did (answer), and the proof (evidence)."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, LargeBinary, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import Base, Keyed, words
from youwesaid.partnership.models import Agency, Post
from youwesaid.plans.models import PlanChange, PlanItem


class AnswerKind(StrEnum):
    """The eight honest answers."""

    DONE = "done"
    DOING = "doing"
    LOOKING = "looking"
    PART = "part"
    CANNOT = "cannot"
    PASSED_ON = "passed_on"
    DISAGREE = "disagree"
    KEPT_DOING = "kept_doing"


class Reason(StrEnum):
    """Why the answer is not simply "done"."""

    SAFETY_OR_LAW = "safety_or_law"
    RIGHTS_OR_PRIVACY = "rights_or_privacy"
    MONEY_OR_STAFF = "money_or_staff"
    DECISION_ELSEWHERE = "decision_elsewhere"
    TRIED_BEFORE = "tried_before"
    OPPOSITE_WISHES = "opposite_wishes"
    TOO_LITTLE_EVIDENCE = "too_little_evidence"


class AnswerState(StrEnum):
    """How far an answer is from being public."""

    DRAFT = "draft"
    FOR_SIGN_OFF = "for_sign_off"
    SIGNED = "signed"


insight_item = Table(
    "insight_item",
    Base.metadata,
    Column("insight_id", ForeignKey("insight.id", ondelete="CASCADE"), primary_key=True),
    Column("plan_item_id", ForeignKey("plan_item.id"), primary_key=True, index=True),
)
insight_source = Table(
    "insight_source",
    Base.metadata,
    Column("insight_id", ForeignKey("insight.id", ondelete="CASCADE"), primary_key=True),
    Column("contribution_id", ForeignKey("contribution.id"), primary_key=True, index=True),
)
insight_plan_change = Table(
    "insight_plan_change",
    Base.metadata,
    Column("insight_id", ForeignKey("insight.id", ondelete="CASCADE"), primary_key=True),
    Column("plan_change_id", ForeignKey("plan_change.id"), primary_key=True, index=True),
)


class Insight(Keyed, Base):
    """What several people said, in plain words, by language; its count is for staff only."""

    __tablename__ = "insight"

    said: Mapped[dict[str, str]]  # by language code
    topic: Mapped[str | None] = mapped_column(index=True)
    localities: Mapped[list[str]] = mapped_column(default=list)  # keys; none: the whole area
    age_groups: Mapped[list[str]] = mapped_column(default=list)  # keys of about-you; none: all ages
    theme_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("theme.id"), index=True)
    heard_from: Mapped[list[str]] = mapped_column(default=list)  # kinds and channels of sources
    period_start: Mapped[date]
    period_end: Mapped[date]
    count: Mapped[int]  # people at the time it was made; never leaves staff eyes unguarded
    made_by_id: Mapped[uuid.UUID]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_at: Mapped[datetime | None]  # when what is public of it was last brought up to date
    # One line, by language, in which several agencies that answer say together what comes of it.
    joint: Mapped[dict[str, str]] = mapped_column(default=dict)

    sources: Mapped[list[Contribution]] = relationship(
        secondary=insight_source, order_by=(Contribution.received_on, Contribution.id)
    )
    plan_items: Mapped[list[PlanItem]] = relationship(
        secondary=insight_item, order_by=PlanItem.position
    )
    plan_changes: Mapped[list[PlanChange]] = relationship(
        secondary=insight_plan_change, order_by=PlanChange.changed_on
    )
    answers: Mapped[list["Answer"]] = relationship(
        back_populates="insight", order_by="Answer.created_at, Answer.id"
    )
    quotes: Mapped[list["Quote"]] = relationship(
        back_populates="insight", order_by="Quote.created_at, Quote.id"
    )


class Answer(Keyed, Base):
    """What the partnership says to an insight. The second signature is somebody else's."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('done', 'kept_doing') OR state = 'draft' OR reason_code IS NOT NULL",
            name="reason",
        ),
        CheckConstraint(
            "kind IN ('done', 'kept_doing') OR state = 'draft' OR next_look_on IS NOT NULL",
            name="next_look",
        ),
        CheckConstraint(
            "state <> 'signed' OR (signed_by_id IS NOT NULL AND signed_by_id <> written_by_id)",
            name="two_people",
        ),
    )

    insight_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("insight.id"), index=True)
    kind: Mapped[AnswerKind] = mapped_column(words(AnswerKind))
    reason_code: Mapped[Reason | None] = mapped_column(words(Reason))
    text: Mapped[dict[str, str]]  # by language code
    reason: Mapped[dict[str, str]] = mapped_column(default=dict)
    who_answers: Mapped[dict[str, str]] = mapped_column(default=dict)  # a role and group
    agency_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"), index=True)
    post_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("post.id"), index=True)  # reminded
    effect: Mapped[dict[str, str]] = mapped_column(default=dict)  # what people would notice
    involved_at: Mapped[list[str]] = mapped_column(default=list)  # words of InvolvementStage
    heard_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    next_look_on: Mapped[date | None] = mapped_column(index=True)
    promised_for: Mapped[date | None] = mapped_column(index=True)  # when "doing" is to be done
    state: Mapped[AnswerState] = mapped_column(words(AnswerState), default=AnswerState.DRAFT)
    written_by_id: Mapped[uuid.UUID]
    # Who else had a hand in it since it was written: none of them is the second person.
    touched_by_ids: Mapped[list[str]] = mapped_column(default=list)
    signed_by_id: Mapped[uuid.UUID | None]
    signed_at: Mapped[datetime | None]
    sent_back: Mapped[str] = mapped_column(default="")  # what the second person asked for
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    insight: Mapped[Insight] = relationship(back_populates="answers")
    agency: Mapped[Agency | None] = relationship()
    post: Mapped[Post | None] = relationship()
    evidence: Mapped[list["Evidence"]] = relationship(
        back_populates="answer", order_by="Evidence.added_on, Evidence.id"
    )


class EvidenceKind(StrEnum):
    """What kind of proof."""

    LINK = "link"  # a page, or any other document or picture
    MINUTE = "minute"
    POLICY = "policy"
    MEASURE = "measure"


class EvidenceFile(Keyed, Base):
    """A file that proves an answer, without metadata. Served in public only while *is_public*."""

    __tablename__ = "evidence_file"
    __table_args__ = (UniqueConstraint("insight_id", "digest"),)

    insight_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("insight.id"))
    digest: Mapped[str] = mapped_column(index=True)  # SHA-256 of what is kept, hexadecimal
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int]  # bytes
    is_public: Mapped[bool] = mapped_column(default=False)  # as of the newest publication
    added_on: Mapped[date] = mapped_column(default=clock.today)


class Evidence(Keyed, Base):
    """Something that shows that the answer is true."""

    __tablename__ = "evidence"

    answer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("answer.id"), index=True)
    kind: Mapped[EvidenceKind] = mapped_column(words(EvidenceKind))
    text: Mapped[dict[str, str]]  # by language code
    url: Mapped[str | None]
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("evidence_file.id"), index=True)
    added_on: Mapped[date] = mapped_column(default=clock.today)

    answer: Mapped[Answer] = relationship(back_populates="evidence")
    file: Mapped[EvidenceFile | None] = relationship()


class QuoteState(StrEnum):
    """Whether a quote may be, is, or was public."""

    PROPOSED = "proposed"
    PUBLISHED = "published"
    PULLED = "pulled"


class Quote(Keyed, Base):
    """A short piece of a working text whose giver said yes. Sealed until it is published."""

    __tablename__ = "quote"
    __table_args__ = (
        UniqueConstraint("insight_id", "contribution_id", "start", "end"),
        CheckConstraint(
            "state <> 'published' OR identity_checked_by_id IS NOT NULL", name="identity"
        ),
    )

    insight_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("insight.id"))
    contribution_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("contribution.id"), index=True)
    start: Mapped[int]  # code points of the working text
    end: Mapped[int]
    language: Mapped[str]
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[QuoteState] = mapped_column(words(QuoteState), default=QuoteState.PROPOSED)
    identity_checked_by_id: Mapped[uuid.UUID | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    insight: Mapped[Insight] = relationship(back_populates="quotes")


class IdentityCheck(Keyed, Base):
    """A person's answer to: could someone who knows them work out who this is?

    *about_digest* is of the words that were asked about: other words are asked about again.
    """

    __tablename__ = "identity_check"

    insight_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("insight.id", ondelete="CASCADE"), index=True
    )
    quote_id: Mapped[uuid.UUID | None] = mapped_column(index=True)  # None: what people said
    about_digest: Mapped[str | None]  # of public words only; words of one person are sealed
    somebody_would_know: Mapped[bool]
    asked_of_id: Mapped[uuid.UUID]
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
