"""What lists and meeting reports ask of a plan's life."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy.exc import NoResultFound

from youwesaid.plans.life import offers, queries
from youwesaid.plans.life.judging import judge
from youwesaid.plans.life.lines import (
    ActionLine,
    DueLine,
    MeasureLine,
    MessageLine,
    ReviewLine,
    RiskLine,
    RoundLine,
)
from youwesaid.plans.life.lining import (
    action_line,
    due_line,
    message_line,
    review_line,
    risk_line,
    round_line,
)
from youwesaid.plans.life.words import Kind, RiskState, Telling
from youwesaid.plans.models import Plan

DUE_SOON = timedelta(days=30)


def measure_lines(
    plan: Plan, *, on: date, for_public: bool = False, start: date = date.min
) -> Sequence[MeasureLine]:
    """Every measure of *plan* with its readings from *start* to *on*, and its standing then."""
    measures = queries.measures(plan)
    ids = [each.id for each in measures]
    found = queries.readings(ids, for_public=for_public)
    times = queries.times(ids, on=on)
    return [
        MeasureLine(
            measure=each,
            readings=tuple(r for r in found.get(each.id, ()) if start <= r.taken_on <= on),
            judgement=judge(
                each.details.get("target"),
                [queries.point(reading) for reading in found.get(each.id, ())],
                on=on,
                times=times.get(each.id),
            ),
        )
        for each in measures
    ]


def readings_between(
    plan: Plan, start: date, end: date, *, for_public: bool = False
) -> Sequence[MeasureLine]:
    """The measures that were read from *start* to *end*, both included, in the plan's order."""
    lines = measure_lines(plan, on=end, start=start, for_public=for_public)
    return [line for line in lines if line.readings]


def actions_of_workplan(
    plan: Plan, year: str, *, on: date, for_public: bool = False
) -> Sequence[ActionLine]:
    """The actions of the workplan of *year*, in the order of their deadlines; lateness *on*."""
    found = queries.records(plan, Kind.WORK, for_public=for_public)
    return [action_line(each, on) for each in found if each.year == year]


def template_lines(plan: Plan, *, on: date, for_public: bool = False) -> Sequence[ActionLine]:
    """The rows of the plan's own template, in the order of its categories."""
    order = {name: place for place, name in enumerate(offers.template_categories(plan))}
    found = queries.records(plan, Kind.ROW, for_public=for_public)
    lines = [action_line(each, on) for each in found]
    return sorted(lines, key=lambda line: order.get(line.category, len(order)))


def late_actions(plan: Plan, on: date, *, for_public: bool = False) -> Sequence[ActionLine]:
    """Actions and rows that were due before *on* and are not finished, the latest first."""
    work = queries.records(plan, Kind.WORK, for_public=for_public)
    rows = queries.records(plan, Kind.ROW, for_public=for_public)
    lines = [*(action_line(each, on) for each in work), *(action_line(each, on) for each in rows)]
    return sorted((line for line in lines if line.days_late), key=lambda line: -line.days_late)


def reviews_between(
    plan: Plan, start: date, end: date, *, for_public: bool = False
) -> Sequence[ReviewLine]:
    """Reviews held, or planned and not held, from *start* to *end*; the first one first."""
    found = queries.records(plan, Kind.REVIEW, for_public=for_public)
    names = {group.key: group.name for group in plan.groups}
    chosen = [each for each in found if start <= (each.held_on or each.planned_on) <= end]
    return [review_line(each, names) for each in reversed(chosen)]


def risks_open(plan: Plan) -> Sequence[RiskLine]:
    """The risks that are not closed, the highest first. Staff only."""
    found = queries.records(plan, Kind.RISK)
    return [risk_line(each) for each in found if each.state is not RiskState.CLOSED]


def tests_of_change(plan: Plan) -> Sequence[RoundLine]:
    """Every round of every test, by team. Staff only."""
    return [round_line(each) for each in queries.records(plan, Kind.TEST)]


def communications_between(
    plan: Plan, start: date, end: date, *, for_public: bool = False
) -> Sequence[MessageLine]:
    """What was told from *start* to *end*, the first first; drafts left out."""
    found = queries.records(plan, Kind.MESSAGE, for_public=for_public)
    told = [each for each in reversed(found) if each.telling is Telling.TOLD and each.told_on]
    return [message_line(each, each.told_on) for each in told if start <= each.told_on <= end]


def due_between(
    plan: Plan, start: date, end: date, *, on: date | None = None, for_public: bool = False
) -> Sequence[DueLine]:
    """What is or was due from *start* to *end*, both included, done or not; lateness *on* (or end).

    A public list has no looks at risks and nothing that is kept off public pages.
    """
    lines = [line for line in _all_due(plan, on or end, for_public) if start <= line.due_on <= end]
    return sorted(lines, key=lambda line: (line.due_on, line.name, line.record_id))


def due_now(plan: Plan, on: date, *, for_public: bool = False) -> Sequence[DueLine]:
    """What is overdue *on* that day, and what is due in the 30 days after it; done things not."""
    lines = due_between(plan, date.min, on + DUE_SOON, on=on, for_public=for_public)
    return [line for line in lines if line.done_on is None]


def _all_due(plan: Plan, on: date, for_public: bool) -> Iterator[DueLine]:
    kinds = (Kind.DEADLINE, Kind.WORK, Kind.ROW, Kind.REVIEW, Kind.RISK, Kind.MESSAGE)
    for kind in kinds:
        for each in queries.records(plan, kind, for_public=for_public):
            due = due_line(each, on)
            if due is not None:
                yield due


def line_of(lines: Sequence[MeasureLine], measure_key: str) -> MeasureLine:
    """The line of the measure with that key. Raises NoResultFound."""
    found = next((line for line in lines if line.measure.key == measure_key), None)
    if found is None:
        raise NoResultFound
    return found
