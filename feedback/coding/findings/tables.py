"""A table of findings as plain values: what a page, a file and a document all show."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell. *text* says it in words for people; None is what is not shown.

    *number* is for files and for the length of a bar; None where there is none. *share* is from 0
    to 1, of the largest of the table. *url* leads to what is behind it, for a page.
    """

    text: str
    number: int | float | None = None
    share: float | None = None
    url: str = ""
    hint: str = ""  # what else is to be said of it, such as how sure it is


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its heading, how deep it stands in the codebook (0 for the top), its cells."""

    head: str
    cells: Sequence[Figure]
    depth: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title. *columns* names the heading of rows first, then each cell's.

    *note* is what a reader must know: what is counted, what is hidden. *breaks* are the places of
    cells (from 0) before which the codebook changed, each with words for it. *gist* is what it
    says, in sentences.
    """

    name: str  # of files: small letters and hyphens
    title: str
    columns: Sequence[str]
    rows: Sequence[Line]
    note: str = ""
    breaks: Sequence[tuple[int, str]] = field(default_factory=tuple)
    gist: Sequence[str] = field(default_factory=tuple)

    def lines(self) -> list[list[object]]:
        """The rows for a file: numbers as numbers, all else as its words."""
        return [
            [line.head, *(cell.text if cell.number is None else cell.number for cell in line.cells)]
            for line in self.rows
        ]
