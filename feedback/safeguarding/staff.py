"""Concerns, and the help numbers."""

import uuid
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS, Role
from feedback.core import clock, errors
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.forms import Form
from feedback.core.keys import keyring
from feedback.core.paging import page_of
from feedback.safeguarding import help_checks, log, queries, services
from feedback.safeguarding.forms import (
    CloseForm,
    NoteForm,
    NumberForm,
    OwnerForm,
    SecondReaderForm,
)
from feedback.safeguarding.help_lines import LIMIT_DAYS
from feedback.safeguarding.models import Concern

bp = Blueprint("safeguarding", __name__, url_prefix="/concerns")


@bp.get("/")
@staff(*READERS)
def listing() -> ResponseReturnValue:
    """Open concerns by their clock, then the closed ones."""
    is_open = queries.open_concerns()
    closed = page_of(queries.closed_concerns())
    owners = queries.names([each.owner_id for each in (*is_open, *closed.rows)])
    return render_template(
        "safeguarding/listing.html",
        concerns=is_open,
        closed=closed,
        owners=owners,
        now=clock.now(),
        routes=queries.route_lines(),
    )


@bp.get("/<uuid:concern_id>")
@staff(*READERS)
def show(concern_id: uuid.UUID) -> ResponseReturnValue:
    """One concern: its clock, its log, and what can be done next."""
    return _screen(queries.concern(concern_id))


@bp.post("/<uuid:concern_id>/note")
@staff(*READERS)
@writes
def note(concern_id: uuid.UUID) -> ResponseReturnValue:
    """Write down what was done."""
    concern = queries.concern(concern_id)
    if not log.may_read_notes(concern, current_staff()):
        abort(403)
    form = NoteForm(prefix="note-")
    if not form.validate_on_submit():
        return _screen(concern, note_form=form)
    services.add_note(
        concern,
        by=current_staff(),
        note=str(form.note.data),
        next_look=form.next_look.data,
        keyring=keyring(),
    )
    flash(_("It is written down."))
    return _back(concern)


@bp.post("/<uuid:concern_id>/owner")
@staff(Role.LEAD)
@writes
def take(concern_id: uuid.UUID) -> ResponseReturnValue:
    """Say who looks after it."""
    concern = queries.concern(concern_id)
    form = _owner_form()
    if not form.validate_on_submit():
        return _screen(concern, owner_form=form)
    owner = queries.lead(uuid.UUID(form.owner.data))
    services.take(concern, owner=owner, by=current_staff(), keyring=keyring())
    return _back(concern)


@bp.post("/<uuid:concern_id>/close")
@staff(Role.LEAD)
@writes
def close(concern_id: uuid.UUID) -> ResponseReturnValue:
    """Close it; one of level now waits for a second reader."""
    concern = queries.concern(concern_id)
    form = CloseForm(prefix="close-")
    if not form.validate_on_submit():
        return _screen(concern, close_form=form)
    try:
        is_closed = services.close(
            concern,
            outcome=form.chosen_outcome(),
            by=current_staff(),
            note=str(form.note.data),
            keyring=keyring(),
        )
    except services.SecondReaderMissing:
        form.form_errors.append(_("You asked for this already. Another person must close it"))
        return _screen(concern, close_form=form)
    if is_closed:
        flash(_("The concern is closed."))
    else:
        flash(_("A second safeguarding lead must now read it and agree. It stays open until then."))
    return _back(concern)


@bp.post("/<uuid:concern_id>/second-reader")
@staff(Role.LEAD)
@writes
def confirm(concern_id: uuid.UUID) -> ResponseReturnValue:
    """The second reader agrees, or keeps it open."""
    concern = queries.concern(concern_id)
    form = SecondReaderForm(prefix="second-")
    if not form.validate_on_submit():
        return _screen(concern, second_form=form)
    agrees = form.agrees.data == "yes"
    try:
        services.confirm_close(
            concern, agrees=agrees, by=current_staff(), note=str(form.note.data), keyring=keyring()
        )
    except services.SecondReaderMissing:
        form.form_errors.append(_("You asked for this yourself. Another person must agree"))
        return _screen(concern, second_form=form)
    flash(_("The concern is closed.") if agrees else _("The concern stays open."))
    return _back(concern)


