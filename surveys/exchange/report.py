"""What became of a file that was brought in: row by row, and language by language."""

from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.core.lines import Line, Lines, Verb, some_of


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
class Report(Lines):
    """Everything that happened to one file."""

    file: str = ""
    format: str = ""
    tongues: list[Tongue] = field(default_factory=list)
    missing: dict[str, list[str]] = field(default_factory=dict)  # cells without words, by language
    faults: list[str] = field(default_factory=list)  # what is still to be mended in the draft
    visible: int = 0  # questions that the file shows to people
    present: int = 0  # those of them that are in the survey

    def sort(self) -> None:
        """Put the lines of each sheet in the order of its rows; what is about all of it first."""
        sheets: dict[str, int] = {}

        def place(line: Line) -> tuple[int, int]:
            sheet, _space, row = line.place.rpartition(" ")
            if not (sheet and row.isdecimal()):
                sheet, row = line.place, "0"
            return sheets.setdefault(sheet, len(sheets)), int(row)

        self.lines.sort(key=place)

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
