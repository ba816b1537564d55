"""How plans and findings learn, for staff eyes, what was heard and what was made of it."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from feedback.coding.findings import events as findings
from feedback.coding.findings.events import Priority, Target, Tie
from feedback.core.i18n import current_language
from youwesaid.insights import queries, sources, wording
from youwesaid.insights.barriers import linking as barriers
from youwesaid.plans import events
from youwesaid.plans.events import LinkedInsight, Voices
from youwesaid.plans.models import PlanItem


def connect() -> None:
    """Listen; doing it again changes nothing."""
    events.voices_wanted.connect(_voices)
    events.insights_wanted.connect(_insights)
    findings.ties_wanted.connect(_ties)
    findings.targets_wanted.connect(_targets)
    barriers.connect()


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


def _ties(_sender: object, **_: Any) -> Sequence[Tie]:
    language = current_language().code
    return [
        Tie(
            insight.theme_id,
            frozenset(source_ids),
            [Priority(item.id, _priority_words(item, language)) for item in priorities],
        )
        for insight, source_ids, priorities in sources.ties()
    ]


def _priority_words(item: PlanItem, language: str) -> str:
    """Its name, with the plan's own reference in front where it has one."""
    name = item.public_names.get(language) or item.title or item.wording
    return f"{item.ref} {name}" if item.ref else name


def _targets(
    _sender: object, *, contribution_ids: Sequence[uuid.UUID], **_: Any
) -> Sequence[Target]:
    return [
        Target(contribution_id, insight.id, insight.said["en"])
        for contribution_id, insight in sources.with_sources(contribution_ids)
    ]
