"""How far each translation is: missing, out of date, a draft, checked; and what may be published.

A language that a draft names is wanted. It is offered to people when nothing in it is missing and
nothing is out of date.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

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
    source = source_of(plain)
    met: set[str] = set()
    for text in texts(plain):
        written = text.words.get(source, "")
        if written.strip() and text.path not in met:  # a draft may have a key twice
            met.add(text.path)
            note = notes.get(language, {}).get(text.path, {})
            translation = text.words.get(language, "")
            yield Line(text, written, translation, _state(written, translation, note), note)


def progress(plain: Plain, notes: Notes, language: str) -> Progress:
    """How far *language* is."""
    return Progress(language, Counter(line.state for line in lines(plain, notes, language)))


def complete(plain: Plain, notes: Notes, language: str) -> bool:
    """Whether nothing in *language* is missing and nothing is out of date."""
    return progress(plain, notes, language).is_complete


def languages_to_publish(plain: Plain, notes: Notes) -> tuple[str, ...]:
    """The source, and every wanted language that is complete."""
    source = source_of(plain)
    wanted = plain.get("languages") or ()
    return tuple(code for code in wanted if code == source or complete(plain, notes, code))


def publishable(plain: Plain, notes: Notes) -> dict[str, Any]:
    """What a draft may be published as: only complete languages; ``drafts`` are those of them in
    which any text was not checked.

    The draft itself stays as it is, with the languages that are wanted and not there yet: publish
    the outcome, keep the draft, and no translation is lost.
    """
    offered = languages_to_publish(plain, notes)
    mentioned = {code for text in texts(plain) for code in text.words}
    ready = dict(plain)
    for code in sorted({*mentioned, *(plain.get("languages") or ())} - set(offered)):
        ready = without_language(ready, code)
    drafts = [code for code in offered[1:] if progress(plain, notes, code).is_draft]
    return {**ready, "languages": list(offered), "drafts": drafts}


def _state(source: str, translation: str, note: Mapping[str, Any]) -> State:
    if not translation.strip():
        return State.MISSING
    if note and note.get("source") != digest_of(source):
        return State.OUT_OF_DATE
    made = note.get("state", Made.HUMAN)
    return State(made) if made in USABLE else State.HUMAN
