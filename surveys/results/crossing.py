"""One question against another: counted in SQL, and hidden where a cell points at somebody."""

import json
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import Select, Text, cast, func, literal, select, union
from sqlalchemy.sql.selectable import Subquery

from feedback.coding.models import Coding
from feedback.coding.queries import all_themes
from feedback.coding.suppressing import Cell, Grid, hidden_cells
from feedback.contributions.channels import CHANNELS
from feedback.contributions.models import CodingState, Contribution
from feedback.core.db import session
from feedback.core.i18n import BY_CODE
from surveys.definitions.question import Kind
from surveys.results.columns import Column
from surveys.results.counting import columns_asked
from surveys.results.filters import Filters, counted
from surveys.results.labels import label_of, period
from surveys.results.tallying import Tally, tally
from surveys.versions.models import Survey, SurveyAnswer, SurveyResponse

#: Sides that are no question: what is known of every response.
LANGUAGE, CHANNEL, MONTH = "~language", "~channel", "~month"
#: After the name of a column of words: the themes of these.
THEMES = "~themes"


@dataclass(frozen=True, slots=True)
class Read:
    """What one stored value stands for.

    A response is counted in the totals of the other side by the one value of it that *is_base*.
    """

    values: tuple[str, ...]
    is_base: bool = True


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a table: *rows* gives response and stored value, *read* what this stands for."""

    labels: Mapping[str, str]  # by value, in order
    rows: Subquery
    read: Callable[[str], Read]


@dataclass(frozen=True, slots=True)
class Crossing:
    """A table with its totals. What is in *hidden* goes to nobody's screen or file."""

    rows: Sequence[str]
    columns: Sequence[str]
    grid: Grid
    hidden: frozenset[Cell]

    def count(self, row: int | None, column: int | None) -> int | None:
        """The count of a cell, or of a total; None for one that is hidden."""
        cell = Cell(row, column)
        return None if cell in self.hidden else self.grid.counts[cell]


def sides(survey: Survey, language: str) -> Mapping[str, Column | None]:
    """Everything that can be a side, by name: columns, themes of words, and the other three."""
    found: dict[str, Column | None] = {}
    for column in columns_asked(survey, language):
        if column.question.kind is not Kind.CONSENT:
            found[column.name + THEMES if column.is_text else column.name] = column
    return found | dict.fromkeys((LANGUAGE, CHANNEL, MONTH))


def sides_in_words(survey: Survey, language: str) -> Mapping[str, str]:
    """What each of ``sides`` is called."""
    others = {LANGUAGE: _("Language"), CHANNEL: _("How it came"), MONTH: _("Month")}
    return {
        name: _side_in_words(column) if column else str(others[name])
        for name, column in sides(survey, language).items()
    }


def _side_in_words(column: Column) -> str:
    if column.is_text:
        return str(_("Themes: %(question)s", question=column.title))
    if column.question.kind is Kind.RANKING:
        return str(_("Put first: %(question)s", question=column.title))
    return column.title


def crossing(
    survey: Survey, filters: Filters, *, rows: str, columns: str, language: str
) -> Crossing:
    """*rows* against *columns*, two names of ``sides``, among those who answered both.

    Raises KeyError for a name that is none.
    """
    known = sides(survey, language)
    chosen = counted(survey, filters)
    down = _side(rows, known[rows], chosen, language)
    across = _side(columns, known[columns], chosen, language)
    return _crossed(down, across)


def _crossed(down: Side, across: Side) -> Crossing:
    left, right = down.rows, across.rows
    statement = (
        select(left.c.value, right.c.value, func.count())
        .join(right, right.c.response_id == left.c.response_id)
        .group_by(left.c.value, right.c.value)
    )
    cells: Counter[tuple[str | None, str | None]] = Counter()
    for one, other, count in session().execute(statement):
        row, column = down.read(one), across.read(other)
        lines = (*row.values, *([None] if row.is_base else []))
        heads = (*column.values, *([None] if column.is_base else []))
        cells.update({(line, head): count for line in lines for head in heads})
    # An answer that nobody gave has no line: that says nothing of one person, and a line of
    # noughts would take others with it into hiding.
    rows = [row for row in down.labels if cells[row, None]]
    columns = [column for column in across.labels if cells[None, column]]
    grid = Grid.of(
        [[cells[row, column] for column in columns] for row in rows],
        [cells[row, None] for row in rows],
        [cells[None, column] for column in columns],
        cells[None, None],
    )
    return Crossing(
        [down.labels[row] for row in rows],
        [across.labels[column] for column in columns],
        grid,
        hidden_cells(grid),
    )


