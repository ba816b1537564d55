"""What a public record is: named values, each said to be public by being written down here.

One declaration serves the API and its description, the open data tables and theirs: a field that
no record declares cannot leave, whatever the tables hold.
"""

import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from feedback.core.i18n import BY_CODE
from youwesaid.tracker.contents import in_language

#: Words by language code. In the API they are resolved into one language, and say which.
Texts = Mapping[str, str]
Kind = Literal[
    "string", "integer", "number", "boolean", "date", "texts", "strings", "record", "records"
]
_PLAIN: Mapping[type, Kind] = {
    str: "string", int: "integer", float: "number", bool: "boolean", date: "date"
}  # fmt: skip
TEXT_SCHEMA = "Text"


@dataclass(frozen=True, slots=True)
class Shape:
    """One field of a record: its name, what it says, and of what kind it is."""

    name: str
    about: str  # in English, for programmers
    kind: Kind
    may_be_empty: bool
    one_of: tuple[str, ...]
    inner: type | None  # the record of which it holds one or several


def shown(about: str, *, one_of: type[StrEnum] | Sequence[str] = ()) -> Any:
    """Declare a public field; *about* says what it means, *one_of* which words it may hold."""
    return field(metadata={"about": about, "one_of": tuple(str(each) for each in one_of)})


def shapes(record: type) -> tuple[Shape, ...]:
    """The fields of a record type, in their order."""
    return _shapes(f"{record.__module__}.{record.__qualname__}", record)


@cache
def _shapes(_name: str, record: Any) -> tuple[Shape, ...]:
    hints = get_type_hints(record)
    found = []
    for each in fields(record):
        hint, may_be_empty = _without_none(hints[each.name])
        kind, inner = _kind(hint)
        found.append(
            Shape(
                each.name,
                each.metadata["about"],
                kind,
                may_be_empty,
                each.metadata["one_of"],
                inner,
            )
        )
    return tuple(found)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in {Union, types.UnionType}:
        (kept,) = [each for each in get_args(hint) if each is not type(None)]
        return kept, True
    return hint, False


def _kind(hint: Any) -> tuple[Kind, type | None]:
    if hint in _PLAIN:
        return _PLAIN[hint], None
    if get_origin(hint) is Mapping:
        return "texts", None
    if get_origin(hint) is Sequence:
        (inner,) = get_args(hint)
        return ("strings", None) if inner is str else ("records", inner)
    if is_dataclass(hint) and isinstance(hint, type):
        return "record", hint
    raise TypeError(f"{hint} is no kind of public value")


def plain(record: Any, *, language: str | None) -> dict[str, Any]:
    """The record as plain values; texts in *language*, or in every one when it is None."""
    return {
        shape.name: _plain(getattr(record, shape.name), shape, language)
        for shape in shapes(type(record))
    }


def _plain(value: Any, shape: Shape, language: str | None) -> Any:
    if value is None:
        return None
    if shape.kind == "texts":
        return dict(value) if language is None else said(value, language)
    if shape.kind == "date":
        return value.isoformat()
    if shape.kind == "record":
        return plain(value, language=language)
    if shape.kind == "records":
        return [plain(each, language=language) for each in value]
    return list(value) if shape.kind == "strings" else value


def said(texts: Texts, code: str) -> dict[str, Any] | None:
    """Words in the language *code*, or in English and marked so; None where there are none."""
    words, found = in_language(texts, code)
    if not words:
        return None
    tag = BY_CODE[found].tag if found in BY_CODE else found
    return {"text": words, "language": tag, "is_fallback": found != code}


def name_of(record: type) -> str:
    """How a description calls a record type."""
    return record.__name__.removesuffix("Record")


def schema_of(record: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record as the API gives it."""
    declared = shapes(record)
    return {
        "type": "object",
        "description": (record.__doc__ or "").partition("\n")[0],
        "properties": {shape.name: _schema(shape) for shape in declared},
        "required": [shape.name for shape in declared],
        "additionalProperties": False,
    }


def text_schema() -> dict[str, Any]:
    """The JSON Schema of words in one language."""
    return {
        "type": "object",
        "description": "Words, and the language that they are really in.",
        "properties": {
            "text": {"type": "string", "description": "The words."},
            "language": {"type": "string", "description": "A language tag (BCP 47)."},
            "is_fallback": {
                "type": "boolean",
                "description": "True: not written in the language asked for, so in English.",
            },
        },
        "required": ["text", "language", "is_fallback"],
        "additionalProperties": False,
    }


def _schema(shape: Shape) -> dict[str, Any]:
    made = _bare_schema(shape)
    if shape.may_be_empty or shape.kind == "texts":
        made = _or_null(made)
    return {**made, "description": shape.about}


def _bare_schema(shape: Shape) -> dict[str, Any]:
    if shape.kind == "texts":
        return {"$ref": f"#/components/schemas/{TEXT_SCHEMA}"}
    if shape.kind == "record":
        return {"$ref": f"#/components/schemas/{_inner_name(shape)}"}
    if shape.kind == "records":
        reference = {"$ref": f"#/components/schemas/{_inner_name(shape)}"}
        return {"type": "array", "items": reference}
    if shape.kind == "strings":
        return {"type": "array", "items": {"type": "string", **_enumerated(shape)}}
    if shape.kind == "date":
        return {"type": "string", "format": "date"}
    return {"type": shape.kind, **_enumerated(shape)}


def _inner_name(shape: Shape) -> str:
    if shape.inner is None:
        raise TypeError(f"{shape.name} holds no record")
    return name_of(shape.inner)


def _enumerated(shape: Shape) -> dict[str, Any]:
    return {"enum": list(shape.one_of)} if shape.one_of else {}


def _or_null(made: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in made:
        return {"anyOf": [made, {"type": "null"}]}
    if "enum" in made:
        made = {**made, "enum": [*made["enum"], None]}
    return {**made, "type": [made["type"], "null"]}


def inner_records(*records: type) -> list[type]:
    """These record types and all that stand inside them, each once."""
    found: dict[type, None] = {}
    waiting = list(records)
    while waiting:
        record = waiting.pop(0)
        if record not in found:
            found[record] = None
            waiting += [shape.inner for shape in shapes(record) if shape.inner]
    return list(found)
