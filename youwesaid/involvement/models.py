"""What people take part in: activities, invitations to join, and who can do what."""

import uuid
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, LargeBinary, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed, words
from youwesaid.partnership.models import Agency, Post
from youwesaid.plans.models import PlanItem


class ActivityKind(StrEnum):
    """How people are engaged."""

    MEETING = "meeting"
    WORKSHOP = "workshop"
    INTERVIEWS = "interviews"
    PANEL = "panel"
    SURVEY = "survey"
    VISIT = "visit"
    CODESIGN = "codesign"
    RECRUITMENT = "recruitment"
    TRAINING = "training"
    OTHER = "other"


class ActivityState(StrEnum):
    """Whether it has happened."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Whom(StrEnum):
    """Which people: broad groups, so that nobody is named and the same ones are noticed."""

    CHILDREN = "children"
    YOUNG_PEOPLE = "young_people"
    CARE_LEAVERS = "care_leavers"
    PARENTS = "parents"
    CARERS = "carers"
    OLDER_PEOPLE = "older_people"
    DISABLED_PEOPLE = "disabled_people"
    LEARNING_DISABILITY = "learning_disability"
    MENTAL_HEALTH = "mental_health"
    DOMESTIC_ABUSE = "domestic_abuse"
    SUBSTANCE_USE = "substance_use"
    HOMELESSNESS = "homelessness"
    NEW_TO_COUNTRY = "new_to_country"
    RURAL = "rural"
    STAFF = "staff"
    ANYONE = "anyone"
    OTHERS = "others"


class SupportKind(StrEnum):
    """What somebody needs in order to take part."""

    INTERPRETER = "interpreter"
    BSL = "bsl"
    EASY_READ = "easy_read"
    STEP_FREE = "step_free"
    TRAVEL = "travel"
    CHILDCARE = "childcare"
    CARE_COVER = "care_cover"
    QUIET_SPACE = "quiet_space"
    COMPANION = "companion"
    BY_PHONE = "by_phone"
    OTHER = "other"


class Met(StrEnum):
    """Whether a request for support was met."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    OPEN = "open"


class IncentiveKind(StrEnum):
    """What is given for people's time."""

    PAYMENT = "payment"
    VOUCHER = "voucher"
    EXPENSES = "expenses"
    MEAL = "meal"
    TRAINING = "training"
    OTHER = "other"


activity_item = Table(
    "activity_item",
    Base.metadata,
    Column("activity_id", ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True),
    Column("plan_item_id", ForeignKey("plan_item.id"), primary_key=True, index=True),
)


class Activity(Keyed, Base):
    """One time that some people were, or will be, asked to take part. It names nobody."""

    __tablename__ = "activity"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="days"),)

    titles: Mapped[dict[str, str]]  # by language code; public when is_public
    kind: Mapped[ActivityKind] = mapped_column(words(ActivityKind))
    state: Mapped[ActivityState] = mapped_column(words(ActivityState), index=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    whom: Mapped[list[str]] = mapped_column(default=list)  # words of Whom
    whom_exactly: Mapped[str] = mapped_column(default="")  # such as: the Tuesday carers' group
    localities: Mapped[list[str]] = mapped_column(default=list)  # keys; none: the whole area
    stages: Mapped[list[str]] = mapped_column(default=list)  # words of InvolvementStage
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(default="")
    people_count: Mapped[int | None]  # about how many; never leaves staff eyes unguarded
    came_of_it: Mapped[dict[str, str]] = mapped_column(default=dict)  # by language code
    is_public: Mapped[bool] = mapped_column(default=False)
    standards: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the self-check, by standard
    made_by_id: Mapped[uuid.UUID]
    made_on: Mapped[date] = mapped_column(default=clock.today)

    agency: Mapped[Agency] = relationship()
    plan_items: Mapped[list[PlanItem]] = relationship(
        secondary=activity_item, order_by=PlanItem.position
    )
    support: Mapped[list["SupportRequest"]] = relationship(
        back_populates="activity", order_by="SupportRequest.asked_on, SupportRequest.id"
    )
    incentives: Mapped[list["Incentive"]] = relationship(
        back_populates="activity", order_by="Incentive.id"
    )

    def title_in(self, language: str) -> str:
        """Its title in *language*, else in English."""
        return self.titles.get(language) or self.titles.get("en") or ""


class SupportRequest(Keyed, Base):
    """Support that somebody asked for, and whether it was given. It does not say who."""

    __tablename__ = "support_request"
    __table_args__ = (CheckConstraint("people > 0", name="people"),)

    activity_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("activity.id"), index=True)
    kind: Mapped[SupportKind] = mapped_column(words(SupportKind))
    detail: Mapped[str] = mapped_column(default="")  # such as: Polish, in person
    people: Mapped[int] = mapped_column(default=1)
    met: Mapped[Met] = mapped_column(words(Met), default=Met.OPEN)
    why_not: Mapped[str] = mapped_column(default="")
    asked_on: Mapped[date] = mapped_column(default=clock.today)

    activity: Mapped[Activity] = relationship(back_populates="support")


