"""How far each translation is: missing, out of date, a draft, checked; and what may be published.

A language that a draft names is wanted. It is offered to people when nothing in it is missing and
nothing is out of date.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from surveys.definitions.definition import digest_of
from surveys.definitions.origins import Made, Notes
from surveys.definitions.texts import Plain, Text, source_of, texts, without_language


class State(StrEnum):
    """How far one text is in one language."""

    MISSING = "missing"
    OUT_OF_DATE = "out_of_date"  # made from a source text that has changed since
    MACHINE = "machine"
    HUMAN = "human"
    CHECKED = "checked"


#: Those in which a text can be shown to people, the best first.
USABLE = (State.CHECKED, State.HUMAN, State.MACHINE)


@dataclass(frozen=True, slots=True)
class Line:
    """One text beside its translation into one language."""

    text: Text
    source: str
    translation: str
    state: State
    note: Mapping[str, Any]

    @property
    def path(self) -> str:
        """The place of the text."""
        return self.text.path

    @property
    def is_open(self) -> bool:
        """Whether the language cannot be offered because of it."""
        return self.state not in USABLE


@dataclass(frozen=True, slots=True)
class Progress:
    """How many texts of one language are in each state."""

    language: str
    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        """How many texts there are to translate."""
        return sum(self.counts.values())

    @property
    def is_complete(self) -> bool:
        """Whether the language may be offered."""
        return self.total > 0 and not any(
            self.counts[state] for state in State if state not in USABLE
        )

    @property
    def is_draft(self) -> bool:
        """Whether anything in it was not checked by somebody who speaks it."""
        return self.counts[State.CHECKED] < self.total


def lines(plain: Plain, notes: Notes, language: str) -> Iterator[Line]:
    """Every text that has a source, with its translation into *language*, in reading order."""
    return _lines(_sourced(plain), notes, language)


def progress(plain: Plain, notes: Notes, language: str) -> Progress:
    """How far *language* is."""
    return _far(_sourced(plain), notes, language)


def complete(plain: Plain, notes: Notes, language: str) -> bool:
    """Whether nothing in *language* is missing and nothing is out of date."""
    return progress(plain, notes, language).is_complete


def languages_to_publish(plain: Plain, notes: Notes) -> tuple[str, ...]:
    """The source, and every wanted language that is complete."""
    return tuple(plain.get("languages") or ())[:1] + tuple(
        far.language for far in _wanted(plain, notes) if far.is_complete
    )


def publishable(plain: Plain, notes: Notes) -> dict[str, Any]:
    """What a draft may be published as: only complete languages; ``drafts`` are those of them in
    which any text was not checked.

    The draft itself stays as it is, with the languages that are wanted and not there yet: publish
    the outcome, keep the draft, and no translation is lost.
    """
    ready = [far for far in _wanted(plain, notes) if far.is_complete]
    wanted = tuple(plain.get("languages") or ())
    offered = [*wanted[:1], *(far.language for far in ready)]
    mentioned = {code for text in texts(plain) for code in text.words}
    stripped = dict(plain)
    for code in sorted({*mentioned, *wanted} - set(offered)):
        stripped = without_language(stripped, code)
    drafts = [far.language for far in ready if far.is_draft]
    return {**stripped, "languages": offered, "drafts": drafts}


class _Sourced(NamedTuple):
    """A text that has a source, and the digest of that."""

    text: Text
    source: str
    digest: str


def _sourced(plain: Plain) -> list[_Sourced]:
    source = source_of(plain)
    found: dict[str, _Sourced] = {}
    for text in texts(plain):
        written = text.words.get(source, "")
        if written.strip() and text.path not in found:  # a draft may have a key twice
            found[text.path] = _Sourced(text, written, digest_of(written))
    return list(found.values())


def _lines(every: Sequence[_Sourced], notes: Notes, language: str) -> Iterator[Line]:
    said = notes.get(language, {})
    for text, source, digest in every:
        note = said.get(text.path, {})
        translation = text.words.get(language, "")
        yield Line(text, source, translation, _state(digest, translation, note), note)


def _far(every: Sequence[_Sourced], notes: Notes, language: str) -> Progress:
    return Progress(language, Counter(line.state for line in _lines(every, notes, language)))


def _wanted(plain: Plain, notes: Notes) -> list[Progress]:
    every = _sourced(plain)
    return [_far(every, notes, code) for code in tuple(plain.get("languages") or ())[1:]]


def _state(digest: str, translation: str, note: Mapping[str, Any]) -> State:
    if not translation.strip():
        return State.MISSING
    if note and note.get("source") != digest:
        return State.OUT_OF_DATE
    made = note.get("state", Made.HUMAN)
    return State(made) if made in USABLE else State.HUMAN
