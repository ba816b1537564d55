"""Reads comments from a CSV file as people save them, and says by row what cannot be used.

Columns, in any order, found by their headings: ``text``; and, where there are such, ``id``,
``question``, ``language`` and ``labels`` (theme names or keys, joined by ``|``). Others are left
alone. UTF-8 with or without a byte order mark, UTF-16 with one and Windows-1252 are understood;
commas, semicolons or tabs; line ends inside quotation marks. The heading is row 1, as on screen.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from feedback.nlp.tokens import words

DELIMITERS = ",;\t"
LABEL_SEPARATOR = "|"
SPREADSHEET = b"PK\x03\x04"


class CommentsFileError(ValueError):
    """A file of comments that cannot be used: says which row, what is wrong and how to mend it."""


class Row(NamedTuple):
    """One comment of the file; ``labels`` is None where the row ends before them."""

    number: int
    id: str
    text: str
    question: str | None
    language: str | None
    labels: tuple[str, ...] | None


class LeftOut(NamedTuple):
    """A row that was not used, and why."""

    row: int
    id: str
    reason: str


@dataclass(frozen=True)
class CommentsFile:
    """The rows that have words, the rows that have none, and whether there is a labels column."""

    name: str
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    has_labels: bool


def read_comments(path: Path) -> CommentsFile:
    """The comments in a file. Raises CommentsFileError."""
    text = _decoded(path)
    numbered = _numbered(text, path.name)
    _, heading = next(numbered, (1, []))
    columns = _columns(heading, path.name)
    rows: list[Row] = []
    left_out: list[LeftOut] = []
    for number, cells in numbered:
        if not any(cell.strip() for cell in cells):
            continue
        _check_length(cells, heading, f"{path.name}, row {number}")
        row = _row(number, cells, columns)
        if words(row.text):
            rows.append(row)
        else:
            left_out.append(LeftOut(number, row.id, "there are no words in its text"))
    return CommentsFile(path.name, tuple(rows), tuple(left_out), "labels" in columns)


def _decoded(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as fault:
        reason = fault.strerror or "it cannot be read"
        raise CommentsFileError(f"{path.name}: the file cannot be opened: {reason}.") from fault
    if raw.startswith(SPREADSHEET):
        raise CommentsFileError(
            f"{path.name}: this is a spreadsheet, not a CSV file; save it as CSV UTF-8."
        )
    text = _text_of(raw, path.name)
    if "\0" in text:
        raise CommentsFileError(f"{path.name}: this is not a text file; save it as CSV UTF-8.")
    if not text.strip():
        raise CommentsFileError(f"{path.name}: the file is empty.")
    return text


def _text_of(raw: bytes, name: str) -> str:
    try:
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return raw.decode("utf-16")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        if _is_mostly_utf8(raw):
            raise CommentsFileError(
                f"{name}, line {line}: a character is broken (not UTF-8, as the rest is); "
                "mend it there, or save the file anew as CSV UTF-8."
            ) from fault
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise CommentsFileError(
            f"{name}, line {line}: a character is in no known encoding; save it as CSV UTF-8."
        ) from fault


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether the file was written as UTF-8 and damaged, rather than written as Windows-1252."""
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return sum(not character.isascii() for character in text) > 2 * broken


def _numbered(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number. Raises CommentsFileError where the quotation marks do not match."""
    first_line = text.lstrip().split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise CommentsFileError(
                f"{name}, row {number}: the quotation marks do not match; put them around the "
                "whole text, and write those inside it twice."
            ) from fault


def _columns(heading: Sequence[str], name: str) -> dict[str, int]:
    called = [cell.strip().casefold() for cell in heading]
    if "text" not in called:
        listed = ", ".join(cell for cell in called if cell) or "nothing"
        raise CommentsFileError(
            f'{name}, row 1: there is no column "text" in the heading ({listed}); '
            'call the column with the comments "text".'
        )
    twice = [cell for cell in called if cell and called.count(cell) > 1]
    if twice:
        raise CommentsFileError(
            f'{name}, row 1: two columns are called "{twice[0]}"; rename one of them.'
        )
    return {cell: place for place, cell in enumerate(called) if cell}


def _check_length(cells: Sequence[str], heading: Sequence[str], where: str) -> None:
    """Short rows are usual: spreadsheets drop empty cells at the end. Long ones came apart."""
    if any(cell.strip() for cell in cells[len(heading) :]):
        raise CommentsFileError(
            f"{where}: there are {len(cells)} cells, but {len(heading)} in the heading; "
            "put quotation marks around a text that holds commas."
        )


def _row(number: int, cells: Sequence[str], columns: dict[str, int]) -> Row:
    def cell(column: str) -> str | None:
        place = columns.get(column)
        return cells[place].strip() if place is not None and place < len(cells) else None

    labels = cell("labels")
    return Row(
        number=number,
        id=cell("id") or str(number),
        text=cell("text") or "",
        question=cell("question") or None,
        language=cell("language") or None,
        labels=None if labels is None else _split(labels),
    )


def _split(labels: str) -> tuple[str, ...]:
    parts = (label.strip() for label in labels.split(LABEL_SEPARATOR))
    return tuple(dict.fromkeys(label for label in parts if label))
