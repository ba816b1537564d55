"""Barriers: the list, raising one, taking it up the plan's own lines, telling, ending."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import AUTHORS, Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.paging import page_of
from youwesaid.insights import queries as insights
from youwesaid.insights.barriers import forms, queries, services, wording
from youwesaid.insights.barriers.lines import first_group
from youwesaid.insights.barriers.models import Barrier, Outcome
from youwesaid.insights.models import Answer
from youwesaid.insights.pages import EDITORS
from youwesaid.insights.wording import for_templates as insight_words
from youwesaid.plans import queries as plans
from youwesaid.plans import wording as plan_wording
from youwesaid.plans.models import PlanItem
from youwesaid.plans.spoken import in_languages

bp = Blueprint("barriers", __name__, url_prefix="/barriers")
bp.context_processor(wording.for_templates)
bp.context_processor(insight_words)
bp.context_processor(plan_wording.for_templates)
_READERS = (*AUTHORS, Role.VIEWER)


@bp.get("/")
@staff(*_READERS)
def listing() -> ResponseReturnValue:
    """What stands in the way, the oldest first, and what was ended."""
    return render_template(
        "insights/barriers/listing.html",
        standing=queries.barriers_open(),
        page=page_of(queries.barriers_closed()),
    )


@bp.route("/answers/<uuid:answer_id>", methods=["GET", "POST"])
@staff(*EDITORS)
@writes
def raise_on_answer(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Say what is in the way of an answer."""
    answer = insights.answer_by_id(answer_id)
    if not answer.insight.plan_items:
        flash(_("Tie this to a plan item first: a barrier goes up the lines of a plan."), "error")
        return redirect(url_for("insights.tie", insight_id=answer.insight_id))
    return _raising(answer.insight.plan_items, answer)


@bp.route("/items/<uuid:item_id>", methods=["GET", "POST"])
@staff(*EDITORS)
@writes
def raise_on_item(item_id: uuid.UUID) -> ResponseReturnValue:
    """Say what is in the way of a plan item."""
    return _raising([plans.item_by_id(item_id)], None)


def _raising(items: Sequence[PlanItem], answer: Answer | None) -> ResponseReturnValue:
    plan = items[0].plan
    same = [item for item in items if item.plan_id == plan.id]
    begin = first_group(
        plan.document,
        owner=same[0].details.get("owner_group"),
        priority_owner=queries.priority_owner(same[0]),
    )
    form = forms.RaiseForm(data={"item": str(same[0].id), "group": begin})
    form.offer(same, plan.groups)
    if form.validate_on_submit():
        barrier = services.raise_barrier(
            forms.chosen(form, same),
            reason=form.reason.data or "",
            group=form.group.data,
            answer=answer,
            by=current_staff(),
        )
        flash(_("It is kept. Take it to the next group when you are ready."))
        return redirect(url_for("barriers.show", barrier_id=barrier.id))
    page = render_template(
        "insights/barriers/raise.html", form=form, answer=answer, plan=plan, items=same
    )
    return page, 400 if form.errors else 200


@bp.get("/<uuid:barrier_id>")
@staff(*_READERS)
def show(barrier_id: uuid.UUID) -> ResponseReturnValue:
    """One barrier: where it lies, how it came there, what can be done."""
    return _page(queries.barrier_by_id(barrier_id))


@bp.post("/<uuid:barrier_id>/up")
@staff(*EDITORS)
@writes
def take_up(barrier_id: uuid.UUID) -> ResponseReturnValue:
    """Take it one step up a reporting line."""
    barrier = queries.barrier_by_id(barrier_id)
    form = _step_form(barrier)
    if not form.validate_on_submit():
        return _page(barrier, step=form)
    try:
        services.take_up(
            barrier,
            to_group=form.to_group.data,
            note=form.note.data or "",
            by=current_staff(),
        )
    except (services.AlreadyClosed, services.NoLine):
        flash(_("It lies somewhere else by now, or has ended. Look again."), "error")
    else:
        flash(_("It lies with the next group now."))
    return redirect(url_for("barriers.show", barrier_id=barrier_id))


@bp.post("/<uuid:barrier_id>/told")
@staff(*EDITORS)
@writes
def tell(barrier_id: uuid.UUID) -> ResponseReturnValue:
    """Say what the public may read of it, or that it may read nothing."""
    barrier = queries.barrier_by_id(barrier_id)
    form = _told_form(barrier)
    if not form.validate_on_submit():
        return _page(barrier, told=form)
    try:
        services.tell_public(
            barrier,
            held_up=form.spoken("held_up"),
            is_public=bool(form["is_public"].data),
            by=current_staff(),
        )
    except services.PublicWordsMissing:
        form.reject("held_up_en", _("Write what people may read, in English."))
        return _page(barrier, told=form)
    flash(_("It is kept. A published entry shows it when it is published again."))
    return redirect(url_for("barriers.show", barrier_id=barrier_id))


@bp.post("/<uuid:barrier_id>/close")
@staff(*EDITORS)
@writes
def close(barrier_id: uuid.UUID) -> ResponseReturnValue:
    """End it, with what was decided."""
    barrier = queries.barrier_by_id(barrier_id)
    form = forms.CloseForm()
    if not form.validate_on_submit():
        return _page(barrier, ending=form)
    try:
        services.close(
            barrier,
            outcome=Outcome(form.outcome.data),
            note=form.ending.data or "",
            by=current_staff(),
        )
    except services.AlreadyClosed:
        flash(_("It lies somewhere else by now, or has ended. Look again."), "error")
    else:
        flash(_("It has ended."))
    return redirect(url_for("barriers.show", barrier_id=barrier_id))


def _page(
    barrier: Barrier,
    *,
    step: forms.StepForm | None = None,
    told: forms.ToldForm | None = None,
    ending: forms.CloseForm | None = None,
) -> ResponseReturnValue:
    refused = next((form for form in (step, told, ending) if form is not None), None)
    page = render_template(
        "insights/barriers/show.html",
        barrier=barrier,
        ways=services.ways_up(barrier),
        names={group.key: group.name for group in barrier.plan.groups},
        step=step or _step_form(barrier, is_fresh=True),
        told=told or _told_form(barrier, is_fresh=True),
        ending=ending or forms.CloseForm(formdata=None),
        refused=refused,
    )
    return page, 400 if refused is not None else 200


def _step_form(barrier: Barrier, *, is_fresh: bool = False) -> forms.StepForm:
    ways = services.ways_up(barrier)
    names = {group.key: group.name for group in barrier.plan.groups}
    first = {"to_group": ways[0].to_group} if ways else {}
    form = forms.StepForm(formdata=None, data=first) if is_fresh else forms.StepForm(data=first)
    form.to_group.choices = [SelectChoice(way.to_group, names[way.to_group]) for way in ways]
    return form


def _told_form(barrier: Barrier, *, is_fresh: bool = False) -> forms.ToldForm:
    made = in_languages(forms.ToldForm)
    values = {**made.starting_values(held_up=barrier.held_up), "is_public": barrier.is_public}
    form = made(formdata=None, data=values) if is_fresh else made(data=values)
    assert isinstance(form, forms.ToldForm)  # noqa: S101 - in_languages makes a form of this kind
    return form
