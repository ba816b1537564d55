"""Who takes everything back follows nothing behind that number any more."""

from collections.abc import Sequence
from typing import Any

from feedback.contributions import events
from feedback.contributions.models import Submission
from youwesaid.tracker.following import services


def connect() -> None:
    """Listen; doing it again changes nothing."""
    events.withdrawn.connect(_forget)


def _forget(_sender: object, *, submissions: Sequence[Submission], **_: Any) -> None:
    services.forget_receipts([each.receipt_id for each in submissions if each.receipt_id])
