"""What a program asks of the API: declared, checked, and refused in words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.core.i18n import Language, current_language, speak, switched_on
from feedback.stories.topics import TOPICS
from youwesaid.insights.models import AnswerKind
from youwesaid.insights.wording import AGES
from youwesaid.plans.models import ItemType
from youwesaid.tracker.models import PublicState

PER_PAGE, MOST_PER_PAGE, LAST_PAGE = 25, 100, 999_999
KEY = r"[A-Za-z0-9_.-]{1,60}"
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NotAsked(ValueError):
    """A value that a parameter does not take."""


class Unprocessable(Exception):
    """Parameters that cannot be answered; *wrong* says by name what each one takes."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(", ".join(wrong))
        self.wrong = wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Something that can be asked for: how it is read, and how it is described."""

    name: str
    about: LazyString
    schema: Callable[[], Mapping[str, Any]]
    read: Callable[[str], Any]
    takes: LazyString
    example: Any = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for; *values* holds only what was given."""

    language: Language
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def page(self) -> int:
        """Which page, from 1."""
        return int(self.values.get("page", 1))

    @property
    def per_page(self) -> int:
        """How many records on a page."""
        return int(self.values.get("per_page", PER_PAGE))

    def filters(self) -> dict[str, Any]:
        """For ``tracker.queries.published``."""
        names = ("state", "topic", "item", "locality", "age_group", "agency")
        found = {name: self.values[name] for name in names if name in self.values}
        return {**found, "is_late": self.values.get("late", False)}


def asked(parameters: Sequence[Parameter]) -> Asked:
    """What the address asks for, and speak its language from here on. Raises Unprocessable."""
    known = {each.name: each for each in (*parameters, LANG)}
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, given in request.args.lists():
        try:
            values[name] = _read(known.get(name), given)
        except ValueError:
            wrong[name] = _takes(known.get(name))
    language = speak(values.pop("lang", None) or _accepted())
    if wrong:
        raise Unprocessable(wrong)
    return Asked(language, values)


def _read(parameter: Parameter | None, given: Sequence[str]) -> Any:
    if parameter is None or len(given) != 1:
        raise NotAsked
    return parameter.read(given[0])


def speak_as_asked() -> None:
    """Speak the language that the address asks for, if it asks for one that there is."""
    try:
        speak(_code(request.args.get("lang", "")))
    except NotAsked:
        speak(_accepted())


def _takes(parameter: Parameter | None) -> str:
    if parameter is None:
        return str(_("There is no such parameter here."))
    return str(parameter.takes)


def _accepted() -> str:
    """The first language that the program accepts; the source language when it says nothing."""
    tags = {language.tag: language.code for language in reversed(switched_on())}
    best = request.accept_languages.best_match(list(tags))
    return tags[best] if best else current_language().code


def _code(given: str) -> str:
    return one_of([language.code for language in switched_on()])(given)


def one_of(words: Sequence[str]) -> Callable[[str], str]:
    """Reads one of these words."""

    def read(given: str) -> str:
        if given not in words:
            raise NotAsked
        return given

    return read


def _key(given: str) -> str:
    if not re.fullmatch(KEY, given):
        raise NotAsked
    return given


def _number(most: int) -> Callable[[str], int]:
    def read(given: str) -> int:
        if not _NUMBER.fullmatch(given) or int(given) > most:
            raise NotAsked
        return int(given)

    return read


def _day(given: str) -> date:
    if not _DAY.fullmatch(given):
        raise NotAsked
    return date.fromisoformat(given)


def _words(words: Sequence[str]) -> Callable[[], Mapping[str, Any]]:
    return lambda: {"type": "string", "enum": list(words)}


def key_schema() -> Mapping[str, Any]:
    """What a key looks like."""
    return {"type": "string", "pattern": f"^{KEY}$"}


_TOPICS = [topic.key for topic in TOPICS]
_AGES = [choice.key for choice in AGES]
_WORDS = _l("One of the words that the description lists.")
_KEY = _l("Letters, digits, dots, hyphens and underscores, 60 at most.")

LANG = Parameter(
    name="lang",
    about=_l("The language of the words, else what Accept-Language asks for, else English."),
    schema=lambda: {"type": "string", "enum": [each.code for each in switched_on()]},
    read=_code,
    takes=_l("One of the languages of this site, such as en or ur."),
    example="en",
)
PAGE = Parameter(
    name="page",
    about=_l("Which page, from 1."),
    schema=lambda: {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
    read=_number(LAST_PAGE),
    takes=_l("A whole number from 1."),
    example=1,
)
PER_PAGE_OF = Parameter(
    name="per_page",
    about=_l("How many on a page."),
    schema=lambda: {
        "type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE,
    },
    read=_number(MOST_PER_PAGE),
    takes=_l("A whole number from 1 to 100."),
    example=25,
)  # fmt: skip
CHANGED_SINCE = Parameter(
    name="changed_since",
    about=_l("Only what was changed on that day or later."),
    schema=lambda: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    read=_day,
    takes=_l("A day such as 2026-03-31."),
    example="2026-01-01",
)
KIND = Parameter(
    name="kind",
    about=_l("Only answers of that kind."),
    schema=_words(list(AnswerKind)),
    read=one_of(list(AnswerKind)),
    takes=_WORDS,
    example="cannot",
)
TYPE = Parameter(
    name="type",
    about=_l("Only items of that type."),
    schema=_words(list(ItemType)),
    read=one_of(list(ItemType)),
    takes=_WORDS,
    example="priority",
)
FILTERS = (
    Parameter(
        name="state",
        about=_l("What became of it."),
        schema=_words(list(PublicState)),
        read=PublicState,
        takes=_WORDS,
        example="done",
    ),
    Parameter(
        name="topic",
        about=_l("What it is about."),
        schema=_words(_TOPICS),
        read=one_of(_TOPICS),
        takes=_WORDS,
        example="being_heard",
    ),
    Parameter(
        name="age_group",
        about=_l("The key of an age group."),
        schema=_words(_AGES),
        read=one_of(_AGES),
        takes=_WORDS,
        example="12_15",
    ),
    *(
        Parameter(name=name, about=about, schema=key_schema, read=_key, takes=_KEY, example=example)
        for name, about, example in (
            ("locality", _l("The key of a locality."), "north"),
            ("agency", _l("The key of an agency that answers."), "council"),
            ("item", _l("The key of a plan item that it is tied to, or to one under it."), "p1"),
        )
    ),
    Parameter(
        name="late",
        about=_l("Only where the promised day has gone by."),
        schema=lambda: {"type": "boolean", "default": False},
        read=lambda given: one_of(("true", "false"))(given) == "true",
        takes=_l("true or false."),
        example=False,
    ),
)
PAGING = (PAGE, PER_PAGE_OF)
