"""A pack as typed parts: told once, and written down in four ways."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from feedback.core.i18n import Language


@dataclass(frozen=True, slots=True)
class Words:
    """Some words and the language that they are in, which need not be the pack's."""

    text: str
    language: Language


#: What stands in one place of a table: a line for each of its words.
Cell: TypeAlias = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the title of the pack stands above level 1."""

    level: int
    words: Words


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain words."""

    words: Words


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; numbered where its entries are called by their numbers."""

    entries: Sequence[Words]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, which they let us publish."""

    words: Words


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader must know to read the rest rightly."""

    words: Words


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its first row and its first column are headings.

    *name* is the same in every language: small letters and hyphens.
    """

    name: str
    caption: Words
    heads: Sequence[Words]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, its figure in words, and its length (0 to 1; None: not shown)."""

    label: Words
    figure: Words
    share: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, which are a table too. *alternative* says in words what the picture shows."""

    name: str
    caption: Words
    alternative: Words
    heads: tuple[Words, Words]
    bars: Sequence[Bar]

    def table(self) -> Table:
        """The same figures without the picture."""
        rows = [((bar.label,), (bar.figure,)) for bar in self.bars]
        return Table(self.name, self.caption, self.heads, rows)


Block: TypeAlias = Heading | Paragraph | Bullets | Quote | Note | Table | Chart


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what stands under the title."""

    name: Words
    told: Cell


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole report. *name* is that of its file, without an ending."""

    name: str
    title: str
    language: Language
    facts: Sequence[Fact]
    blocks: Sequence[Block]

    def tables(self) -> list[Table]:
        """Every table, those of the charts too, in their order."""
        found: list[Table] = []
        for block in self.blocks:
            if isinstance(block, Table):
                found.append(block)
            elif isinstance(block, Chart):
                found.append(block.table())
        return found


def plain(cell: Iterable[Words]) -> str:
    """What stands in a cell, its lines one under the other."""
    return "\n".join(words.text for words in cell)
