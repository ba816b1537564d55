"""How many people said what: sums over voices. No table, no SQL."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date

from feedback.coding.findings.voices import Heard, Voice

#: By theme (None for all who were coded) and by column.
Tally = Mapping[tuple[str | None, Hashable], int]


def tally(heard: Heard, column_of: Callable[[Voice], Iterable[Hashable]]) -> Tally:
    """People by theme and column. A voice counts in every column that *column_of* gives.

    Several things that one person said of a theme are one person; what is said of a theme is said
    of all that it stands under, once.
    """
    givers: dict[tuple[str | None, Hashable], dict[str, int]] = defaultdict(dict)
    lineages: dict[frozenset[str], tuple[str | None, ...]] = {}
    for voice in heard.voices:
        rows = lineages.get(voice.themes)
        if rows is None:
            rows = lineages[voice.themes] = (None, *heard.lineage(voice.themes))
        for column in column_of(voice):
            for row in rows:
                _add(givers[row, column], voice)
    return {cell: sum(people.values()) for cell, people in givers.items()}


def tally_pairs(
    voices: Sequence[Voice],
    cells_of: Callable[[Voice], Iterable[tuple[str | None, Hashable]]],
) -> Tally:
    """People by the cells that *cells_of* gives for each voice."""
    givers: dict[tuple[str | None, Hashable], dict[str, int]] = defaultdict(dict)
    for voice in voices:
        for cell in cells_of(voice):
            _add(givers[cell], voice)
    return {cell: sum(people.values()) for cell, people in givers.items()}


def people_of(voices: Iterable[Voice]) -> int:
    """How many people these are."""
    givers: dict[str, int] = {}
    for voice in voices:
        _add(givers, voice)
    return sum(givers.values())


def _add(givers: dict[str, int], voice: Voice) -> None:
    held = givers.get(voice.giver, 0)
    givers[voice.giver] = max(held, voice.people)


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def months_between(first: date, last: date) -> list[date]:
    """The first days of all months from *first* to *last*."""
    found, month = [], month_of(first)
    while month <= last:
        found.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found
