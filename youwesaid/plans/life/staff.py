"""The life of a plan, for those who keep it: one set of pages for every kind of record."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.core import clock
from feedback.core.audience import staff
from feedback.core.db import writes
from youwesaid.plans import queries as plans
from youwesaid.plans.life import offers, queries, reporting, services, showing
from youwesaid.plans.life.blueprint import KEEPERS, KINDS, bp
from youwesaid.plans.life.forms import TakeOutForm, life_form
from youwesaid.plans.life.rules import Untrue
from youwesaid.plans.life.starting import start_of
from youwesaid.plans.life.words import Kind


@bp.get("")
@staff()
def overview(key: str) -> ResponseReturnValue:
    """What is due, what is late, and how much there is of everything."""
    plan, today = plans.plan_by_key(key), clock.today()
    return render_template(
        "plans/life/overview.html",
        plan=plan,
        today=today,
        due=reporting.due_now(plan, today),
        counts=queries.counts(plan),
        lines=reporting.measure_lines(plan, on=today),
        risks=reporting.risks_open(plan),
    )


@bp.get(f"/<any({KINDS}):kind>")
@staff()
def listing(key: str, kind: str) -> ResponseReturnValue:
    """All records of one kind."""
    plan, of = plans.plan_by_key(key), Kind(kind)
    return render_template(
        _PAGES.get(of, "plans/life/listing.html"),
        plan=plan,
        kind=of,
        records=queries.records(plan, of),
        gone=[each for each in queries.records(plan, of, with_gone=True) if each.gone_on],
        **_more(plan, of),
    )


#: Kinds whose list is more than a table.
_PAGES = {
    Kind.READING: "plans/life/measures.html",
    Kind.WORK: "plans/life/workplan.html",
    Kind.ROW: "plans/life/action_plan.html",
    Kind.RISK: "plans/life/risks.html",
    Kind.REVIEW: "plans/life/reviews.html",
    Kind.TEST: "plans/life/tests.html",
}


def _more(plan: Any, kind: Kind) -> dict[str, Any]:
    today = clock.today()
    if kind is Kind.READING:
        return {"lines": reporting.measure_lines(plan, on=today)}
    if kind is Kind.WORK:
        years = queries.work_years(plan)
        year = request.args.get("year") or (years[0] if years else "")
        return {"years": years, "year": year,
                "lines": reporting.actions_of_workplan(plan, year, on=today)}  # fmt: skip
    if kind is Kind.RISK:
        return {"risks": reporting.risks_open(plan)}
    return {"today": today}


@bp.route(f"/<any({KINDS}):kind>/new", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def new(key: str, kind: str) -> ResponseReturnValue:
    """Start a record; the address may say from which part of the plan it starts."""
    plan, of = plans.plan_by_key(key), Kind(kind)
    if of is Kind.ROW and not offers.template_columns(plan):
        abort(HTTPStatus.NOT_FOUND)
    start = start_of(of, plan, request.args)
    form = life_form(of, plan, **start.values)
    if form.validate_on_submit():
        try:
            record = services.keep(
                kind=of, plan=plan, values=form.values(), by=current_staff(), **start.also
            )
        except Untrue as rule:
            form.reject(rule.field, str(rule.complaint))
        else:
            flash(_("It is kept."))
            return redirect(url_for(".show", key=key, kind=kind, record_id=record.id))
    page = render_template("plans/life/edit.html", plan=plan, kind=of, form=form, record=None)
    return page, _status(form)


@bp.get(f"/<any({KINDS}):kind>/<uuid:record_id>")
@staff()
def show(key: str, kind: str, record_id: uuid.UUID) -> ResponseReturnValue:
    """One record with everything that it was before."""
    plan, of = plans.plan_by_key(key), Kind(kind)
    record = queries.record(plan, of, record_id)
    return render_template(
        "plans/life/record.html",
        plan=plan,
        kind=of,
        record=record,
        rows=showing.rows_of(record),
        edits=showing.history(record),
        today=clock.today(),
    )


@bp.route(f"/<any({KINDS}):kind>/<uuid:record_id>/change", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def change(key: str, kind: str, record_id: uuid.UUID) -> ResponseReturnValue:
    """Change a record; what stood before is kept and shown."""
    plan, of = plans.plan_by_key(key), Kind(kind)
    record = queries.record(plan, of, record_id)
    form = life_form(of, plan, record)
    if form.validate_on_submit():
        why = form.why_changed.data or ""
        try:
            services.change(record=record, values=form.values(), why=why, by=current_staff())
        except Untrue as rule:
            form.reject(rule.field, str(rule.complaint))
        except services.TakenOut:
            form.reject("why_changed", _("It was taken out meanwhile, and changes no more."))
        else:
            flash(_("It is kept, and what stood before is kept too."))
            return redirect(url_for(".show", key=key, kind=kind, record_id=record_id))
    page = render_template("plans/life/edit.html", plan=plan, kind=of, form=form, record=record)
    return page, _status(form)


@bp.route(f"/<any({KINDS}):kind>/<uuid:record_id>/out", methods=["GET", "POST"])
@staff(*KEEPERS)
@writes
def take_out(key: str, kind: str, record_id: uuid.UUID) -> ResponseReturnValue:
    """Take a record off every list, with a reason."""
    plan, of = plans.plan_by_key(key), Kind(kind)
    record = queries.record(plan, of, record_id)
    form = TakeOutForm()
    if form.validate_on_submit():
        try:
            services.take_out(record=record, why=form.why.data or "", by=current_staff())
        except services.TakenOut:
            form.reject("why", _("It was taken out meanwhile, and changes no more."))
        else:
            flash(_("It is taken out. It stays readable here."))
            return redirect(url_for(".listing", key=key, kind=kind))
    page = render_template("plans/life/out.html", plan=plan, kind=of, form=form, record=record)
    return page, _status(form)


@bp.get("/measures/<item_key>")
@staff()
def measure(key: str, item_key: str) -> ResponseReturnValue:
    """One measure: its readings over time, what may be said of it, and which way is better."""
    plan = plans.plan_by_key(key)
    lines = reporting.measure_lines(plan, on=clock.today())
    line = reporting.line_of(lines, item_key)
    return render_template("plans/life/measure.html", plan=plan, line=line, kind=Kind.READING)


def _status(form: Any) -> HTTPStatus:
    return HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
