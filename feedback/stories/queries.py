"""What the holder of a receipt is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from feedback.contributions import queries
from feedback.contributions.events import LinkedEntry
from feedback.contributions.models import Receipt, Submission
from feedback.contributions.queries import Stage
from feedback.core import clock, working_days
from feedback.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing that was sent, how far it has come, and what came of it. Never its words."""

    submission: Submission
    stage: Stage
    entries: Sequence[LinkedEntry]
    promised_on: date
    has_contact: bool

    @property
    def is_late(self) -> bool:
        """Whether the day that was promised has passed without an answer."""
        return self.stage is not Stage.ANSWERED and self.promised_on < clock.today()


def things_sent(receipt: Receipt, settings: Settings) -> Sequence[Sent]:
    """Everything that was sent under *receipt*, oldest first."""
    return [_sent(submission, settings) for submission in queries.submissions_of(receipt)]


def promised_day(received_on: date, settings: Settings) -> date:
    """The day by which the giver of something received on *received_on* is told to hear."""
    return received_on + timedelta(days=settings.answer_days)


def reading_day(received_on: date, settings: Settings) -> date:
    """The working day by whose end a person has read what was received on *received_on*."""
    return working_days.after(received_on, settings.screen_days, nation=settings.nation)


def _sent(submission: Submission, settings: Settings) -> Sent:
    entries = queries.linked_entries(submission.contributions)
    stages = [queries.stage_of(each, entries) for each in submission.contributions]
    return Sent(
        submission=submission,
        stage=min(stages, default=Stage.GOT_IT),
        entries=entries,
        promised_on=promised_day(submission.received_on, settings),
        has_contact=queries.has_contact(submission),
    )
