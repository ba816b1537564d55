"""What a pack is made from: what is public of a plan and a time, read once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from surveys.versions.models import Survey
from youwesaid.insights.models import AnswerKind
from youwesaid.packs import queries
from youwesaid.packs.kinds import PackKind
from youwesaid.packs.lines import Route, owned, route
from youwesaid.packs.periods import Period
from youwesaid.plans.models import Plan, PlanItem
from youwesaid.tracker.contents import Contents, PublicAnswer
from youwesaid.tracker.models import Entry, PublishedQuote

DONE = frozenset({AnswerKind.DONE, AnswerKind.KEPT_DOING})
PLANNED = frozenset({AnswerKind.DOING, AnswerKind.LOOKING})
PART = frozenset({AnswerKind.PART})
NOT_DONE = frozenset({AnswerKind.CANNOT, AnswerKind.PASSED_ON, AnswerKind.DISAGREE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What pack somebody wants. *group* is the key of the group that gives it, if chosen."""

    kind: PackKind
    plan: Plan
    period: Period
    language: str = "en"
    group: str | None = None
    survey: Survey | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A published entry as the pack tells it: its newest version, its items of this plan."""

    entry: Entry
    contents: Contents
    items: Sequence[PlanItem]
    quotes: Sequence[PublishedQuote]

    def answers(self, kinds: frozenset[AnswerKind]) -> Iterator[PublicAnswer]:
        """Its answers of these kinds, the newest decision first."""
        return (each for each in self.contents.answers if AnswerKind(each.kind) in kinds)


@dataclass(frozen=True, slots=True)
class Late:
    """A promise that was not kept in time: which day was promised, how many days ago it was."""

    told: Told
    answer: PublicAnswer
    promised: date
    days: int


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that the parts of a pack tell of.

    *told* were heard, answered or changed in the period; *open_before* is older and still
    promised. *items* are those of the plan that the pack is about, in the plan's order.
    """

    asked: Asked
    route: Route
    made_on: date
    items: Sequence[PlanItem]
    told: Sequence[Told]
    open_before: Sequence[Told]

    @property
    def plan(self) -> Plan:
        """The plan that the pack is about."""
        return self.asked.plan

    @property
    def until(self) -> date:
        """The last day of what is told: of the period, or the day on which it is told."""
        return max(self.asked.period.end, self.made_on)

    def everything(self) -> list[Told]:
        """What is of the period, then what is older and still promised."""
        return [*self.told, *self.open_before]


def gathered(asked: Asked, *, today: date) -> Record:
    """Read what the pack is made from; only what is public, as it stands today."""
    items = _items(asked)
    by_key = {item.key: item for item in items}
    about = (
        queries.entries_of_survey(asked.survey)
        if asked.survey is not None
        else queries.entries_of_plan(asked.plan)
    )
    quotes = queries.quotes_of_entries([each.entry.id for each in about])
    told = [
        Told(
            each.entry,
            each.contents,
            [
                by_key[item.key]
                for item in each.contents.plan_items
                if item.plan == asked.plan.key and item.key in by_key
            ],
            quotes.get(each.entry.id, ()),
        )
        for each in about
    ]
    if asked.survey is None:
        told = [each for each in told if each.items]
    told.sort(key=lambda each: _place(each, items))
    current = [each for each in told if _is_of(each, asked.period) or asked.survey is not None]
    return Record(
        asked=asked,
        route=route(asked.plan.document, asked.kind, asked.group),
        made_on=today,
        items=items,
        told=current,
        open_before=[each for each in told if each not in current and _is_open(each)],
    )


def late(record: Record) -> list[Late]:
    """Promises whose day has gone by, the longest late first."""
    found = [
        Late(told, answer, promised, (record.made_on - promised).days)
        for told in record.everything()
        for answer in told.contents.answers
        if (promised := promised_day(answer)) is not None and promised < record.made_on
    ]
    return sorted(found, key=lambda each: (each.promised, each.told.entry.slug))


def promised_day(answer: PublicAnswer) -> date | None:
    """The first day that an answer promises something for: to be done, or to look again."""
    days = [answer.next_look_on]
    if AnswerKind(answer.kind) not in DONE:
        days.append(answer.promised_for)
    return min((date.fromisoformat(day) for day in days if day), default=None)


def _items(asked: Asked) -> Sequence[PlanItem]:
    items = queries.items_of(asked.plan)
    if asked.group is None:
        return items
    keys = owned(asked.plan.document, asked.group)
    return [item for item in items if item.key in keys] or items


def _is_of(told: Told, period: Period) -> bool:
    first, last = (date.fromisoformat(day) for day in told.contents.period)
    days = [told.entry.first_published_on, told.entry.changed_on]
    for answer in told.contents.answers:
        days += [date.fromisoformat(day) for day in (answer.heard_on, answer.decided_on) if day]
    return period.meets(first, last) or any(period.holds(day) for day in days)


def _is_open(told: Told) -> bool:
    return any(True for _answer in told.answers(PLANNED | PART | NOT_DONE))


def _place(told: Told, items: Sequence[PlanItem]) -> tuple[int, int, str]:
    """In the plan's order; what touches no item of it comes last."""
    places = {item.id: place for place, item in enumerate(items)}
    first = min((places[item.id] for item in told.items), default=len(places))
    newest = told.entry.changed_on - date.min
    return first, -(newest // timedelta(days=1)), told.entry.slug
