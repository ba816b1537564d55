"""One question of a survey: how it is asked, what can be chosen, what is checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from surveys.definitions.rules import Rule

#: What stands between a question's key and the name of one column of it.
DOT = "."
#: The column in which "other, say which" is said.
OTHER = "other"

#: One text by language code.
Words = Mapping[str, str]

#: One answer: a choice's value, a text, a date (ISO 8601), a number, or several values in order.
Answer = str | int | float | tuple[str, ...]


class Kind(StrEnum):
    """How a question is asked."""

    INFORMATION = "information"
    SINGLE = "single"
    SEVERAL = "several"
    LIST = "list"  # one of many, chosen from a long list
    PICTURES = "pictures"  # one of a few pictures, each with words
    AGREE = "agree"
    RATING = "rating"
    YES_NO = "yes_no"
    MATRIX = "matrix"  # the same choices for each of several rows
    RANKING = "ranking"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    CONSENT = "consent"
    PHOTO = "photo"
    VOICE = "voice"


#: Kinds whose choices are fixed, so that they can be compared between surveys.
FIXED_VALUES: Mapping[Kind, tuple[str, ...]] = {
    Kind.AGREE: ("strongly_agree", "agree", "neither", "disagree", "strongly_disagree"),
    Kind.RATING: ("5", "4", "3", "2", "1"),
    Kind.YES_NO: ("yes", "no", "rather_not_say"),
}
ONE_CHOICE = frozenset({Kind.SINGLE, Kind.LIST, Kind.PICTURES, *FIXED_VALUES})
SEVERAL_VALUES = frozenset({Kind.SEVERAL, Kind.RANKING})
CHOICE_KINDS = ONE_CHOICE | SEVERAL_VALUES | {Kind.MATRIX}
TEXT_KINDS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})
#: Kinds whose answer is a file, which is chosen on the last page and sent with everything else.
FILE_KINDS = frozenset({Kind.PHOTO, Kind.VOICE})
#: The one value of a consent line that was ticked.
AGREED = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to choose.

    An exclusive one ("none of these") goes with no other; one that is *other* has a box to say
    which. A picture is named by its digest and has words for those who do not see it.
    """

    value: str
    label: Words
    is_exclusive: bool = False
    is_other: bool = False
    picture: str = ""
    alt: Words = field(default_factory=dict)
    show_if: Rule | None = None

    def to_json(self) -> dict[str, Any]:
        """The choice as plain JSON, without what is empty."""
        choice: dict[str, Any] = {
            "value": self.value,
            "label": dict(self.label),
            "exclusive": self.is_exclusive,
            "other": self.is_other,
            "picture": self.picture,
            "alt": dict(self.alt),
            "show_if": self.show_if.to_json() if self.show_if else None,
        }
        return filled(choice, keep="label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a matrix: a question of its own on a phone."""

    key: str
    label: Words

    def to_json(self) -> dict[str, Any]:
        """The row as plain JSON."""
        return {"key": self.key, "label": dict(self.label)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What must be true of an answer, and what is said when it is not.

    A soft one is said once; whoever carries on means it.
    """

    rule: Rule
    message: Words
    is_soft: bool = False

    def to_json(self) -> dict[str, Any]:
        """The check as plain JSON."""
        check: dict[str, Any] = {"rule": self.rule.to_json(), "message": dict(self.message)}
        return check | ({"soft": True} if self.is_soft else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The same question in another form, for one language.

    *audio* is the digest of a recording, *video* the address of a film (such as one in BSL),
    *pictures* the digests of one picture for each sentence of the wording (Easy Read).
    """

    audio: str = ""
    video: str = ""
    pictures: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The variant as plain JSON, without what is empty."""
        return filled({"audio": self.audio, "video": self.video, "pictures": list(self.pictures)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, or a piece of information. ``key`` keeps its meaning in every version."""

    key: str
    kind: Kind
    wording: Words
    hint: Words = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()  # of a matrix
    show_if: Rule | None = None
    checks: tuple[Check, ...] = ()
    least: int | None = None  # of a number
    most: int | None = None
    places: int | None = None  # after the point, of a number; a whole one without
    is_required: bool = False  # only of consent and screening
    is_random: bool = False  # the order of the choices
    variants: Mapping[str, Variant] = field(default_factory=dict)  # by language code

    @property
    def asks(self) -> bool:
        """Whether it can be answered at all."""
        return self.kind is not Kind.INFORMATION

    @property
    def is_text(self) -> bool:
        """Whether its answer is in a person's own words, and therefore a contribution."""
        return self.kind in TEXT_KINDS

    @property
    def is_file(self) -> bool:
        """Whether its answer is a file, and therefore a contribution that comes with Send."""
        return self.kind in FILE_KINDS

    @property
    def is_closed(self) -> bool:
        """Whether its answer is one of few, kept in the clear and counted."""
        return self.asks and not self.is_text and not self.is_file

    @property
    def other(self) -> Choice | None:
        """The choice with a box to say which, if there is one."""
        return next((choice for choice in self.choices if choice.is_other), None)

    def closed_columns(self) -> tuple[str, ...]:
        """The columns of counted answers: one for each row of a matrix, else the key."""
        if self.kind is Kind.MATRIX:
            return tuple(f"{self.key}{DOT}{row.key}" for row in self.rows)
        return (self.key,) if self.is_closed else ()

    def text_columns(self) -> tuple[str, ...]:
        """The columns of answers in words: the key, or that of "other, say which"."""
        if self.is_text:
            return (self.key,)
        return (f"{self.key}{DOT}{OTHER}",) if self.other else ()

    def columns(self) -> tuple[str, ...]:
        """Every column of answers that the question has; none for information and files."""
        return self.closed_columns() + self.text_columns()

    def to_json(self) -> dict[str, Any]:
        """The question as plain JSON, without what is empty."""
        question: dict[str, Any] = {
            "key": self.key,
            "kind": self.kind.value,
            "wording": dict(self.wording),
            "hint": dict(self.hint),
            "choices": [choice.to_json() for choice in self.choices],
            "rows": [row.to_json() for row in self.rows],
            "show_if": self.show_if.to_json() if self.show_if else None,
            "checks": [check.to_json() for check in self.checks],
            "least": self.least,
            "most": self.most,
            "places": self.places,
            "required": self.is_required,
            "random": self.is_random,
            "variants": {code: each.to_json() for code, each in self.variants.items()},
        }
        return filled(question, keep="wording")


def filled(plain: dict[str, Any], keep: str = "") -> dict[str, Any]:
    """*plain* without what says nothing, but for *keep*; a number says something even when 0."""
    return {
        name: part
        for name, part in plain.items()
        if name == keep or not (part is None or part is False or part in ("", [], {}))
    }
