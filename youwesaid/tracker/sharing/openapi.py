"""The description of the API: OpenAPI 3.1, written from the same records and operations.

A plain dictionary. Libraries that make one (apispec and its like) read it from marshmallow or
pydantic classes, which would be a second declaration of every record, and the second one leaks.
"""

from collections.abc import Mapping
from typing import Any

from youwesaid.tracker.sharing import addresses
from youwesaid.tracker.sharing.answering import JSON_TYPE, PROBLEM_TYPE
from youwesaid.tracker.sharing.asking import LANG, Parameter, key_schema
from youwesaid.tracker.sharing.examples import EXAMPLES
from youwesaid.tracker.sharing.operations import OPERATIONS, Operation
from youwesaid.tracker.sharing.shapes import (
    TEXT_SCHEMA,
    inner_records,
    name_of,
    plain,
    schema_of,
    text_schema,
)

_QUARTER = {"type": "string", "pattern": "^20[0-9]{2}-q[1-4]$"}
#: What stands in an address: by the name of the part, what it is and how it is written.
_NAMED: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "entry": ("The key of an entry.", key_schema()),
    "number": ("The number of a version.", {"type": "integer", "minimum": 1, "maximum": 999_999}),
    "plan": ("The key of a plan.", key_schema()),
    "item": ("The key of an item in its plan.", key_schema()),
    "quarter": ("A quarter, such as 2026-q3.", _QUARTER),
}  # fmt: skip
_REFUSALS = {
    "404": "There is nothing of that name, or no such page.",
    "406": "The program takes no JSON.",
    "422": "A parameter has a value that it does not take.",
}
_PROBLEM_EXAMPLE = {
    "type": "https://say.example.org/en/share/api#problem-422",
    "title": "We do not know what you asked for",
    "status": 422,
    "detail": "The parameters listed here take other values.",
    "parameters": [{"name": "page", "takes": "A whole number from 1."}],
}


def description(*, title: str, licence_name: str, licence_url: str) -> dict[str, Any]:
    """The whole description."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": title,
            "version": "1",
            "summary": "What people said, what was done about it, and why not where it was not.",
            "description": (
                "Read only, without a key. Lists come in pages, in an order that stays: what is "
                "new comes at the end. Counts of people are rounded and never below a threshold. "
                "Nothing in version 1 is renamed or taken away; fields may be added."
            ),
            "license": {"name": licence_name, "url": licence_url},
        },
        "servers": [{"url": addresses.absolute(addresses.API)}],
        "paths": {each.path: {"get": _operation(each)} for each in OPERATIONS},
        "components": {
            "schemas": _schemas(),
            "responses": {status: _refusal(about) for status, about in _REFUSALS.items()},
            "parameters": {"lang": _parameter(LANG)},
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    named = [_in_path(name, example) for name, example in operation.named.items()]
    asked = [_parameter(each) for each in operation.parameters]
    refused = {status: {"$ref": f"#/components/responses/{status}"} for status in _REFUSALS}
    if not operation.named and not operation.is_list:
        del refused["404"]
    return {
        "operationId": operation.name,
        "summary": str(operation.summary),
        "tags": [operation.path.split("/")[1] or "about"],
        "parameters": [*named, *asked, {"$ref": "#/components/parameters/lang"}],
        "responses": {
            "200": _found(operation),
            "304": {"description": "Not changed since the ETag that If-None-Match names."},
            **refused,
        },
    }


def _found(operation: Operation) -> dict[str, Any]:
    record: dict[str, Any] = {"$ref": f"#/components/schemas/{name_of(operation.record)}"}
    example: Any = plain(EXAMPLES[operation.record], language="en")
    headers = {
        "ETag": _header("A checksum, for If-None-Match."),
        "Content-Language": _header("The language that was asked for."),
    }
    if operation.is_list:
        record = _listed(record)
        example = {
            "total": 1, "page": 1, "pages": 1, "licence": "https://example.org/licence",
            "records": [example],
        }  # fmt: skip
        headers["Link"] = _header("The first, previous, next and last page (RFC 8288).")
    return {
        "description": "Found.",
        "headers": headers,
        "content": {JSON_TYPE: {"schema": record, "examples": {"invented": {"value": example}}}},
    }


def _listed(record: dict[str, Any]) -> dict[str, Any]:
    number = {"type": "integer", "minimum": 0}
    return {
        "type": "object",
        "properties": {
            "total": {**number, "description": "How many records there are."},
            "page": {**number, "description": "Which page this is, from 1."},
            "pages": {**number, "description": "How many pages there are."},
            "licence": {"type": "string", "description": "Where the licence can be read."},
            "records": {"type": "array", "items": record},
        },
        "required": ["total", "page", "pages", "licence", "records"],
        "additionalProperties": False,
    }


def _header(about: str) -> dict[str, Any]:
    return {"description": about, "schema": {"type": "string"}}


def _in_path(name: str, example: str) -> dict[str, Any]:
    about, schema = _NAMED[name]
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": about,
        "schema": dict(schema),
        "example": int(example) if schema["type"] == "integer" else example,
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": str(parameter.about),
        "schema": dict(parameter.schema()),
        "example": parameter.example,
    }


def _refusal(about: str) -> dict[str, Any]:
    reference = {"$ref": "#/components/schemas/Problem"}
    examples = {"invented": {"value": _PROBLEM_EXAMPLE}}
    return {
        "description": about,
        "content": {PROBLEM_TYPE: {"schema": reference, "examples": examples}},
    }


def _schemas() -> dict[str, Any]:
    records = inner_records(*dict.fromkeys(each.record for each in OPERATIONS))
    return {
        TEXT_SCHEMA: text_schema(),
        "Problem": _problem(),
        **{name_of(record): schema_of(record) for record in records},
    }


def _problem() -> dict[str, Any]:
    words = {"type": "string"}
    return {
        "type": "object",
        "description": "A problem in words (RFC 9457).",
        "properties": {
            "type": words,
            "title": words,
            "status": {"type": "integer"},
            "detail": words,
            "parameters": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"name": words, "takes": words},
                    "required": ["name", "takes"],
                    "additionalProperties": False,
                },
            },
        },
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": False,
    }
