"""Plans, for those who keep them."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writing
from youwesaid.plans import events, item_staff, queries, whole_staff
from youwesaid.plans.blueprint import KEEPERS, bp
from youwesaid.plans.forms import ImportForm, SearchForm
from youwesaid.plans.importing import import_plan
from youwesaid.plans.reading import UnreadablePlan, read_plan

__all__ = ["bp", "item_staff", "whole_staff"]


@bp.get("/")
@staff()
def listing() -> ResponseReturnValue:
    """All plans, and a search through all of them."""
    form = SearchForm(request.args)
    return render_template(
        "plans/staff/listing.html",
        form=form,
        plans=queries.plans(),
        counts=queries.item_counts(),
        found=queries.search_items(form.q.data or ""),
    )


@bp.route("/new/file", methods=["GET", "POST"])
@staff(*KEEPERS, Role.ADMINISTRATOR)
def bring_in() -> ResponseReturnValue:
    """Bring a plan file in, and read what that did; nobody waits while the file is read."""
    form, report = ImportForm(), None
    if form.validate_on_submit():
        try:
            document = read_plan(form.raw())
            with writing():
                report = import_plan(document, by=current_staff())
        except UnreadablePlan as refusal:
            form.reject("file", str(refusal))
    status = 400 if form.errors else 200
    return render_template("plans/staff/import.html", form=form, report=report), status


@bp.get("/<key>")
@staff()
def show(key: str) -> ResponseReturnValue:
    """One plan as its own tree, with what was heard, answered and changed."""
    plan = queries.plan_by_key(key)
    tree = queries.tree(plan)
    item_ids = [item_id for branch in tree.top for item_id in branch.all_ids()]
    return render_template(
        "plans/staff/show.html",
        plan=plan,
        tree=tree,
        voices=events.voices_of([*item_ids, *(item.id for item in tree.gone)]),
        changed=queries.change_counts(plan),
        silent=queries.items_without_voice(plan),
        parts=events.parts_of(plan, is_public=False),
    )
