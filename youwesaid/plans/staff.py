"""Plans, for those who keep them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes, writing
from youwesaid.plans import events, queries, services, wording
from youwesaid.plans.forms import (
    ImportForm,
    SearchForm,
    chosen_labels,
    labels_form,
    names_form,
)
from youwesaid.plans.importing import import_plan
from youwesaid.plans.reading import UnreadablePlan, read_plan

bp = Blueprint("plans_staff", __name__, url_prefix="/plans")
bp.context_processor(wording.for_templates)
KEEPERS = (Role.EDITOR, Role.PUBLISHER)


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
    )


@bp.route("/<key>/-/words", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def labels(key: str) -> ResponseReturnValue:
    """What this plan calls its things."""
    plan = queries.plan_by_key(key)
    form = labels_form(plan)
    if form.validate_on_submit():
        services.call_things(plan=plan, labels=chosen_labels(form))
        flash(_("The plan's own words are kept."))
        return redirect(url_for("plans_staff.show", key=key))
    status = 400 if form.errors else 200
    return render_template("plans/staff/labels.html", form=form, plan=plan), status


@bp.get("/<key>/<item_key>")
@staff()
def item(key: str, item_key: str) -> ResponseReturnValue:
    """One item: everything the file says of it, what is tied to it, its names, its changes."""
    plan_item = queries.item(key, item_key)
    return render_template(
        "plans/staff/item.html",
        plan=plan_item.plan,
        plan_item=plan_item,
        branch=queries.branch(plan_item),
        insights=events.insights_of([plan_item.id]),
    )


@bp.route("/<key>/<item_key>/names", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def names(key: str, item_key: str) -> ResponseReturnValue:
    """The short plain names that the public reads above the plan's own words."""
    plan_item = queries.item(key, item_key)
    form = names_form(plan_item)
    if form.validate_on_submit():
        services.name_plainly(item=plan_item, names=form.spoken("name"))
        flash(_("The public names are kept."))
        return redirect(url_for("plans_staff.item", key=key, item_key=item_key))
    status = 400 if form.errors else 200
    return render_template("plans/staff/names.html", form=form, plan_item=plan_item), status
