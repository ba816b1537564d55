"""A file as a draft of a survey, with a report; at worst a refusal in one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from feedback.core.i18n import BY_CODE
from feedback.core.lines import Verb
from feedback.core.sheets import Sheet, sheets_of
from feedback.core.unpacking import UnusableFile
from surveys.definitions.definition import DefinitionError
from surveys.definitions.reading import read_draft
from surveys.definitions.texts import texts
from surveys.exchange import lss, own_sheet, xlsform
from surveys.exchange.assembling import assembled
from surveys.exchange.kind_names import KIND_NAMES
from surveys.exchange.mending import mended
from surveys.exchange.report import Report
from surveys.exchange.survey_json import NotASurvey, read_survey_json
from surveys.exchange.unpacking import Sort, sort_of

_MOST_FAULTS = 40


@dataclass(frozen=True, slots=True)
class Imported:
    """The JSON of a definition that may lack translations, and the report."""

    plain: dict[str, Any]
    report: Report


def imported(
    content: bytes, *, name: str = "", offered: Sequence[str] = tuple(BY_CODE)
) -> Imported:
    """The survey in *content*, a file called *name*. *offered* are the languages switched on.

    Raises UnusableFile, in one sentence, where there is none.
    """
    sort = sort_of(content)
    report = Report(file=name, format=sort.value)
    match sort:
        case Sort.JSON:
            plain = _from_json(content, report)
        case Sort.LSS:
            found = lss.found_in(content, report)
            plain = assembled(found, report, offered)
        case _:
            plain = _from_workbook(sheets_of(content), report, offered)
    if not any(question["kind"] != "information" for question in _questions(plain)):
        raise UnusableFile(_("The file asks nothing: there is no question in it."))
    _examine(plain, report)
    return Imported(plain, report)


def _from_workbook(
    sheets: Sequence[Sheet], report: Report, offered: Sequence[str]
) -> dict[str, Any]:
    cells = {sheet.name: [row for _number, row in sheet.rows] for sheet in sheets}
    whole = own_sheet.own_survey(cells)
    if whole is not None and whole.is_untouched:
        return _ours(whole.plain, report)
    if whole is not None:
        why = [_("The form was edited after it was exported: only what XLSForm can say comes in.")]
        report.add(Verb.CHANGED, own_sheet.SHEET, why=why)
    seen = [sheet for sheet in sheets if sheet.name.strip().lower() != own_sheet.SHEET]
    plain = assembled(xlsform.found_in(seen, report), report, offered)
    report.sort()
    return plain


def _from_json(content: bytes, report: Report) -> dict[str, Any]:
    try:
        plain = read_survey_json(content.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise UnusableFile(_("The file is no JSON that can be read.")) from problem
    except NotASurvey as problem:
        raise UnusableFile(str(problem)) from problem
    return _ours(plain, report)


def _ours(plain: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """A survey that this software wrote: it is what it was."""
    try:
        whole = read_draft(plain).to_json()
    except DefinitionError as problem:
        raise UnusableFile(
            _("This is no survey of ours: %(place)s: %(why)s", place=problem.place, why=problem.why)
        ) from problem
    for question in _questions(whole):
        report.visible += 1
        report.present += 1
        kind = next(label for kind, label in KIND_NAMES.items() if kind.value == question["kind"])
        report.add(Verb.TAKEN, question["key"], now=str(kind))
    for text in texts(whole):
        for code in whole.get("languages", ()):
            if not text.words.get(code, "").strip():
                report.missing.setdefault(code, []).append(text.path)
    return whole


def _examine(plain: Mapping[str, Any], report: Report) -> None:
    """Note what would keep the draft from being published, other than missing translations."""
    try:
        left = mended(plain, report)
    except DefinitionError as problem:
        raise UnusableFile(
            _("The survey cannot be kept: %(place)s: %(why)s", place=problem.place, why=problem.why)
        ) from problem
    missing = _("The text is missing in this language.")
    found = [f"{each.place}: {each.why}" for each in left if each.why != missing]
    report.faults = found[:_MOST_FAULTS]


def _questions(plain: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [question for page in plain.get("pages", ()) for question in page.get("questions", ())]
