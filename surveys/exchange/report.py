"""What became of a file that was brought in: row by row, and language by language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.core.errors import Refused


class UnusableFile(Refused):
    """A file from which no survey can be made; its text is one sentence for whoever sent it."""


class Verb(StrEnum):
    """What was done with something in the file."""

    TAKEN = "taken"  # as it is
    CHANGED = "changed"
    REFUSED = "refused"  # left out


VERB_NAMES: Mapping[Verb, Any] = {
    Verb.TAKEN: _l("taken"),
    Verb.CHANGED: _l("changed"),
    Verb.REFUSED: _l("left out"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in the file: where, what it was, what it is now, and why."""

    verb: Verb
    place: str  # sheet and row, or the code of a question
    name: str = ""
    was: str = ""
    now: str = ""
    why: tuple[str, ...] = ()

    def in_words(self) -> str:
        """The line for a terminal."""
        change = " → ".join(part for part in (self.was, self.now) if part)
        parts = (self.place, self.name, str(VERB_NAMES[self.verb]), change)
        said = "  ".join(part for part in parts if part)
        return f"{said}: {' '.join(self.why)}" if self.why else said

    def to_json(self) -> dict[str, Any]:
        """The line as plain JSON."""
        return {
            "verb": self.verb.value,
            "place": self.place,
            "name": self.name,
            "from": self.was,
            "to": self.now,
            "why": list(self.why),
        }


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language that the file has words in: *code* is ours, blank where it was left out."""

    label: str  # as the file writes it
    code: str
    cells: int  # with words

    @property
    def is_kept(self) -> bool:
        """Whether the survey has it."""
        return bool(self.code)


@dataclass
class Report:
    """Everything that happened to one file."""

    file: str = ""
    format: str = ""
    lines: list[Line] = field(default_factory=list)
    tongues: list[Tongue] = field(default_factory=list)
    missing: dict[str, list[str]] = field(default_factory=dict)  # cells without words, by language
    faults: list[str] = field(default_factory=list)  # what is still to be mended in the draft
    visible: int = 0  # questions that the file shows to people
    present: int = 0  # those of them that are in the survey

    def add(
        self,
        verb: Verb,
        place: str,
        name: str = "",
        *,
        was: str = "",
        now: str = "",
        why: Sequence[str] = (),
    ) -> None:
        """Write a line."""
        self.lines.append(Line(verb, place, name, was[:_LONGEST], now[:_LONGEST], tuple(why)))

    def sort(self) -> None:
        """Put the lines of each sheet in the order of its rows; what is about all of it first."""
        sheets: dict[str, int] = {}

        def place(line: Line) -> tuple[int, int]:
            sheet, _space, row = line.place.rpartition(" ")
            if not (sheet and row.isdecimal()):
                sheet, row = line.place, "0"
            return sheets.setdefault(sheet, len(sheets)), int(row)

        self.lines.sort(key=place)

    def counts(self) -> dict[Verb, int]:
        """How many lines there are of each verb."""
        return {verb: sum(1 for line in self.lines if line.verb is verb) for verb in Verb}

    def worth_reading(self) -> Iterator[Line]:
        """The lines of what did not come in as it was."""
        return (line for line in self.lines if line.verb is not Verb.TAKEN)

    def summary(self) -> list[str]:
        """Whole sentences: how much came in, what was left out, which words are missing."""
        counts = self.counts()
        said = [
            _(
                "%(present)s of %(visible)s questions came in.",
                present=self.present,
                visible=self.visible,
            ),
            ngettext(
                "%(num)s thing was changed.", "%(num)s things were changed.", counts[Verb.CHANGED]
            ),
            ngettext(
                "%(num)s thing was left out.", "%(num)s things were left out.", counts[Verb.REFUSED]
            ),
        ]
        for code, cells in self.missing.items():
            said.append(
                ngettext(
                    "In %(language)s %(num)s text is missing: %(places)s.",
                    "In %(language)s %(num)s texts are missing: %(places)s.",
                    len(cells),
                    language=code,
                    places=some_of(cells),
                )
            )
        return said

    def to_json(self) -> dict[str, Any]:
        """The report as plain JSON."""
        counts = {verb.value: number for verb, number in self.counts().items()}
        return {
            "file": self.file,
            "format": self.format,
            "questions": {"visible": self.visible, "present": self.present},
            "counts": counts,
            "languages": [
                {"label": each.label, "code": each.code or None, "cells": each.cells}
                for each in self.tongues
            ],
            "missing": {code: list(cells) for code, cells in self.missing.items()},
            "faults": list(self.faults),
            "rows": [line.to_json() for line in self.lines],
        }


_LONGEST = 300  # characters of what a line quotes
_SOME = 12


def some_of(names: Sequence[str]) -> str:
    """The first few of *names*, and how many more there are."""
    shown = ", ".join(names[:_SOME])
    more = len(names) - _SOME
    if more <= 0:
        return shown
    return str(ngettext("%(some)s and %(num)s more", "%(some)s and %(num)s more", more, some=shown))
