"""The columns of an XLSForm, whichever of the many spellings a form uses."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from feedback.core.sheets import Sheet
from surveys.exchange.tongues import UNNAMED, key_of

#: Texts by the key of their language, as a file has them.
RawWords = Mapping[str, str]

#: What a column is called here, by what forms call it.
_ALIASES: Mapping[str, str] = {
    "command": "type",
    "tag": "name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "readonly": "read_only",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "count": "repeat_count",
    "big_image": "image",
    "form_title": "title",
    "set_form_title": "title",
    "id_string": "form_id",
    "set_form_id": "form_id",
    "listname": "list_name",
    "read_only": "read_only",
}
#: Columns with a text for each language.
TRANSLATED = frozenset(
    {"label", "hint", "guidance_hint", "constraint_message", "required_message", "title"}
    | {"image", "audio", "video"}
)
#: Columns that say what the same name says with less in front of it.
_PREFIXES = frozenset({"bind", "control", "body", "media", "jr", "instance"})
_PARTS = re.compile(r"\s*(?:::|:|#)\s*")
_BRACKETED = re.compile(r"^(label|hint|caption)\s*\(([^()]+)\)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds, and in which language."""

    header: str
    name: str
    tongue: str = UNNAMED
    label: str = ""  # of the language, as it is written


@dataclass(frozen=True, slots=True)
class Record:
    """One row by its columns."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    words: Mapping[str, RawWords] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        return f"{self.sheet} {self.number}"

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def said(self, name: str) -> dict[str, str]:
        """The texts of that column by language, without blanks."""
        return dict(self.words.get(name, {}))


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with a header: its columns and its records."""

    name: str
    columns: Sequence[Column] = ()
    records: Sequence[Record] = ()
    repeated: Sequence[str] = ()  # headers that are there twice

    def has(self, name: str) -> bool:
        """Whether there is such a column."""
        return any(column.name == name for column in self.columns)


def column_of(header: str) -> Column:
    """What the header of a column says."""
    bracketed = _BRACKETED.match(header)
    parts = [*bracketed.groups()] if bracketed else [each for each in _PARTS.split(header) if each]
    while len(parts) > 1 and _plain(parts[0]) in _PREFIXES:
        parts = parts[1:]
    name = _plain(parts[0]) if parts else ""
    name = _ALIASES.get(name, name)
    label = parts[-1].strip() if len(parts) > 1 and name in TRANSLATED else ""
    if len(parts) > 1 and not label:
        name = "_".join(_plain(part) for part in parts)
    return Column(header, name, key_of(label), label)


def table_of(sheet: Sheet) -> Table:
    """*sheet* by the columns that its first row names; of two with one name the first counts."""
    if not sheet.rows:
        return Table(sheet.name)
    columns: dict[int, Column] = {}
    seen: set[str] = set()
    repeated: list[str] = []
    for place, header in enumerate(sheet.rows[0][1]):
        if not header.strip():
            continue
        column = column_of(header)
        if header.strip().casefold() in seen:
            repeated.append(header)
            continue
        seen.add(header.strip().casefold())
        columns[place] = column
    records = [
        _record(sheet.name, number, row, columns) for number, row in sheet.rows[1:] if any(row)
    ]
    return Table(sheet.name, tuple(columns.values()), records, repeated)


def _record(sheet: str, number: int, row: Sequence[str], columns: Mapping[int, Column]) -> Record:
    cells: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    for place, column in columns.items():
        text = row[place].strip() if place < len(row) else ""
        if not text:
            continue
        if column.name in TRANSLATED:
            words.setdefault(column.name, {}).setdefault(column.tongue, text)
        cells.setdefault(column.name, text)
    return Record(sheet, number, cells, words)


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().lower()).strip("_")
