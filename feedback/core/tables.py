"""CSV in and out: read what people really have, and never hand a spreadsheet a formula."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

# The wide ones are what a spreadsheet in a Chinese or Japanese setting takes for the others.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_ENCODINGS = ("utf-8-sig", "cp1252")


class UnreadableTable(ValueError):
    """The file is not a table that can be read; the message says why and what to do."""


def disarmed(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return "'" + text if text.startswith(_FORMULA) else text


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV table with every cell disarmed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([disarmed(head) for head in heads])
    writer.writerows([disarmed(cell) for cell in row] for row in rows)
    return out.getvalue()


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


def decoded(raw: bytes) -> str:
    """The text of a CSV file in UTF-8 (with or without mark), UTF-16 or Windows-1252."""
    is_utf16 = raw[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for encoding in ("utf-16",) if is_utf16 else _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableTable("The file is neither UTF-8 nor Windows text: save it as CSV UTF-8.")


def read_csv(raw: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by heading, for each row that is not blank.

    Ragged rows are padded; cells beyond the headings are dropped. Raises UnreadableTable when
    there is no heading line, a heading is repeated, or the text is not CSV.
    """
    reader = csv.reader(io.StringIO(decoded(raw), newline=""))
    try:
        heads = [head.strip() for head in next(reader, [])]
        if not any(heads):
            raise UnreadableTable("The file is empty: its first line must name the columns.")
        doubled = {head for head, times in Counter(heads).items() if head and times > 1}
        if doubled:
            raise UnreadableTable(f"The column {min(doubled)!r} is there twice: rename one.")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * (len(heads) - len(cells))]
                yield reader.line_num, dict(zip(heads, padded, strict=False))
    except csv.Error as problem:
        raise UnreadableTable(f"Line {reader.line_num} is not CSV: {problem}.") from None


def read_csv_file(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """``read_csv`` of a file; raises UnreadableTable also when it cannot be opened."""
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise UnreadableTable(f"{path} cannot be read: {problem.strerror}.") from None
    return read_csv(raw)
