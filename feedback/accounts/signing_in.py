"""Wiring the staff side's sessions, tokens and sign-in pages into the application."""

from urllib.parse import urlsplit

from flask import Flask, g
from flask_wtf import CSRFProtect
from sqlalchemy.exc import DBAPIError

import feedback.accounts.me  # noqa: F401 - its views belong to the same blueprint
from feedback.accounts import gate, sessions, views
from feedback.accounts.models import Staff
from feedback.core.db import session
from feedback.core.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Give the staff side sessions in rows, tokens in forms, and the pages to sign in.

    Call it after ``audience.init_app``: whoever is not signed in is told so, rather than that
    their token is old.
    """
    secure = urlsplit(settings.staff_url).scheme == "https"
    app.secret_key = sessions.signing_key(app.extensions["keyring"])
    app.config.update(
        # The prefix makes browsers refuse the cookie from another host name, or without TLS.
        SESSION_COOKIE_NAME="__Host-session" if secure else "session",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_PATH="/",
        # Our pages send no Referer, which this check asks for; headers.py compares the origin.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.session_interface = sessions.RowSessions()
    CSRFProtect(app)
    app.register_blueprint(views.bp)

    app.context_processor(_who)


def _who() -> dict[str, Staff | None]:
    try:
        member = gate.signed_in()
        if member is not None:
            _loaded = member.name, member.role_names
    except DBAPIError:  # the page that says so must not fail for the same reason
        session().rollback()
        g.pop("staff_member", None)
        return {"staff_member": None}
    return {"staff_member": member}
