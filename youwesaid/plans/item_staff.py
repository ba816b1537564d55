"""What keepers of plans say of one item: names, how far it is, which way is better, its like."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.core.audience import staff
from feedback.core.db import writes
from youwesaid.plans import carrying, events, forms, queries, services
from youwesaid.plans.blueprint import KEEPERS, bp
from youwesaid.plans.models import PlanItem


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
        carried_from=carrying.carried_from(plan_item),
        carried_into=carrying.carried_into(plan_item),
        parts=events.parts_of(plan_item.plan, plan_item, is_public=False),
    )


@bp.route("/<key>/<item_key>/names", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def names(key: str, item_key: str) -> ResponseReturnValue:
    """The short plain names that the public reads above the plan's own words."""
    plan_item = queries.item(key, item_key)
    form = forms.names_form(plan_item)
    if form.validate_on_submit():
        services.name_plainly(item=plan_item, names=form.spoken("name"))
        flash(_("The public names are kept."))
        return _to(plan_item)
    status = 400 if form.errors else 200
    return render_template("plans/staff/names.html", form=form, plan_item=plan_item), status


@bp.route("/<key>/<item_key>/standing", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def standing(key: str, item_key: str) -> ResponseReturnValue:
    """How far it is: its status and its colour, in the plan's own words, each by itself."""
    plan_item = queries.item(key, item_key)
    form = forms.standing_form(plan_item)
    if form.validate_on_submit():
        was_marked = _mark(plan_item, form)
        try:
            services.change_standing(
                item=plan_item,
                status=form.status.data or "",
                rag=form.rag.data or "",
                note=form.note.data or "",
                by=current_staff(),
            )
        except services.NothingChanged:
            if not was_marked:
                form.reject("status", _("This is how far it is already. Nothing was changed."))
        if not form.errors:
            flash(_("How far it is now is kept, with the day."))
            return _to(plan_item)
    status = 400 if form.errors else 200
    return render_template("plans/staff/standing.html", form=form, plan_item=plan_item), status


@bp.route("/<key>/<item_key>/better", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def better(key: str, item_key: str) -> ResponseReturnValue:
    """Which way is better for a measure, and when it is not."""
    plan_item = queries.item(key, item_key)
    form = forms.note_form(plan_item)
    if form.validate_on_submit():
        services.note_measure(item=plan_item, notes=form.spoken("note"))
        flash(_("The note is kept."))
        return _to(plan_item)
    status = 400 if form.errors else 200
    return render_template("plans/staff/better.html", form=form, plan_item=plan_item), status


@bp.route("/<key>/<item_key>/carried", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def carried(key: str, item_key: str) -> ResponseReturnValue:
    """What it carries on from another plan, and where it goes on."""
    plan_item = queries.item(key, item_key)
    search, form = forms.SearchForm(request.args), forms.CarryForm()
    if form.validate_on_submit():
        _join_or_part(plan_item, form)
        if not form.errors:
            flash(_("What goes on in which plan is kept."))
            return redirect(url_for("plans_staff.carried", key=key, item_key=item_key))
    page = render_template(
        "plans/staff/carried.html",
        form=form,
        search=search,
        plan_item=plan_item,
        found=carrying.candidates(plan_item, search.q.data or ""),
        carried_from=carrying.carried_from(plan_item),
        carried_into=carrying.carried_into(plan_item),
    )
    return page, 400 if form.errors else 200


def _mark(plan_item: PlanItem, form: forms.StandingForm) -> bool:
    """Keep which values were worked out; whether that is another answer than before."""
    marked = form.marked(plan_item.key)
    before = forms.marked_of(plan_item)
    if marked != before:
        asked = [f"{plan_item.key}.{name}" for name in forms.MARKED]
        services.mark_inferred(plan=plan_item.plan, asked=asked, marked=marked)
    return marked != before


def _join_or_part(plan_item: PlanItem, form: forms.CarryForm) -> None:
    other = queries.item_by_id(uuid.UUID(form.other.data))
    goes_on = form.way.data in {"into", "part_into"}
    source, target = (plan_item, other) if goes_on else (other, plan_item)
    try:
        if form.way.data in {"part_into", "part_from"}:
            services.part(link=carrying.carry_between(source, target))
        else:
            services.carry(source=source, target=target, by=current_staff())
    except services.SamePlan:
        form.reject("other", _("An item is carried into another plan, never inside one."))
    except services.AlreadyCarried:
        form.reject("other", _("These two are joined already."))


def _to(plan_item: PlanItem) -> ResponseReturnValue:
    return redirect(url_for("plans_staff.item", key=plan_item.plan.key, item_key=plan_item.key))
