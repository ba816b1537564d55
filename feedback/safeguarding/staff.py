"""Concerns: the list, one of them, and everything that is done about it."""

import uuid
from http import HTTPStatus

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS, Role
from feedback.core import clock
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.forms import Form
from feedback.core.keys import keyring
from feedback.core.paging import page_of
from feedback.safeguarding import (
    acts,
    completeness,
    duty,
    log,
    overdue,
    queries,
    services,
    sheets,
    showing,
    signals,
)
from feedback.safeguarding.blueprint import bp
from feedback.safeguarding.duty_models import Post
from feedback.safeguarding.forms import (
    CallForm,
    CloseForm,
    LevelForm,
    NoteForm,
    OwnerForm,
    ReopenForm,
    SecondReaderForm,
    wall_clock,
)
from feedback.safeguarding.models import Concern, Level, Urgency

__all__ = ["bp"]


@bp.get("/")
@staff(*READERS)
def listing() -> ResponseReturnValue:
    """Open concerns by their clock, what waits for a second reader, then the closed ones."""
    is_open = queries.open_concerns()
    closed = page_of(queries.closed_concerns())
    looks = signals.all_looks_waiting()
    owners = [each.owner_id for each in (*is_open, *closed.rows)]
    return render_template(
        "safeguarding/listing.html",
        rows=[showing.row(each) for each in is_open],
        closed=closed,
        looks=looks,
        names=queries.names([*owners, *(look.asked_by_id for look in looks)]),
        reader=current_staff(),
        is_alone=signals.is_only_reader(current_staff().id),
        unlooked=overdue.unlooked(),
        sum_words=showing.sum_words(completeness.completeness()),
        deputy=duty.holder(Post.DEPUTY),
        unnamed=sheets.levels_without_contact(),
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
    concern = _own(concern_id)
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


@bp.post("/<uuid:concern_id>/call")
@staff(*READERS)
@writes
def call(concern_id: uuid.UUID) -> ResponseReturnValue:
    """Write down whom somebody called, how, when, and what came of it."""
    concern = _own(concern_id)
    form = CallForm(prefix="call-")
    if not form.validate_on_submit():
        return _screen(concern, call_form=form)
    services.add_call(
        concern,
        call=form.call(),
        by=current_staff(),
        note=str(form.note.data or ""),
        keyring=keyring(),
    )
    flash(_("It is written down."))
    return _back(concern)


@bp.post("/<uuid:concern_id>/level")
@staff(*READERS)
@writes
def change_level(concern_id: uuid.UUID) -> ResponseReturnValue:
    """It is of another level, or must be looked after sooner or later."""
    concern = _own(concern_id)
    form = LevelForm(prefix="level-")
    if not form.validate_on_submit():
        return _screen(concern, level_form=form)
    services.change_level(
        concern,
        level=Level(form.level.data),
        urgency=Urgency(form.urgency.data),
        by=current_staff(),
        note=str(form.note.data),
        keyring=keyring(),
    )
    flash(_("The level is changed. A new clock runs."))
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
    """Close it, or wait for a second reader where one is needed."""
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
            identity_hidden=bool(form.is_hidden.data),
        )
    except services.SecondReaderMissing:
        form.form_errors.append(_("You asked for this already. Another person must close it"))
    except services.NobodyTold:
        form.reject("outcome", _("First tell whoever protects that person, and write it down"))
    except services.StillShows:
        form.reject("is_hidden", _("First hide who it is about in the working text"))
    else:
        _tell_if_closed(is_closed=is_closed)
        return _back(concern)
    return _screen(concern, close_form=form)


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


@bp.post("/<uuid:concern_id>/reopen")
@staff(Role.LEAD)
@writes
def reopen(concern_id: uuid.UUID) -> ResponseReturnValue:
    """It was closed too early."""
    concern = queries.concern(concern_id)
    form = ReopenForm(prefix="reopen-")
    if not form.validate_on_submit():
        return _screen(concern, reopen_form=form)
    services.reopen(concern, by=current_staff(), note=str(form.note.data), keyring=keyring())
    flash(_("The concern is open again. Its clock runs."))
    return _back(concern)


@bp.errorhandler(acts.AlreadyClosed)
@bp.errorhandler(services.NobodyAsked)
@bp.errorhandler(services.StillOpen)
def _too_late(_error: Exception) -> ResponseReturnValue:
    flash(_("Somebody was faster: look at the list again."), "error")
    return redirect(url_for("safeguarding.listing"))


def _own(concern_id: uuid.UUID) -> Concern:
    """A concern in whose log the reader may write; the request ends with 403 for any other."""
    concern = queries.concern(concern_id)
    if not log.may_read_notes(concern, current_staff()):
        abort(403)
    return concern


def _tell_if_closed(*, is_closed: bool) -> None:
    if is_closed:
        flash(_("The concern is closed."))
    else:
        flash(_("A second safeguarding lead must now read it and agree. It stays open until then."))


def _owner_form(**given: object) -> OwnerForm:
    form = OwnerForm(prefix="owner-", **given)
    form.owner.choices = [SelectChoice(str(lead.id), lead.name) for lead in queries.leads()]
    return form


def _back(concern: Concern) -> ResponseReturnValue:
    return redirect(url_for("safeguarding.show", concern_id=concern.id))


def _forms(concern: Concern, **refused: Form) -> dict[str, Form]:
    owner = str(concern.owner_id or current_staff().id)
    close_form = CloseForm(prefix="close-", formdata=None)
    forms: dict[str, Form] = {
        "note_form": NoteForm(prefix="note-", formdata=None),
        "call_form": CallForm(prefix="call-", formdata=None, done_at=wall_clock()),
        "level_form": LevelForm(
            prefix="level-",
            formdata=None,
            level=concern.level.value,
            urgency=concern.urgency.value,
        ),
        "owner_form": _owner_form(formdata=None, owner=owner),
        "close_form": close_form,
        "second_form": SecondReaderForm(prefix="second-", formdata=None),
        "reopen_form": ReopenForm(prefix="reopen-", formdata=None),
        **refused,
    }
    close_form.usual_first(concern.level)
    return forms


def _screen(concern: Concern, **refused: Form) -> ResponseReturnValue:
    reader = current_staff()
    involved = [concern.raised_by_id, concern.owner_id, concern.close_asked_by_id]
    page = render_template(
        "safeguarding/show.html",
        concern=concern,
        row=showing.row(concern),
        card=showing.card(concern.level),
        lines=log.opened(concern, reader=reader, keyring=keyring()),
        may_read=log.may_read_notes(concern, reader),
        needs_second=services.needs_second_reader(concern, by=reader),
        names=queries.names([*involved, concern.closed_by_id, concern.second_reader_id]),
        other_leads=[lead for lead in queries.leads() if lead.id != concern.close_asked_by_id],
        reader=reader,
        now=clock.now(),
        form=next(iter(refused.values()), None),
        **_forms(concern, **refused),
    )
    return page, HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
