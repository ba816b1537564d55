"""What stands in the working text instead of what is hidden.

Pure: stretches of a text in, text out. Stretches may overlap, since a person may select across a
proposal; whatever any of them covers is hidden. Inside one text the same words get the same bracket
and other words of the same kind get a number, so that a reader can still follow who is who. A
person has one bracket throughout, the one that says most: no [brother] is a [name] further down.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from feedback.redaction.people import Person, people_in, sameness

_PEOPLE = frozenset({"name", "family", "worker"})


class Stretch(Protocol):
    """A stretch of the original, in code points, and what is to stand there instead."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def shown_from(self) -> int:
        """The first code point that the bracket replaces: here or before the start."""

    @property
    def end(self) -> int:
        """The one after the last."""

    @property
    def kind(self) -> str:
        """What it is."""

    @property
    def general(self) -> bool:
        """Whether it is said less exactly, in words of its own."""

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


@dataclass(frozen=True, slots=True)
class _Group:
    """Stretches that overlap, as one."""

    start: int
    end: int
    hidden: str  # without what leads to it
    chosen: Stretch


def covers(text: str, stretches: Iterable[Stretch]) -> Sequence[Cover]:
    """The stretches with overlapping ones joined, each with its final bracket, in order."""
    groups = [_group(text, each) for each in _joined(stretches)]
    people = people_in([each.hidden for each in groups if _is_person(each.chosen)])
    best = _best_brackets(groups, people)
    numbers: dict[str, dict[object, int]] = {}  # by bracket, then by what is hidden
    made = []
    for group in groups:
        same = _same(group, people)
        bracket = best.get(same, group.chosen.replacement)
        known = numbers.setdefault(bracket, {})
        number = known.setdefault(same, len(known) + 1)
        made.append(Cover(group.start, group.end, _numbered(bracket, number)))
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
    for stretch in sorted(stretches, key=lambda each: (each.shown_from, -each.end)):
        if stretch.shown_from < reached:
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
        reached = max(reached, stretch.end)
    return groups


def _group(text: str, stretches: Sequence[Stretch]) -> _Group:
    end = max(each.end for each in stretches)
    return _Group(
        start=min(each.shown_from for each in stretches),
        end=end,
        hidden=text[min(each.start for each in stretches) : end],
        chosen=_chosen(stretches),
    )


def _chosen(group: Sequence[Stretch]) -> Stretch:
    """A person's own bracket before a pattern's, then the longest, then the first."""
    return min(
        group, key=lambda each: (each.detector is not None, each.start - each.end, each.start)
    )


def _best_brackets(groups: Sequence[_Group], people: dict[str, Person]) -> dict[object, str]:
    """For each person the bracket that says most of those that were chosen for them."""
    offered: dict[object, list[Stretch]] = defaultdict(list)
    for group in groups:
        if _is_person(group.chosen):
            offered[_same(group, people)].append(group.chosen)
    return {same: max(chosen, key=_says).replacement for same, chosen in offered.items()}


def _says(stretch: Stretch) -> tuple[bool, bool, bool]:
    is_own = stretch.detector is None
    return stretch.general, is_own, stretch.kind != "name"


def _same(group: _Group, people: dict[str, Person]) -> object:
    plain = sameness(group.hidden)
    return people.get(plain, plain) if _is_person(group.chosen) else plain


def _is_person(stretch: Stretch) -> bool:
    return stretch.kind in _PEOPLE


def _numbered(bracket: str, number: int) -> str:
    if number == 1:
        return bracket
    return f"{bracket[:-1]} {number}]" if bracket.endswith("]") else f"{bracket} {number}"
