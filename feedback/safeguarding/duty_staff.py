"""What the leads keep: whom to call, who is told, and by which clocks."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS, Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.safeguarding import clocks, duty, queries, sheets
from feedback.safeguarding.blueprint import bp
from feedback.safeguarding.duty_forms import ClockForm, ContactForm, DutyForm, clock_form
from feedback.safeguarding.duty_models import EscalationContact, Post
from feedback.safeguarding.help_checks import NotANumber
from feedback.safeguarding.help_lines import LIMIT_DAYS

__all__ = ["bp"]


@bp.get("/sheets")
@staff(*READERS)
def who_to_call() -> ResponseReturnValue:
    """Every partner's escalation sheet."""
    found = sheets.contacts()
    return render_template(
        "safeguarding/sheets.html",
        contacts=found,
        old={each.id for each in found if sheets.is_old(each)},
        names=queries.names([each.checked_by_id for each in found]),
        unnamed=sheets.levels_without_contact(),
        limit=LIMIT_DAYS,
        routes=queries.route_lines(),
    )


@bp.route("/sheets/new", methods=["GET", "POST"])
@staff(Role.LEAD)
@writes
def add_contact() -> ResponseReturnValue:
    """One more line."""
    return _kept(None)


@bp.route("/sheets/<uuid:contact_id>", methods=["GET", "POST"])
@staff(Role.LEAD)
@writes
def change_contact(contact_id: uuid.UUID) -> ResponseReturnValue:
    """Another number, role or level."""
    return _kept(sheets.contact(contact_id))


@bp.post("/sheets/<uuid:contact_id>/checked")
@staff(Role.LEAD)
@writes
def check_contact(contact_id: uuid.UUID) -> ResponseReturnValue:
    """The numbers were tried today."""
    sheets.confirm(sheets.contact(contact_id), by=current_staff())
    return redirect(url_for("safeguarding.who_to_call", _anchor=f"contact-{contact_id}"))


@bp.post("/sheets/<uuid:contact_id>/remove")
@staff(Role.LEAD)
@writes
def remove_contact(contact_id: uuid.UUID) -> ResponseReturnValue:
    """Nobody calls there any more."""
    sheets.remove(sheets.contact(contact_id), by=current_staff())
    flash(_("The line is removed."))
    return redirect(url_for("safeguarding.who_to_call"))


@bp.get("/clocks")
@staff(Role.LEAD)
def clock_settings() -> ResponseReturnValue:
    """Who is told, and by which clocks."""
    return _clocks()


@bp.post("/clocks/duty")
@staff(Role.LEAD)
@writes
def appoint() -> ResponseReturnValue:
    """Say who is told first, and who next."""
    form = DutyForm(prefix="duty-")
    form.offer(queries.leads())
    if not form.validate_on_submit():
        return _clocks(duty_form=form)
    by_id = {str(lead.id): lead for lead in queries.leads()}
    duty.appoint(Post.LEAD, by_id.get(form.lead.data), by=current_staff())
    duty.appoint(Post.DEPUTY, by_id.get(form.deputy.data), by=current_staff())
    flash(_("It is saved."))
    return redirect(url_for("safeguarding.clock_settings"))


@bp.post("/clocks")
@staff(Role.LEAD)
@writes
def set_clocks() -> ResponseReturnValue:
    """Set the clocks."""
    form = clock_form(clocks.in_force())
    if not form.validate_on_submit():
        return _clocks(clocks_form=form)
    clocks.set_clocks(form.spans(), by=current_staff())
    flash(_("The clocks are set. What is open already keeps the clock that it has."))
    return redirect(url_for("safeguarding.clock_settings"))


def _kept(contact: EscalationContact | None) -> ResponseReturnValue:
    form = ContactForm()
    if form.is_submitted():
        if form.validate():
            try:
                sheets.keep(form.line(), by=current_staff(), contact=contact)
            except NotANumber as refused:
                wrong = "number" if str(refused) == form.number.data else "out_of_hours_number"
                form.reject(wrong, _("Write a telephone number, with digits and spaces only"))
            else:
                flash(_("The line is kept, and checked today."))
                return redirect(url_for("safeguarding.who_to_call"))
    else:
        form = ContactForm.of(contact)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template("safeguarding/contact.html", form=form, contact=contact), status


def _clocks(
    *, duty_form: DutyForm | None = None, clocks_form: ClockForm | None = None
) -> ResponseReturnValue:
    refused = duty_form or clocks_form
    if duty_form is None:
        on_duty = {post: duty.holder(post) for post in Post}
        filled = {post.value: str(who.id) if who else "" for post, who in on_duty.items()}
        duty_form = DutyForm(prefix="duty-", formdata=None, **filled)
        duty_form.offer(queries.leads())
    page = render_template(
        "safeguarding/clocks.html",
        duty_form=duty_form,
        clocks_form=clocks_form or clock_form(clocks.in_force()),
        form=refused,
    )
    return page, HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
