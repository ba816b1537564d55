"""Forms written for tests: workbooks of XLSForm, and survey files of LimeSurvey."""

import io
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from openpyxl import Workbook

from surveys.exchange.importing import Imported, imported

Rows = Sequence[Mapping[str, object]]


def workbook(**sheets: Rows) -> bytes:
    """An .xlsx file with these sheets; the heads are all names of their rows, in order."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        heads = list(dict.fromkeys(head for row in rows for head in row))
        sheet.append(heads)
        for row in rows:
            sheet.append([row.get(head) for head in heads])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def form(survey: Rows, choices: Rows = (), settings: Mapping[str, object] | None = None) -> bytes:
    """An XLSForm."""
    sheets: dict[str, Rows] = {"survey": survey}
    if choices:
        sheets["choices"] = choices
    if settings:
        sheets["settings"] = [settings]
    return workbook(**sheets)


def ask(type_: str, name: str, label: str = "", **more: object) -> dict[str, object]:
    """A row of the sheet *survey*."""
    return {"type": type_, "name": name, "label": label or f"About {name}?", **more}


def pick(list_name: str, *names: str) -> list[dict[str, object]]:
    """The rows of a list of choices."""
    return [{"list_name": list_name, "name": name, "label": name.title()} for name in names]


YES_NO = pick("yn", "yes", "no")


def brought(content: bytes, **more: object) -> Imported:
    """What becomes of a file."""
    return imported(content, name="form.xlsx", **more)


def questions(found: Imported) -> dict[str, dict]:
    """Its questions by key."""
    return {each["key"]: each for page in found.plain["pages"] for each in page["questions"]}


def lines(found: Imported, verb: str, name: str = "") -> list[str]:
    """Why something was done, in one sentence for each line."""
    return [
        " ".join(line.why)
        for line in found.report.lines
        if line.verb == verb and (not name or line.name == name)
    ]


def lss(languages: Sequence[str], **tables: Rows) -> bytes:
    """A survey file of LimeSurvey."""
    spoken = "".join(f"<language>{code}</language>" for code in languages)
    parts = []
    for name, rows in tables.items():
        inside = "".join(
            "<row>"
            + "".join(f"<{key}>{escape(str(value))}</{key}>" for key, value in row.items())
            + "</row>"
            for row in rows
        )
        parts.append(f"<{name}><rows>{inside}</rows></{name}>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<document>'
        "<LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>600</DBVersion>"
        f"<languages>{spoken}</languages>{''.join(parts)}</document>"
    ).encode()
