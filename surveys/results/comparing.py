"""What a table of two questions says, in words: shares with what they are shares of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.coding.intervals import FEWEST_COMPARED, difference
from surveys.results.crossing import Crossing

_MOST_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A count in words, and its share of those in its column."""

    text: str
    share: str


@dataclass(frozen=True, slots=True)
class ShownCrossing:
    """A table as a page shows it, and what it says. *lines* have the row's name first."""

    heads: Sequence[str]
    lines: Sequence[tuple[str, Sequence[ShownCell]]]
    totals: Sequence[ShownCell]
    people: str
    sentences: Sequence[str]
    is_hiding: bool


def shown(found: Crossing) -> ShownCrossing:
    """*found* with its shares, and the differences that chance hardly makes."""
    columns: list[int | None] = [*range(len(found.columns)), None]
    lines = [
        (name, [_cell(found, row, column) for column in columns])
        for row, name in enumerate(found.rows)
    ]
    whole = found.count(None, None)
    return ShownCrossing(
        heads=found.columns,
        lines=lines,
        totals=[_cell(found, None, column) for column in columns],
        people=str(ngettext("%(num)s person", "%(num)s people", whole)) if whole else "",
        sentences=sentences(found),
        is_hiding=bool(found.hidden),
    )


def _cell(found: Crossing, row: int | None, column: int | None) -> ShownCell:
    count, base = found.count(row, column), found.count(None, column)
    if count is None:
        return ShownCell(str(_("Hidden")), "")
    has_share = row is not None and base is not None and base >= FEWEST_COMPARED
    return ShownCell(str(count), of_100(count / base) if has_share and base else "")


def table(found: Crossing) -> tuple[list[str], list[list[str]]]:
    """*found* as the heads and rows of a file: what the page hides stays hidden."""
    columns: list[int | None] = [*range(len(found.columns)), None]
    names = [*found.rows, str(_("All"))]
    rows: list[int | None] = [*range(len(found.rows)), None]
    return [str(_("Answer")), *found.columns, str(_("All"))], [
        [name, *(_cell(found, row, column).text for column in columns)]
        for name, row in zip(names, rows, strict=True)
    ]


def of_100(share: float) -> str:
    """A share from 0 to 1 in words."""
    return str(_("%(share)s of 100", share=round(100 * share)))


def sentences(found: Crossing) -> list[str]:
    """The greatest differences between two columns that chance hardly makes, greatest first."""
    differing = sorted(_differing(found), key=lambda pair: -pair[0])
    return [words for _difference, words in differing[:_MOST_SENTENCES]]


def _differing(found: Crossing) -> Iterator[tuple[float, str]]:
    for row, name in enumerate(found.rows):
        shares = [
            (column, count, base)
            for column in range(len(found.columns))
            if (base := found.count(None, column)) is not None
            and base >= FEWEST_COMPARED
            and (count := found.count(row, column)) is not None
        ]
        for (one, count, base), (other, other_count, other_base) in combinations(shares, 2):
            least, most = difference(count, base, other_count, other_base)
            if least <= 0 <= most:
                continue
            words = _(
                "“%(answer)s”: %(share)s of those with “%(one)s”, "
                "%(other_share)s of those with “%(other)s”.",
                answer=name,
                share=of_100(count / base),
                one=found.columns[one],
                other_share=of_100(other_count / other_base),
                other=found.columns[other],
            )
            yield abs(count / base - other_count / other_base), str(words)
