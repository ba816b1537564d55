"""Rows of answers as CSV, as a workbook, as JSON."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from feedback.core.tables import disarmed
from surveys.exchange.answer_rows import FACTS, AnswerRow
from surveys.exchange.workbooks import workbook

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


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file in UTF-8 with its mark; texts are disarmed, numbers are left as they are."""
    out = io.BytesIO()
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([disarmed(head) for head in heads])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    text.flush()
    return out.getvalue()


def safe(cell: object) -> object:
    """A cell that no spreadsheet runs; a number cannot be anything else."""
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return cell if is_number else disarmed(cell)


def xlsx_file(sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[object]]]]) -> bytes:
    """A workbook of *sheets*, each its heads and its rows; texts are disarmed."""
    return workbook({name: _safe_rows(*sheet) for name, sheet in sheets.items()})


def _safe_rows(
    heads: Sequence[str], rows: Iterable[Sequence[object]]
) -> Iterator[Sequence[object]]:
    yield [disarmed(head) for head in heads]
    for row in rows:
        yield [safe(cell) for cell in row]


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
