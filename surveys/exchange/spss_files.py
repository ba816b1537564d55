"""Answers for SPSS as one archive: the table, the syntax that reads it, and what was asked."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from feedback.core.tables import csv_file, safe
from surveys.exchange.answer_rows import FACTS, AnswerRow
from surveys.exchange.answers_table import ROW, answer_cells
from surveys.exchange.spss import Form, Variable, syntax, variables_of
from surveys.results.columns import Column

TABLE = "answers.csv"
SYNTAX = "answers.sps"
ASKED = "questions.csv"


def spss_archive(
    columns: Sequence[Column],
    rows: Iterable[AnswerRow],
    asked: tuple[Sequence[str], Iterable[Sequence[object]]],
) -> bytes:
    """A .zip with the three files. A cell never breaks its line: SPSS reads line by line."""
    variables = variables_of(columns, FACTS)
    widths: dict[str, int] = {}
    table = csv_file([each.name for each in variables], _cells(variables, rows, columns, widths))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(TABLE, table)
        read = syntax(variables, file=TABLE, widths=widths)
        archive.writestr(SYNTAX, read.encode("utf-8-sig"))
        archive.writestr(ASKED, csv_file(*asked))
    return out.getvalue()


def _cells(
    variables: Sequence[Variable],
    rows: Iterable[AnswerRow],
    columns: Sequence[Column],
    widths: dict[str, int],
) -> Iterator[list[object]]:
    """The cells of each row; *widths* gets the longest text of each variable, in bytes."""
    names = [column.name for column in columns]
    texts = {column.name for column in columns if column.is_text}
    for row in rows:
        plain = dict(zip([ROW, *FACTS, *names], answer_cells(row, names), strict=True))
        cells = []
        for each in variables:
            is_plain = each.column in texts or each.column not in names
            answer = plain[each.column] if is_plain else row.closed.get(each.column)
            cell = each.cell(answer)
            if each.form is Form.TEXT:
                cell = safe(" ".join(str(cell).split()))
                widths[each.name] = max(widths.get(each.name, 0), len(str(cell).encode()))
            cells.append(cell)
        yield cells
