"""Who withdraws takes back what they answered too."""

from collections.abc import Sequence
from typing import Any

from feedback.contributions import events
from feedback.contributions.models import Submission
from feedback.core.keys import keyring
from youwesaid.tracker.helped import services


def connect() -> None:
    """Listen; doing it again changes nothing."""
    events.withdrawn.connect(_forget)


def _forget(_sender: object, *, submissions: Sequence[Submission], **_: Any) -> None:
    services.forget_holders(submissions, keyring())
