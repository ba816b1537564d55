"""Public results in words: the same for the public page and for the preview of staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import gettext as _

from surveys.results.sharing import PublicBar, PublicColumn, PublicResults
from surveys.results.showing import Row


@dataclass(frozen=True, slots=True)
class PublicChart:
    """One column: the row of a matrix has a name."""

    column: str
    row: str
    is_text: bool
    is_ranking: bool
    base: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class PublicBlock:
    """One question."""

    key: str
    wording: str
    charts: Sequence[PublicChart]


@dataclass(frozen=True, slots=True)
class ShownPublic:
    """The page, counted up to the end of *day*; nothing while there is none."""

    day: date | None
    responses: str
    blocks: Sequence[PublicBlock]
    is_hiding: bool


def shown(results: PublicResults) -> ShownPublic:
    """*results* in words."""
    groups = groupby(results.columns, key=lambda each: each.column.question.key)
    blocks = [_block(key, list(columns)) for key, columns in groups]
    return ShownPublic(
        day=results.day,
        responses=results.responses.in_words(),
        blocks=blocks,
        is_hiding=any(bar.count is None for column in results.columns for bar in column.bars),
    )


def _block(key: str, columns: Sequence[PublicColumn]) -> PublicBlock:
    return PublicBlock(key, columns[0].column.wording, [_chart(each) for each in columns])


def _chart(column: PublicColumn) -> PublicChart:
    return PublicChart(
        column=column.column.name,
        row=column.column.row,
        is_text=column.column.is_text,
        is_ranking=column.column.question.kind == "ranking",
        base=str(_("Answered: %(count)s", count=column.answered.in_words())),
        rows=[_row(bar) for bar in column.bars],
    )


def _row(bar: PublicBar) -> Row:
    if bar.count is None:
        return Row(bar.label, str(_("Not shown")), None)
    return Row(bar.label, bar.count.in_words(), bar.share)
