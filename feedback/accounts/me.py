"""One's own account: password, language, recovery codes."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts import factors, gate, passwords, services
from feedback.accounts.factors import Verdict
from feedback.accounts.forms import (
    ROLE_NAMES,
    WEAK,
    LanguageForm,
    OwnPasswordForm,
    PasswordForm,
)
from feedback.accounts.models import Staff
from feedback.accounts.views import bp
from feedback.core.audience import staff
from feedback.core.db import writes, writing
from feedback.core.i18n import speak, switched_on


@bp.route("/me", methods=["GET", "POST"])
@staff()
@writes
def me() -> ResponseReturnValue:
    """What is known about oneself, and the language of one's own pages."""
    member = gate.current_staff()
    form = LanguageForm(language=member.language)
    form.offer(switched_on())
    if form.validate_on_submit():
        services.change_language(member=member, language=form.language.data)
        speak(member.language)
        flash(_("Your language is changed."))
        return redirect(url_for("accounts.me"))
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template(
        "accounts/me.html", form=form, member=member, role_names=ROLE_NAMES
    ), status


@bp.route("/me/password", methods=["GET", "POST"])
@staff()
def password() -> ResponseReturnValue:
    """Another password; this browser stays signed in, all others do not."""
    member, form = gate.current_staff(), PasswordForm()
    if form.validate_on_submit() and _is_strong(form, member):
        claim = factors.claim(email=member.email, password=form.password.data or "")
        with writing():
            verdict = factors.own_password(member, claim)
            if verdict is Verdict.RIGHT:
                services.set_password(member=member, password=form.new_password.data or "")
                gate.let_in(member)
        if verdict is Verdict.RIGHT:
            flash(_("Your password is changed. You are signed out everywhere else."))
            return redirect(url_for("accounts.me"))
        form.reject("password", _refusal(verdict))
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template("accounts/password.html", form=form), status


@bp.route("/me/recovery-codes", methods=["GET", "POST"])
@staff()
def recovery_codes() -> ResponseReturnValue:
    """New recovery codes, shown once, for somebody who gives their password again."""
    member, form = gate.current_staff(), OwnPasswordForm()
    if form.validate_on_submit():
        claim = factors.claim(email=member.email, password=form.password.data or "")
        made = None
        with writing():
            verdict = factors.own_password(member, claim)
            if verdict is Verdict.RIGHT:
                made = services.make_recovery_codes(member=member)
        if made is not None:
            return render_template("accounts/recovery_codes.html", codes=made, is_first=False)
        form.reject("password", _refusal(verdict))
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    left = len(member.recovery_codes)
    return render_template("accounts/own_recovery.html", form=form, left=left), status


def _is_strong(form: PasswordForm, member: Staff) -> bool:
    try:
        passwords.check(form.new_password.data or "", about=(member.name, member.email))
    except passwords.WeakPassword as problem:
        form.reject("new_password", str(WEAK[problem.weakness]))
        return False
    return True


def _refusal(verdict: Verdict) -> str:
    if verdict is Verdict.WAIT:
        return str(_("There were too many wrong tries. Wait a few minutes, then try again."))
    return str(_("That is not your password."))
