"""From what insights come and what they are tied to, read for the tables of findings."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from feedback.contributions.models import Contribution
from feedback.core.db import session
from youwesaid.insights.models import Insight, insight_source
from youwesaid.plans.models import ItemType, PlanItem


def ties() -> list[tuple[Insight, list[uuid.UUID], list[PlanItem]]]:
    """Every insight with the ids of its sources and the priorities that it is tied to.

    An item that stands under no priority stands for itself.
    """
    sources: dict[uuid.UUID, list[uuid.UUID]] = {}
    pairs = session().execute(select(insight_source.c.insight_id, insight_source.c.contribution_id))
    for insight_id, contribution_id in pairs:
        sources.setdefault(insight_id, []).append(contribution_id)
    statement = (
        select(Insight)
        .options(selectinload(Insight.plan_items))
        .order_by(Insight.made_at, Insight.id)
    )
    items = {item.id: item for item in session().scalars(select(PlanItem))}
    return [
        (
            insight,
            sources.get(insight.id, []),
            list(dict.fromkeys(_priority(item, items) for item in insight.plan_items)),
        )
        for insight in session().scalars(statement)
    ]


def _priority(item: PlanItem, items: Mapping[uuid.UUID, PlanItem]) -> PlanItem:
    above: PlanItem | None = item
    while above is not None and above.type is not ItemType.PRIORITY:
        above = items.get(above.parent_id) if above.parent_id else None
    return above or item


def with_sources(contribution_ids: Sequence[uuid.UUID]) -> Sequence[tuple[uuid.UUID, Insight]]:
    """Each of these contributions with each insight that it is a source of, oldest first."""
    statement = (
        select(insight_source.c.contribution_id, Insight)
        .join(insight_source, insight_source.c.insight_id == Insight.id)
        .where(insight_source.c.contribution_id.in_(contribution_ids))
        .order_by(Insight.made_at, Insight.id, insight_source.c.contribution_id)
    )
    return session().execute(statement).all()


def with_givers(contributions: Sequence[Contribution]) -> Sequence[Contribution]:
    """The same contributions with their submissions read in one go, to count people."""
    ids = [contribution.id for contribution in contributions]
    statement = (
        select(Contribution)
        .where(Contribution.id.in_(ids))
        .options(joinedload(Contribution.submission))
        .order_by(Contribution.received_on.desc(), Contribution.id)
    )
    return session().scalars(statement).all()
