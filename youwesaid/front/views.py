"""The front door of the public side: languages, home, help, the way out, what we promise."""

from datetime import UTC, datetime, time, timedelta
from http import HTTPStatus
from urllib.parse import urljoin

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from feedback.core import clock, paths
from feedback.core.audience import public
from feedback.core.i18n import speak, switched_on
from feedback.core.settings import Settings
from feedback.core.templating import settings
from youwesaid.front import queries, statement

bp = Blueprint("front", __name__, url_prefix="")

#: How long security.txt may be trusted before somebody must look at it again (RFC 9116).
_SECURITY_DAYS = 180


@bp.get("/")
@public
def language() -> ResponseReturnValue:
    """Choose a language; nothing remembers it but the address that follows."""
    speak(switched_on()[0].code)
    greetings = []
    for offered in switched_on():
        with force_locale(offered.locale):
            greetings.append((offered, _("Have your say")))
    return render_template("front/language.html", greetings=greetings)


@bp.get("/<language:language>/")
@public
def home() -> ResponseReturnValue:
    """Four doors."""
    return render_template("front/home.html", survey_slug=queries.only_open_survey())


@bp.get("/<language:language>/help")
@public
def help_now() -> ResponseReturnValue:
    """Whom to call, danger first."""
    return render_template("front/help_now.html", groups=queries.help_groups())


@bp.get("/leave")
@public
def leave() -> ResponseReturnValue:
    """Away at once, to a page that tells nothing."""
    response = redirect(settings().leave_to, HTTPStatus.SEE_OTHER)
    # Not "cache": browsers may take seconds over it, and no page of ours is stored anyway.
    response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return response


@bp.get("/<language:language>/safety")
@public
def safety() -> ResponseReturnValue:
    """Staying safe: what this site leaves behind, and what it cannot hide."""
    return render_template("front/safety.html", childline=queries.help_line("childline"))


@bp.get("/<language:language>/privacy")
@public
def privacy() -> ResponseReturnValue:
    """Who reads it, why we may, what we keep and for how long."""
    return render_template("front/privacy.html")


@bp.get("/<language:language>/cookies")
@public
def cookies() -> ResponseReturnValue:
    """We set none here."""
    return render_template("front/cookies.html")


@bp.get("/<language:language>/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """The statement that the law asks for."""
    return render_template("front/accessibility.html", statement=statement.STATEMENT)


@bp.get("/robots.txt")
@public
def robots() -> ResponseReturnValue:
    """Machines may look, and must not follow the way out; pages say themselves not to list them."""
    return _plain("User-agent: *\nDisallow: /leave\n")


@bp.get("/.well-known/security.txt")
@public
def security() -> ResponseReturnValue:
    """Whom to tell of a hole."""
    config = settings()
    midnight = datetime.combine(clock.today(), time(), UTC)
    lines = [
        f"Contact: {_security_contact(config)}",
        f"Expires: {(midnight + timedelta(days=_SECURITY_DAYS)).isoformat()}",
        "Preferred-Languages: en",
        f"Canonical: {urljoin(config.public_url, url_for('front.security'))}",
    ]
    return _plain("\n".join(lines) + "\n")


@bp.get("/healthz")
@public
def health() -> ResponseReturnValue:
    """For whoever watches the server: the process answers and so does its database."""
    queries.touch_database()
    return _plain("ok\n")


@bp.get("/favicon.ico")
@public
def favicon() -> ResponseReturnValue:
    """Where browsers look for a picture, whatever the page says."""
    return Response((paths.STATIC / "img" / "icons.svg").read_bytes(), mimetype="image/svg+xml")


def _security_contact(config: Settings) -> str:
    if config.email:
        return f"mailto:{config.email}"
    if config.phone:
        return f"tel:{config.phone.replace(' ', '-')}"
    return urljoin(config.staff_url, "/")


def _plain(text: str) -> Response:
    return Response(text, mimetype="text/plain")
