"""Spreadsheets as plain rows of text, whichever program wrote them."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import openpyxl
import xlrd
from defusedxml.common import DefusedXmlException
from flask_babel import gettext as _
from openpyxl.utils.exceptions import InvalidFileException
from xlrd.compdoc import CompDocError

from feedback.core.unpacking import UnusableFile, check_workbook

#: How packed workbooks begin; and OLE compound files, and Excel 2 to 4.
PACKED = b"PK\x03\x04"
OLD_MARKS = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    *(b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08"),
)
#: The stream of a workbook that is locked with a password ([MS-OFFCRYPTO] 2.3).
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

MOST_SHEETS = 60
MOST_ROWS = 20_000  # with anything in them, of one sheet
MOST_COLUMNS = 300
LONGEST_CELL = 32_767  # characters, as in Excel itself
#: Rows without anything, one after another, after which nobody looks for more.
_MOST_BLANK = 20_000

#: Whatever the two libraries raise over files that somebody broke, by accident or not.
_BROKEN = (
    *(xlrd.XLRDError, CompDocError, InvalidFileException, DefusedXmlException, BadZipFile),
    *(ParseError, struct.error, ArithmeticError, AssertionError, AttributeError, EOFError),
    *(LookupError, MemoryError, NotImplementedError, OSError, RecursionError, SyntaxError),
    *(TypeError, ValueError, zlib.error),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows that hold anything, each with its number as people see it."""

    name: str
    rows: Sequence[tuple[int, Sequence[str]]]
    is_hidden: bool = False
    formulas: int = 0  # without a value


def is_workbook(content: bytes) -> bool:
    """Whether *content* begins as a workbook does."""
    return content.startswith((PACKED, *OLD_MARKS))


def sheets_of(content: bytes) -> list[Sheet]:
    """The sheets of a workbook. Raises UnusableFile, and nothing else, whatever is in it."""
    if not content.startswith(PACKED) and _ENCRYPTED in content:
        raise UnusableFile(
            _("The file is locked with a password. Save it without one and try again.")
        )
    try:
        if not content.startswith(PACKED):
            return _from_xls(content)
        check_workbook(content)
        return _from_xlsx(content)
    except _BROKEN as problem:
        if isinstance(problem, xlrd.XLRDError) and "encrypted" in str(problem):
            raise UnusableFile(
                _("The file is locked with a password. Save it without one and try again.")
            ) from problem
        raise UnusableFile(
            _("The file cannot be read as a workbook. Open it, save it again, and try once more.")
        ) from problem


def _from_xlsx(content: bytes) -> list[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that nobody asks about
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            worksheets = [each for each in book.worksheets if hasattr(each, "iter_rows")]
            _check_count(len(worksheets))
            formulas = _formulas(content, [each.title for each in worksheets])
            return [
                _sheet(each.title, _xlsx_rows(each), each.sheet_state != "visible", formulas)
                for each in worksheets
            ]
        finally:
            book.close()


def _xlsx_rows(worksheet: Any) -> Iterator[tuple[int, Sequence[object]]]:
    # The size that is written in a file is often wrong. Without it rows are as long as they are,
    # and a million that only have a colour cost next to nothing.
    worksheet.reset_dimensions()
    last = 0
    for number, row in enumerate(worksheet.iter_rows(values_only=True), 1):
        if any(cell is not None for cell in row):
            last = number
            yield number, row[:MOST_COLUMNS]
        elif number - last > _MOST_BLANK:
            return


def _formulas(content: bytes, names: Sequence[str]) -> dict[str, set[tuple[int, int]]]:
    """Where formulas stand that were saved without a value: nobody has worked them out."""
    if not _has_formulas(content):
        return {}
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    found: dict[str, set[tuple[int, int]]] = {}
    try:
        for name in names:
            for number, row in _xlsx_rows(book[name]):
                for place, cell in enumerate(row):
                    if isinstance(cell, str) and cell.startswith("=") and number <= MOST_ROWS:
                        found.setdefault(name, set()).add((number, place))
    finally:
        book.close()
    return found


def _has_formulas(content: bytes) -> bool:
    with ZipFile(io.BytesIO(content)) as archive:
        return any(
            b"<f>" in (cells := archive.read(name)) or b"<f " in cells
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        )


def _from_xls(content: bytes) -> list[Sheet]:
    # Its notes about odd files would go to the terminal.
    book = xlrd.open_workbook(
        file_contents=content, logfile=io.StringIO(), on_demand=True, ragged_rows=True
    )
    with book:
        _check_count(book.nsheets)
        return [_xls_sheet(book, number) for number in range(book.nsheets)]


def _xls_sheet(book: Any, number: int) -> Sheet:
    sheet = book.sheet_by_index(number)
    rows = (
        (row + 1, [_xls_cell(book, cell) for cell in sheet.row(row)[:MOST_COLUMNS]])
        for row in range(sheet.nrows)
    )
    return _sheet(sheet.name, rows, bool(sheet.visibility), {})


def _xls_cell(book: Any, cell: Any) -> object:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError, xlrd.XLDateError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return None if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


def _sheet(
    name: str,
    rows: Iterator[tuple[int, Sequence[object]]],
    is_hidden: bool,
    formulas: dict[str, set[tuple[int, int]]],
) -> Sheet:
    kept: list[tuple[int, Sequence[str]]] = []
    waiting = set(formulas.get(name, ()))
    for number, row in rows:
        texts = [text_of(cell) for cell in row]
        if not any(texts):
            continue
        waiting -= {(number, place) for place, text in enumerate(texts) if text}
        kept.append((number, texts))
        if len(kept) > MOST_ROWS:
            raise UnusableFile(
                _("The sheet “%(sheet)s” has more than %(most)s rows.", sheet=name, most=MOST_ROWS)
            )
    return Sheet(name, kept, is_hidden, len(waiting))


def _check_count(sheets: int) -> None:
    if sheets > MOST_SHEETS:
        raise UnusableFile(_("The file has more than %(most)s sheets.", most=MOST_SHEETS))


def text_of(cell: object) -> str:
    """What stands in a cell, as text: whole numbers without a point, days as in ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        is_day = cell.time() == time()
        return cell.date().isoformat() if is_day else cell.isoformat(" ", "minutes")
    text = cell.isoformat() if isinstance(cell, date | time) else str(cell)
    return text[:LONGEST_CELL].replace("\r\n", "\n").replace("\r", "\n").strip()
