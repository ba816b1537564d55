"""Which days an answer owes, and when its owner is reminded of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from youwesaid.insights.models import Answer, AnswerState
from youwesaid.insights.owning.models import Due
from youwesaid.insights.rules import PLAIN_YES

BEFORE = timedelta(days=7)  # the first reminder comes so long before the day
_WEEK = 7  # days between reminders once it is late


@dataclass(frozen=True, slots=True)
class Owed:
    """One day that an answer owes."""

    answer: Answer
    due: Due
    on: date

    def days_late(self, today: date) -> int:
        """How many days have gone by since; below nought while it is still to come."""
        return (today - self.on).days


def owed_by(answer: Answer) -> list[Owed]:
    """The days that a signed *answer* owes; what is done owes nothing."""
    if answer.state is not AnswerState.SIGNED or answer.kind in PLAIN_YES:
        return []
    days = ((Due.LOOK, answer.next_look_on), (Due.PROMISE, answer.promised_for))
    return [Owed(answer, due, day) for due, day in days if day is not None]


def step_on(today: date, *, due_on: date) -> str | None:
    """The reminder whose time it is *today*: before the day, on it, then one for each week.

    A step that nobody sent in its time is passed over, so that a worker that was away sends one
    letter and not five.
    """
    late = (today - due_on).days
    if late < -BEFORE.days:
        return None
    if late < 0:
        return "before"
    return "on" if late < _WEEK else f"week-{late // _WEEK}"


def asked_step(today: date) -> str:
    """The step of a reminder that staff asked for: one a day."""
    return f"asked-{today.isoformat()}"
