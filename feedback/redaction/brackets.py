"""What stands in the working text instead of what is hidden.

Pure: stretches of a text in, text out. Stretches may overlap, since a person may select across a
proposal; whatever any of them covers is hidden. Inside one text the same words get the same bracket
and other words of the same kind get a number, so that a reader can still follow who is who.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

_COUNTRY_CODE = re.compile(r"^(?:00)?44(?=[0-9]{9,}$)")  # +44 1632 … and 01632 … are one telephone


class Stretch(Protocol):
    """A stretch of the original, in code points, and what is to stand there instead."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The one after the last."""

    @property
    def replacement(self) -> str:
        """The bracket, without a number."""

    @property
    def detector(self) -> str | None:
        """Which pattern found it; None for a person."""


@dataclass(frozen=True, slots=True)
class Cover:
    """One stretch that is hidden, apart from all others, and its bracket with its number."""

    start: int
    end: int
    bracket: str


def covers(text: str, stretches: Iterable[Stretch]) -> Sequence[Cover]:
    """The stretches with overlapping ones joined, each with its final bracket, in order."""
    numbers: dict[str, dict[str, int]] = {}  # by bracket, then by what is hidden
    made = []
    for group in _joined(stretches):
        start, end = group[0].start, max(stretch.end for stretch in group)
        bracket = _chosen(group).replacement
        known = numbers.setdefault(bracket, {})
        number = known.setdefault(_sameness(text[start:end]), len(known) + 1)
        made.append(Cover(start, end, _numbered(bracket, number)))
    return made


def replaced(text: str, hidden: Iterable[Cover]) -> str:
    """*text* with every cover's bracket in its place."""
    return _with(text, [(cover.start, cover.end, cover.bracket) for cover in hidden])


def blanked(text: str, hidden: Iterable[Cover]) -> str:
    """*text* with nothing but a space in the place of every cover: for search and suggestions."""
    return _with(text, [(cover.start, cover.end, " ") for cover in hidden])


def _with(text: str, parts: Sequence[tuple[int, int, str]]) -> str:
    pieces, reached = [], 0
    for start, end, instead in parts:
        pieces += [text[reached:start], instead]
        reached = end
    return "".join([*pieces, text[reached:]])


def _joined(stretches: Iterable[Stretch]) -> Sequence[Sequence[Stretch]]:
    groups: list[list[Stretch]] = []
    reached = -1
    for stretch in sorted(stretches, key=lambda each: (each.start, -each.end)):
        if stretch.start < reached:
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
        reached = max(reached, stretch.end)
    return groups


def _chosen(group: Sequence[Stretch]) -> Stretch:
    """A person's own bracket before a pattern's, then the longest, then the first."""
    return min(
        group, key=lambda each: (each.detector is not None, each.start - each.end, each.start)
    )


def _sameness(hidden: str) -> str:
    """What is left when capitals, spaces and punctuation do not count."""
    folded = unicodedata.normalize("NFKC", hidden).casefold()
    kept = "".join(_plain(character) for character in folded)
    return _COUNTRY_CODE.sub("0", kept, count=1) if kept else hidden


def _plain(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    return character if unicodedata.category(character)[0] in "LMN" else ""


def _numbered(bracket: str, number: int) -> str:
    if number == 1:
        return bracket
    return f"{bracket[:-1]} {number}]" if bracket.endswith("]") else f"{bracket} {number}"
