"""XLSForm (https://xlsform.org) and its common dialects, read as a survey."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext as _

from feedback.core.lines import Verb, some_of
from feedback.core.sheets import Sheet
from feedback.core.unpacking import UnusableFile
from surveys.exchange.columns import TRANSLATED, Record, Table, table_of
from surveys.exchange.found import Found
from surveys.exchange.matrices import with_matrices
from surveys.exchange.report import Report
from surveys.exchange.tongues import UNNAMED, key_of
from surveys.exchange.xlsform_choices import lists_of
from surveys.exchange.xlsform_survey import Survey

MOST_QUESTION_ROWS = 5_000
_CHOICES = ("choices", "choices and columns", "columns", "cascades", "external_choices")
#: Columns that are read.
_KNOWN = frozenset(
    {"type", "name", "label", "hint", "relevant", "constraint", "constraint_message", "appearance"}
    | {"required", "calculation", "choice_filter", "parameters", "disabled", "list_name"}
    | {"read_only", "default", "repeat_count"}
)
_NOT_TAKEN: Mapping[str, object] = {
    "image": "",
    "audio": "",
    "video": "",
    "guidance_hint": "",
    "required_message": "",
}


def found_in(sheets: Sequence[Sheet], report: Report) -> Found:
    """The survey of a workbook. Raises UnusableFile when it holds none."""
    named = {sheet.name.strip().lower(): sheet for sheet in reversed(sheets)}
    if "survey" not in named:
        raise UnusableFile(_("The workbook has no sheet “survey”: it is no XLSForm."))
    table = table_of(named["survey"])
    if not table.has("type"):
        raise UnusableFile(_("The sheet “survey” has no column “type”: it is no XLSForm."))
    if len(table.records) > MOST_QUESTION_ROWS:
        raise UnusableFile(
            _("The sheet “survey” has more than %(most)s rows.", most=MOST_QUESTION_ROWS)
        )
    others = [table_of(named[name]) for name in _CHOICES if name in named]
    choices = [_with_list_names(each) for each in others]
    settings = table_of(named["settings"]) if "settings" in named else Table("settings")
    survey = Survey(lists_of(choices, report), report)
    survey.walk(table.records)
    found = survey.found
    with_matrices(found)
    _add_settings(found, settings)
    _add_tongues(found, [table, *choices])
    _tell_of_spellings([table, *choices], report)
    _tell_of_sheets(sheets, report)
    for each in (table, *choices):
        _tell_of_columns(each, report)
    _tell_of_cells(table.records, report)
    return found


def _with_list_names(table: Table) -> Table:
    """Old forms call the column of lists by other names, such as *list*."""
    if table.has("list_name") or not any(each.name == "list" for each in table.columns):
        return table
    records = [
        Record(each.sheet, each.number, {**each.cells, "list_name": each["list"]}, each.words)
        for each in table.records
    ]
    return Table(table.name, table.columns, records, table.repeated)


def _add_settings(found: Found, settings: Table) -> None:
    record = next(iter(settings.records), Record("settings", 2, {}))
    found.title = record.said("title")
    found.name = record["form_id"] or record["name"]
    found.source = key_of(record["default_language"])


def _add_tongues(found: Found, tables: Iterable[Table]) -> None:
    cells: Counter[str] = Counter()
    for table in tables:
        for column in table.columns:
            if column.name in TRANSLATED:
                found.tongues.setdefault(column.tongue, column.label)
        for record in table.records:
            for name in ("label", "hint", "constraint_message"):
                cells.update(record.said(name).keys())
    found.cells = {key: cells[key] for key in found.tongues if cells[key] or key == UNNAMED}


def _tell_of_spellings(tables: Iterable[Table], report: Report) -> None:
    """Headers that write one language in several ways would make several languages of it."""
    spellings: dict[str, dict[str, None]] = {}
    for table in tables:
        for column in table.columns:
            if column.name in TRANSLATED and column.label:
                spellings.setdefault(column.tongue, {})[column.label] = None
    for labels in spellings.values():
        if len(labels) > 1:
            why = [_("These are taken as one language.")]
            report.add(Verb.CHANGED, "survey", " · ".join(labels), why=why)


def _tell_of_sheets(sheets: Sequence[Sheet], report: Report) -> None:
    used = {"survey", "settings", *_CHOICES}
    for sheet in sheets:
        is_used = sheet.name.strip().lower() in used
        if not is_used and sheet.rows:
            why = [_("We read only the sheets “survey”, “choices” and “settings”.")]
            report.add(Verb.REFUSED, sheet.name, why=why)
        if is_used and sheet.is_hidden:
            why = [_("The sheet is hidden in the workbook. It was read all the same.")]
            report.add(Verb.CHANGED, sheet.name, why=why)
        if is_used and sheet.formulas:
            why = [
                _("%(num)s formulas have no value: open the file and save it.", num=sheet.formulas)
            ]
            report.add(Verb.REFUSED, sheet.name, why=why)


def _tell_of_columns(table: Table, report: Report) -> None:
    for header in table.repeated:
        why = [_("Two columns have this name: the first one counts.")]
        report.add(Verb.REFUSED, table.name, header, why=why)
    if table.name.strip().lower() != "survey":
        return
    filled = {name for record in table.records for name in record.cells}
    for column in table.columns:
        if column.name in filled and column.name not in _KNOWN | set(_NOT_TAKEN):
            why = [_("We have no use for this column.")]
            report.add(Verb.REFUSED, table.name, column.header, why=why)


def _tell_of_cells(records: Sequence[Record], report: Report) -> None:
    """One line for each column of which nothing can be kept, with the rows that fill it."""
    reasons = {
        "image": _("A workbook names pictures and does not hold them. Add them in the survey."),
        "audio": _("A workbook names recordings and does not hold them. Add them in the survey."),
        "video": _("A workbook names films and does not hold them. Add them in the survey."),
        "guidance_hint": _("There is no place for guidance to interviewers."),
        "required": _("Every question can be skipped here, but for consent."),
        "required_message": _("Every question can be skipped here, but for consent."),
        "default": _("No answer is filled in before people give it."),
        "repeat_count": _("Each question is asked once."),
    }
    for name, why in reasons.items():
        places = [str(each.number) for each in records if is_said(each[name])]
        if places:
            report.add(Verb.REFUSED, "survey", name, was=some_of(places), why=[why])


def is_said(cell: str) -> bool:
    """Whether a cell says anything but no."""
    return cell.strip().lower() not in ("", "no", "false", "false()", "0")
