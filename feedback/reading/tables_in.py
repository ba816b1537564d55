"""Tables that people bring: CSV, or the first sheet of a workbook that has anything in it."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from feedback.core.sheets import Sheet, is_workbook, sheets_of
from feedback.core.tables import UnreadableTable, decoded, read_csv
from feedback.core.unpacking import UnusableFile


def heads_of(raw: bytes) -> Sequence[str]:
    """The headings of a table. Raises UnreadableTable."""
    if is_workbook(raw):
        return [head.strip() for head in _sheet(raw).rows[0][1]]
    try:
        heads = next(csv.reader(io.StringIO(decoded(raw), newline="")), [])
    except csv.Error as problem:
        raise UnreadableTable(f"The first line is not CSV: {problem}.") from None
    return [head.strip() for head in heads]


def read_table(raw: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by heading, for each row that is not blank. Raises UnreadableTable."""
    return _rows(_sheet(raw)) if is_workbook(raw) else read_csv(raw)


def _rows(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    (_number, first), *others = sheet.rows
    heads = [head.strip() for head in first]
    doubled = {head for head, times in Counter(heads).items() if head and times > 1}
    if doubled:
        raise UnreadableTable(f"The column {min(doubled)!r} is there twice: rename one.")
    for number, cells in others:
        padded = [*cells, *[""] * (len(heads) - len(cells))]
        yield number, dict(zip(heads, padded, strict=False))


def _sheet(raw: bytes) -> Sheet:
    try:
        sheets = sheets_of(raw)
    except UnusableFile as refusal:
        raise UnreadableTable(str(refusal)) from refusal
    shown = [sheet for sheet in sheets if sheet.rows and not sheet.is_hidden]
    if not shown:
        raise UnreadableTable("The file is empty: its first line must name the columns.")
    return shown[0]
