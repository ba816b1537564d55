"""The life of a plan, for anybody: what is measured, due, looked at again, worked on and told."""

from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from feedback.core import clock
from feedback.core.audience import public
from feedback.core.templating import settings
from youwesaid.plans import events
from youwesaid.plans import queries as plans
from youwesaid.plans import wording as plan_words
from youwesaid.plans.life import queries, reporting
from youwesaid.plans.life.blueprint import for_templates
from youwesaid.plans.life.words import Kind

bp = Blueprint("plan_life", __name__, url_prefix="/<language:language>/plans/<key>/-/life")
bp.context_processor(plan_words.for_templates)
bp.context_processor(for_templates)


@bp.get("")
@public
def show(key: str) -> ResponseReturnValue:
    """How a plan is going; risks, tests of change, drafts and what is kept back are not here."""
    plan, today = plans.plan_by_key(key), clock.today()
    years = queries.work_years(plan, for_public=True)
    return render_template(
        "plans/life/public.html",
        plan=plan,
        today=today,
        due=reporting.due_now(plan, today, for_public=True),
        lines=reporting.measure_lines(plan, on=today, for_public=True),
        deadlines=queries.records(plan, Kind.DEADLINE, for_public=True),
        reviews=reporting.reviews_between(plan, date.min, date.max, for_public=True),
        actions=[
            each
            for each in queries.records(plan, Kind.WORK, for_public=True)
            if years and each.year == years[0]
        ],
        rows=reporting.template_lines(plan, on=today, for_public=True),
        told=reporting.communications_between(plan, date.min, today, for_public=True),
        entries={each.slug: each for each in events.entries_of([e.id for e in plan.items])},
        threshold=settings().count_threshold,
    )


@bp.get("/measures/<item_key>")
@public
def measure(key: str, item_key: str) -> ResponseReturnValue:
    """One measure: what was read over time, what may be said of it, which way is better."""
    plan = plans.plan_by_key(key)
    lines = reporting.measure_lines(plan, on=clock.today(), for_public=True)
    return render_template(
        "plans/life/public_measure.html",
        plan=plan,
        line=reporting.line_of(lines, item_key),
        threshold=settings().count_threshold,
    )
