"""Which cells of a table are hidden, so that no small one can be worked out from the others.

A cell below the limit is hidden, and then as many others as it takes until every hidden cell could
also be another number. Whoever reads the table may know every line that adds up, and that no number
of people is below nought.

Where each cell is in at most two lines of opposite sign, a table is a network: lines are its nodes,
hidden cells its edges, and one table turns into another that shows the same numbers by sending one
person round a circle of hidden cells (D. Gusfield, "A graph theoretic approach to statistical data
security", SIAM Journal on Computing 17, 1988). So a cell can be another number just when its
edge runs on such a circle, which the cheapest way through the network finds exactly.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

#: Counts below this are told to nobody who may not see responses.
FEWEST_SEEN = 5
#: Cells of a table that are worked out one by one: of more, only totals are shown.
MOST_CELLS = 900


class Cell(NamedTuple):
    """A place of a table; None is the total of all rows, or of all columns."""

    row: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class Grid:
    """The counts of a table with its totals.

    *across* says whether the cells of a row add up to its total (nobody is in two columns), *down*
    the same of columns. Where they do not, nothing can be worked out along them.
    """

    counts: Mapping[Cell, int]
    across: bool = True
    down: bool = True

    @classmethod
    def of(
        cls, inner: Sequence[Sequence[int]], rows: Sequence[int], columns: Sequence[int], whole: int
    ) -> "Grid":
        """A table of *inner* cells with the totals of its *rows*, its *columns*, and of all.

        Which of these add up is seen from the numbers themselves.
        """
        counts = {Cell(None, None): whole}
        counts |= {Cell(row, None): total for row, total in enumerate(rows)}
        counts |= {Cell(None, column): total for column, total in enumerate(columns)}
        for row, line in enumerate(inner):
            counts |= {Cell(row, column): count for column, count in enumerate(line)}
        across = sum(columns) == whole and all(
            sum(line) == total for line, total in zip(inner, rows, strict=True)
        )
        down = sum(rows) == whole and all(
            sum(line[place] for line in inner) == total for place, total in enumerate(columns)
        )
        return cls(counts, across, down)


def list_hidden(counts: Sequence[int], fewest: int = FEWEST_SEEN) -> frozenset[int]:
    """The places in a list of *counts* that are hidden beside their shown total."""
    if not counts:
        return frozenset()
    grid = Grid(
        {
            Cell(None, None): sum(counts),
            **{Cell(None, place): count for place, count in enumerate(counts)},
        },
        down=False,
    )
    hidden = hidden_cells(grid, fewest)
    return frozenset(cell.column for cell in hidden if cell.column is not None)


def nested_hidden(
    rows: Sequence[Sequence[int]], above: Sequence[int | None], fewest: int = FEWEST_SEEN
) -> list[frozenset[int]]:
    """The hidden places of each of *rows*, whose cells add up to its own total.

    *above* has for each row the place of an earlier one of which it is a part, cell by cell (a
    finer theme of a theme); None for none. What is hidden of a row is hidden of all its parts:
    a part that is shown would say what the row is at least, while those that the row is itself a
    part of say what it is at most. A row of fewer than *fewest* people is hidden whole.
    """
    found: list[frozenset[int]] = []
    for counts, parent in zip(rows, above, strict=True):
        hidden = {place for place, count in enumerate(counts) if count < fewest}
        hidden |= found[parent] if parent is not None else frozenset()
        if sum(counts) < fewest:
            hidden = set(range(len(counts)))
        others = sorted(set(range(len(counts))) - hidden, key=lambda place: (counts[place], place))
        # Two at least, and somebody in them: of none, each would be known to be nought.
        while hidden and others and (len(hidden) == 1 or not sum(counts[p] for p in hidden)):
            hidden.add(others.pop(0))
        found.append(frozenset(hidden))
    return found


def hidden_cells(grid: Grid, fewest: int = FEWEST_SEEN) -> frozenset[Cell]:
    """The cells of *grid* that are not shown: those below *fewest*, and what would tell them.

    With each small cell goes the circle that hides least: few people, and no totals if it can be.
    That takes the square of the cells, so a very large table shows its totals only: two lists.
    """
    if len(grid.counts) > MOST_CELLS and any(None not in cell for cell in grid.counts):
        return _all_but_totals(grid, fewest)
    small = {cell for cell, people in grid.counts.items() if people < fewest}
    hidden = set(small)
    for cell in sorted(small, key=_order):
        hidden |= _Network(grid, hidden).circle(cell)
    return frozenset(hidden)


def _all_but_totals(grid: Grid, fewest: int) -> frozenset[Cell]:
    hidden = {cell for cell, people in grid.counts.items() if None not in cell or people < fewest}
    whole = Cell(None, None)
    for line in ("row", "column"):
        totals = [cell for cell in grid.counts if getattr(cell, line) is None and cell != whole]
        places = list_hidden([grid.counts[cell] for cell in totals], fewest)
        hidden |= {totals[place] for place in places}
    return frozenset(hidden)


def _order(cell: Cell) -> tuple[float, ...]:
    return tuple(float("inf") if line is None else line for line in cell)


class _Network:
    """Lines as nodes and cells as edges; one more person in a cell is a step along it.

    A step costs nothing where the cell is hidden anyway.
    """

    _OUTSIDE = ("outside", None)

    def __init__(self, grid: Grid, hidden: set[Cell]) -> None:
        self._grid = grid
        self._hidden = hidden
        self._whole = sum(grid.counts.values()) + 1
        self._steps: dict[object, list[tuple[object, Cell]]] = {}
        for cell in sorted(grid.counts, key=_order):
            for start, end in self._ways(cell):
                self._steps.setdefault(start, []).append((end, cell))

    def circle(self, cell: Cell) -> frozenset[Cell]:
        """The cheapest other cells that let *cell* be another number.

        There always are some: a cell, its two totals, and the total of all can grow together.
        """
        found = [self._way(end, start, without=cell) for start, end in self._ways(cell)]
        nothing = 0, frozenset[Cell]()  # a table without lines tells that nobody is in it
        return min((way for way in found if way), key=lambda way: way[0], default=nothing)[1]

    def _way(
        self, start: object, goal: object, *, without: Cell
    ) -> tuple[int, frozenset[Cell]] | None:
        """The cost and the cells of the cheapest way (E. W. Dijkstra, 1959)."""
        number = count()
        done: set[object] = set()
        waiting = [(0, next(number), start, frozenset[Cell]())]
        while waiting:
            cost, _number, here, way = heappop(waiting)
            if here == goal:
                return cost, way
            if here in done:
                continue
            done.add(here)
            for end, cell in self._steps.get(here, ()):
                if cell != without and end not in done:
                    further = cost + self._cost(cell), next(number), end, way | {cell}
                    heappush(waiting, further)
        return None

    def _cost(self, cell: Cell) -> int:
        """People who are hidden, one more for the cell, and much for a total."""
        if cell in self._hidden:
            return 0
        totals = (cell.row is None) + (cell.column is None)
        return self._grid.counts[cell] + 1 + self._whole * totals

    def _ways(self, cell: Cell) -> Iterator[tuple[object, object]]:
        """A step for one person more, and one back where there is a person to leave."""
        start, end = self._ends(cell)
        yield start, end
        if self._grid.counts[cell]:
            yield end, start

    def _ends(self, cell: Cell) -> tuple[object, object]:
        """The two lines of *cell*, in the order in which a person more goes round.

        A total stands on the other side of its line than the cells that add up to it, so each total
        turns the way round; the total of all turns it twice.
        """
        row: object = ("across", cell.row) if self._grid.across else self._OUTSIDE
        column: object = ("down", cell.column) if self._grid.down else self._OUTSIDE
        is_turned = (cell.row is None) != (cell.column is None)
        return (column, row) if is_turned else (row, column)
