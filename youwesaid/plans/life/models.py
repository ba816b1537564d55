"""Records of a plan's life. Every edit keeps what stood before; nothing is deleted."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed, words
from youwesaid.partnership.models import Post
from youwesaid.plans.life.words import (
    Decision,
    Difference,
    Fit,
    Kind,
    Moved,
    Nation,
    Reached,
    RiskState,
    Telling,
    Unit,
)
from youwesaid.plans.models import Plan, PlanItem

record_items = Table(
    "plan_record_item",
    Base.metadata,
    Column("record_id", ForeignKey("plan_record.id"), primary_key=True),
    Column("plan_item_id", ForeignKey("plan_item.id"), primary_key=True, index=True),
)


def _own_id() -> Mapped[uuid.UUID]:
    return mapped_column(ForeignKey("plan_record.id"), primary_key=True)


class PlanRecord(Keyed, Base):
    """What all records of a plan's life have: the plan, its items, and every earlier value."""

    __tablename__ = "plan_record"
    __table_args__: Any = (Index("ix_plan_record_kind", "plan_id", "kind"),)
    __mapper_args__: Any = {"polymorphic_on": "kind"}

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan.id"))
    kind: Mapped[Kind] = mapped_column(words(Kind))
    is_sensitive: Mapped[bool] = mapped_column(default=False)  # True: never on a public page
    made_on: Mapped[date] = mapped_column(default=clock.today)
    made_by_id: Mapped[uuid.UUID | None]  # None: the worked example
    gone_on: Mapped[date | None]  # taken out, with a reason; kept for staff
    gone_why: Mapped[str] = mapped_column(default="")

    plan: Mapped[Plan] = relationship()
    items: Mapped[list[PlanItem]] = relationship(
        secondary=record_items, order_by="PlanItem.position, PlanItem.id"
    )
    changes: Mapped[list["RecordChange"]] = relationship(
        back_populates="record", order_by="RecordChange.changed_at, RecordChange.id"
    )


class RecordChange(Keyed, Base):
    """One edit: by field, what stood there before and what stands there since."""

    __tablename__ = "plan_record_change"

    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan_record.id"), index=True)
    fields: Mapped[dict[str, Any]]  # name to [before, after], as plain JSON
    note: Mapped[str] = mapped_column(default="")  # why
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_by_id: Mapped[uuid.UUID | None]

    record: Mapped[PlanRecord] = relationship(back_populates="changes")


class Reading(PlanRecord):
    """What a measure showed on a day: a number, or words such as "has increased", or both."""

    __tablename__ = "plan_reading"
    __mapper_args__ = {"polymorphic_identity": Kind.READING}

    id: Mapped[uuid.UUID] = _own_id()
    measure_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan_item.id"), index=True)
    taken_on: Mapped[date]
    period: Mapped[str] = mapped_column(default="")  # as the source names it, such as 2022-23
    value: Mapped[float | None]  # in the unit of the measure's target
    out_of: Mapped[float | None]  # the whole of which *value* is a part
    said: Mapped[str] = mapped_column(default="")
    moved: Mapped[Moved | None] = mapped_column(words(Moved))
    reached: Mapped[Reached | None] = mapped_column(words(Reached))
    is_baseline: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    caveat: Mapped[str] = mapped_column(default="")

    measure: Mapped[PlanItem] = relationship(foreign_keys=[measure_id])


class WorkAction(PlanRecord):
    """One action of a year's workplan; edited through the year."""

    __tablename__ = "plan_work_action"
    __mapper_args__ = {"polymorphic_identity": Kind.WORK}

    id: Mapped[uuid.UUID] = _own_id()
    year: Mapped[str]  # 2026, or 2026-27
    action: Mapped[str]
    measurable: Mapped[str] = mapped_column(default="")  # how anybody will know
    post_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("post.id"))
    owner: Mapped[str] = mapped_column(default="")  # a role, where it is no post of an agency
    due_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="")  # the plan's own word
    rag: Mapped[str] = mapped_column(default="")  # beside the status, and never taken from it
    progress: Mapped[str] = mapped_column(default="")
    finished_on: Mapped[date | None]

    post: Mapped[Post | None] = relationship()


class TemplateRow(PlanRecord):
    """A row of the plan's own action plan template: its columns are the plan's."""

    __tablename__ = "plan_template_row"
    __mapper_args__ = {"polymorphic_identity": Kind.ROW}

    id: Mapped[uuid.UUID] = _own_id()
    category: Mapped[str] = mapped_column(default="")
    cells: Mapped[dict[str, str]]  # by column, as the plan prints its name
    status: Mapped[str] = mapped_column(default="")
    rag: Mapped[str] = mapped_column(default="")  # beside the status, and never taken from it
    due_on: Mapped[date | None]
    finished_on: Mapped[date | None]


