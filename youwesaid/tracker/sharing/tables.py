"""The open data as tables: rows of plain cells, cut from the public records and nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from youwesaid.tracker.sharing.collecting import Collection
from youwesaid.tracker.sharing.records import (
    AgencyRecord,
    AnswerRecord,
    EntryRecord,
    EvidenceRecord,
    ItemLinkRecord,
    LocalityRecord,
    PlanChangeRecord,
    PlanItemRecord,
    PlanRecord,
    TopicRecord,
    VersionRecord,
)
from youwesaid.tracker.sharing.shapes import Shape, Texts, shapes

JOINED_BY = ";"
Row = tuple[dict[str, Any], Any]  # keys of what it belongs to, and its record


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its kind, what it says, and which words it may hold."""

    name: str
    kind: str  # string, integer, number, boolean, date or strings
    about: str
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table of the open data."""

    name: str
    record: type
    about: str
    key: tuple[str, ...]
    above: tuple[Column, ...] = ()  # the keys of what its rows belong to
    points_to: tuple[tuple[str, str, str], ...] = ()  # column, table, column there

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns in their order."""
        return (*self.above, *_columns(self.record))


_ENTRY = Column("entry", "string", "The entry that it belongs to.")
_TO_ENTRY = (("entry", "entries", "id"),)
TABLES: tuple[TableSpec, ...] = (
    TableSpec("entries", EntryRecord, "What people said and what became of it.", ("id",)),
    TableSpec(
        "answers",
        AnswerRecord,
        "What the partnership says to each entry.",
        ("entry", "number"),
        points_to=_TO_ENTRY,
    ),
    TableSpec(
        "evidence",
        EvidenceRecord,
        "The proofs of each answer.",
        ("entry", "answer", "number"),
        above=(
            _ENTRY,
            Column("answer", "integer", "The number of the answer in the entry."),
            Column("number", "integer", "From 1, in each answer."),
        ),
        points_to=_TO_ENTRY,
    ),
    TableSpec(
        "entry_plan_items",
        ItemLinkRecord,
        "Which plan items each entry is tied to.",
        ("entry", "plan", "key"),
        above=(_ENTRY,),
        points_to=_TO_ENTRY,
    ),
    TableSpec(
        "plan_changes",
        PlanChangeRecord,
        "What the plans said before and say since, because of an entry.",
        ("entry", "number"),
        above=(_ENTRY, Column("number", "integer", "From 1, in each entry.")),
        points_to=_TO_ENTRY,
    ),
    TableSpec(
        "versions",
        VersionRecord,
        "Every version of every entry.",
        ("entry", "number"),
        points_to=_TO_ENTRY,
    ),
    TableSpec("plans", PlanRecord, "The plans.", ("key",)),
    TableSpec(
        "plan_items",
        PlanItemRecord,
        "Every item of every plan, and how much was heard on it.",
        ("plan", "key"),
        points_to=(("plan", "plans", "key"),),
    ),
    TableSpec("agencies", AgencyRecord, "The partners that answer.", ("key",)),
    TableSpec("localities", LocalityRecord, "The parts of the area.", ("key",)),
    TableSpec("topics", TopicRecord, "What entries can be about.", ("key",)),
)
TEXT_COLUMNS = (
    Column("table", "string", "The table that the words belong to."),
    Column("id", "string", "The key of the row there, its parts joined by a slash."),
    Column("column", "string", "The column there."),
    Column("language", "string", "A language code, such as ur, or en-easy for Easy Read."),
    Column("text", "string", "The words."),
)
TEXTS_ABOUT = "Every text that is not English; English stands in the tables themselves."


def rows_of(spec: TableSpec, collection: Collection) -> Iterator[list[object]]:
    """The rows of a table: cells in the order of its columns."""
    for above, record in _records(spec, collection):
        values = {**above, **_values(record)}
        yield [_cell(values[column.name]) for column in spec.columns]


def text_rows(collection: Collection) -> Iterator[list[object]]:
    """The rows of the table of texts that are not English."""
    for spec in TABLES:
        for above, record in _records(spec, collection):
            values = {**above, **_values(record)}
            key = "/".join(str(values[part]) for part in spec.key)
            for name, texts in _texts(record):
                for code in sorted(set(texts) - {"en"}):
                    if texts[code]:
                        yield [spec.name, key, name, code, texts[code]]


def _records(spec: TableSpec, collection: Collection) -> Iterable[Row]:
    inside = {
        "answers": _answers,
        "evidence": _evidence,
        "entry_plan_items": _items,
        "plan_changes": _changes,
    }
    if spec.name in inside:
        return inside[spec.name](collection)
    listed: Sequence[Any] = getattr(collection, spec.name)
    return [({}, record) for record in listed]


def _answers(collection: Collection) -> Iterator[Row]:
    for entry in collection.entries:
        for answer in entry.contents.answers:
            yield {}, answer


def _evidence(collection: Collection) -> Iterator[Row]:
    for _above, answer in _answers(collection):
        for number, proof in enumerate(answer.evidence, 1):
            yield {"entry": answer.entry, "answer": answer.number, "number": number}, proof


def _items(collection: Collection) -> Iterator[Row]:
    for entry in collection.entries:
        for item in entry.contents.plan_items:
            yield {"entry": entry.id}, item


def _changes(collection: Collection) -> Iterator[Row]:
    for entry in collection.entries:
        for number, change in enumerate(entry.contents.plan_changes, 1):
            yield {"entry": entry.id, "number": number}, change


def _columns(record: type) -> Iterator[Column]:
    for shape in shapes(record):
        if shape.kind == "record" and shape.inner:
            yield from _columns(shape.inner)
        elif shape.kind != "records":
            kind = "string" if shape.kind == "texts" else shape.kind
            about = f"{shape.about} In English." if shape.kind == "texts" else shape.about
            yield Column(shape.name, kind, about, shape.one_of)


def _values(record: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for shape, value in _held(record):
        found[shape.name] = value.get("en", "") if shape.kind == "texts" else value
    return found


def _texts(record: Any) -> Iterator[tuple[str, Texts]]:
    for shape, value in _held(record):
        if shape.kind == "texts":
            yield shape.name, value


def _held(record: Any) -> Iterator[tuple[Shape, Any]]:
    """Every value that a row has room for, those of records inside too."""
    for shape in shapes(type(record)):
        value = getattr(record, shape.name)
        if shape.kind == "record":
            yield from _held(value)
        elif shape.kind != "records":
            yield shape, value


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return JOINED_BY.join(str(each) for each in value)
    return value
