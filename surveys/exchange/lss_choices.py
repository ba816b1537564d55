"""Choices, rows and patterns of LimeSurvey's questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from surveys.exchange.columns import RawWords
from surveys.exchange.found import FoundChoice, FoundRow
from surveys.exchange.lss_tables import Part, RawQuestion

_FIXED: Mapping[str, tuple[tuple[str, Any], ...]] = {
    "Y": (("Y", _l("Yes")), ("N", _l("No"))),
    "G": (("F", _l("Female")), ("M", _l("Male"))),
    "C": (("Y", _l("Yes")), ("N", _l("No")), ("U", _l("Not sure"))),
    "E": (("I", _l("More")), ("S", _l("The same")), ("D", _l("Less"))),
    "5": tuple((str(number), str(number)) for number in range(1, 6)),
    "A": tuple((str(number), str(number)) for number in range(1, 6)),
    "B": tuple((str(number), str(number)) for number in range(1, 11)),
}


def choices_of(pairs: Sequence[Part], place: str) -> list[FoundChoice]:
    return [FoundChoice(value=code, label=words, place=f"{place} {code}") for code, words in pairs]


def fixed_choices(kind: str, place: str) -> list[FoundChoice]:
    return [
        FoundChoice(value=code, label={}, our_label=label, place=f"{place} {code}")
        for code, label in _FIXED.get(kind, ())
    ]


def rows_of(raw: RawQuestion, parts: Sequence[Part]) -> list[FoundRow]:
    return [
        FoundRow(
            place=f"{raw.name}_{code}", name=f"{raw.name}_{code}", label=words, was=raw["type"]
        )
        for code, words in parts
    ]


def beside(words: RawWords, part: RawWords) -> dict[str, str]:
    return {
        key: f"{text} – {part[key]}" if part.get(key) else text for key, text in words.items()
    } or dict(part)


def inside(pattern: str) -> str:
    """A pattern of PHP between its marks, such as ``/^[0-9]+$/i``."""
    if pattern[0] in "/#~" and pattern.rfind(pattern[0]) > 0:
        return pattern[1 : pattern.rfind(pattern[0])]
    return pattern
