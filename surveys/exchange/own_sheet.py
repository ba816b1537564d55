"""The sheet of ours in an XLSForm that we write: the whole survey, for our own import.

XLSForm cannot say all that a survey holds (exits, sections, soft checks, random order, texts read
aloud). So the definition travels beside the form as JSON, with a digest of the form's own cells as
they were written. Whoever edits the form changes that digest: then what they edited counts, and
this sheet does not.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.definitions.definition import digest_of

SHEET = "youwesaid"
VISIBLE = ("survey", "choices", "settings")
#: Characters of a piece: a cell holds 32,767 UTF-16 units, and a character may be two of them.
PIECE = 16_000
_FORMAT = "1"
_HEADS = ("name", "value")
#: A piece stands between these, so that nobody trims it or takes it for a formula.
_MARK = "|"

#: The rows of each sheet by its name, cells as a reader of spreadsheets hands them over.
Sheets = Mapping[str, Sequence[Sequence[object]]]


@dataclass(frozen=True, slots=True)
class OwnSurvey:
    """What our sheet holds; *is_untouched* when nobody edited the form since."""

    plain: Mapping[str, Any]
    is_untouched: bool


def rows_for(plain: Mapping[str, Any], visible: Sheets) -> list[list[str]]:
    """The rows of our sheet beside *visible*, for the survey that is *plain* as JSON."""
    whole = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    pieces = [whole[start : start + PIECE] for start in range(0, len(whole), PIECE)]
    facts = [
        ["format", _FORMAT],
        ["form", visible_digest(visible)],
        ["digest", digest_of(plain)],
    ]
    return [list(_HEADS), *facts, *(["definition", f"{_MARK}{each}{_MARK}"] for each in pieces)]


def own_survey(sheets: Sheets) -> OwnSurvey | None:
    """What our sheet among *sheets* holds; None where there is none, or none that is whole."""
    rows = list(_cells(_sheet(sheets, SHEET)))
    facts = {row[0]: row[1] for row in rows if len(row) > 1 and row[0] != "definition"}
    pieces = [row[1] for row in rows if len(row) > 1 and row[0] == "definition"]
    if facts.get("format") != _FORMAT or not all(_is_piece(each) for each in pieces):
        return None
    try:
        plain = json.loads("".join(each[1:-1] for each in pieces))
    except (ValueError, RecursionError):
        return None
    if not isinstance(plain, dict) or facts.get("digest") != digest_of(plain):
        return None
    return OwnSurvey(plain, facts.get("form") == visible_digest(sheets))


def read(sheets: Sheets) -> Mapping[str, Any] | None:
    """The survey as JSON, exactly as it was exported; None where anybody edited the form since."""
    found = own_survey(sheets)
    return found.plain if found and found.is_untouched else None


def visible_digest(sheets: Sheets) -> str:
    """SHA-256 of what stands in the cells of the form's own sheets."""
    return digest_of({name: list(_cells(_sheet(sheets, name))) for name in VISIBLE})


def _is_piece(text: str) -> bool:
    return len(text) >= len(_MARK) * 2 and text.startswith(_MARK) and text.endswith(_MARK)


def _sheet(sheets: Sheets, name: str) -> Sequence[Sequence[object]]:
    return next((rows for each, rows in sheets.items() if each.strip().lower() == name), ())


def _cells(rows: Iterable[Sequence[object]]) -> Iterator[list[str]]:
    """The texts of each row that has any, without the blanks at its end."""
    for row in rows:
        texts = [_text(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield texts


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # old files know no whole numbers
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