class Incentive(Keyed, Base):
    """What was offered for people's time. Who took it is a payee, kept apart."""

    __tablename__ = "incentive"
    __table_args__ = (
        CheckConstraint("taken <= offered AND taken >= 0", name="taken"),
        CheckConstraint("pence >= 0", name="pence"),
    )

    activity_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("activity.id"), index=True)
    kind: Mapped[IncentiveKind] = mapped_column(words(IncentiveKind))
    pence: Mapped[int] = mapped_column(default=0)  # the worth for one person
    offered: Mapped[int] = mapped_column(default=0)  # to how many people
    taken: Mapped[int] = mapped_column(default=0)
    benefits_note_on: Mapped[date | None]  # when people were told what it may do to benefits

    activity: Mapped[Activity] = relationship(back_populates="incentives")


class Payee(Keyed, Base):
    """How to pay one person. Sealed; tied to an incentive, and to no words of anybody."""

    __tablename__ = "payee"

    incentive_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("incentive.id"), index=True)
    details_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    paid_on: Mapped[date | None]
    kept_on: Mapped[date] = mapped_column(default=clock.today)


class OpportunityState(StrEnum):
    """Whether people can see an invitation."""

    DRAFT = "draft"
    OPEN = "open"
    SHUT = "shut"


opportunity_item = Table(
    "opportunity_item",
    Base.metadata,
    Column("opportunity_id", ForeignKey("opportunity.id", ondelete="CASCADE"), primary_key=True),
    Column("plan_item_id", ForeignKey("plan_item.id"), primary_key=True, index=True),
)


class Opportunity(Keyed, Base):
    """An invitation to take part: what, when, what help and what thanks there are."""

    __tablename__ = "opportunity"

    slug: Mapped[str] = mapped_column(unique=True)  # random and neutral
    titles: Mapped[dict[str, str]]  # by language code, like all texts of it
    about: Mapped[dict[str, str]]
    when_where: Mapped[dict[str, str]] = mapped_column(default=dict)
    thanks: Mapped[dict[str, str]] = mapped_column(default=dict)  # pay, expenses
    help_offered: Mapped[list[str]] = mapped_column(default=list)  # words of SupportKind
    stages: Mapped[list[str]] = mapped_column(default=list)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    first_on: Mapped[date | None]
    closes_on: Mapped[date] = mapped_column(index=True)
    state: Mapped[OpportunityState] = mapped_column(
        words(OpportunityState), default=OpportunityState.DRAFT
    )
    made_by_id: Mapped[uuid.UUID]
    changed_on: Mapped[date] = mapped_column(default=clock.today)

    agency: Mapped[Agency] = relationship()
    plan_items: Mapped[list[PlanItem]] = relationship(
        secondary=opportunity_item, order_by=PlanItem.position
    )

    def text_in(self, name: str, language: str) -> tuple[str, str]:
        """The text called *name* and the language that it is in: *language*, else English."""
        texts: dict[str, str] = getattr(self, name)
        if texts.get(language):
            return texts[language], language
        return texts.get("en", ""), "en"


class InterestState(StrEnum):
    """What became of somebody's interest."""

    NEW = "new"
    REACHED = "reached"
    JOINED = "joined"
    NOT_NOW = "not_now"


class Interest(Keyed, Base):
    """Somebody would like to take part. How to reach them is sealed; nothing else is kept."""

    __tablename__ = "interest"
    __table_args__ = (UniqueConstraint("submission"),)

    opportunity_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("opportunity.id"), index=True)
    submission: Mapped[str]  # of the press of Send: two presses are one
    code_mac: Mapped[str] = mapped_column(index=True)  # keyed hash of the number that deletes it
    details_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    spoken: Mapped[str]  # language code
    is_suspect: Mapped[bool] = mapped_column(default=False)  # it may have been a machine
    state: Mapped[InterestState] = mapped_column(words(InterestState), default=InterestState.NEW)
    received_on: Mapped[date] = mapped_column(default=clock.today)


class SkillKind(StrEnum):
    """What a colleague can bring."""

    LANGUAGE = "language"
    BSL = "bsl"
    FACILITATION = "facilitation"
    CHILDREN = "children"
    EASY_READ = "easy_read"
    TRAUMA = "trauma"
    RESEARCH = "research"
    VENUE = "venue"
    NETWORK = "network"
    OTHER = "other"


class Skill(Keyed, Base):
    """What a post in the partnership can do or lend for engaging people."""

    __tablename__ = "skill"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    post_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("post.id"), index=True)
    kind: Mapped[SkillKind] = mapped_column(words(SkillKind))
    detail: Mapped[str]
    checked_on: Mapped[date] = mapped_column(default=clock.today)

    agency: Mapped[Agency] = relationship()
    post: Mapped[Post | None] = relationship()
