"""Signing in and out: a password, then an authenticator's code. Nobody is in before both."""

import io
from http import HTTPStatus

import segno
from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts import codes, factors, gate, passwords, queries, services
from feedback.accounts.factors import Verdict
from feedback.accounts.forms import WEAK, CodeForm, RecoveryForm, SignInForm, WelcomeForm
from feedback.accounts.models import Staff
from feedback.core.audience import public, staff
from feedback.core.db import writes, writing
from feedback.core.forms import Form
from feedback.core.keys import keyring
from feedback.core.sealing import CannotOpen, Purpose
from feedback.core.templating import settings

bp = Blueprint("accounts", __name__)

_QR_DOT = 5  # pixels


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """The first factor. The same refusal for a wrong address, a wrong password and a wait."""
    if gate.signed_in() is not None:
        return redirect(url_for("desk.home"))
    if request.method == "GET" and _from_elsewhere():
        return render_template("accounts/arriving.html")
    form = SignInForm()
    if form.validate_on_submit():
        claim = factors.claim(email=form.email.data or "", password=form.password.data or "")
        with writing():
            member = factors.first_factor(claim)
            if member is not None:
                gate.let_half_in(member)
        if member is not None:
            return redirect(url_for("accounts.code"))
        form.reject(
            "password",
            _(
                "The email address or the password is not right, or there were too many tries. "
                "Check both, or wait a few minutes."
            ),
        )
    return _answer("accounts/sign_in.html", form)


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public
@writes
def code() -> ResponseReturnValue:
    """The second factor, from an authenticator."""
    member = _between(to_change=request.method == "POST")
    if member is None:
        return redirect(url_for("accounts.sign_in"))
    if member.totp_sealed is None:
        return redirect(url_for("accounts.set_up"))
    form = CodeForm()
    if form.validate_on_submit():
        verdict = factors.authenticator(member, form.code.data or "")
        if verdict is Verdict.RIGHT:
            return _into(member)
        form.reject("code", _refusal(verdict))
    return _answer("accounts/code.html", form)


@bp.route("/sign-in/recovery-code", methods=["GET", "POST"])
@public
@writes
def recovery() -> ResponseReturnValue:
    """The second factor, from a list on paper."""
    member = _between(to_change=request.method == "POST")
    if member is None:
        return redirect(url_for("accounts.sign_in"))
    form = RecoveryForm()
    if form.validate_on_submit():
        verdict = factors.recovery_code(member, form.code.data or "")
        if verdict is Verdict.RIGHT:
            return _into(member)
        form.reject("code", _refusal(verdict))
    return _answer("accounts/recovery.html", form)


@bp.route("/welcome", methods=["GET", "POST"])
@public
def welcome() -> ResponseReturnValue:
    """The first visit of somebody who was invited: they choose a password."""
    form = WelcomeForm()
    if form.validate_on_submit() and _is_strong(form):
        with writing():
            member = factors.invitation(form.email.data or "", form.invitation.data or "")
            if member is not None:
                services.set_password(member=member, password=form.password.data or "")
                gate.let_half_in(member)
        if member is not None:
            return redirect(url_for("accounts.set_up"))
        form.reject(
            "invitation",
            _(
                "The email address or the code is not right, or the code is too old. "
                "Ask the person who gave it to you for a new one."
            ),
        )
    return _answer("accounts/welcome.html", form)


@bp.route("/sign-in/authenticator", methods=["GET", "POST"])
@public
@writes
def set_up() -> ResponseReturnValue:
    """The first time: tie an authenticator to the account, and show the recovery codes once."""
    member = _between(to_change=request.method == "POST")
    if member is None:
        return redirect(url_for("accounts.sign_in"))
    if member.totp_sealed is not None:
        return redirect(url_for("accounts.code"))
    secret, form = _new_secret(member), CodeForm()
    if form.validate_on_submit():
        made = services.set_up_authenticator(
            member=member, secret=secret, typed=form.code.data or ""
        )
        if made is not None:
            gate.let_in(member)
            return render_template("accounts/recovery_codes.html", codes=made, is_first=True)
        form.reject("code", _refusal(Verdict.WRONG))
    return _answer("accounts/set_up.html", form, secret=_in_fours(secret))


@bp.get("/sign-in/authenticator.svg")
@public
def picture() -> ResponseReturnValue:
    """The secret as a square picture for the authenticator's camera."""
    member = _between()
    if member is None or "secret" not in session:
        abort(HTTPStatus.NOT_FOUND)
    says = codes.address_for_authenticator(
        _new_secret(member), email=member.email, issuer=settings().partnership_short
    )
    drawn = io.BytesIO()
    segno.make(says, error="m").save(drawn, kind="svg", scale=_QR_DOT, light="white", xmldecl=False)
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


@bp.post("/sign-out")
@staff()
@writes
def sign_out() -> ResponseReturnValue:
    """End this session."""
    services.signed_out(member=gate.current_staff())
    gate.let_out()
    flash(_("You are signed out."))
    return redirect(url_for("accounts.sign_in"))


def _from_elsewhere() -> bool:
    # A link in a letter brings no SameSite=Strict cookie. Showing the form then would start a
    # new session over the one that the browser may still have; a page of ours asks again first.
    return request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}


def _between(*, to_change: bool = False) -> Staff | None:
    member = gate.half_way()
    if member is None or not to_change:
        return member
    kept = queries.member(member.id, to_change=True)
    return gate.half_way() and kept


def _into(member: Staff) -> ResponseReturnValue:
    gate.let_in(member)
    return redirect(url_for("desk.home"))


def _new_secret(member: Staff) -> str:
    """The secret being set up: sealed in the session until a code of it was typed."""
    place = factors.secret_place(member)
    try:
        sealed = bytes.fromhex(session.get("secret", ""))
        return keyring().open(sealed, purpose=Purpose.CONTACT, place=place)
    except (CannotOpen, ValueError):
        secret = codes.new_secret()
        sealed = keyring().seal(secret, purpose=Purpose.CONTACT, place=place)
        session["secret"] = sealed.hex()
        return secret


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _is_strong(form: WelcomeForm) -> bool:
    try:
        passwords.check(form.password.data or "", about=(form.email.data or "",))
    except passwords.WeakPassword as problem:
        form.reject("password", str(WEAK[problem.weakness]))
        return False
    return True


def _refusal(verdict: Verdict) -> str:
    if verdict is Verdict.WAIT:
        return str(_("There were too many wrong codes. Wait a few minutes, then try again."))
    if verdict is Verdict.USED:
        return str(_("That code was used already. Wait for the next one, then enter it."))
    return str(
        _(
            "That code is not right. Enter the newest one. If it still fails, let your telephone "
            "set its clock by itself: the codes depend on the time."
        )
    )


def _answer(template: str, form: Form, **more: object) -> ResponseReturnValue:
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template(template, form=form, **more), status