class Deadline(PlanRecord):
    """Something due so many working days or months after an event."""

    __tablename__ = "plan_deadline"
    __table_args__ = (CheckConstraint("length BETWEEN 0 AND 1000", name="length"),)
    __mapper_args__ = {"polymorphic_identity": Kind.DEADLINE}

    id: Mapped[uuid.UUID] = _own_id()
    name: Mapped[str]
    measure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plan_item.id"), index=True)
    event: Mapped[str] = mapped_column(default="")
    event_on: Mapped[date]
    length: Mapped[int]
    unit: Mapped[Unit] = mapped_column(words(Unit))
    nation: Mapped[Nation] = mapped_column(words(Nation))
    due_on: Mapped[date]  # worked out from the four above, never typed
    met_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")

    measure: Mapped[PlanItem | None] = relationship(foreign_keys=[measure_id])


class Review(PlanRecord):
    """A review or check-in: planned with what it asks, held with an answer to each."""

    __tablename__ = "plan_review"
    __mapper_args__ = {"polymorphic_identity": Kind.REVIEW}

    id: Mapped[uuid.UUID] = _own_id()
    review_key: Mapped[str] = mapped_column(default="")  # of the plan's own review, such as dg-rev1
    name: Mapped[str]
    planned_on: Mapped[date]
    asks: Mapped[list[str]] = mapped_column(default=list)
    goes_to: Mapped[list[str]] = mapped_column(default=list)  # keys of groups
    held_on: Mapped[date | None]
    answers: Mapped[list[str]] = mapped_column(default=list)  # one for each ask
    difference: Mapped[Difference | None] = mapped_column(words(Difference))
    fits: Mapped[Fit | None] = mapped_column(words(Fit))
    found: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None]
    follows_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plan_review.id"))


class Risk(PlanRecord):
    """An entry of a risk register. For staff only."""

    __tablename__ = "plan_risk"
    __table_args__ = (
        CheckConstraint("likelihood BETWEEN 1 AND 5", name="likelihood"),
        CheckConstraint("impact BETWEEN 1 AND 5", name="impact"),
    )
    __mapper_args__ = {"polymorphic_identity": Kind.RISK}

    id: Mapped[uuid.UUID] = _own_id()
    register: Mapped[str] = mapped_column(default="")  # the plan's own name of it
    category: Mapped[str] = mapped_column(default="")
    risk: Mapped[str]
    likelihood: Mapped[int]  # 1 rare to 5 almost certain
    impact: Mapped[int]  # 1 very low to 5 very high
    post_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("post.id"))
    owner: Mapped[str] = mapped_column(default="")
    mitigations: Mapped[str] = mapped_column(default="")
    state: Mapped[RiskState] = mapped_column(words(RiskState), default=RiskState.OPEN)
    next_look_on: Mapped[date | None]

    post: Mapped[Post | None] = relationship()

    @property
    def score(self) -> int:
        """Likelihood times impact, 1 to 25."""
        return self.likelihood * self.impact


class ChangeTest(PlanRecord):
    """A small test of a change by one team: plan, do, study, act. For staff only."""

    __tablename__ = "plan_change_test"
    __mapper_args__ = {"polymorphic_identity": Kind.TEST}

    id: Mapped[uuid.UUID] = _own_id()
    test_key: Mapped[str] = mapped_column(default="")  # of the plan's own test, such as dun-pdsa1
    team: Mapped[str]
    cycle: Mapped[int] = mapped_column(default=1)
    change: Mapped[str]  # what is tried
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    planned: Mapped[str] = mapped_column(default="")
    done: Mapped[str] = mapped_column(default="")
    studied: Mapped[str] = mapped_column(default="")
    acted: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    decision: Mapped[Decision | None] = mapped_column(words(Decision))
    scaled_on: Mapped[date | None]
    scaled: Mapped[str] = mapped_column(default="")  # where to, and how


class Message(PlanRecord):
    """What was told to whom, through which channel, when."""

    __tablename__ = "plan_message"
    __mapper_args__ = {"polymorphic_identity": Kind.MESSAGE}

    id: Mapped[uuid.UUID] = _own_id()
    telling: Mapped[Telling] = mapped_column(words(Telling), default=Telling.DRAFT)
    told_on: Mapped[date | None]
    audience: Mapped[str]
    channel: Mapped[str] = mapped_column(default="")
    told: Mapped[str]
    teller: Mapped[str] = mapped_column(default="")  # a role
    entry_slugs: Mapped[list[str]] = mapped_column(default=list)  # published entries it is about


MODELS: Mapping[Kind, type[PlanRecord]] = {
    Kind.READING: Reading,
    Kind.WORK: WorkAction,
    Kind.ROW: TemplateRow,
    Kind.DEADLINE: Deadline,
    Kind.REVIEW: Review,
    Kind.RISK: Risk,
    Kind.TEST: ChangeTest,
    Kind.MESSAGE: Message,
}
