"""No hidden cell of a table can be worked out: a solver that knows every line says so."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from feedback.coding.suppressing import FEWEST_SEEN, Cell, Grid, hidden_cells, list_hidden

COUNTS = st.one_of(st.integers(0, 7), st.integers(0, 7), st.integers(0, 60))
INNER = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda size: st.lists(
        st.lists(COUNTS, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def _lines(grid):
    """Every sum that a reader of the table knows: parts, and what they add up to."""
    rows = {cell.row for cell in grid.counts}
    columns = {cell.column for cell in grid.counts}
    if grid.across:
        for row in rows:
            yield [Cell(row, column) for column in columns - {None}], Cell(row, None)
    if grid.down:
        for column in columns:
            yield [Cell(row, column) for row in rows - {None}], Cell(None, column)


def _range(grid, hidden, cell):
    """The least and the most that *cell* can be, for whoever sees all that is not hidden.

    The lines of a two-way table are totally unimodular, so the bounds are whole numbers.
    """
    order = sorted(hidden, key=str)
    matrix, known = [], []
    for parts, total in _lines(grid):
        signs = {**dict.fromkeys(parts, 1.0), total: -1.0}
        matrix.append([signs.get(each, 0.0) for each in order])
        known.append(-sum(sign * grid.counts[c] for c, sign in signs.items() if c not in hidden))
    wanted = np.array([float(each == cell) for each in order])
    if not matrix:
        return 0.0, np.inf
    found = [
        linprog(sign * wanted, A_eq=np.array(matrix), b_eq=np.array(known), bounds=(0, None))
        for sign in (1, -1)
    ]
    least, most = found
    return least.fun, np.inf if most.status == 3 else -most.fun


def _table(inner):
    rows = [sum(line) for line in inner]
    columns = [sum(line) for line in zip(*inner, strict=True)]
    return Grid.of(inner, rows, columns, sum(rows))


@settings(max_examples=120, deadline=None)
@given(INNER)
def test_every_hidden_cell_can_be_two_numbers_for_whoever_knows_the_rest(inner):
    grid = _table(inner)

    hidden = hidden_cells(grid)

    assert {cell for cell, count in grid.counts.items() if count < FEWEST_SEEN} <= hidden
    for cell in hidden:
        least, most = _range(grid, hidden, cell)
        assert most - least > 0.5, (cell, least, most)


@settings(max_examples=60, deadline=None)
@given(INNER, st.data())
def test_choices_that_go_together_add_up_along_one_side_only(inner, data):
    rows = [sum(line) for line in inner]
    columns = [max(line) + data.draw(st.integers(0, 9)) for line in zip(*inner, strict=True)]
    grid = Grid.of(inner, rows, columns, sum(columns))

    hidden = hidden_cells(grid)

    for cell in hidden:
        least, most = _range(grid, hidden, cell)
        assert most - least > 0.5, (cell, least, most)


def test_a_safe_table_keeps_most_of_its_numbers():
    grid = _table([[20, 30, 2], [40, 10, 25], [30, 20, 35]])

    hidden = hidden_cells(grid)

    assert len(hidden) == 4
    assert all(cell.row is not None and cell.column is not None for cell in hidden)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([12, 6], set()),
        ([12, 6, 4], {1, 2}),
        ([12, 3, 1], {1, 2}),
        ([12, 6, 0, 0], {1, 2, 3}),  # noughts alone would be known to be noughts
        ([4], {0}),
        ([], set()),
    ],
)
def test_one_hidden_count_never_stands_alone(counts, hidden):
    assert list_hidden(counts) == hidden


def test_a_very_large_table_shows_totals_only_and_soon():
    inner = [[(row * column) % 13 for column in range(60)] for row in range(60)]
    rows, columns = [sum(line) for line in inner], [sum(line) for line in zip(*inner, strict=True)]
    began = time.perf_counter()

    hidden = hidden_cells(Grid.of(inner, rows, columns, sum(rows)))

    assert time.perf_counter() - began < 1  # sixteen seconds, when each cell was worked out
    assert {Cell(row, column) for row in range(60) for column in range(60)} <= hidden
    small = [total for total in rows if total < FEWEST_SEEN]
    assert small  # of nobody: another goes with them
    assert sum(1 for cell in hidden if cell.column is None) == len(small) + 1
    assert Cell(None, None) not in hidden
