"""What a survey is: pages of questions, every text in every language, values that know none.

A definition is data. It is read from JSON (``reading``), which checks it, and given back as JSON,
whose digest is kept beside it so that a change cannot be silent.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from feedback.core.errors import Refused
from surveys.definitions.question import DOT, Question, Words, filled
from surveys.definitions.rules import Rule

SCHEMA = 1
#: Where a skip leads to when it leads to the end: the page on which people check their answers.
END = "end"


class DefinitionError(Refused):
    """A definition that cannot be used: *place* says where, *why* what to mend.

    *page* and *question* are the keys of what it is about, where it is about one of these.
    """

    def __init__(self, place: str, why: str, *, page: str = "", question: str = "") -> None:
        super().__init__(f"{place}: {why}")
        self.place = place
        self.why = why
        self.page = page
        self.question = question


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """After a page, when *rule* holds: on to a later page, to an exit, or to the end."""

    to: str
    rule: Rule | None = None

    def to_json(self) -> dict[str, Any]:
        """The skip as plain JSON."""
        return filled({"to": self.to, "rule": self.rule.to_json() if self.rule else None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Questions that are shown together: usually just one."""

    key: str
    questions: tuple[Question, ...]
    heading: Words = field(default_factory=dict)
    section: str = ""  # the key of a section
    show_if: Rule | None = None
    skips: tuple[Skip, ...] = ()
    is_random: bool = False  # the order of the questions

    def to_json(self) -> dict[str, Any]:
        """The page as plain JSON, without what is empty."""
        page: dict[str, Any] = {
            "key": self.key,
            "heading": dict(self.heading),
            "section": self.section,
            "show_if": self.show_if.to_json() if self.show_if else None,
            "questions": [question.to_json() for question in self.questions],
            "skips": [skip.to_json() for skip in self.skips],
            "random": self.is_random,
        }
        return filled(page, keep="questions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named part of a survey; pages say which one they are in."""

    key: str
    title: Words

    def to_json(self) -> dict[str, Any]:
        """The section as plain JSON."""
        return {"key": self.key, "title": dict(self.title)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """A kind page for those whom the questions are not for. Nothing they answered is sent."""

    key: str
    heading: Words
    body: Words

    def to_json(self) -> dict[str, Any]:
        """The exit as plain JSON."""
        return {"key": self.key, "heading": dict(self.heading), "body": dict(self.body)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a call for views owes to those whom it calls (Lundy's audience and influence; Gunning).

    It cannot open before it says who listens, what can change, and by when (ISO 8601) people hear.
    """

    listener: Words = field(default_factory=dict)
    change: Words = field(default_factory=dict)
    reasons: Words = field(default_factory=dict)
    hear_by: str = ""
    decide_on: str = ""  # the day of the decision, which may not come before the answers

    def to_json(self) -> dict[str, Any]:
        """The call as plain JSON, without what is empty."""
        return filled(
            {
                "listener": dict(self.listener),
                "change": dict(self.change),
                "reasons": dict(self.reasons),
                "hear_by": self.hear_by,
                "decide_on": self.decide_on,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A whole survey. The first language is the source; *drafts* nobody has checked yet."""

    languages: tuple[str, ...]
    title: Words
    pages: tuple[Page, ...]
    introduction: Words = field(default_factory=dict)
    thanks: Words = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    exits: tuple[Exit, ...] = ()
    call: Call | None = None
    is_quick: bool = False  # one page, sent at once: three taps
    drafts: tuple[str, ...] = ()

    def questions(self) -> Iterator[Question]:
        """All questions in order, information too."""
        for page in self.pages:
            yield from page.questions

    def question(self, key: str) -> Question | None:
        """The question called *key*, if there is one."""
        return next((each for each in self.questions() if each.key == key), None)

    def question_with(self, column: str) -> Question | None:
        """The question that has that column of answers, if there is one."""
        return self.question(column.partition(DOT)[0])

    def exit(self, key: str) -> Exit | None:
        """The exit called *key*, if there is one."""
        return next((each for each in self.exits if each.key == key), None)

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
            "thanks": dict(self.thanks),
            "sections": [section.to_json() for section in self.sections],
            "exits": [each.to_json() for each in self.exits],
            "call": self.call.to_json() if self.call else None,
            "quick": self.is_quick,
            "pages": [page.to_json() for page in self.pages],
        }
        return filled(definition)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal digits."""
        return digest_of(self.to_json())

    def shown_digest(self, language: str) -> str:
        """SHA-256 of everything that a reader of *language* may have been shown."""
        return digest_of(_in_one_language(self.to_json(), self.language_for(language)))


def digest_of(plain: object) -> str:
    """SHA-256 of *plain* as canonical JSON, in hexadecimal digits."""
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


#: Names under which a definition's JSON holds one text by language.
TEXTS = frozenset(
    {
        *("title", "introduction", "thanks", "wording", "hint", "heading", "body"),
        *("label", "alt", "message", "listener", "change", "reasons"),
    }
)


def _in_one_language(plain: Any, language: str) -> Any:
    """*plain* with each text in *language* only, and without the list of languages."""
    if isinstance(plain, list):
        return [_in_one_language(part, language) for part in plain]
    if not isinstance(plain, dict):
        return plain
    return {
        name: part.get(language)
        if name in TEXTS or name == "variants"
        else _in_one_language(part, language)
        for name, part in plain.items()
        if name not in {"languages", "drafts"}
    }
