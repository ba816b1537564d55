"""The ticked answers of one response, for somebody who codes the words that came with them.

An answer is shown only where many gave the same. What may describe a person (choices, numbers,
dates) is shown, in the order of the questions, only as long as many share all of it together;
scales, matrices and rankings are opinions, and each stands for itself.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, Text, cast, func, select

from feedback.core.db import session
from surveys.definitions.definition import Definition
from surveys.definitions.question import Kind
from surveys.definitions.wording import column_in_words, value_in_words
from surveys.results.filters import Filters, counted
from surveys.versions import queries
from surveys.versions.models import SurveyAnswer, SurveyResponse

OPINIONS = frozenset({Kind.AGREE, Kind.RATING, Kind.MATRIX, Kind.RANKING})


@dataclass(frozen=True, slots=True)
class Alongside:
    """A question and what was ticked; empty when too few ticked the same."""

    question: str
    answer: str


def alongside(response_id: uuid.UUID, *, language: str, least: int) -> Sequence[Alongside] | None:
    """The closed answers of a response, each hidden that fewer than *least* gave; None for none."""
    response = session().get(SurveyResponse, response_id)
    if response is None or response.withdrawn_on is not None:
        return None
    definition = queries.definition_of(response.version)
    given = {answer.question: answer.value for answer in response.answers}
    everybody = counted(response.version.survey, Filters())
    shared = everybody  # those who share all that is shown of a person
    shown = []
    for column, kind in _columns(definition):
        if column not in given:
            continue
        among = everybody if kind in OPINIONS else shared
        same = _who_gave(among, column, given[column])
        is_shown = _count(same) >= least
        if is_shown and kind not in OPINIONS:
            shared = same
        words = _in_words(given[column], column, definition, language) if is_shown else ""
        shown.append(Alongside(column_in_words(column, definition, language), words))
    return shown


def _columns(definition: Definition) -> Sequence[tuple[str, Kind]]:
    return [
        (column, question.kind)
        for question in definition.questions()
        for column in question.closed_columns()
    ]


def _who_gave(among: Select[uuid.UUID], column: str, value: object) -> Select[uuid.UUID]:
    return select(SurveyAnswer.response_id).where(
        SurveyAnswer.response_id.in_(among),
        SurveyAnswer.question == column,
        cast(SurveyAnswer.value, Text) == json.dumps(value),
    )


def _count(responses: Select[uuid.UUID]) -> int:
    statement = select(func.count()).select_from(responses.subquery())
    return session().scalar(statement) or 0


def _in_words(value: object, column: str, definition: Definition, language: str) -> str:
    values = value if isinstance(value, list) else [value]
    if isinstance(value, Mapping):
        values = list(value.values())
    return ", ".join(value_in_words(each, column, definition, language) for each in values)
