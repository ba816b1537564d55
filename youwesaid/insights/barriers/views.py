"""What holds a plan up, as far as its editors tell everybody."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from feedback.core.audience import public
from youwesaid.insights.barriers import queries
from youwesaid.plans import queries as plans
from youwesaid.plans import wording as plan_wording

bp = Blueprint("held_up", __name__, url_prefix="/<language:language>/held-up")
bp.context_processor(plan_wording.for_templates)


@bp.get("/<key>")
@public
def show(key: str) -> ResponseReturnValue:
    """Everything that stands in the way of one plan and is told, the oldest first."""
    plan = plans.plan_by_key(key)
    told = [barrier for barrier in queries.barriers_open(plan) if barrier.is_public]
    return render_template("insights/barriers/held_up.html", plan=plan, told=told)
