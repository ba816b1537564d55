"""Spreadsheets of plain text: no cell is a formula, whatever it begins with."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from feedback.core import clock
from feedback.core.tables import disarmed, safe


def workbook(sheets: Mapping[str, Iterable[Sequence[object]]], *, is_frozen: bool = False) -> bytes:
    """An .xlsx file with *sheets* in their order; numbers are numbers, all else is text.

    Rows are written as they come, so that a large sheet is never in memory whole. With
    *is_frozen* the first row stays in sight.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "YouWeSaid"
    book.properties.created = book.properties.modified = clock.now().replace(tzinfo=None)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        if is_frozen:
            sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: object) -> object:
    """*value* for a cell: texts are marked as such, or a sign in front would make them formulas."""
    if value is None or value == "" or isinstance(value, int | float):
        return None if value == "" else value
    cell = WriteOnlyCell(sheet, value=str(value))
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def xlsx_file(
    sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[object]]]],
    *,
    is_frozen: bool = False,
) -> bytes:
    """A workbook of *sheets*, each its heads and its rows; texts are disarmed."""
    rows = {name: _safe_rows(*sheet) for name, sheet in sheets.items()}
    return workbook(rows, is_frozen=is_frozen)


def _safe_rows(
    heads: Sequence[str], rows: Iterable[Sequence[object]]
) -> Iterator[Sequence[object]]:
    yield [disarmed(head) for head in heads]
    for row in rows:
        yield [safe(cell) for cell in row]