def _side(name: str, column: Column | None, chosen: Select[uuid.UUID], language: str) -> Side:
    if column is None:
        return {LANGUAGE: _languages, CHANNEL: _channels, MONTH: _months}[name](chosen)
    if column.is_text:
        return _themes(column, chosen, language)
    return _answers(column, chosen)


def _answers(column: Column, chosen: Select[uuid.UUID]) -> Side:
    rows = (
        select(SurveyAnswer.response_id, cast(SurveyAnswer.value, Text).label("value"))
        .where(SurveyAnswer.question == column.name, SurveyAnswer.response_id.in_(chosen))
        .subquery()
    )
    if column.has_choices:
        first = 1 if column.question.kind is Kind.RANKING else None
        return Side(column.labels, rows, lambda value: Read(_values(value)[:first]))
    whole = tally(column, _counts(rows))
    labels = {bar.value: label_of(bar, column) for bar in whole.bars}
    return Side(labels, rows, lambda value: Read(_band(value, column, whole)))


def _values(stored: str) -> tuple[str, ...]:
    answer = json.loads(stored)
    return tuple(map(str, answer)) if isinstance(answer, list) else (str(answer),)


def _counts(rows: Subquery) -> list[tuple[object, int]]:
    statement = select(rows.c.value, func.count()).group_by(rows.c.value)
    return [(json.loads(value), count) for value, count in session().execute(statement)]


def _band(stored: str, column: Column, whole: Tally) -> tuple[str, ...]:
    """The band of a number or a date: the last that begins at or before it."""
    answer = json.loads(stored)
    if column.question.kind is Kind.NUMBER:
        begun = [bar.value for bar in whole.bars if float(bar.start) <= float(answer)]
    else:
        begun = [bar.value for bar in whole.bars if bar.start <= str(answer)]
    return tuple(begun[-1:])


def _languages(chosen: Select[uuid.UUID]) -> Side:
    rows = _of_responses(cast(SurveyResponse.language, Text), chosen)
    labels = {code: BY_CODE[code].autonym for code in _given(rows)}
    return Side(labels, rows, lambda value: Read((value,)))


def _channels(chosen: Select[uuid.UUID]) -> Side:
    rows = _of_responses(cast(SurveyResponse.channel, Text), chosen)
    found = set(_given(rows))
    labels = {str(each): str(label) for each, label in CHANNELS.items() if each in found}
    return Side(labels, rows, lambda value: Read((value,)))


def _months(chosen: Select[uuid.UUID]) -> Side:
    rows = (
        select(SurveyResponse.id.label("response_id"), SurveyResponse.received_on.label("value"))
        .where(SurveyResponse.id.in_(chosen))
        .subquery()
    )

    def month(day: date | str) -> str:
        return str(day)[:7]

    days = session().scalars(select(rows.c.value).distinct().order_by(rows.c.value))
    labels = {name: period(name) for name in dict.fromkeys(month(day) for day in days)}
    return Side(labels, rows, lambda value: Read((month(value),)))


def _of_responses(value: object, chosen: Select[uuid.UUID]) -> Subquery:
    return (
        select(SurveyResponse.id.label("response_id"), value.label("value"))  # type: ignore[attr-defined]
        .where(SurveyResponse.id.in_(chosen))
        .subquery()
    )


def _given(rows: Subquery) -> Sequence[str]:
    """The values of a side, the most frequent first."""
    statement = (
        select(rows.c.value).group_by(rows.c.value).order_by(func.count().desc(), rows.c.value)
    )
    return session().scalars(statement).all()


def _themes(column: Column, chosen: Select[uuid.UUID], language: str) -> Side:
    """The themes of coded answers: each of them one row, and one more for having been coded."""
    of_column = (
        Contribution.question == column.name,
        Contribution.response_id.in_(chosen),
        Contribution.withdrawn_on.is_(None),
        Contribution.coding != CodingState.WAITING,
    )
    coded = select(Contribution.response_id, literal("").label("value")).where(*of_column)
    given = (
        select(Contribution.response_id, cast(Coding.theme_id, Text).label("value"))
        .join(Coding, Coding.contribution_id == Contribution.id)
        .where(*of_column)
    )
    rows = union(coded, given).subquery()
    known = {theme.id.hex: theme.name_in(language) for theme in all_themes()}

    def plain(value: str) -> str:
        return value.replace("-", "")

    labels = {plain(value): known[plain(value)] for value in _given(rows) if value}
    return Side(
        labels,
        rows,
        lambda value: Read((plain(value),), is_base=False) if value else Read(()),
    )
