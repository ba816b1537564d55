"""Which responses are counted: never what was taken back, held as spam, or typed a second time."""

import json
import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, select

from feedback.contributions import holding
from feedback.contributions.models import Channel
from surveys.versions.models import Survey, SurveyAnswer, SurveyResponse, SurveyVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Received from *since* to *until*, shown in *language*, come by *channel*, of a version.

    *said* is a column and one of its choices: only the responses of those who chose it.
    """

    since: date | None = None
    until: date | None = None
    language: str | None = None
    channel: Channel | None = None
    version: int | None = None
    said: tuple[str, str] | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self != Filters()


def counted(survey: Survey, filters: Filters) -> Select[uuid.UUID]:
    """The ids of the responses that are counted."""
    return _of_survey(survey, filters).where(SurveyResponse.withdrawn_on.is_(None))


def taken_back(survey: Survey, filters: Filters) -> Select[uuid.UUID]:
    """The ids of those that were withdrawn; what they said is gone, so no answer narrows them."""
    return _of_survey(survey, filters).where(SurveyResponse.withdrawn_on.is_not(None))


def chose(value: str) -> ColumnElement[bool]:
    """That an answer is *value*, or has it among several."""
    # JSON has no equality in PostgreSQL: equal answers are equal texts, since we write them.
    text = cast(SurveyAnswer.value, Text)
    return func.replace(text, json.dumps(value), "") != text


def _of_survey(survey: Survey, filters: Filters) -> Select[uuid.UUID]:
    statement = (
        select(SurveyResponse.id)
        .join(SurveyVersion, SurveyVersion.id == SurveyResponse.version_id)
        .where(
            SurveyVersion.survey_id == survey.id,
            SurveyResponse.second_of_id.is_(None),
            holding.counted(SurveyResponse.submission_id),
        )
    )
    return statement.where(*_narrowed(filters))


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    equal: list[tuple[object, ColumnElement[bool]]] = [
        (filters.language, SurveyResponse.language == filters.language),
        (filters.channel, SurveyResponse.channel == filters.channel),
        (filters.version, SurveyVersion.number == filters.version),
    ]
    found = [condition for wanted, condition in equal if wanted is not None]
    if filters.since is not None:
        found.append(SurveyResponse.received_on >= filters.since)
    if filters.until is not None:
        found.append(SurveyResponse.received_on <= filters.until)
    if filters.said is not None:
        column, value = filters.said
        is_said = and_(SurveyAnswer.question == column, chose(value))
        found.append(SurveyResponse.id.in_(select(SurveyAnswer.response_id).where(is_said)))
    return found


def sent(survey: Survey) -> Select[uuid.UUID]:
    """The ids of everything that was ever sent on the website, also what was taken back since."""
    return _of_survey(survey, Filters()).where(SurveyResponse.entered_by_id.is_(None))
