"""Barriers and the dated steps by which they went from group to group."""

import uuid
from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed, words
from youwesaid.insights.models import Answer
from youwesaid.plans.models import Plan, PlanItem


class Outcome(StrEnum):
    """How a barrier ended."""

    GONE = "gone"  # it no longer stands in the way
    ACCEPTED = "accepted"  # it stays, and the partnership goes on with it
    ELSEWHERE = "elsewhere"  # somebody outside the partnership decides


class Barrier(Keyed, Base):
    """Something that stands in the way of a plan item, and perhaps of one answer."""

    __tablename__ = "barrier"
    __table_args__ = (CheckConstraint("(closed_on IS NULL) = (outcome IS NULL)", name="outcome"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    plan_item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan_item.id"), index=True)
    answer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("answer.id"), index=True)
    reason: Mapped[str]  # for staff and for meetings, in English
    # What the public may read after "Held up:", by language; nothing is shown without is_public.
    held_up: Mapped[dict[str, str]] = mapped_column(default=dict)
    is_public: Mapped[bool] = mapped_column(default=False)
    raised_on: Mapped[date] = mapped_column(default=clock.today, index=True)
    raised_by_id: Mapped[uuid.UUID]
    closed_on: Mapped[date | None] = mapped_column(index=True)
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))
    outcome_note: Mapped[str] = mapped_column(default="")

    plan: Mapped[Plan] = relationship()
    plan_item: Mapped[PlanItem] = relationship()
    answer: Mapped[Answer | None] = relationship()
    steps: Mapped[list["BarrierStep"]] = relationship(
        back_populates="barrier", order_by="BarrierStep.number"
    )

    @property
    def group_key(self) -> str:
        """The key of the group where it lies now."""
        return self.steps[-1].group_key

    @property
    def group_name(self) -> str:
        """The name of that group, as the plan printed it when the barrier came to it."""
        return self.steps[-1].group_name


class BarrierStep(Keyed, Base):
    """A barrier comes to a group. The name is kept: groups of a plan come and go."""

    __tablename__ = "barrier_step"
    __table_args__ = (UniqueConstraint("barrier_id", "number"),)

    barrier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("barrier.id"))
    number: Mapped[int]  # from 1
    group_key: Mapped[str]
    group_name: Mapped[str]
    line: Mapped[
        str | None
    ]  # the reporting line of the plan, by its id; None: the plan prints none
    note: Mapped[str] = mapped_column(default="")
    taken_on: Mapped[date] = mapped_column(default=clock.today)
    taken_by_id: Mapped[uuid.UUID]

    barrier: Mapped[Barrier] = relationship(back_populates="steps")
