"""How plans learn, for staff eyes, what was heard about their items."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from youwesaid.insights import queries, wording
from youwesaid.plans import events
from youwesaid.plans.events import LinkedInsight, Voices


def connect() -> None:
    """Listen; doing it again changes nothing."""
    events.voices_wanted.connect(_voices)
    events.insights_wanted.connect(_insights)


def _voices(
    _sender: object, *, plan_item_ids: Sequence[uuid.UUID], **_: Any
) -> Mapping[uuid.UUID, Voices]:
    counts = queries.voice_counts(plan_item_ids)
    return {item_id: Voices(heard, answered) for item_id, (heard, answered) in counts.items()}


def _insights(
    _sender: object, *, plan_item_ids: Sequence[uuid.UUID], **_: Any
) -> Sequence[LinkedInsight]:
    return [
        LinkedInsight(insight.id, insight.said["en"], wording.standing_words(insight))
        for insight in queries.tied_to(plan_item_ids)
    ]
