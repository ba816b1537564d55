"""Signals that a phrase gives, and concerns that a person raises and closes."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class Urgency(StrEnum):
    """How soon somebody must act: which clock runs."""

    NOW = "now"
    TODAY = "today"
    SOON = "soon"


class Level(StrEnum):
    """Who must act. A level proposes an urgency; the two are chosen apart.

    After Care Opinion's published flow chart of safeguarding routes, with a route of its own for
    words that attack or hunt for somebody.
    """

    L0 = "l0"  # nobody is in danger: no concern is raised
    L1 = "l1"  # practice or a complaint: say where to take it
    L2 = "l2"  # the person can raise it: contact, and make sure that they did
    L3 = "l3"  # in a service, with intent to harm: call its manager
    L4 = "l4"  # serious, or not clear: call the safeguarding team
    ATTACK = "attack"  # somebody attacks or hunts for a person who can be known


class Outcome(StrEnum):
    """How a concern ended."""

    SIGNPOSTED = "signposted"
    RAISED_BY_THEM = "raised_by_them"
    MANAGER_ACTED = "manager_acted"
    TARGET_PROTECTED = "target_protected"
    PASSED_TO_POLICE = "passed_to_police"
    PASSED_TO_CHILDREN = "passed_to_children"
    PASSED_TO_ADULTS = "passed_to_adults"
    ALREADY_KNOWN = "already_known"
    CANNOT_BE_FOUND = "cannot_be_found"
    NO_HARM_FOUND = "no_harm_found"


class Reason(StrEnum):
    """Why words that gave a signal mean nobody is in danger: chosen, never written."""

    MEANS_SOMETHING_ELSE = "means_something_else"
    LONG_AGO = "long_ago"
    HELP_IS_THERE = "help_is_there"
    NOT_A_REAL_PERSON = "not_a_real_person"


class Signal(Keyed, Base):
    """A watch phrase met in a contribution: it puts it first in the queue and proves nothing."""

    __tablename__ = "signal"

    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    rule: Mapped[str]
    urgency: Mapped[Urgency] = mapped_column(words(Urgency))
    start: Mapped[int]  # code points of the original
    end: Mapped[int]
    dismissed_by_id: Mapped[uuid.UUID | None]
    dismissed_on: Mapped[date | None]
    dismissed_because: Mapped[Reason | None] = mapped_column(words(Reason))


class LookState(StrEnum):
    """What became of the wish to clear a contribution in which a watch phrase was met."""

    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"  # a concern was raised, or another phrase was met


class SecondLook(Keyed, Base):
    """One reader says that nobody is in danger although a phrase was met; another must agree."""

    __tablename__ = "second_look"
    __table_args__ = (
        CheckConstraint(
            "answered_by_id IS NULL OR answered_by_id <> asked_by_id", name="two_people"
        ),
        CheckConstraint("state <> 'agreed' OR answered_by_id IS NOT NULL", name="agreed"),
    )

    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    because: Mapped[Reason] = mapped_column(words(Reason))
    asked_by_id: Mapped[uuid.UUID]
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    state: Mapped[LookState] = mapped_column(
        words(LookState), default=LookState.WAITING, index=True
    )
    answered_by_id: Mapped[uuid.UUID | None]
    answered_at: Mapped[datetime | None]


class Act(StrEnum):
    """What somebody did about a concern."""

    RAISED = "raised"
    NOTED = "noted"
    CALLED = "called"
    TOOK = "took"
    CHANGED_LEVEL = "changed_level"
    ASKED_TO_CLOSE = "asked_to_close"
    REFUSED_TO_CLOSE = "refused_to_close"
    CLOSED = "closed"
    REOPENED = "reopened"


class Way(StrEnum):
    """How somebody was reached."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    SECURE_MAIL = "secure_mail"
    ONLINE_FORM = "online_form"
    LETTER = "letter"


class Result(StrEnum):
    """What came of a call."""

    TOOK_IT_ON = "took_it_on"
    GAVE_ADVICE = "gave_advice"
    WILL_CALL_BACK = "will_call_back"
    NO_ANSWER = "no_answer"


class Concern(Keyed, Base):
    """A possible disclosure of harm: a level, a clock, an owner, a log, an outcome."""

    __tablename__ = "concern"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="outcome"),
        CheckConstraint(
            "closed_at IS NULL OR urgency <> 'now' OR "
            "(second_reader_id IS NOT NULL AND second_reader_id <> closed_by_id)",
            name="second_reader",
        ),
        CheckConstraint("level <> 'l0'", name="raised"),
    )

    contribution_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("contribution.id"), index=True)
    level: Mapped[Level] = mapped_column(words(Level))
    urgency: Mapped[Urgency] = mapped_column(words(Urgency))
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)
    raised_by_id: Mapped[uuid.UUID]
    owner_id: Mapped[uuid.UUID | None]
    due_at: Mapped[datetime] = mapped_column(index=True)
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[uuid.UUID | None]
    close_asked_by_id: Mapped[uuid.UUID | None]  # waits for a second reader
    outcome_asked: Mapped[str | None]  # the outcome that the second reader is asked to confirm
    second_reader_id: Mapped[uuid.UUID | None]

    log: Mapped[list["ConcernNote"]] = relationship(
        back_populates="concern", order_by="ConcernNote.at, ConcernNote.id"
    )


class ConcernNote(Keyed, Base):
    """Who did what about a concern, and when; what was written is sealed.

    Of a call it says whom (sealed), how, with which result and when, besides what was written.
    """

    __tablename__ = "concern_note"

    concern_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("concern.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[uuid.UUID]
    by_name: Mapped[str]
    verb: Mapped[Act] = mapped_column(words(Act))
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    whom_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    way: Mapped[Way | None] = mapped_column(words(Way))
    result: Mapped[Result | None] = mapped_column(words(Result))
    done_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))  # of an act that closed it

    concern: Mapped[Concern] = relationship(back_populates="log")


class HelpLineCheck(Base):
    """A partnership's own word on a shipped help line: checked again, corrected, or off."""

    __tablename__ = "help_line_check"

    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str | None]  # a correction
    hidden: Mapped[bool] = mapped_column(default=False)
    checked_on: Mapped[date]
    checked_by_id: Mapped[uuid.UUID]


class PhraseChange(Keyed, Base):
    """A lead's own word on the watch phrases: one more, or one that is looked for no longer."""

    __tablename__ = "phrase_change"
    __table_args__ = (
        CheckConstraint("agreed_by_id IS NULL OR agreed_by_id <> by_id", name="two_people"),
    )

    language: Mapped[str] = mapped_column(index=True)
    rule: Mapped[str]  # of ``nlp.risk.Rule``
    urgency: Mapped[Urgency] = mapped_column(words(Urgency))
    pattern: Mapped[str]
    is_off: Mapped[bool] = mapped_column(default=False)  # a shipped phrase, taken out
    why: Mapped[str] = mapped_column(default="")
    by_id: Mapped[uuid.UUID]
    made_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    agreed_by_id: Mapped[uuid.UUID | None]  # taking one out needs a second lead
    agreed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[uuid.UUID | None]
