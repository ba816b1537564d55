"""Rows of a plan's own action plan template: out as files in its own columns, and back in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from feedback.accounts.models import Staff
from feedback.core import documents, i18n, workbooks
from feedback.core.lines import Lines, Verb
from feedback.core.named_files import CSV, DOCX, XLSX, NamedFile
from feedback.core.tables import UnreadableTable, csv_file
from feedback.reading.tables_in import heads_of, read_table
from youwesaid.plans import wording as plan_words
from youwesaid.plans.life import cells, offers, queries, services
from youwesaid.plans.life.cells import UnreadableCell
from youwesaid.plans.life.models import TemplateRow
from youwesaid.plans.life.rules import Untrue
from youwesaid.plans.life.words import Kind
from youwesaid.plans.models import Plan

MOST_ROWS = 2000
#: Our own columns around those of the plan.
_ROW, _CATEGORY = "row", "category"
_AFTER = ("status", "colour", "due", "finished", "plan_items", "off_public")


class NoTemplate(UnreadableTable):
    """The plan prints no action plan template, so there are no columns."""


def heads(plan: Plan) -> list[str]:
    """The columns of a file: ours to know the row by, the plan's own, and what is kept beside."""
    own = offers.template_columns(plan)
    return [_apart(_ROW, own), _apart(_CATEGORY, own), *own, *(_apart(e, own) for e in _AFTER)]


def _apart(name: str, own: Sequence[str]) -> str:
    return f"{name}*" if name in own else name


def rows_file(plan: Plan, how: str) -> NamedFile:
    """The rows of *plan* as a csv, xlsx or docx file. Raises NoTemplate."""
    if not offers.template_columns(plan):
        raise NoTemplate(_("This plan prints no action plan template."))
    name = f"{plan.key}-action-plan.{how}"
    if how == "docx":
        return NamedFile(name, DOCX, _document(plan))
    if how == "csv":
        return NamedFile(name, CSV, csv_file(heads(plan), _rows(plan)))
    content = workbooks.workbook({"Action plan": [heads(plan), *_rows(plan)]})
    return NamedFile(name, XLSX, content)


def _rows(plan: Plan) -> Iterator[list[str]]:
    for row in queries.records(plan, Kind.ROW):
        yield _row_of(row, plan)


def _row_of(row: TemplateRow, plan: Plan) -> list[str]:
    return [
        str(row.id),
        row.category,
        *(row.cells.get(column, "") for column in offers.template_columns(plan)),
        row.status,
        row.rag,
        row.due_on.isoformat() if row.due_on else "",
        row.finished_on.isoformat() if row.finished_on else "",
        "; ".join(item.key for item in row.items),
        "yes" if row.is_sensitive else "no",
    ]


def _document(plan: Plan) -> bytes:
    """A wide document: each category of the plan with its rows in the plan's own columns."""
    spoken = i18n.BY_CODE.get(plan_words.plan_tag(plan), i18n.BY_CODE["en"])
    page = i18n.current_language()
    book = documents.new_document(plan.title, spoken, is_wide=True)
    documents.add(book, plan.title, spoken, "Title")
    rows = queries.records(plan, Kind.ROW)
    known = offers.template_categories(plan)
    for category in [*known, ""]:
        held = [
            r for r in rows if r.category == category or (not category and r.category not in known)
        ]
        if not held and not category:
            continue
        name = category or str(_("In no category of the plan"))
        documents.add(book, name, spoken if category else page, "Heading 1")
        if not held:
            documents.add(book, str(_("No row yet.")), page)
            continue
        table = [_document_heads(plan), *(_document_row(row, plan) for row in held)]
        about = str(_("What is done, how anybody will know, who does it, when, and how far it is."))
        documents.add_table(book, table, spoken, title=name, description=about)
    for rule in offers.template_rules(plan):
        documents.add(book, rule, spoken, "List Bullet")
    return documents.content_of(book)


def _category_of(row: TemplateRow, known: Sequence[str]) -> str:
    return row.category if row.category in known else ""


def _document_heads(plan: Plan) -> list[str]:
    return [*offers.template_columns(plan), str(_("Status")), str(_("Red, amber or green"))]


