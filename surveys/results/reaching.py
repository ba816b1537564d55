"""Who is missing: the share of each choice among answers beside its share of the area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from feedback.coding.intervals import FEWEST_COMPARED, around
from feedback.core.db import session
from surveys.results.columns import Column
from surveys.results.counting import ClosedResult, column_results, columns_asked
from surveys.results.filters import Filters, counted
from surveys.versions.models import AreaFigure, Survey


class Verdict(StrEnum):
    """How many of a group answered, beside how many live in the area."""

    FEWER = "fewer"
    SAME = "same"
    MORE = "more"
    UNKNOWN = "unknown"  # too few answers to tell, or not shown


@dataclass(frozen=True, slots=True)
class Pair:
    """One choice: its share of answers (None where it is not told) and of the area's people."""

    label: str
    of_answers: float | None
    of_area: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Reach:
    """One column with area figures. *answered* are those who chose something that has a figure."""

    column: Column
    pairs: Sequence[Pair]
    answered: int
    source: str

    @property
    def is_enough(self) -> bool:
        """Whether there are answers enough to tell who is missing."""
        return self.answered >= FEWEST_COMPARED


def comparable(survey: Survey, language: str) -> list[Column]:
    """The columns that area figures can be entered for: one choice each."""
    return [
        column
        for column in columns_asked(survey, language)
        if column.adds_up and column.has_choices
    ]


def comparable_column(survey: Survey, name: str, language: str) -> Column:
    """The one of them called *name*. Raises NoResultFound."""
    found = next((each for each in comparable(survey, language) if each.name == name), None)
    if found is None:
        raise NoResultFound
    return found


def figures(survey: Survey) -> Mapping[str, Mapping[str, AreaFigure]]:
    """All area figures of *survey*, by column and choice."""
    statement = (
        select(AreaFigure)
        .where(AreaFigure.survey_id == survey.id)
        .order_by(AreaFigure.question, AreaFigure.value)
    )
    found: dict[str, dict[str, AreaFigure]] = {}
    for figure in session().scalars(statement):
        found.setdefault(figure.question, {})[figure.value] = figure
    return found


def reach_of(survey: Survey, *, language: str) -> list[Reach]:
    """Every column of *survey* that has area figures."""
    held = figures(survey)
    columns = [each for each in comparable(survey, language) if each.name in held]
    found = column_results(columns, counted(survey, Filters())) if columns else []
    return [
        _reach(result, held[result.column.name])
        for result in found
        if isinstance(result, ClosedResult)
    ]


def _reach(result: ClosedResult, figures: Mapping[str, AreaFigure]) -> Reach:
    bars = [bar for bar in result.tally.bars if bar.value in figures]
    answered, people = (
        sum(bar.count for bar in bars),
        sum(figures[bar.value].people for bar in bars),
    )
    pairs = [
        pair_of(
            bar.label,
            bar.count,
            answered,
            figures[bar.value].people / people if people else 0.0,
        )
        for bar in bars
    ]
    source = next((figure.source for figure in figures.values()), "")
    return Reach(result.column, pairs, answered, source)


def pair_of(label: str, count: int, answered: int, of_area: float) -> Pair:
    """One choice with its verdict: only what chance hardly makes is called fewer or more."""
    of_answers = count / answered if answered else None
    if answered < FEWEST_COMPARED:
        return Pair(label, of_answers, of_area, Verdict.UNKNOWN)
    least, most = around(count, answered)
    if most < of_area:
        return Pair(label, of_answers, of_area, Verdict.FEWER)
    return Pair(label, of_answers, of_area, Verdict.MORE if least > of_area else Verdict.SAME)
