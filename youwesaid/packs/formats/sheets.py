"""A pack as tables for a spreadsheet: a workbook with a sheet for each, or one long CSV."""

import re
from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext as _

from feedback.core.tables import csv_file
from feedback.core.workbooks import xlsx_file
from youwesaid.packs.blocks import Bullets, Chart, Heading, Pack, Table, plain
from youwesaid.packs.telling import speaking

_LONGEST_NAME = 31  # characters of a sheet's name
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def workbook_of(pack: Pack) -> bytes:
    """*pack* as XLSX: its words on the first sheet, then each table; no cell is a formula."""
    with speaking(pack.language.code):
        first = str(_("Words"))
        heads = [str(_("Part")), pack.title]
    sheets: dict[str, tuple[Sequence[str], Sequence[Sequence[object]]]] = {
        _name(first, {}): (heads, list(_lines(pack)))
    }
    for table in pack.tables():
        rows = [[plain(cell) for cell in row] for row in table.rows]
        name = _name(table.caption.text, sheets)
        sheets[name] = ([head.text for head in table.heads], rows)
    return xlsx_file(sheets, is_frozen=True)


def csv_of(pack: Pack) -> bytes:
    """*pack* as one long CSV table: a line for each place of each table, and for each sentence."""
    with speaking(pack.language.code):
        heads = [_("Part"), _("Table"), _("Line"), _("Column"), _("Words")]
    rows: list[Sequence[object]] = []
    for part, block in _with_parts(pack):
        if isinstance(block, str):
            rows.append((part, "", "", "", block))
        else:
            rows += _cells(part, block)
    return csv_file([str(head) for head in heads], rows)


def _cells(part: str, table: Table) -> Iterator[Sequence[object]]:
    for number, row in enumerate(table.rows, 1):
        for head, cell in zip(table.heads, row, strict=True):
            yield part, table.caption.text, number, head.text, plain(cell)


def _lines(pack: Pack) -> Iterator[Sequence[object]]:
    for part, block in _with_parts(pack):
        if isinstance(block, str):
            yield part, block


def _with_parts(pack: Pack) -> Iterator[tuple[str, str | Table]]:
    """Every sentence and every table with the heading that it stands under."""
    part = ""
    for fact in pack.facts:
        yield fact.name.text, plain(fact.told)
    for block in pack.blocks:
        match block:
            case Heading(_level, words):
                part = words.text
            case Bullets(entries):
                yield from ((part, entry.text) for entry in entries)
            case Chart():
                yield part, block.alternative.text
                yield part, block.table()
            case Table():
                yield part, block
            case _:
                yield part, block.words.text


def _name(caption: str, taken: Mapping[str, object]) -> str:
    """A name that a workbook takes: short, without signs, and another one for each sheet."""
    whole = " ".join(_FORBIDDEN.sub(" ", caption).split()) or "1"
    name, number = whole[:_LONGEST_NAME].strip(), 1
    known = {each.casefold() for each in taken}
    while name.casefold() in known:
        number += 1
        ending = f" {number}"
        name = whole[: _LONGEST_NAME - len(ending)].strip() + ending
    return name
