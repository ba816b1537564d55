"""Plans in their own words: one tree of typed items, groups, and every change of wording."""

import uuid
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class ItemType(StrEnum):
    """What a plan item is to us; what the plan calls it is its label."""

    VISION = "vision"
    AIM = "aim"
    PRINCIPLE = "principle"
    PRIORITY = "priority"
    OUTCOME = "outcome"
    ACTION = "action"
    MEASURE = "measure"


class Plan(Keyed, Base):
    """A partnership's plan. ``document`` holds the imported file whole, so nothing is dropped."""

    __tablename__ = "plan"

    key: Mapped[str] = mapped_column(unique=True)  # the plan's own id, such as dg-2024
    title: Mapped[str]
    short_title: Mapped[str] = mapped_column(default="")
    partnership: Mapped[dict[str, Any]] = mapped_column(default=dict)
    period_start: Mapped[str | None]  # as printed: a year, a month or a day
    period_end: Mapped[str | None]
    summary: Mapped[str | None]
    document: Mapped[dict[str, Any]]
    position: Mapped[int] = mapped_column(default=0)
    imported_on: Mapped[date] = mapped_column(default=clock.today)
    is_current: Mapped[bool] = mapped_column(default=True)

    items: Mapped[list["PlanItem"]] = relationship(
        back_populates="plan", order_by="PlanItem.position, PlanItem.id"
    )
    groups: Mapped[list["PlanGroup"]] = relationship(
        back_populates="plan", order_by="PlanGroup.position, PlanGroup.id"
    )


class PlanItem(Keyed, Base):
    """One node of a plan. Owners, dates, statuses and texts are often blank: that is normal."""

    __tablename__ = "plan_item"
    __table_args__ = (
        UniqueConstraint("plan_id", "key"),
        Index("ix_plan_item_order", "plan_id", "position"),
    )

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan.id"))
    key: Mapped[str]  # such as dg-p1
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plan_item.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    type: Mapped[ItemType] = mapped_column(words(ItemType))
    label: Mapped[str]  # the plan's own word for it, such as "what good looks like"
    ref: Mapped[str | None]  # as printed; never computed
    title: Mapped[str | None]
    text: Mapped[str | None]
    known: Mapped[bool] = mapped_column(default=True)  # False: cited, its text was not given
    public_names: Mapped[dict[str, str]] = mapped_column(default=dict)  # plain, by language
    owner: Mapped[str | None]
    due: Mapped[str | None]
    status: Mapped[str | None]
    rag: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)  # everything else printed
    gone_on: Mapped[date | None]  # no longer in the file, and kept because something is tied to it

    plan: Mapped[Plan] = relationship(back_populates="items")
    parent: Mapped["PlanItem | None"] = relationship(remote_side="PlanItem.id")
    changes: Mapped[list["PlanChange"]] = relationship(
        back_populates="plan_item", order_by="PlanChange.changed_on, PlanChange.id"
    )

    @property
    def wording(self) -> str:
        """What the plan prints for this item: its title, else its text, else its reference."""
        return self.title or self.text or self.ref or self.key

    def plain_name(self, language: str) -> str | None:
        """The short public name in *language* (Easy Read falls back on English), where given."""
        return self.public_names.get(language) or self.public_names.get(language.partition("-")[0])


class PlanGroup(Keyed, Base):
    """A board, committee or group of the partnership, as the plan names it."""

    __tablename__ = "plan_group"
    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan.id"))
    key: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    kind: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)

    plan: Mapped[Plan] = relationship(back_populates="groups")


class PlanChange(Keyed, Base):
    """The wording of an item before and after; what caused it is kept with the insights."""

    __tablename__ = "plan_change"

    plan_item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan_item.id"), index=True)
    field: Mapped[str]  # title or text
    old: Mapped[str]  # empty where the plan printed nothing
    new: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    changed_on: Mapped[date] = mapped_column(default=clock.today)
    changed_by_id: Mapped[uuid.UUID | None]  # None: a plan file that was imported by command

    plan_item: Mapped[PlanItem] = relationship(back_populates="changes")
