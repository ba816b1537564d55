"""Plans in their own words: one tree of typed items, groups, and every change of wording."""

import uuid
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
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


#: The fields of an item whose changes are kept: its words, and how far it is.
WORDINGS = ("title", "text")
STANDINGS = ("status", "rag")


def spoken_in(texts: Mapping[str, str], language: str) -> str | None:
    """The text in *language* (Easy Read falls back on its language), where given."""
    return texts.get(language) or texts.get(language.partition("-")[0])


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
    # The plan's values, where people here said what they are; empty: what the file says.
    statuses: Mapped[list[str]] = mapped_column(default=list)
    rags: Mapped[list[str]] = mapped_column(default=list)
    # What a person worked out and the document does not print: "period.end" or "<item key>.due".
    # None: nobody here decided, and the notes of the file are read for it.
    inferred: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))

    items: Mapped[list["PlanItem"]] = relationship(
        back_populates="plan", order_by="PlanItem.position, PlanItem.id"
    )
    groups: Mapped[list["PlanGroup"]] = relationship(
        back_populates="plan", order_by="PlanGroup.position, PlanGroup.id"
    )
    editions: Mapped[list["PlanEdition"]] = relationship(
        back_populates="plan", order_by="PlanEdition.number"
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
    # Which way is better, and when it is not: for measures, by language.
    notes: Mapped[dict[str, str]] = mapped_column(default=dict)
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
        return spoken_in(self.public_names, language)

    def note_in(self, language: str) -> str | None:
        """Which way is better, and when it is not, in *language*, where people wrote it."""
        return spoken_in(self.notes, language)

    @property
    def rewordings(self) -> list["PlanChange"]:
        """The changes of its words, oldest first."""
        return [change for change in self.changes if change.field in WORDINGS]

    @property
    def standings(self) -> list["PlanChange"]:
        """The changes of its status and colour, oldest first."""
        return [change for change in self.changes if change.field in STANDINGS]


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
    # What people here added: plain names by language, further names, from when to when it met
    # (as words: a year, a month, a day), and the same for its members, by member.
    public_names: Mapped[dict[str, str]] = mapped_column(default=dict)
    aliases: Mapped[list[str]] = mapped_column(default=list)
    since: Mapped[str | None]
    until: Mapped[str | None]
    member_dates: Mapped[dict[str, str]] = mapped_column(default=dict)

    plan: Mapped[Plan] = relationship(back_populates="groups")

    def plain_name(self, language: str) -> str | None:
        """The short public name in *language* (Easy Read falls back on English), where given."""
        return spoken_in(self.public_names, language)

    @property
    def all_aliases(self) -> list[str]:
        """Its further names: those of the file, then those added here."""
        printed = [str(alias) for alias in self.details.get("aliases") or []]
        return [*printed, *(alias for alias in self.aliases if alias not in printed)]

    @property
    def members(self) -> list[tuple[str, str]]:
        """Each member, and when it was in the group, in words: what people here say goes first.

        A file lists members as words, or as mappings of ``name`` and ``when``.
        """
        found = []
        for member in self.details.get("members") or []:
            name = str(member.get("name") or "") if isinstance(member, dict) else str(member)
            when = str(member.get("when") or "") if isinstance(member, dict) else ""
            found.append((name, self.member_dates.get(name) or when))
        return found


class PlanChange(Keyed, Base):
    """A wording, status or colour before and after; what caused it is kept with the insights."""

    __tablename__ = "plan_change"

    plan_item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan_item.id"), index=True)
    field: Mapped[str]  # one of WORDINGS or STANDINGS
    old: Mapped[str]  # empty where the plan had nothing
    new: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    changed_on: Mapped[date] = mapped_column(default=clock.today)
    changed_by_id: Mapped[uuid.UUID | None]  # None: a plan file that was imported by command

    plan_item: Mapped[PlanItem] = relationship(back_populates="changes")


class PlanEdition(Keyed, Base):
    """A plan file as it came in, when it changed something; earlier ones stay readable."""

    __tablename__ = "plan_edition"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int]  # from 1, without gaps
    document: Mapped[dict[str, Any]]
    # Keys of items: added, reworded, altered, removed; "sections": names of other changed parts.
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    brought_in_on: Mapped[date] = mapped_column(default=clock.today)
    brought_in_by_id: Mapped[uuid.UUID | None]  # None: by command

    plan: Mapped[Plan] = relationship(back_populates="editions")


class PlanCarry(Keyed, Base):
    """An item of one plan that goes on as an item of another.

    Both ends are named by the ids that the plans give them, so that a link can come in with a
    file before the plan at its other end does.
    """

    __tablename__ = "plan_carry"
    __table_args__ = (UniqueConstraint("from_plan", "from_item", "into_plan", "into_item"),)

    from_plan: Mapped[str]
    from_item: Mapped[str]
    into_plan: Mapped[str] = mapped_column(index=True)
    into_item: Mapped[str]
    made_on: Mapped[date] = mapped_column(default=clock.today)
    made_by_id: Mapped[uuid.UUID | None]  # None: it came with a plan file
