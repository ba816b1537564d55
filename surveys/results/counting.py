"""What came in, question by question: counts of closed answers, themes of written ones."""

import json
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, Text, case, cast, func, select

from feedback.coding.models import Coding, Theme
from feedback.coding.queries import all_themes
from feedback.contributions.models import CodingState, Contribution
from feedback.core.db import session
from surveys.definitions.definition import Definition
from surveys.definitions.question import Kind, Question
from surveys.versions import queries
from surveys.versions.models import Survey, SurveyAnswer, SurveyResponse, SurveyVersion

#: Counts below this are not told to people who may not see responses.
FEWEST_SEEN = 5
_MOST_BANDS = 10  # bars of a number; more are joined to bands


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which responses are counted: received from *since* to *until*, shown in *language*."""

    since: date | None = None
    until: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer and how often it was given; *label* in the reader's language."""

    label: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class ClosedResult:
    """A question whose answers are counted."""

    question: Question
    wording: str
    answered: int
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class TextResult:
    """A question that was answered in words, and the themes that coders gave these."""

    question: Question
    wording: str
    answered: int
    coded: int
    themes: Sequence[tuple[Theme, int]]


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that came in for one survey; withdrawn responses are in no other count."""

    survey: Survey
    definition: Definition
    responses: int
    withdrawn: int
    languages: Sequence[tuple[str, int]]
    questions: Sequence[ClosedResult | TextResult]


@dataclass(frozen=True, slots=True)
class _Column:
    question: Question
    wording: str
    labels: dict[str, str]  # by value


def results_of(survey: Survey, filters: Filters, *, language: str) -> Results:
    """The results of *survey*, worded in *language*. Raises NoResultFound before a version.

    All versions are counted together: a key keeps its meaning. A question or choice that is not
    asked any more comes after those that are.
    """
    definitions = [queries.definition_of(each) for each in queries.published_versions(survey)]
    definition = queries.definition_of(queries.version_of(survey, None))
    chosen = _responses(survey, filters)
    counts = _closed_counts(chosen)
    texts = _text_counts(chosen)
    themes = _theme_counts(chosen)
    found: list[ClosedResult | TextResult] = []
    for column in _ever_asked(definitions, language):
        key = column.question.key
        if column.question.is_text:
            found.append(
                TextResult(
                    column.question, column.wording, *texts.get(key, (0, 0)), themes.get(key, ())
                )
            )
        else:
            found.append(_closed(column, counts.get(key, [])))
    languages = _language_counts(chosen)
    return Results(
        survey=survey,
        definition=definition,
        responses=sum(count for _code, count in languages),
        withdrawn=_count_withdrawn(survey, filters),
        languages=languages,
        questions=found,
    )


def _ever_asked(definitions: Sequence[Definition], language: str) -> list[_Column]:
    """Each question that was ever asked, in its newest wording, with every choice it ever had."""
    found: dict[str, _Column] = {}
    for definition in definitions:
        shown_in = definition.language_for(language)
        for question in definition.questions():
            if not question.asks:
                continue
            new = _Column(question, question.wording[shown_in], {})
            labels = found.setdefault(question.key, new).labels
            for choice in question.choices:
                labels.setdefault(choice.value, choice.label[shown_in])
    return list(found.values())


def _closed(column: _Column, answers: Sequence[tuple[object, int]]) -> ClosedResult:
    """*answers* are pairs of an answer's JSON and how many gave it."""
    answered = sum(count for _answer, count in answers)
    if column.question.kind is Kind.NUMBER:
        bars = _bands({int(str(answer)): count for answer, count in answers})
    else:
        counted: Counter[str] = Counter()
        for answer, count in answers:
            for value in answer if isinstance(answer, list) else [answer]:
                counted[str(value)] += count
        bars = [Bar(label, value, counted[value]) for value, label in column.labels.items()]
    return ClosedResult(column.question, column.wording, answered, bars)


def _bands(numbers: Mapping[int, int]) -> list[Bar]:
    """Bars for numbers: one each, or ten bands of equal width where they are many."""
    if not numbers:
        return []
    lowest, highest = min(numbers), max(numbers)
    width = -(-(highest - lowest + 1) // _MOST_BANDS)
    bars = []
    for start in range(lowest, highest + 1, width):
        end = start + width - 1
        count = sum(many for number, many in numbers.items() if start <= number <= end)
        label = str(start) if width == 1 else f"{start} – {end}"
        bars.append(Bar(label, str(start), count))
    return bars


def _responses(survey: Survey, filters: Filters) -> Select[uuid.UUID]:
    """The ids of the responses that are counted."""
    return _of_survey(survey, filters).where(SurveyResponse.withdrawn_on.is_(None))


def _of_survey(survey: Survey, filters: Filters) -> Select[uuid.UUID]:
    statement = (
        select(SurveyResponse.id).join(SurveyVersion).where(SurveyVersion.survey_id == survey.id)
    )
    if filters.since:
        statement = statement.where(SurveyResponse.received_on >= filters.since)
    if filters.until:
        statement = statement.where(SurveyResponse.received_on <= filters.until)
    if filters.language:
        statement = statement.where(SurveyResponse.language == filters.language)
    return statement


def _count_withdrawn(survey: Survey, filters: Filters) -> int:
    taken_back = _of_survey(survey, filters).where(SurveyResponse.withdrawn_on.is_not(None))
    return session().scalar(select(func.count()).select_from(taken_back.subquery())) or 0


def _closed_counts(chosen: Select[uuid.UUID]) -> dict[str, list[tuple[object, int]]]:
    # JSON has no equality in PostgreSQL: equal answers are equal texts, since we write them.
    value = cast(SurveyAnswer.value, Text)
    statement = (
        select(SurveyAnswer.question, value, func.count())
        .where(SurveyAnswer.response_id.in_(chosen))
        .group_by(SurveyAnswer.question, value)
        .order_by(SurveyAnswer.question, value)
    )
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


def _language_counts(chosen: Select[uuid.UUID]) -> list[tuple[str, int]]:
    statement = (
        select(SurveyResponse.language, func.count())
        .where(SurveyResponse.id.in_(chosen))
        .group_by(SurveyResponse.language)
        .order_by(func.count().desc(), SurveyResponse.language)
    )
    return [(code, count) for code, count in session().execute(statement)]
