"""A survey as it was found in a file, before anything of it is judged by our rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.definitions.question import Kind
from surveys.exchange.columns import RawWords
from surveys.exchange.expressions import Dialect


@dataclass(kw_only=True)
class FoundChoice:
    """One thing to choose, with everything else that its row says."""

    value: str
    label: RawWords
    place: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    is_exclusive: bool = False
    is_other: bool = False
    our_label: Any = ""  # where the file has none: a lazy text of ours


@dataclass(frozen=True, slots=True)
class Condition:
    """An expression, and where it stands."""

    place: str
    name: str
    text: str


@dataclass(kw_only=True)
class FoundRow:
    """One row of a matrix: a question of its own in the file."""

    place: str
    name: str
    label: RawWords
    was: str = ""


@dataclass(kw_only=True)
class FoundQuestion:
    """One question of the file, as ours as it can be."""

    place: str
    name: str
    was: str  # its kind in the file
    kind: Kind
    wording: RawWords
    hint: RawWords = field(default_factory=dict)
    choices: list[FoundChoice] = field(default_factory=list)
    rows: list[FoundRow] = field(default_factory=list)
    relevant: tuple[Condition, ...] = ()
    constraint: str = ""
    message: RawWords = field(default_factory=dict)
    choice_filter: str = ""
    least: int | None = None
    most: int | None = None
    places: int | None = None
    is_required: bool = False
    is_random: bool = False
    has_ticks: bool = False  # each choice can be named by itself in expressions
    yes: str = ""  # what a ticked box says in the file
    our_hint: Any = ""  # where the file has none: a lazy text of ours
    look: str = ""  # how the file wants it to look
    list_name: str = ""
    group: int = 0
    changes: list[str] = field(default_factory=list)  # why it is not as it was


@dataclass(kw_only=True)
class FoundPage:
    """Questions that the file shows together."""

    name: str
    heading: RawWords = field(default_factory=dict)
    section: str = ""
    relevant: tuple[Condition, ...] = ()
    questions: list[FoundQuestion] = field(default_factory=list)
    is_random: bool = False


@dataclass(kw_only=True)
class Found:
    """Everything that a file says about a survey."""

    title: RawWords = field(default_factory=dict)
    introduction: RawWords = field(default_factory=dict)
    thanks: RawWords = field(default_factory=dict)
    name: str = ""  # for its address
    source: str = ""  # the key of the language that it was written in, where the file says so
    tongues: dict[str, str] = field(default_factory=dict)  # how the file writes them, by key
    cells: dict[str, int] = field(default_factory=dict)  # with words, by key of the language
    sections: dict[str, RawWords] = field(default_factory=dict)
    pages: list[FoundPage] = field(default_factory=list)
    calculations: dict[str, str] = field(default_factory=dict)
    unaskable: dict[str, str] = field(default_factory=dict)  # names that no rule can look at
    dialect: Dialect = Dialect.XLSFORM
