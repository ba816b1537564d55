"""Plans in their own words, for anybody."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from feedback.core.audience import public
from youwesaid.plans import events, queries, wording

bp = Blueprint("plans", __name__, url_prefix="/<language:language>/plans")
bp.context_processor(wording.for_templates)


@bp.get("")
@public
def listing() -> ResponseReturnValue:
    """All plans, those in force first."""
    return render_template("plans/listing.html", plans=queries.plans())


@bp.get("/<key>")
@public
def show(key: str) -> ResponseReturnValue:
    """One plan: what it hopes for, what matters most, who does what. Priorities have own pages."""
    plan = queries.plan_by_key(key)
    return render_template(
        "plans/show.html",
        plan=plan,
        tree=queries.tree(plan),
        groups=queries.groups(plan),
        successor=queries.successor(plan),
    )


@bp.get("/<key>/<item_key>")
@public
def item(key: str, item_key: str) -> ResponseReturnValue:
    """One item: its words, what stands under it, earlier words, what people said about it."""
    plan_item = queries.item(key, item_key)
    branch = queries.branch(plan_item)
    return render_template(
        "plans/item.html",
        plan=plan_item.plan,
        plan_item=plan_item,
        branch=branch,
        aims=queries.cited_aims(plan_item),
        entries=events.entries_of(branch.all_ids()),
        causes=events.causes_of([change.id for change in plan_item.changes]),
    )
