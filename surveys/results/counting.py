"""What came in, column by column: counts of closed answers, themes of written ones."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, Text, case, cast, func, select

from feedback.coding.models import Coding, Theme
from feedback.coding.queries import all_themes
from feedback.contributions.models import CodingState, Contribution
from feedback.core.db import session
from surveys.definitions.definition import Definition
from surveys.definitions.question import Question
from surveys.results.columns import Column, columns_of
from surveys.results.filters import Filters, counted, taken_back
from surveys.results.tallying import Tally, tally
from surveys.versions import queries
from surveys.versions.models import Survey, SurveyAnswer, SurveyResponse


@dataclass(frozen=True, slots=True)
class ClosedResult:
    """A column whose answers are counted."""

    column: Column
    tally: Tally

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.column.question

    @property
    def answered(self) -> int:
        """How many answered."""
        return self.tally.answered


@dataclass(frozen=True, slots=True)
class TextResult:
    """A column that was answered in words, and the themes that coders gave these."""

    column: Column
    answered: int
    coded: int
    themes: Sequence[tuple[Theme, int]]

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.column.question


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that came in for one survey; withdrawn responses are in no other count.

    A group session is one response; *groups* of them had *people* in all.
    """

    survey: Survey
    definition: Definition
    responses: int
    withdrawn: int
    groups: int
    people: int
    languages: Sequence[tuple[str, int]]
    columns: Sequence[ClosedResult | TextResult]


def results_of(survey: Survey, filters: Filters, *, language: str) -> Results:
    """The results of *survey*, worded in *language*. Raises NoResultFound before a version.

    All versions are counted together: a key keeps its meaning. A question or choice that is not
    asked any more comes after those that are.
    """
    definition = queries.definition_of(queries.version_of(survey, None))
    chosen = counted(survey, filters)
    languages = language_counts(chosen)
    groups, people = _groups(chosen)
    return Results(
        survey=survey,
        definition=definition,
        responses=sum(count for _code, count in languages),
        withdrawn=_count(taken_back(survey, filters)),
        groups=groups,
        people=people,
        languages=languages,
        columns=column_results(columns_asked(survey, language), chosen, are_all=True),
    )


def columns_asked(survey: Survey, language: str) -> list[Column]:
    """Every column that a published version of *survey* asked."""
    versions = queries.published_versions(survey)
    return columns_of([queries.definition_of(each) for each in versions], language)


def column_results(
    columns: Sequence[Column], chosen: Select[uuid.UUID], *, are_all: bool = False
) -> list[ClosedResult | TextResult]:
    """What the responses among *chosen* say in *columns*; quicker to say so where *are_all*."""
    names = [each.name for each in columns if not each.is_text]
    counts = _closed_counts(chosen, None if are_all else names)
    texts = _text_counts(chosen) if any(each.is_text for each in columns) else {}
    themes = _theme_counts(chosen) if texts else {}
    return [
        TextResult(each, *texts.get(each.name, (0, 0)), themes.get(each.name, ()))
        if each.is_text
        else ClosedResult(each, tally(each, counts.get(each.name, ())))
        for each in columns
    ]


def _count(chosen: Select[uuid.UUID]) -> int:
    return session().scalar(select(func.count()).select_from(chosen.subquery())) or 0


def _closed_counts(
    chosen: Select[uuid.UUID], names: Sequence[str] | None
) -> dict[str, list[tuple[object, int]]]:
    # JSON has no equality in PostgreSQL: equal answers are equal texts, since we write them.
    value = cast(SurveyAnswer.value, Text)
    statement = (
        select(SurveyAnswer.question, value, func.count())
        .where(SurveyAnswer.response_id.in_(chosen))
        .group_by(SurveyAnswer.question, value)
        .order_by(SurveyAnswer.question, value)
    )
    if names is not None:
        statement = statement.where(SurveyAnswer.question.in_(names))
    found: dict[str, list[tuple[object, int]]] = {}
    for question, answer, count in session().execute(statement):
        found.setdefault(question, []).append((json.loads(answer), count))
    return found


def _text_counts(chosen: Select[uuid.UUID]) -> dict[str, tuple[int, int]]:
    is_coded = case((Contribution.coding != CodingState.WAITING, 1), else_=0)
    statement = (
        select(Contribution.question, func.count(), func.sum(is_coded))
        .where(Contribution.response_id.in_(chosen), Contribution.withdrawn_on.is_(None))
        .group_by(Contribution.question)
        .order_by(Contribution.question)
    )
    rows = session().execute(statement)
    return {question or "": (count, int(coded)) for question, count, coded in rows}


def _theme_counts(chosen: Select[uuid.UUID]) -> dict[str, list[tuple[Theme, int]]]:
    """How many answers to each question were given each theme, by anybody; most first."""
    pairs = (
        select(Contribution.question, Coding.theme_id, Contribution.id)
        .join(Coding, Coding.contribution_id == Contribution.id)
        .where(Contribution.response_id.in_(chosen), Contribution.withdrawn_on.is_(None))
        .distinct()
        .subquery()
    )
    statement = select(pairs.c.question, pairs.c.theme_id, func.count()).group_by(
        pairs.c.question, pairs.c.theme_id
    )
    themes = {theme.id: theme for theme in all_themes()}
    found: dict[str, list[tuple[Theme, int]]] = {}
    for question, theme_id, count in session().execute(statement):
        found.setdefault(question or "", []).append((themes[theme_id], count))
    for counts in found.values():
        counts.sort(key=lambda pair: (-pair[1], pair[0].key))
    return found


def language_counts(chosen: Select[uuid.UUID]) -> list[tuple[str, int]]:
    """How many answered in each language, most first."""
    statement = (
        select(SurveyResponse.language, func.count())
        .where(SurveyResponse.id.in_(chosen))
        .group_by(SurveyResponse.language)
        .order_by(func.count().desc(), SurveyResponse.language)
    )
    return [(code, count) for code, count in session().execute(statement)]


def _groups(chosen: Select[uuid.UUID]) -> tuple[int, int]:
    """How many group sessions there are, and how many people took part in them."""
    statement = select(
        func.count(SurveyResponse.people_count), func.sum(SurveyResponse.people_count)
    ).where(SurveyResponse.id.in_(chosen))
    groups, people = session().execute(statement).one()
    return groups, int(people or 0)
