"""How surveys hear of what happens below them."""

from collections.abc import Sequence
from typing import Any

from feedback.contributions import events
from feedback.contributions.models import Submission
from surveys import services


def connect() -> None:
    """From now on, remove the answers of what is withdrawn; doing it again changes nothing."""
    events.withdrawn.connect(_remove_answers)


def _remove_answers(_sender: object, *, submissions: Sequence[Submission], **_more: Any) -> None:
    services.withdraw_responses(submission_ids=[submission.id for submission in submissions])
