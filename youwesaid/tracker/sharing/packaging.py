"""The files of the open data: tables with their descriptions, one JSON file, one archive.

Descriptions: Data Package 2.0 (datapackage.org) and CSV on the Web (W3C, 17 December 2015).
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from feedback.core.tables import csv_text
from feedback.core.templating import settings
from youwesaid.tracker.sharing import addresses
from youwesaid.tracker.sharing.collecting import Collection
from youwesaid.tracker.sharing.tables import (
    JOINED_BY,
    TABLES,
    TEXT_COLUMNS,
    TEXTS_ABOUT,
    Column,
    TableSpec,
    rows_of,
    text_rows,
)

PACKAGE, CSVW, EVERYTHING = "datapackage.json", "csv-metadata.json", "everything.json"
_TEXTS = TableSpec("texts", object, TEXTS_ABOUT, ("table", "id", "column", "language"))
#: How a field of a table is called in Table Schema and in CSV on the Web, where that differs.
_TABLE_SCHEMA = {"strings": "string"}
_CSVW = {"strings": "string"}
_SAFE_NOTE = (
    "A cell that begins like a formula has an apostrophe before it, so that no spreadsheet runs it."
)
MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".zip": "application/zip",
}


def file_names() -> tuple[str, ...]:
    """The names of all files, descriptions first."""
    return (PACKAGE, CSVW, EVERYTHING, *(f"{each.name}.csv" for each in (*TABLES, _TEXTS)))


def files(collection: Collection, *, until: date, made_on: date) -> dict[str, bytes]:
    """Every file by its name. *until* is the last day that they cover."""
    made = {f"{spec.name}.csv": _csv(spec.columns, rows_of(spec, collection)) for spec in TABLES}
    made["texts.csv"] = _csv(TEXT_COLUMNS, text_rows(collection))
    made[EVERYTHING] = _json(
        {
            "until": until.isoformat(),
            "made_on": made_on.isoformat(),
            "licence": _licence(),
            **collection.to_plain(),
        }
    )
    described = {
        PACKAGE: _json(_data_package(made, until=until, made_on=made_on)),
        CSVW: _json(_table_group(made, made_on=made_on)),
    }
    return {**described, **made}


def archived(made: Mapping[str, bytes]) -> bytes:
    """The files in one archive; the same files always give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(made):
            archive.writestr(zipfile.ZipInfo(name), made[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def file_of(archive: bytes, name: str) -> bytes:
    """One file of an archive. Raises KeyError where it has none of that name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name)


def sha256(content: bytes) -> str:
    """The checksum of a file."""
    return hashlib.sha256(content).hexdigest()


def _csv(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> bytes:
    # With its mark, or Excel takes Urdu for Windows-1252.
    return csv_text([column.name for column in columns], rows).encode("utf-8-sig")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _licence() -> dict[str, str]:
    config = settings()
    return {
        "name": config.licence,
        "title": config.licence_name,
        "path": config.licence_url,
    }


def _specs() -> Sequence[tuple[TableSpec, Sequence[Column]]]:
    return [*((spec, spec.columns) for spec in TABLES), (_TEXTS, TEXT_COLUMNS)]


def _data_package(made: Mapping[str, bytes], *, until: date, made_on: date) -> dict[str, Any]:
    config = settings()
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "what-changed",
        "title": f"What changed: {config.partnership}",
        "description": (
            "What people told the partnership, what it did about it, and why not where it did "
            f"not. Counts of people are rounded and never below a threshold. {_SAFE_NOTE}"
        ),
        "homepage": addresses.absolute("/en/share"),
        "version": until.isoformat(),
        "created": f"{made_on.isoformat()}T00:00:00Z",
        "licenses": [_licence()],
        "contributors": [{"title": config.partnership, "roles": ["publisher"]}],
        "resources": [_resource(spec, columns, made) for spec, columns in _specs()],
    }


def _resource(
    spec: TableSpec, columns: Sequence[Column], made: Mapping[str, bytes]
) -> dict[str, Any]:
    content = made[f"{spec.name}.csv"]
    schema: dict[str, Any] = {
        "fields": [_field(column, spec.key) for column in columns],
        "primaryKey": list(spec.key),
        "missingValues": [""],
    }
    if spec.points_to:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": table, "fields": [there]}}
            for column, table, there in spec.points_to
        ]
    return {
        "name": spec.name,
        "type": "table",
        "path": f"{spec.name}.csv",
        "description": spec.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
        "schema": schema,
    }


def _field(column: Column, key: Sequence[str]) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TABLE_SCHEMA.get(column.kind, column.kind),
        "description": _about(column),
    }
    constraints: dict[str, Any] = {}
    if column.name in key:
        constraints["required"] = True
    if column.one_of and column.kind == "string":
        constraints["enum"] = list(column.one_of)
    return {**field, "constraints": constraints} if constraints else field


def _about(column: Column) -> str:
    if column.kind != "strings":
        return column.about
    return f"{column.about} Several are joined by a semicolon."


def _table_group(made: Mapping[str, bytes], *, made_on: date) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": f"What changed: {settings().partnership}",
        "dc:license": {"@id": settings().licence_url},
        "dc:modified": {"@value": made_on.isoformat(), "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True},
        "tables": [
            {
                "url": f"{spec.name}.csv",
                "dc:description": spec.about,
                "tableSchema": {
                    "columns": [_csvw_column(column, spec.key) for column in columns],
                    "primaryKey": list(spec.key),
                    "foreignKeys": [
                        {
                            "columnReference": column,
                            "reference": {"resource": f"{table}.csv", "columnReference": there},
                        }
                        for column, table, there in spec.points_to
                    ],
                },
            }
            for spec, columns in _specs()
            if f"{spec.name}.csv" in made
        ],
    }


def _csvw_column(column: Column, key: Sequence[str]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": _about(column),
        "datatype": _CSVW.get(column.kind, column.kind),
        "required": column.name in key,
    }
    return {**described, "separator": JOINED_BY} if column.kind == "strings" else described
