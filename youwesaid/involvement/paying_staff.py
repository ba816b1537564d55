"""Paying people for their time: for administrators, who read nobody's words."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.audit.services import record
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.keys import keyring
from youwesaid.involvement import queries, services, wording
from youwesaid.involvement.forms import PayeeForm

bp = Blueprint("paying", __name__, url_prefix="/involvement/payments")
bp.context_processor(wording.for_templates)


@bp.get("/")
@staff(Role.ADMINISTRATOR)
def listing() -> ResponseReturnValue:
    """What people took for their time, and how many are still to be paid."""
    taken = queries.incentives_taken()
    return render_template(
        "involvement/payments.html",
        taken=[(given, queries.payees_of(given)) for given in taken],
    )


@bp.route("/<uuid:incentive_id>/new", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
@writes
def keep(incentive_id: uuid.UUID) -> ResponseReturnValue:
    """Seal how to pay one person."""
    given = queries.incentive_by_id(incentive_id)
    form = PayeeForm()
    if form.validate_on_submit():
        details = {"name": form["name"].data, "way": form.way.data}
        try:
            services.keep_payee(given, details=details, keyring=keyring(), by=current_staff())
        except services.NoteNotGiven:
            form.reject(
                "name", _("First people must be told what a payment may do to their benefits.")
            )
        except services.AllPaid:
            form.reject("name", _("As many people are written down as took it."))
        else:
            flash(_("Their details are locked away."))
            return redirect(url_for("paying.listing"))
    page = render_template("involvement/payee_new.html", form=form, given=given)
    return page, 400 if form.errors else 200


@bp.post("/payee/<uuid:payee_id>")
@staff(Role.ADMINISTRATOR)
@writes
def open_payee(payee_id: uuid.UUID) -> ResponseReturnValue:
    """How to pay somebody; that it was opened is written into the log."""
    payee = queries.payee_by_id(payee_id)
    details = services.payee_details(payee, keyring())
    record(
        verb="payee.opened", thing="incentive", thing_id=payee.incentive_id, actor=current_staff()
    )
    return render_template("involvement/payee.html", payee=payee, details=details)


@bp.post("/payee/<uuid:payee_id>/paid")
@staff(Role.ADMINISTRATOR)
@writes
def paid(payee_id: uuid.UUID) -> ResponseReturnValue:
    """Note that somebody was paid."""
    services.mark_paid(queries.payee_by_id(payee_id), by=current_staff())
    flash(_("That is written down. Their details go in 90 days."))
    return redirect(url_for("paying.listing"))
