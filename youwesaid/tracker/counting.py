"""How many entries there are of each state, topic, place, age, agency and priority."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from feedback.core.db import session
from youwesaid.insights.models import insight_item
from youwesaid.plans.models import ItemType, PlanItem
from youwesaid.tracker import queries
from youwesaid.tracker.models import Entry, EntryFacet, FacetKind, PublicState

#: What has happened, in whole or in part, what is promised, what will not be: never added together.
DONE = (PublicState.DONE, PublicState.KEPT_DOING)
PART = (PublicState.PART_DONE,)
PLANNED = (PublicState.DOING, PublicState.LOOKING, PublicState.HEARD)
NOT_OURS = (PublicState.CANNOT, PublicState.PASSED_ON, PublicState.DISAGREE)


@dataclass(frozen=True, slots=True)
class Tally:
    """How the entries stand: how many there are in each state, and how many are late."""

    by_state: Mapping[PublicState, int]
    late: int

    @property
    def total(self) -> int:
        """All entries."""
        return sum(self.by_state.values())

    def of(self, states: Sequence[PublicState]) -> int:
        """How many entries are in any of *states*."""
        return sum(self.by_state.get(state, 0) for state in states)


def tally(**asked: Any) -> Tally:
    """How the entries stand that ``queries.published`` finds by the same arguments."""
    late = queries.published(**{**asked, "is_late": True})
    return Tally(by_state(**asked), _number(late))


def by_state(**asked: Any) -> Mapping[PublicState, int]:
    """How many entries there are in each state, the present ones only."""
    return _grouped(select(Entry.state, func.count()).group_by(Entry.state), asked)


def by_topic(**asked: Any) -> Mapping[str, int]:
    """How many entries there are of each topic."""
    statement = select(Entry.topic, func.count()).group_by(Entry.topic)
    return _grouped(statement.where(Entry.topic.is_not(None)), asked)


def by_facet(kind: FacetKind, **asked: Any) -> Mapping[str, int]:
    """How many entries name each word of *kind*; EVERYWHERE stands for those that name none."""
    statement = (
        select(EntryFacet.word, func.count())
        .join(Entry, Entry.id == EntryFacet.entry_id)
        .where(EntryFacet.kind == kind)
        .group_by(EntryFacet.word)
    )
    named = _grouped(statement, asked)
    if kind is FacetKind.AGENCY:
        return named
    of_all = _number(queries.published(**{**asked, kind.value: queries.EVERYWHERE}))
    return {queries.EVERYWHERE: of_all, **named} if of_all else named


def by_priority(**asked: Any) -> Sequence[tuple[PlanItem, int]]:
    """Priorities that entries touch, themselves or through anything under them, and how many."""
    tied = (
        select(insight_item.c.insight_id, insight_item.c.plan_item_id)
        .join(Entry, Entry.insight_id == insight_item.c.insight_id)
        .where(Entry.id.in_(_ids(asked)))
        .cte(recursive=True)
    )
    above = tied.union(  # not union_all: a fault in the tree must not turn round for ever
        select(tied.c.insight_id, PlanItem.parent_id)
        .join(PlanItem, PlanItem.id == tied.c.plan_item_id)
        .where(PlanItem.parent_id.is_not(None))
    )
    counts = (
        select(above.c.plan_item_id, func.count(above.c.insight_id.distinct()).label("number"))
        .group_by(above.c.plan_item_id)
        .subquery()
    )
    statement = (
        select(PlanItem, counts.c.number)
        .join(counts, counts.c.plan_item_id == PlanItem.id)
        .where(PlanItem.type == ItemType.PRIORITY)
        .options(joinedload(PlanItem.plan))
        .order_by(PlanItem.plan_id, PlanItem.position, PlanItem.id)
    )
    return [(item, number) for item, number in session().execute(statement)]


def _ids(asked: Mapping[str, Any]) -> Select[Any]:
    return queries.published(**asked).with_only_columns(Entry.id).order_by(None)


def _number(statement: Select[Entry]) -> int:
    ids = statement.with_only_columns(Entry.id).order_by(None).subquery()
    return session().scalar(select(func.count()).select_from(ids)) or 0


def _grouped(statement: Select[Any, int], asked: Mapping[str, Any]) -> Mapping[Any, int]:
    rows = session().execute(statement.where(Entry.id.in_(_ids(asked))))
    return {word: number for word, number in rows}  # noqa: C416 - rows are not pairs to mypy