def _document_row(row: TemplateRow, plan: Plan) -> list[str]:
    own = [row.cells.get(column, "") or "–" for column in offers.template_columns(plan)]
    return [*own, row.status or "–", row.rag or "–"]


def take_in(raw: bytes, *, plan: Plan, by: Staff | None) -> Lines:
    """Bring rows back in: those with a known id are changed, those without one are new.

    No row is taken out because it is not in the file. Raises UnreadableTable when the file as a
    whole cannot be used, NoTemplate when the plan has no columns.
    """
    if not offers.template_columns(plan):
        raise NoTemplate(_("This plan prints no action plan template."))
    found = heads_of(raw)
    for name in offers.template_columns(plan):
        if name not in found:
            raise UnreadableTable(_("The column “%(name)s” is missing.", name=name))
    rows = list(read_table(raw))
    if len(rows) > MOST_ROWS:
        raise UnreadableTable(_("The file has more than %(most)s rows.", most=MOST_ROWS))
    lines = Lines()
    for name in (each for each in found if each and each not in heads(plan)):
        lines.add(Verb.REFUSED, str(_("The whole column")), name, why=[_("It is not of the plan.")])
    held = {str(each.id): each for each in queries.records(plan, Kind.ROW, with_gone=True)}
    for number, row in rows:
        _take_row(number, row, lines, plan=plan, held=held, by=by)
    return lines


def _take_row(
    number: int,
    row: Mapping[str, str],
    lines: Lines,
    *,
    plan: Plan,
    held: Mapping[str, TemplateRow],
    by: Staff | None,
) -> None:
    place = str(_("Row %(number)s", number=number))
    key = cells.words(row.get(_apart(_ROW, offers.template_columns(plan)), ""))
    name = ""
    try:
        values = _values(row, plan)
        name = next((words for words in values["cells"].values() if words), "")
        if not key:
            services.keep(kind=Kind.ROW, plan=plan, values=values, by=by)
            lines.add(Verb.TAKEN, place, name, why=[_("It is new.")])
            return
        record = _held(key, held)
        change = services.change(record=record, values=values, why=_("From a file"), by=by)
    except (UnreadableCell, Untrue, services.TakenOut) as refusal:
        lines.add(Verb.REFUSED, place, name, why=[_why(refusal)])
    else:
        if change is None:
            lines.add(Verb.TAKEN, place, name, why=[_("Nothing in it is different.")])
            return
        was, now = _compared(change.fields)
        lines.add(Verb.CHANGED, place, name, was=was, now=now)


def _held(key: str, held: Mapping[str, TemplateRow]) -> TemplateRow:
    if key not in held:
        words = _("No row of this plan has this id: leave it blank for a new one.")
        raise UnreadableCell(words)
    return held[key]


def _why(refusal: Exception) -> str:
    if isinstance(refusal, Untrue):
        return str(refusal.complaint)
    if isinstance(refusal, services.TakenOut):
        return str(_("This row was taken out, and changes no more."))
    return str(refusal)


def _compared(fields: Mapping[str, Any]) -> tuple[str, str]:
    """What was and what is now, of those cells that changed."""
    was, now = [], []
    for name, (old, new) in sorted(fields.items()):
        if name == "cells":
            for column in new:
                if (old or {}).get(column, "") != new[column]:
                    was.append((old or {}).get(column, "") or "–")
                    now.append(new[column] or "–")
        else:
            was.append(_told(old))
            now.append(_told(new))
    return "; ".join(was), "; ".join(now)


def _told(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "–")


def _values(row: Mapping[str, str], plan: Plan) -> dict[str, Any]:
    own = offers.template_columns(plan)

    def cell(name: str) -> str:
        return cells.words(row.get(_apart(name, own), ""))

    categories = offers.template_categories(plan)
    category = cell(_CATEGORY)
    return {
        "category": cells.one_of(category, categories) if categories else category,
        "cells": {column: cells.words(row.get(column, "")) for column in own},
        "status": cells.one_of(cell("status"), offers.statuses(plan)),
        "rag": cells.one_of(cell("colour"), offers.rags(plan)),
        "due_on": cells.day(cell("due")),
        "finished_on": cells.day(cell("finished")),
        "items": cells.items_named(plan, cell("plan_items")),
        "is_sensitive": cells.yes(cell("off_public")),
    }
