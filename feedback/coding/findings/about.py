"""Theme by characteristic: who spoke of what, with what that is a share of, for staff only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from feedback.coding.findings.crossing import (
    Column,
    hidden_figure,
    parents_of,
    spoken_of,
)
from feedback.coding.findings.tables import Figure, Line, Table
from feedback.coding.findings.tallying import Tally, tally
from feedback.coding.findings.voices import Heard, hex_of
from feedback.coding.intervals import FEWEST_COMPARED, difference
from feedback.coding.suppressing import FEWEST_SEEN, nested_hidden
from feedback.coding.wording import theme_name
from feedback.contributions.about import NOT_SAID, Question, questions
from feedback.contributions.models import AboutYou
from feedback.core.db import session
from feedback.core.templating import settings

#: The characteristics that may be asked for, as columns of AboutYou.
CHARACTERISTICS = ("age", "gender", "ethnicity", "disability", "role", "area")
_ALL = ""  # the column of all who answered


@dataclass(frozen=True, slots=True)
class _Row:
    """One theme: people by value, and which of these are hidden."""

    head: str
    url: str
    depth: int
    counts: Sequence[int]
    hidden: frozenset[int]


def question_of(characteristic: str) -> Question:
    """The question about people themselves. Raises KeyError for one that is not asked."""
    return {each.key: each for each in questions(settings().nation)}[characteristic]


def about_table(heard: Heard, characteristic: str) -> Table:
    """Each theme by the values of a characteristic: count, share, and difference from the rest.

    Of those who answered the question. Counts under 5 are hidden with what would tell them.
    """
    columns, rows = _counted(heard, characteristic)
    bases = rows[0] if rows else None
    return Table(
        name=f"theme-by-{characteristic}",
        title=str(_("Themes by: %(question)s", question=question_of(characteristic).label)),
        columns=[
            str(_("Theme")),
            *(column.label for column in columns),
            str(_("All who answered")),
        ],
        rows=[_line(row, bases, is_base=row is bases) for row in rows if bases],
        note=" ".join(
            (
                str(_("People who answered this question; shares are of the first line.")),
                str(_("Counts under 5 are not shown, nor others that would tell them.")),
                str(
                    _(
                        "Differences are from all others who answered, with the range in which "
                        "they lie 99 times of 100."
                    )
                ),
            )
        ),
    )


def about_list(heard: Heard, characteristic: str) -> Table:
    """The same, a line for each cell: for files. Shares and differences are in points of 100."""
    columns, rows = _counted(heard, characteristic)
    heads = [_("Theme"), _("Answer"), _("People"), _("Of"), _("Share"), _("Least difference")]
    lines = []
    for row in rows[1:]:
        for place, column in enumerate(columns):
            cell = _cell(row, rows[0], place)
            bounds = _bounds(row, rows[0], place)
            lines.append(
                Line(
                    row.head,
                    [
                        Figure(column.label),
                        cell,
                        _plain(row_base := _told(rows[0], place)),
                        _plain(_points(cell, row_base)),
                        *(
                            _plain(None if bounds is None else round(100 * each))
                            for each in (bounds or (0.0, 0.0))
                        ),
                    ],
                )
            )
    table = about_table(heard, characteristic)
    return Table(
        name=table.name,
        title=table.title,
        columns=[*map(str, heads), str(_("Greatest difference"))],
        rows=lines,
        note=table.note,
    )


def _counted(heard: Heard, characteristic: str) -> tuple[list[Column], list[_Row]]:
    """The values that somebody gave, and a row for all and for each theme."""
    given = _given(characteristic)
    sums = tally(
        heard,
        lambda voice: (given[voice.submission_id],) if voice.submission_id in given else (),
    )
    columns = [
        Column(choice.key, str(choice.label))
        for choice in question_of(characteristic).choices
        if choice.key != NOT_SAID.key and sums.get((None, choice.key))
    ]
    if not columns:
        return [], []
    found = [(theme_key, place) for theme_key, place in spoken_of(heard, sums, columns)]
    counts = [_of(sums, None, columns), *(_of(sums, theme, columns) for theme, _place in found)]
    depths = [0, *(place.depth + 1 for _theme, place in found)]
    hidden = nested_hidden(counts, parents_of(depths))
    heads = [(str(_("Everybody whose words are coded")), ""), *((theme_name(p.theme), p.theme.key)
             for _theme, p in found)]  # fmt: skip
    rows = [
        _Row(*head, depth, people, places)
        for head, depth, people, places in zip(heads, depths, counts, hidden, strict=True)
    ]
    return columns, rows


def _given(characteristic: str) -> Mapping[str, str]:
    answer = getattr(AboutYou, characteristic)
    statement = select(hex_of(AboutYou.submission_id), answer).where(answer.is_not(None))
    return dict(session().execute(statement).all())


def _of(sums: Tally, theme_key: str | None, columns: Sequence[Column]) -> list[int]:
    return [sums.get((theme_key, column.key), 0) for column in columns]


def _line(row: _Row, bases: _Row | None, *, is_base: bool) -> Line:
    places = range(len(row.counts))
    cells = [_cell(row, None if is_base else bases, place) for place in places]
    whole = sum(row.counts)
    is_whole_hidden = len(row.hidden) == len(row.counts) and whole < FEWEST_SEEN
    total = hidden_figure() if is_whole_hidden else Figure(str(whole), number=whole)
    return Line(row.head, [*cells, total], depth=row.depth, url=row.url)


def _cell(row: _Row, bases: _Row | None, place: int) -> Figure:
    if place in row.hidden:
        return hidden_figure()
    count = row.counts[place]
    base = _told(bases, place) if bases else None
    if base is None or base < FEWEST_COMPARED:
        return Figure(str(count), number=count)
    share = count / base
    words = _("%(count)s: %(share)s of 100", count=count, share=round(100 * share))
    return Figure(str(words), number=count, share=share, hint=_difference(row, bases, place))


def _told(row: _Row | None, place: int) -> int | None:
    return None if row is None or place in row.hidden else row.counts[place]


def _points(cell: Figure, base: int | None) -> int | None:
    if cell.number is None or base is None or base < FEWEST_COMPARED:
        return None
    return round(100 * cell.number / base)


def _plain(number: int | None) -> Figure:
    return hidden_figure() if number is None else Figure(str(number), number=number)


def _bounds(row: _Row, bases: _Row | None, place: int) -> tuple[float, float] | None:
    """The least and the most difference from all others, None where it is not to be told."""
    if bases is None or place in row.hidden or place in bases.hidden:
        return None
    base, other_base = bases.counts[place], sum(bases.counts) - bases.counts[place]
    if min(base, other_base) < FEWEST_COMPARED:
        return None
    count = row.counts[place]
    return difference(count, base, sum(row.counts) - count, other_base)


def _difference(row: _Row, bases: _Row | None, place: int) -> str:
    bounds = _bounds(row, bases, place)
    if bounds is None:
        return ""
    least, most = (round(100 * each) for each in bounds)
    if least > 0:
        return str(_("more than others: by %(least)s to %(most)s of 100", least=least, most=most))
    if most < 0:
        return str(
            _("fewer than others: by %(least)s to %(most)s of 100", least=-most, most=-least)
        )
    return str(_("no clear difference"))
