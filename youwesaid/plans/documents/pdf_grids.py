"""Tables without drawn lines: known by a head whose cells say what their columns hold."""

import itertools
from collections.abc import Sequence
from typing import Any

from youwesaid.plans.documents import grids
from youwesaid.plans.documents.pdf_lines import lines_of

_WIDE = 1.2  # letters between two cells, at least
_FEWEST = 3  # columns; two may be two columns of text
_SLACK = 6.0  # points that a cell may start before its head
_FURTHEST = 60.0  # points between two rows
_ROW_GAP = 0.3  # of the size: rows stand further apart than the lines of a cell


def unruled(words: Sequence[Any]) -> list[dict[str, Any]]:
    """The tables of a page that have a head and no lines: box, place and rows of each."""
    lines = lines_of(words)
    found = []
    at = 0
    while at < len(lines):
        head = _cells(lines[at])
        columns = grids.columns_of([[text for _x, text in head]]) if len(head) >= _FEWEST else None
        if columns is None or columns[1] != 1:
            at += 1
            continue
        starts = [x for x, _text in head]
        end = _end(lines, at, starts)
        if end - at > 1:
            found.append(_table(lines[at:end], starts))
        at = end
    return found


def _cells(line: dict[str, Any]) -> list[tuple[float, str]]:
    """The cells of a line, each with where it starts."""
    cells: list[list[Any]] = []
    for word in line["words"]:
        if cells and word["x0"] - cells[-1][1] < _WIDE * word["size"] * 0.6:
            cells[-1][1] = word["x1"]
            cells[-1][2] += f" {word['text']}"
        else:
            cells.append([word["x0"], word["x1"], word["text"]])
    return [(cell[0], cell[2]) for cell in cells]


def _end(lines: Sequence[dict[str, Any]], start: int, starts: Sequence[float]) -> int:
    """The first line that does not belong to the table whose head is at *start*."""
    at = start + 1
    while at < len(lines):
        line, before = lines[at], lines[at - 1]
        if line["top"] - before["bottom"] > _FURTHEST or line["size"] > 1.15 * lines[start]["size"]:
            break
        if any(_runs_over(x, width, starts) for x, width in _widths(line)):
            break
        at += 1
    return at


def _widths(line: dict[str, Any]) -> list[tuple[float, float]]:
    """Where each cell of a line starts and ends."""
    ends: list[list[float]] = []
    for word in line["words"]:
        if ends and word["x0"] - ends[-1][1] < _WIDE * word["size"] * 0.6:
            ends[-1][1] = word["x1"]
        else:
            ends.append([word["x0"], word["x1"]])
    return [(first, last) for first, last in ends]


def _runs_over(start: float, end: float, starts: Sequence[float]) -> bool:
    """Whether text runs over the start of a column: it is no cell of the table."""
    return any(start + _SLACK < column < end - _SLACK for column in starts)


def _table(lines: Sequence[dict[str, Any]], starts: Sequence[float]) -> dict[str, Any]:
    gaps = [second["top"] - first["bottom"] for first, second in itertools.pairwise(lines)]
    inner = min(gaps)
    rows: list[list[str]] = []
    for at, line in enumerate(lines):
        is_new = at == 0 or gaps[at - 1] > inner + _ROW_GAP * line["size"] or max(gaps) - inner < 1
        if is_new:
            rows.append([""] * len(starts))
        for x, text in _cells(line):
            place = max((n for n, column in enumerate(starts) if column <= x + _SLACK), default=0)
            rows[-1][place] = f"{rows[-1][place]}\n{text}".strip()
    left, right = min(line["x0"] for line in lines), max(line["x1"] for line in lines)
    box = [left - 1, lines[0]["top"] - 1, right + 1, lines[-1]["bottom"] + 1]
    return {"box": box, "top": box[1], "left": left, "rows": rows}