@bp.get("/help-numbers")
@staff(Role.LEAD, Role.ADMINISTRATOR)
def help_numbers() -> ResponseReturnValue:
    """Every number on the public page, and when somebody last checked it."""
    return _numbers()


@bp.post("/help-numbers/<key>/checked")
@staff(Role.LEAD, Role.ADMINISTRATOR)
@writes
def check_number(key: str) -> ResponseReturnValue:
    """The number was read on its own page today."""
    help_checks.confirm(key, by=current_staff())
    return redirect(url_for("safeguarding.help_numbers", _anchor=f"line-{key}"))


@bp.post("/help-numbers/<key>/number")
@staff(Role.LEAD, Role.ADMINISTRATOR)
@writes
def correct_number(key: str) -> ResponseReturnValue:
    """Show another number."""
    form = NumberForm(prefix=f"{key}-")
    if form.validate_on_submit():
        try:
            help_checks.correct(key, number=str(form.number.data or ""), by=current_staff())
        except help_checks.NotANumber:
            form.reject("number", _("Write a telephone number, with digits and spaces only"))
    if form.errors:
        return _numbers(refused=(key, form))
    flash(_("The public page shows the number as you wrote it."))
    return redirect(url_for("safeguarding.help_numbers", _anchor=f"line-{key}"))


@bp.post("/help-numbers/<key>/<any(hide, show):change>")
@staff(Role.LEAD, Role.ADMINISTRATOR)
@writes
def hide_number(key: str, change: str) -> ResponseReturnValue:
    """Take a line off the public page, or put it back."""
    try:
        help_checks.set_hidden(key, hidden=change == "hide", by=current_staff())
    except help_checks.LastWayToHelp:
        flash(_("This number always stays on the page."), "error")
    return redirect(url_for("safeguarding.help_numbers", _anchor=f"line-{key}"))


bp.register_error_handler(help_checks.NoSuchLine, errors.missing)


@bp.errorhandler(services.AlreadyClosed)
@bp.errorhandler(services.NobodyAsked)
def _too_late(_error: Exception) -> ResponseReturnValue:
    flash(_("Somebody was faster: look at the list again."), "error")
    return redirect(url_for("safeguarding.listing"))


def _owner_form(**given: object) -> OwnerForm:
    form = OwnerForm(prefix="owner-", **given)
    form.owner.choices = [SelectChoice(str(lead.id), lead.name) for lead in queries.leads()]
    return form


def _back(concern: Concern) -> ResponseReturnValue:
    return redirect(url_for("safeguarding.show", concern_id=concern.id))


def _screen(concern: Concern, **refused: Form) -> ResponseReturnValue:
    reader = current_staff()
    owner = str(concern.owner_id or reader.id)
    forms: dict[str, Form] = {
        "note_form": NoteForm(prefix="note-", formdata=None),
        "owner_form": _owner_form(formdata=None, owner=owner),
        "close_form": CloseForm(prefix="close-", formdata=None),
        "second_form": SecondReaderForm(prefix="second-", formdata=None),
        **refused,
    }
    page = render_template(
        "safeguarding/show.html",
        concern=concern,
        lines=log.opened(concern, reader=reader, keyring=keyring()),
        may_read=log.may_read_notes(concern, reader),
        names=queries.names(
            [
                concern.raised_by_id,
                concern.owner_id,
                concern.close_asked_by_id,
                concern.closed_by_id,
            ]
        ),
        other_leads=[lead for lead in queries.leads() if lead.id != concern.close_asked_by_id],
        reader=reader,
        routes=queries.route_lines(),
        now=clock.now(),
        form=next(iter(refused.values()), None),
        **forms,
    )
    return page, HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK


def _numbers(refused: tuple[str, NumberForm] | None = None) -> ResponseReturnValue:
    checked = queries.checked_lines()
    forms = {
        each.line.key: NumberForm(
            prefix=f"{each.line.key}-", formdata=None, number=each.line.display_number
        )
        for each in checked
        if each.line.display_number
    }
    if refused:
        forms[refused[0]] = refused[1]
    page = render_template(
        "safeguarding/help_numbers.html",
        checked=checked,
        forms=forms,
        limit=LIMIT_DAYS,
        old=queries.old_help_lines(),
        form=refused[1] if refused else None,
    )
    return page, HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
