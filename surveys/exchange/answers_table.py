"""Rows of answers as CSV, as a workbook, as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from surveys.exchange.answer_rows import FACTS, AnswerRow

#: Between several values in one cell.
BETWEEN = "; "
ROW = "row"


def answer_heads(columns: Sequence[str]) -> list[str]:
    """The heads of a table of answers."""
    return [ROW, *FACTS, *columns]


def answer_cells(row: AnswerRow, columns: Sequence[str]) -> list[object]:
    """One row of it: values know no language; numbers stay numbers."""
    withheld = str(_("(words not ready to be shared)"))
    cells: list[object] = [row.number, *row.facts]
    for column in columns:
        if column in row.words:
            words = row.words[column]
            cells.append(withheld if words is None else words)
        else:
            cells.append(in_one_cell(row.closed.get(column)))
    return cells


def in_one_cell(answer: Any) -> object:
    """An answer for one cell: several values joined, blank for none."""
    if isinstance(answer, list | tuple):
        return BETWEEN.join(str(value) for value in answer)
    return "" if answer is None else answer


def json_rows(rows: Iterable[AnswerRow], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Each row as JSON: only what was answered; words that may not leave are null."""
    for row in rows:
        facts = {name: fact for name, fact in zip(FACTS, row.facts, strict=True) if fact}
        said = {**row.closed, **row.words}
        answers = {column: said[column] for column in columns if column in said}
        yield {ROW: row.number, **facts, "answers": answers}


def json_file(about: Mapping[str, Any], name: str, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """*about* and, under *name*, one object a line for each row."""
    head = json.dumps(about, ensure_ascii=False, indent=1)[:-2]  # without the closing brace
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{head},\n "{name}": [\n{lines}\n ]\n}}\n'.encode()
