"""What every template may use: words, dates, addresses, the partnership."""

import hashlib
from datetime import date, datetime
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from flask import Flask, current_app, url_for
from flask_babel import format_datetime
from markupsafe import Markup, escape

from feedback.core import i18n, paths
from feedback.core.audience import may_open
from feedback.core.settings import Settings


def day(moment: date | datetime | None) -> str:
    """A date in words, such as 3 March 2026; empty for none."""
    return format_date(moment, "long", locale=_place()) if moment else ""


def short_day(moment: date | datetime | None) -> str:
    """A date for tables, such as 3 Mar 2026; empty for none."""
    return format_date(moment, "medium", locale=_place()) if moment else ""


def month(moment: date) -> str:
    """A month of a year in words, such as June 2026."""
    return str(format_skeleton("yMMMM", moment, locale=_place()))


def minute(moment: datetime | None) -> str:
    """A date and time for staff, such as 3 Mar 2026, 14:05; empty for none."""
    if moment is None:
        return ""
    place = _place()
    pattern = str(place.datetime_formats["medium"])
    pattern = pattern.replace("{1}", place.date_formats["medium"].pattern)
    pattern = pattern.replace("{0}", place.time_formats["short"].pattern)
    return str(format_datetime(moment, pattern))


def _place() -> Locale:
    """The language as it is written here: English dates are British ones."""
    return Locale.parse(i18n.current_language().tag, sep="-")


def isolated(value: object) -> Markup:
    """Numbers and codes that stay left to right inside Urdu and Arabic."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(escape(value))


@cache
def _fingerprint(name: str) -> str:
    path = paths.STATIC / name
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else "0"


def static_url(name: str) -> str:
    """The address of a static file, new whenever its bytes are."""
    return url_for("static", filename=name, v=_fingerprint(name))


def settings() -> Settings:
    """The settings of the running application."""
    held: Settings = current_app.extensions["settings"]
    return held


def init_app(app: Flask, config: Settings) -> None:
    """Register filters, globals and the context of every template."""
    app.extensions["settings"] = config
    environment = app.jinja_env
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.filters.update(
        day=day, month=month, short_day=short_day, minute=minute, isolated=isolated
    )
    environment.globals.update(static_url=static_url, language_url=i18n.language_url, can=may_open)

    @app.context_processor
    def _context() -> dict[str, Any]:
        side = current_app.extensions["side"]
        return {
            "language": i18n.current_language(),
            "languages": i18n.switched_on(),
            "partnership": config,
            "invented": config.invented,
            "side": side,
            "layout": f"layouts/{side}.html",
        }
