"""What a survey is: pages of questions, every text in every language, values that know none.

A definition is data. It is read from JSON (``reading``), which checks it, and given back as JSON,
whose digest is kept beside it so that a change cannot be silent.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from feedback.core.errors import Refused
from surveys.definitions.rules import Rule

SCHEMA = 1

#: One text by language code.
Words = Mapping[str, str]

#: One answer: a choice's value or a text, a number, or the values of several choices.
Answer = str | int | tuple[str, ...]


class DefinitionError(Refused):
    """A definition that cannot be used: *place* says where, *why* what to mend."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place}: {why}")
        self.place = place
        self.why = why


class Kind(StrEnum):
    """How a question is asked."""

    INFORMATION = "information"
    SINGLE = "single"
    SEVERAL = "several"
    AGREE = "agree"
    RATING = "rating"
    YES_NO = "yes_no"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    NUMBER = "number"


#: Kinds whose choices are fixed, so that they can be compared between surveys.
FIXED_VALUES: Mapping[Kind, tuple[str, ...]] = {
    Kind.AGREE: ("strongly_agree", "agree", "neither", "disagree", "strongly_disagree"),
    Kind.RATING: ("5", "4", "3", "2", "1"),
    Kind.YES_NO: ("yes", "no", "rather_not_say"),
}
ONE_CHOICE = frozenset({Kind.SINGLE, *FIXED_VALUES})
CHOICE_KINDS = ONE_CHOICE | {Kind.SEVERAL}
TEXT_KINDS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to choose. An exclusive one ("none of these") goes with no other."""

    value: str
    label: Words
    is_exclusive: bool = False

    def to_json(self) -> dict[str, Any]:
        """The choice as plain JSON."""
        choice: dict[str, Any] = {"value": self.value, "label": dict(self.label)}
        return choice | ({"exclusive": True} if self.is_exclusive else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, or a piece of information. ``key`` keeps its meaning in every version."""

    key: str
    kind: Kind
    wording: Words
    hint: Words = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    show_if: Rule | None = None
    least: int | None = None  # of a number
    most: int | None = None

    @property
    def asks(self) -> bool:
        """Whether it can be answered at all."""
        return self.kind is not Kind.INFORMATION

    @property
    def is_text(self) -> bool:
        """Whether its answer is in a person's own words, and therefore a contribution."""
        return self.kind in TEXT_KINDS

    @property
    def is_closed(self) -> bool:
        """Whether its answer is one of few, kept in the clear and counted."""
        return self.asks and not self.is_text

    def to_json(self) -> dict[str, Any]:
        """The question as plain JSON, without what is empty."""
        question: dict[str, Any] = {
            "key": self.key,
            "kind": self.kind.value,
            "wording": dict(self.wording),
            "hint": dict(self.hint),
            "choices": [choice.to_json() for choice in self.choices],
            "show_if": self.show_if.to_json() if self.show_if else None,
            "least": self.least,
            "most": self.most,
        }
        return {name: part for name, part in question.items() if part not in (None, {}, [])}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Questions that are shown together: usually just one."""

    key: str
    questions: tuple[Question, ...]
    heading: Words = field(default_factory=dict)
    show_if: Rule | None = None

    def to_json(self) -> dict[str, Any]:
        """The page as plain JSON, without what is empty."""
        page: dict[str, Any] = {
            "key": self.key,
            "heading": dict(self.heading),
            "show_if": self.show_if.to_json() if self.show_if else None,
            "questions": [question.to_json() for question in self.questions],
        }
        return {name: part for name, part in page.items() if part not in (None, {})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A whole survey. The first language is the source; *drafts* nobody has checked yet."""

    languages: tuple[str, ...]
    title: Words
    pages: tuple[Page, ...]
    introduction: Words = field(default_factory=dict)
    drafts: tuple[str, ...] = ()

    def questions(self) -> Iterator[Question]:
        """All questions in order, information too."""
        for page in self.pages:
            yield from page.questions

    def question(self, key: str) -> Question | None:
        """The question called *key*, if there is one."""
        return next((each for each in self.questions() if each.key == key), None)

    def language_for(self, code: str) -> str:
        """The language in which a reader of *code* is asked: theirs, its base, or the source."""
        offered = (each for each in (code, code.partition("-")[0]) if each in self.languages)
        return next(offered, self.languages[0])

    def to_json(self) -> dict[str, Any]:
        """The definition as plain JSON: reading it gives this definition again."""
        definition: dict[str, Any] = {
            "schema": SCHEMA,
            "languages": list(self.languages),
            "drafts": list(self.drafts),
            "title": dict(self.title),
            "introduction": dict(self.introduction),
            "pages": [page.to_json() for page in self.pages],
        }
        return {name: part for name, part in definition.items() if part not in ([], {})}

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal digits."""
        return _digest(self.to_json())

    def shown_digest(self, language: str) -> str:
        """SHA-256 of everything that a reader of *language* may have been shown."""
        return _digest(_in_one_language(self.to_json(), self.language_for(language)))


def _digest(plain: object) -> str:
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


_TEXTS = frozenset({"title", "introduction", "wording", "hint", "heading", "label"})


def _in_one_language(plain: Any, language: str) -> Any:
    """*plain* with each text in *language* only, and without the list of languages."""
    if isinstance(plain, list):
        return [_in_one_language(part, language) for part in plain]
    if not isinstance(plain, dict):
        return plain
    return {
        name: part[language] if name in _TEXTS else _in_one_language(part, language)
        for name, part in plain.items()
        if name not in {"languages", "drafts"}
    }
