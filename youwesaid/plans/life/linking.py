"""What a plan's own pages hear of its life: links with what they hold in short."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.core import clock
from youwesaid.plans import events
from youwesaid.plans.events import PlanPart
from youwesaid.plans.life import lining, queries, reporting
from youwesaid.plans.life.wording import CALLED, STANDINGS
from youwesaid.plans.life.words import Kind
from youwesaid.plans.models import ItemType, Plan, PlanItem


def connect() -> None:
    """Answer when plan pages ask what else there is; doing it again changes nothing."""
    events.parts_wanted.connect(_parts)


def _parts(
    _sender: Any, *, plan: Plan, plan_item: PlanItem | None, is_public: bool
) -> Sequence[PlanPart]:
    if plan_item is None:
        return [_whole(plan, is_public)]
    return list(_of_item(plan, plan_item, is_public))


def _whole(plan: Plan, is_public: bool) -> PlanPart:
    due = reporting.due_now(plan, clock.today(), for_public=is_public)
    late = sum(1 for line in due if line.days_late)
    facts = []
    if late:
        facts.append(ngettext("%(num)s thing is late", "%(num)s things are late", late))
    if len(due) > late:
        facts.append(
            ngettext(
                "%(num)s thing is due in the next 30 days",
                "%(num)s things are due in the next 30 days",
                len(due) - late,
            )
        )
    if is_public:
        return PlanPart(_("How the plan is going"), url_for("plan_life.show", key=plan.key), facts)
    return PlanPart(_("Life of the plan"), url_for("plan_life_staff.overview", key=plan.key), facts)


def _of_item(plan: Plan, item: PlanItem, is_public: bool) -> Iterator[PlanPart]:
    if item.type is ItemType.MEASURE and item.gone_on is None:
        yield _measure(plan, item, is_public)
    if is_public:
        return
    for record in queries.records_of_item(item):
        if record.kind is Kind.READING:
            continue  # they stand on the page of the measure
        yield PlanPart(
            lining.name_of(record),
            url_for(
                "plan_life_staff.show",
                key=plan.key,
                kind=record.kind.value,
                record_id=record.id,
            ),
            [str(CALLED[record.kind].many)],
        )


def _measure(plan: Plan, item: PlanItem, is_public: bool) -> PlanPart:
    lines = reporting.measure_lines(plan, on=clock.today(), for_public=is_public)
    line = reporting.line_of(lines, item.key)
    count = len(line.readings)
    facts = [
        str(STANDINGS[line.judgement.standing]),
        ngettext("%(num)s reading", "%(num)s readings", count),
    ]
    endpoint = "plan_life.measure" if is_public else "plan_life_staff.measure"
    return PlanPart(_("Readings"), url_for(endpoint, key=plan.key, item_key=item.key), facts)
