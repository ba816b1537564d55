"""Taking answers out: guarded counts, or rows for those who may have them; each is written down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.audit import services as audit
from feedback.audit.services import Actor
from feedback.core import clock
from feedback.core.errors import Refused
from feedback.core.i18n import current_language
from feedback.core.named_files import CSV, XLSX, NamedFile
from feedback.core.sealing import Keyring
from feedback.core.tables import csv_file
from feedback.core.templating import settings
from feedback.core.workbooks import xlsx_file
from surveys.exchange import answer_rows
from surveys.exchange.answer_counts import HEADS, CountLine, count_lines, quarter_lines
from surveys.exchange.answer_rows import AnswerRow, Picked
from surveys.exchange.answers_table import answer_cells, answer_heads, json_file, json_rows
from surveys.exchange.asked_columns import asked_table, version_rows
from surveys.exchange.rarity import Rarity
from surveys.exchange.spss_files import spss_archive
from surveys.results.columns import Column, columns_of
from surveys.results.counting import columns_asked, results_of
from surveys.results.filters import Filters
from surveys.results.sharing import for_viewers
from surveys.versions import queries
from surveys.versions.models import Survey


class Format(StrEnum):
    """What answers can be written as."""

    CSV = "csv"
    XLSX = "xlsx"
    SPSS = "spss"
    JSON = "json"


class Content(StrEnum):
    """How much of the answers leaves."""

    COUNTS = "counts"  # guarded: for anybody
    CLOSED = "closed"  # a row for each response, without anybody's words
    WORDS = "words"  # the same with working texts


_TYPES = {
    Format.CSV: ("csv", CSV),
    Format.XLSX: ("xlsx", XLSX),
    Format.SPSS: ("zip", "application/zip"),
    Format.JSON: ("json", "application/json"),
}


class CountsHaveNoRows(Refused):
    """SPSS reads rows, and guarded counts have none."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What an export would hold: its rows, and how many of them point at somebody."""

    survey: Survey
    filters: Filters
    picked: Picked
    rarity: Rarity


def look(survey: Survey, filters: Filters) -> Looked:
    """What an export of rows would hold, before anything leaves."""
    found = answer_rows.picked(survey, filters, fewest=settings().count_threshold)
    return Looked(survey, filters, found, answer_rows.rarity(found))


def warnings(rarity: Rarity) -> list[str]:
    """What whoever takes rows out must know first."""
    if not rarity.rows:
        return [str(_("There are no responses."))]
    alone = ngettext(
        "%(num)s row is like no other: somebody who knows its giver could find it.",
        "%(num)s rows are like no other: somebody who knows their giver could find them.",
        rarity.alone,
    )
    rare = ngettext(
        "%(num)s row of %(all)s is like fewer than four others.",
        "%(num)s rows of %(all)s are like fewer than four others.",
        rarity.rare,
        all=rarity.rows,
    )
    keep = _("Keep this file where case records are kept, and publish nothing from it but counts.")
    return [str(alone), str(rare), str(keep)] if rarity.rare else [str(keep)]


def counts_file(
    *, survey: Survey, form: Format, filters: Filters | None, by: Actor | None = None
) -> NamedFile:
    """Guarded counts of every column. Raises CountsHaveNoRows for SPSS, NoResultFound for a draft.

    Without *filters* as of the end of the last quarter, for those who see no live count: two
    periods or two days taken from each other would tell of single people.
    """
    if form is Format.SPSS:
        raise CountsHaveNoRows(_("SPSS needs a row for each response: ask for rows."))
    lines = list(_count_lines(survey, filters))
    _record(survey, form, Content.COUNTS, len(lines), filters or Filters(), by)
    cells = [line.cells() for line in lines]
    if form is Format.CSV:
        content = csv_file(HEADS, cells)
    elif form is Format.XLSX:
        content = xlsx_file({"counts": (HEADS, cells), **_explaining(survey)})
    else:
        rows = (dict(zip(HEADS, [*each[:-1], each[-1] or None], strict=True)) for each in cells)
        content = json_file(_about(survey, Content.COUNTS), "counts", rows)
    return _named(survey, form, Content.COUNTS, content)


def _count_lines(survey: Survey, filters: Filters | None) -> Iterable[CountLine]:
    if filters is None:
        return quarter_lines(for_viewers(survey))
    language = current_language().code
    return count_lines(
        results_of(survey, filters, language=language),
        threshold=settings().count_threshold,
        language=language,
    )


def rows_file(
    *,
    looked: Looked,
    form: Format,
    keyring: Keyring | None = None,
    by: Actor | None = None,
) -> NamedFile:
    """The rows of *looked*, with working texts where *keyring* is given; never an original.

    It is written down before anything is opened. Raises NoResultFound for a survey without a
    version.
    """
    survey = looked.survey
    what = Content.WORDS if keyring else Content.CLOSED
    columns = _columns(survey, with_words=keyring is not None)
    _record(survey, form, what, len(looked.picked), looked.filters, by)
    rows = (
        answer_rows.worded_rows(looked.picked, keyring)
        if keyring
        else answer_rows.closed_rows(looked.picked)
    )
    return _named(survey, form, what, _rows_content(survey, form, what, columns, rows))


def _rows_content(
    survey: Survey,
    form: Format,
    what: Content,
    columns: Sequence[Column],
    rows: Iterable[AnswerRow],
) -> bytes:
    if form is Format.SPSS:
        return spss_archive(columns, rows, asked_table(survey))
    names = [column.name for column in columns]
    if form is Format.JSON:
        about = _about(survey, what) | {"columns": names}
        return json_file(about, "rows", json_rows(rows, names))
    table = answer_heads(names), (answer_cells(row, names) for row in rows)
    if form is Format.CSV:
        return csv_file(*table)
    return xlsx_file({"answers": table, **_explaining(survey)})


def _columns(survey: Survey, *, with_words: bool) -> list[Column]:
    """The columns of all versions, with choices in the order in which versions brought them."""
    language = current_language().code
    versions = [queries.definition_of(each) for each in queries.published_versions(survey)]
    first = {each.name: each.labels for each in columns_of(versions[::-1], language)}
    return [
        replace(each, labels={value: each.labels[value] for value in first[each.name]})
        for each in columns_asked(survey, language)
        if with_words or not each.is_text
    ]


def _explaining(survey: Survey) -> dict[str, tuple[Sequence[str], Iterable[Sequence[object]]]]:
    """The sheets that say what was asked, version by version."""
    versions = version_rows(survey)
    heads = list(versions[0]) if versions else ["version"]
    return {
        "questions": asked_table(survey),
        "versions": (heads, [list(each.values()) for each in versions]),
    }


def _about(survey: Survey, what: Content) -> dict[str, Any]:
    heads, lines = asked_table(survey)
    return {
        "survey": survey.slug,
        "holds": what.value,
        "made_on": clock.today().isoformat(),
        "versions": version_rows(survey),
        "questions": [dict(zip(heads, line, strict=True)) for line in lines],
    }


def _record(
    survey: Survey, form: Format, what: Content, rows: int, filters: Filters, by: Actor | None
) -> None:
    facts = {
        "holds": what.value,
        "format": form.value,
        "rows": rows,
        "narrowed": filters.is_narrow,
    }
    audit.record(
        verb="exported answers", thing="survey", thing_id=survey.slug, facts=facts, actor=by
    )


def _named(survey: Survey, form: Format, what: Content, content: bytes) -> NamedFile:
    ending, media_type = _TYPES[form]
    return NamedFile(f"{survey.slug}-{what.value}.{ending}", media_type, content)
