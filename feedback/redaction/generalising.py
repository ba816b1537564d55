"""Saying something less exactly instead of hiding it: [brother], [March 2024], [evening]. Pure.

The words for who somebody is are taken from the text, so that they fit its grammar in every
language: "z moim bratem Janem" becomes "z moim [bratem]".
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from babel import Locale
from babel.dates import get_month_names
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.core.i18n import ALL_LANGUAGES, BY_CODE
from feedback.nlp.folding import fold
from feedback.nlp.identifier_relations import CALLED, expression
from feedback.redaction.kinds import HiddenKind

_PARTS_OF_DAY: Mapping[str, LazyString] = {
    "night": _l("[night]"),
    "morning": _l("[morning]"),
    "afternoon": _l("[afternoon]"),
    "evening": _l("[evening]"),
}
_MORNING, _NOON, _EVENING, _NIGHT = 6, 12, 18, 23  # hours at which each part of a day begins
_MONTHS = range(1, 13)
_SHORT_MONTH = 3  # letters that tell a month in a longer form of its name

_CALLED = re.compile(rf"[\s,]+(?:{expression(CALLED)})[\s,]*$")
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.]\d{1,2}")
_NUMERIC = re.compile(
    r"(?P<day>\d{1,2})\D{1,3}(?P<month>\d{1,2})\D{1,3}(?P<year>\d{4}|\d{2})(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_TIME = re.compile(r"(?P<hour>\d{1,2})[:.]\d{2} ?(?P<half>[ap])?")
_POSTAL_AREA = re.compile(r"[a-z]{1,2}(?=\d)")


def general(words: str, lead: str, *, kind: HiddenKind, language: str) -> str | None:
    """The bracket that says *words* less exactly; None when nothing says more than the kind.

    *lead* is what stands before them in the text and says who it is.
    """
    if lead.strip():
        return _relation(lead)
    less_exact = _LESS_EXACT.get(kind)
    return less_exact(words, language) if less_exact else None


def _relation(lead: str) -> str | None:
    said = _CALLED.sub("", fold(lead).text.rstrip())
    kept = lead[: len(said)].strip(" ,(:")
    return f"[{kept}]" if kept else None


def _month(words: str, language: str) -> str | None:
    plain = fold(words).text
    year, month = _year_in(plain), _month_in(plain)
    if year is None:
        return None
    if month is None:
        return f"[{year}]"
    name = get_month_names("wide", "stand-alone", _locale(language))[month]
    return f"[{name} {year}]"


def _year_in(plain: str) -> int | None:
    found = _YEAR.search(plain)
    if found:
        return int(found[0])
    numeric = _NUMERIC.search(plain)
    if numeric is None:
        return None
    short = int(numeric["year"])
    return short + (2000 if short < 50 else 1900)  # noqa: PLR2004  # "85" is 1985, "21" is 2021


def _month_in(plain: str) -> int | None:
    numeric = _ISO.search(plain) or _NUMERIC.search(plain)
    if numeric:
        month = int(numeric["month"])
        return month if month in _MONTHS else None
    for word in re.findall(r"[^\W\d_]+", plain):
        for known, month in _month_names().items():
            if word == known or (len(word) > _SHORT_MONTH and word.startswith(known)):
                return month
    return None


@lru_cache(maxsize=1)
def _month_names() -> Mapping[str, int]:
    """Folded names of months in all languages, long forms first."""
    names: dict[str, int] = {}
    for language in ALL_LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                found = get_month_names(width, context, _locale(language.code))
                for month in _MONTHS:
                    names.setdefault(fold(found[month]).text.rstrip("."), month)
    return {
        name: names[name]
        for name in sorted(names, key=lambda each: (-len(each), each))
        if len(name) >= _SHORT_MONTH
    }


def _decade(words: str, _language: str) -> str | None:
    year = _year_in(fold(words).text)
    return f"[{year // 10 * 10}s]" if year else None


def _postal_area(words: str, _language: str) -> str | None:
    area = _POSTAL_AREA.match(fold(words).text)
    return f"[{area[0].upper()}]" if area else None


def _part_of_day(words: str, language: str) -> str | None:
    time = _TIME.search(fold(words).text)
    if time is None:
        return None
    hour = int(time["hour"]) % 24
    if time["half"] == "p" and hour < _NOON:
        hour += _NOON
    elif time["half"] == "a":
        hour %= _NOON
    with force_locale(_locale(language)):
        return str(_PARTS_OF_DAY[_part(hour)])


def _part(hour: int) -> str:
    if hour < _MORNING or hour >= _NIGHT:
        return "night"
    if hour < _NOON:
        return "morning"
    return "afternoon" if hour < _EVENING else "evening"


def _sort_of_place(words: str, _language: str) -> str | None:
    """The small word at the end says what it is: "Lochside Primary School" is a school."""
    *name, kind = words.lower().split()
    return f"[{kind}]" if name and kind.isalpha() else None


def _locale(language: str) -> Locale:
    return Locale.parse(BY_CODE.get(language, BY_CODE["en"]).locale, sep="_")


_LESS_EXACT: Mapping[HiddenKind, Callable[[str, str], str | None]] = {
    HiddenKind.DATE: _month,
    HiddenKind.DATE_OF_BIRTH: _decade,
    HiddenKind.TIME: _part_of_day,
    HiddenKind.POSTCODE: _postal_area,
    HiddenKind.ORGANISATION: _sort_of_place,
    HiddenKind.PLACE: _sort_of_place,
}
