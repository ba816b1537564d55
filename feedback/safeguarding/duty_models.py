"""Whom to call, who is told, and by which clocks: what the leads keep."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class EscalationContact(Keyed, Base):
    """One line of a partner's escalation sheet: whom to call, when, and for which levels."""

    __tablename__ = "escalation_contact"

    partner: Mapped[str]
    role: Mapped[str]
    number: Mapped[str]
    hours: Mapped[str] = mapped_column(default="")
    out_of_hours_number: Mapped[str] = mapped_column(default="")
    levels: Mapped[list[str]] = mapped_column(default=list)
    checked_on: Mapped[date] = mapped_column(default=clock.today)
    checked_by_id: Mapped[uuid.UUID]


class Unit(StrEnum):
    """What a clock counts."""

    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_DAYS = "working_days"


class ClockSetting(Base):
    """A clock as the leads set it; ``clocks.key_of`` names it. No row is the clock shipped."""

    __tablename__ = "clock_setting"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[int]
    unit: Mapped[Unit] = mapped_column(words(Unit))


class Post(StrEnum):
    """Who is told of what is overdue."""

    LEAD = "lead"
    DEPUTY = "deputy"


class Duty(Base):
    """Who holds a post just now."""

    __tablename__ = "duty"

    post: Mapped[Post] = mapped_column(words(Post), primary_key=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))


class Thing(StrEnum):
    """What can be overdue."""

    CONCERN = "concern"
    FIRST_LOOK = "first_look"
    SECOND_LOOK = "second_look"


class Reminder(Keyed, Base):
    """One step of telling somebody about one overdue thing: each step is taken once."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("thing", "thing_id", "post", "since"),)

    thing: Mapped[Thing] = mapped_column(words(Thing))
    thing_id: Mapped[uuid.UUID] = mapped_column(index=True)
    post: Mapped[Post] = mapped_column(words(Post))
    since: Mapped[datetime]  # which run of its clock: when it began, of a concern when it ends
    told: Mapped[int]  # how many people
    on: Mapped[date] = mapped_column(default=clock.today)
