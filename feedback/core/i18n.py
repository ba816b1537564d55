"""Languages: which there are, which one this page is in, and its direction.

On the public side the language is part of the address (/ur/tell), so that no cookie remembers it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from flask import Flask, current_app, g, request, url_for
from flask_babel import Babel
from werkzeug.routing import BaseConverter

from feedback.core import paths
from feedback.core.settings import SettingError, Settings


@dataclass(frozen=True, slots=True)
class Language:
    """One language or variant in which the site can be read."""

    code: str  # in addresses and in the database
    autonym: str
    tag: str  # for the lang attribute (BCP 47)
    locale: str  # for the catalogue
    direction: str = "ltr"
    script_note: str = ""

    @property
    def base(self) -> str:
        """The language that people write in when they read this one (Easy Read: English)."""
        return self.code.partition("-")[0]


ALL_LANGUAGES: tuple[Language, ...] = (
    Language("en", "English", "en-GB", "en_GB"),
    Language("en-easy", "Easy Read English", "en-GB", "en_GB@easy"),
    Language("cy", "Cymraeg", "cy", "cy"),
    Language("gd", "Gàidhlig", "gd", "gd"),
    Language("pl", "Polski", "pl", "pl"),
    Language("ro", "Română", "ro", "ro"),
    Language("uk", "Українська", "uk", "uk"),
    Language("ur", "اردو", "ur", "ur", "rtl"),
    Language("pa", "ਪੰਜਾਬੀ", "pa", "pa"),
    Language("ar", "العربية", "ar", "ar", "rtl"),
)
BY_CODE = {language.code: language for language in ALL_LANGUAGES}


def written_languages(codes: Sequence[str]) -> tuple[str, ...]:
    """The languages people may write in: variants such as Easy Read folded into their base."""
    return tuple(dict.fromkeys(BY_CODE[code].base for code in codes))


class LanguageConverter(BaseConverter):
    """Addresses accept only the languages that are switched on."""

    def __init__(self, url_map: Any, *_args: Any) -> None:
        super().__init__(url_map)
        codes = sorted(url_map.languages, key=len, reverse=True)
        self.regex = "(?:" + "|".join(codes) + ")"


def switched_on() -> tuple[Language, ...]:
    """The partnership's languages, in its order."""
    languages: tuple[Language, ...] = current_app.extensions["languages"]
    return languages


def current_language() -> Language:
    """The language of the page being made (English outside a request)."""
    language: Language = g.get("language", BY_CODE["en"])
    return language


def speak(code: str) -> Language:
    """Make everything from here on in this request or job in the language *code*."""
    g.language = BY_CODE[code]
    return BY_CODE[code]


def language_url(code: str) -> str:
    """The address of this same page in another language; home where it has no other address."""
    if request.endpoint and "language" in (request.view_args or {}) | _kept_language():
        # What the address asks for stays; names that would steer url_for do not.
        asked = {name: value for name, value in request.args.items() if _is_plain(name)}
        arguments = {**asked, **(request.view_args or {}), "language": code}
        return url_for(request.endpoint, **arguments)
    return url_for("front.home", language=code)


def _is_plain(name: str) -> bool:
    return not name.startswith("_") and name not in {"endpoint", "self"}


def _kept_language() -> dict[str, str]:
    kept: dict[str, str] = g.get("address_language", {})
    return kept


def init_app(app: Flask, settings: Settings) -> None:
    """Set up Babel, the language part of addresses, and its default in links."""
    unknown = [code for code in settings.languages if code not in BY_CODE]
    if unknown:
        raise SettingError(f"YOUWESAID_LANGUAGES names {unknown[0]!r}, which is not offered.")
    app.extensions["languages"] = tuple(BY_CODE[code] for code in settings.languages)
    app.url_map.languages = settings.languages  # type: ignore[attr-defined]
    app.url_map.converters["language"] = LanguageConverter
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(paths.TRANSLATIONS))
    Babel(app, locale_selector=lambda: Locale.parse(current_language().locale))

    @app.url_value_preprocessor
    def _take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "language" in values:
            speak(values.pop("language"))
            g.address_language = {"language": current_language().code}
        elif endpoint is None:
            # No such page, or not by that method: the refusal too is in the address's language.
            asked = request.path.strip("/").partition("/")[0]
            if asked in settings.languages:
                speak(asked)

    @app.url_defaults
    def _give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = current_language().code
