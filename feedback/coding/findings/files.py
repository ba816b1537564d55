"""A table of findings as a file."""

from flask import Response

from feedback.coding.findings.tables import Table
from feedback.core.tables import csv_file
from feedback.core.workbooks import xlsx_file

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_SHEET = 31  # characters of a sheet's name


def download(found: Table, kind: str) -> Response:
    """*found* as CSV or XLSX, every formula disarmed; its note is under it."""
    lines: list[list[object]] = [*found.lines(), [], [found.note]]
    if kind == "csv":
        content, media = csv_file(found.columns, lines), "text/csv"
    else:
        content = xlsx_file({found.name[:_LONGEST_SHEET]: (found.columns, lines)})
        media = _XLSX
    name = f'attachment; filename="{found.name}.{kind}"'
    return Response(content, mimetype=media, headers={"Content-Disposition": name})
