"""Staff accounts, for administrators."""

import uuid
from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts import gate, queries, services
from feedback.accounts.forms import ROLE_HINTS, ROLE_NAMES, AddStaffForm, RolesForm
from feedback.accounts.models import Staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import switched_on
from feedback.outbox.addresses import NotAnAddress

bp = Blueprint("accounts_staff", __name__, url_prefix="/people")


@bp.get("/")
@staff(Role.ADMINISTRATOR)
def listing() -> ResponseReturnValue:
    """Everybody who has an account."""
    return render_template(
        "accounts/listing.html", people=queries.everyone(), role_names=ROLE_NAMES
    )


@bp.route("/add", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
@writes
def add() -> ResponseReturnValue:
    """A new account; the one-time code is shown once, here."""
    form = AddStaffForm(language="en")
    form.offer(switched_on())
    if form.validate_on_submit():
        try:
            member, code = services.add_staff(
                email=form.email.data or "",
                name=form.name.data or "",
                agency=form.agency.data or "",
                language=form.language.data,
                roles=form.chosen(),
            )
        except services.EmailTaken:
            form.reject("email", _("Somebody has an account with that address already."))
        except services.NoName:
            form.reject("name", _("Enter a name"))
        except NotAnAddress:
            form.reject("email", _("Enter an address like name@example.org"))
        else:
            return _invited(member, code)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template("accounts/add.html", form=form, role_hints=_hints()), status


@bp.route("/<uuid:staff_id>", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
@writes
def show(staff_id: uuid.UUID) -> ResponseReturnValue:
    """One account, its roles, and what can be done with it."""
    member = queries.member(staff_id)
    form = RolesForm(roles=sorted(member.role_names))
    if form.validate_on_submit():
        try:
            services.change_roles(member=member, roles=form.chosen())
        except services.LastAdministrator:
            form.reject("roles", _last_administrator())
        else:
            flash(_("The roles are changed."))
            return redirect(url_for("accounts_staff.listing"))
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template(
        "accounts/show.html",
        form=form,
        member=member,
        role_hints=_hints(),
        is_oneself=member.id == gate.current_staff().id,
    ), status


@bp.post("/<uuid:staff_id>/disable")
@staff(Role.ADMINISTRATOR)
@writes
def disable(staff_id: uuid.UUID) -> ResponseReturnValue:
    """Shut somebody out."""
    try:
        services.disable(member=queries.member(staff_id, to_change=True))
        flash(_("The account is switched off."))
    except services.LastAdministrator:
        flash(_last_administrator(), "error")
    return redirect(url_for("accounts_staff.show", staff_id=staff_id))


@bp.post("/<uuid:staff_id>/enable")
@staff(Role.ADMINISTRATOR)
@writes
def enable(staff_id: uuid.UUID) -> ResponseReturnValue:
    """Let somebody in again."""
    return _done(staff_id, services.enable, _("The account is switched on."))


@bp.post("/<uuid:staff_id>/sign-out")
@staff(Role.ADMINISTRATOR)
@writes
def sign_out(staff_id: uuid.UUID) -> ResponseReturnValue:
    """End somebody's sessions."""
    return _done(staff_id, services.sign_out_everywhere, _("They are signed out everywhere."))


@bp.post("/<uuid:staff_id>/reset")
@staff(Role.ADMINISTRATOR)
@writes
def reset(staff_id: uuid.UUID) -> ResponseReturnValue:
    """Begin again with an invitation, for somebody who lost their telephone or password."""
    member = queries.member(staff_id, to_change=True)
    if member.id == gate.current_staff().id:
        flash(_("Another administrator must do this for you."), "error")
        return redirect(url_for("accounts_staff.show", staff_id=staff_id))
    return _invited(member, services.reset_totp(member=member))


def _done(staff_id: uuid.UUID, change: Callable[..., None], words: str) -> ResponseReturnValue:
    change(member=queries.member(staff_id, to_change=True))
    flash(words)
    return redirect(url_for("accounts_staff.show", staff_id=staff_id))


def _invited(member: Staff, code: str) -> ResponseReturnValue:
    days = services.INVITED_FOR.days
    return render_template("accounts/invited.html", member=member, code=code, days=days)


def _hints() -> dict[str, str]:
    return {role.value: str(hint) for role, hint in ROLE_HINTS.items()}


def _last_administrator() -> str:
    return str(_("This is the last administrator. Make somebody else administrator first."))
