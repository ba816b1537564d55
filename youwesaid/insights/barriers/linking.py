"""How the pages of plans learn what is in the way: staff of all of it, others of what is told."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.core.audience import may_open
from youwesaid.insights.barriers import queries
from youwesaid.insights.barriers.models import Barrier
from youwesaid.plans import events
from youwesaid.plans.events import PlanPart
from youwesaid.plans.models import Plan, PlanItem


def connect() -> None:
    """Listen; doing it again changes nothing."""
    events.parts_wanted.connect(_parts)


def _parts(
    _sender: object, *, plan: Plan, plan_item: PlanItem | None, is_public: bool, **_more: Any
) -> Sequence[PlanPart]:
    found: Sequence[Barrier] = [
        barrier
        for barrier in queries.barriers_open(plan)
        if plan_item is None or barrier.plan_item_id == plan_item.id
    ]
    if is_public:
        found = [barrier for barrier in found if barrier.is_public]
    elif not may_open("barriers.listing"):
        return []
    if not found:
        return []
    address = url_for("held_up.show", key=plan.key) if is_public else url_for("barriers.listing")
    fact = ngettext("%(num)s thing holds it up.", "%(num)s things hold it up.", len(found))
    return [PlanPart(_("What is in the way"), address, [fact])]
