"""A REFI-QDA project as plain values: what can be written to a file, and what was read from one.

REFI-QDA 1.5 (qdasoftware.org, 2019) is how programs for qualitative research exchange codebooks
(.qdc) and whole projects (.qdpx). Positions are code points; the end of a stretch is exclusive.
"""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

CODEBOOK = "urn:QDA-XML:codebook:1.0"
PROJECT = "urn:QDA-XML:project:1.0"
ORIGIN = "YouWeSaid"
#: Ids that are made from what a thing says, so that the same thing has the same id in each file.
_SPACE = uuid.UUID("6f2a6d5e-0f0b-5b52-9f55-1b0a7f3c9d11")
_GUID = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Code:
    """A code and those below it."""

    guid: uuid.UUID
    name: str
    description: str = ""
    color: str = ""
    is_codable: bool = True
    notes: list[uuid.UUID] = field(default_factory=list)  # only in projects
    children: list["Code"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who coded."""

    guid: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A question about texts or cases; every value of ours is text."""

    guid: uuid.UUID
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What one text or case says for a variable."""

    variable: uuid.UUID
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One coding: *code* was given by *user* (None: the file does not say)."""

    guid: uuid.UUID
    code: uuid.UUID
    user: uuid.UUID | None = None
    day: date | None = None
    notes: Sequence[uuid.UUID] = ()


@dataclass(slots=True, kw_only=True)
class Selection:
    """A stretch of a text, what was given to it, and what was written about it."""

    guid: uuid.UUID
    start: int
    end: int
    name: str = ""
    description: str = ""
    marks: list[Mark] = field(default_factory=list)
    notes: Sequence[uuid.UUID] = ()


@dataclass(slots=True, kw_only=True)
class Text:
    """A text to be coded, or a note. Marks beside its selections are about all of it."""

    guid: uuid.UUID
    name: str = ""
    text: str = ""
    description: str = ""
    user: uuid.UUID | None = None
    selections: list[Selection] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    notes: Sequence[uuid.UUID] = ()
    values: list[Value] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Case:
    """One person or group that spoke, and the texts that they gave."""

    guid: uuid.UUID
    name: str = ""
    values: list[Value] = field(default_factory=list)
    texts: list[uuid.UUID] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Group:
    """Codes or texts that belong together: a set."""

    guid: uuid.UUID
    name: str
    description: str = ""
    codes: list[uuid.UUID] = field(default_factory=list)
    texts: list[uuid.UUID] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Project:
    """Everything in one file."""

    name: str
    origin: str = ORIGIN
    description: str = ""
    users: list[User] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


def walk(codes: Sequence[Code], above: Code | None = None) -> Iterator[tuple[Code, Code | None]]:
    """Every code with the one above it, parents before their children."""
    waiting = [(code, above) for code in reversed(codes)]
    while waiting:
        code, parent = waiting.pop()
        yield code, parent
        waiting += [(child, code) for child in reversed(code.children)]


def guid_in(text: str) -> uuid.UUID | None:
    """The GUID that *text* is, with or without braces, in capitals or not; None for another."""
    found = _GUID.fullmatch(text.strip())
    return uuid.UUID(found[1]) if found else None


def guid_of(*parts: object) -> uuid.UUID:
    """A GUID for what has none of its own: the same for the same *parts*."""
    return uuid.uuid5(_SPACE, "\x1f".join(map(str, parts)))
