"""Surveys, their versions, and the definitions that these hold."""

import uuid
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import defer

from feedback.contributions import holding
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from surveys.definitions.definition import Definition
from surveys.definitions.question import Question
from surveys.definitions.reading import read_definition
from surveys.versions.models import Survey, SurveyResponse, SurveyState, SurveyVersion

#: Definitions that this process has read and found to be what was published, by digest.
_DEFINITIONS: dict[str, Definition] = {}
_MOST_KEPT = 64


class ChangedSilently(Refused):
    """A published version is not what was published: somebody changed it behind our back."""


class Shut(StrEnum):
    """Why a survey takes no answers."""

    NOT_YET = "not_yet"  # it opens on a later day
    PAST = "past"  # its last day is over
    FULL = "full"  # as many answered as were wanted
    CLOSED = "closed"  # nobody opened it, or somebody closed it


def surveys(*, archived: bool = True) -> Sequence[Survey]:
    """All surveys, newest first; without *archived* ones where those are not wanted."""
    statement = select(Survey).order_by(Survey.created_at.desc(), Survey.slug)
    if not archived:
        statement = statement.where(Survey.archived_on.is_(None))
    return session().scalars(statement).all()


def open_surveys() -> Sequence[Survey]:
    """The surveys that can be answered now, newest first."""
    statement = (
        select(Survey)
        .where(Survey.state == SurveyState.OPEN)
        .order_by(Survey.created_at.desc(), Survey.slug)
    )
    return [survey for survey in session().scalars(statement) if takes_answers(survey)]


def takes_answers(survey: Survey, today: date | None = None) -> bool:
    """Whether somebody may send answers on that day (now, where none is given)."""
    return why_shut(survey, today) is None


def why_shut(survey: Survey, today: date | None = None) -> Shut | None:
    """Why the survey takes no answers on that day; None when it takes them."""
    if survey.state is not SurveyState.OPEN or survey.archived_on is not None:
        return Shut.CLOSED
    return limits_of(survey, today)


def limits_of(survey: Survey, today: date | None = None) -> Shut | None:
    """Which limit of an open survey, its days or its number, would keep it shut on that day."""
    day = today or clock.today()
    if survey.opens_on is not None and day < survey.opens_on:
        return Shut.NOT_YET
    if survey.closes_on is not None and day > survey.closes_on:
        return Shut.PAST
    if survey.cap is not None and count_responses(survey) >= survey.cap:
        return Shut.FULL
    return None


def survey_by_slug(slug: str) -> Survey:
    """The survey at that address, whatever its state. Raises NoResultFound."""
    return session().scalars(select(Survey).where(Survey.slug == slug)).one()


def public_survey(slug: str) -> Survey:
    """The survey at that address, when it is or was open. Raises NoResultFound."""
    statement = select(Survey).where(Survey.slug == slug, Survey.state != SurveyState.DRAFT)
    return session().scalars(statement).one()


def published_versions(survey: Survey) -> Sequence[SurveyVersion]:
    """Every published version, newest first."""
    return session().scalars(_published(survey)).all()


def newest_version(survey: Survey) -> SurveyVersion | None:
    """The version that those who begin now are asked; None before the first."""
    return session().scalars(_published(survey).limit(1)).one_or_none()


def version_of(survey: Survey, version_id: uuid.UUID | None) -> SurveyVersion:
    """The published version with that id, else the newest. Raises NoResultFound for neither.

    Whoever began on an older version finishes on it.
    """
    statement = _published(survey)
    begun = session().scalars(statement.where(SurveyVersion.id == version_id)).one_or_none()
    return begun or session().scalars(statement.limit(1)).one()


def _published(survey: Survey) -> Select[SurveyVersion]:
    return (
        select(SurveyVersion)
        .where(SurveyVersion.survey_id == survey.id, SurveyVersion.published_on.is_not(None))
        .order_by(SurveyVersion.number.desc())
        # A big survey takes longer to parse than to ask: ``definition_of`` seldom needs to.
        .options(defer(SurveyVersion.definition), defer(SurveyVersion.translations))
    )


def next_number(survey: Survey) -> int:
    """The number that the next version gets."""
    statement = select(func.max(SurveyVersion.number)).where(SurveyVersion.survey_id == survey.id)
    return (session().scalar(statement) or 0) + 1


def definition_of(version: SurveyVersion) -> Definition:
    """What *version* asks. Raises ChangedSilently when it is not what was published."""
    kept = _DEFINITIONS.get(version.digest)
    if kept is None:
        kept = read_definition(version.definition)
        if kept.digest != version.digest:
            raise ChangedSilently(_("A published survey was changed in the database: restore it."))
        if len(_DEFINITIONS) >= _MOST_KEPT:
            _DEFINITIONS.clear()
        _DEFINITIONS[version.digest] = kept
    return kept


def responses_of(submission_ids: Sequence[uuid.UUID]) -> Sequence[SurveyResponse]:
    """The responses that came with these presses of Send."""
    statement = (
        select(SurveyResponse)
        .where(SurveyResponse.submission_id.in_(submission_ids))
        .order_by(SurveyResponse.received_on, SurveyResponse.id)
    )
    return session().scalars(statement).all()


def typed_again(response_ids: Sequence[uuid.UUID]) -> Sequence[SurveyResponse]:
    """What the first typing of these papers had, where they were typed a second time."""
    statement = (
        select(SurveyResponse)
        .where(SurveyResponse.second_of_id.in_(response_ids))
        .order_by(SurveyResponse.received_on, SurveyResponse.id)
    )
    return session().scalars(statement).all()


def count_responses(survey: Survey) -> int:
    """How many responses there are that were not taken back, and are not held back as spam."""
    statement = (
        select(func.count())
        .select_from(SurveyResponse)
        .join(SurveyVersion)
        .where(
            SurveyVersion.survey_id == survey.id,
            SurveyResponse.withdrawn_on.is_(None),
            SurveyResponse.second_of_id.is_(None),
            holding.counted(SurveyResponse.submission_id),
        )
    )
    return session().scalar(statement) or 0


def question_of(response_id: uuid.UUID, key: str) -> Question | None:
    """The question with the column *key* in the version that was answered; None for no such one."""
    response = session().get(SurveyResponse, response_id)
    return definition_of(response.version).question_with(key) if response else None


def survey_name(response_id: uuid.UUID) -> str | None:
    """The slug of the survey that a response answers; None for no such response."""
    response = session().get(SurveyResponse, response_id)
    return response.version.survey.slug if response else None


def responses_to(slug: str) -> Select[uuid.UUID]:
    """The ids of the responses to the survey of that name, to any version; a statement."""
    return (
        select(SurveyResponse.id)
        .join(SurveyVersion, SurveyVersion.id == SurveyResponse.version_id)
        .join(Survey, Survey.id == SurveyVersion.survey_id)
        .where(Survey.slug == slug)
    )


def names_of_asked(language: str) -> Sequence[tuple[str, str]]:
    """Slug and title (in *language*, else in English) of every survey that was opened."""
    statement = select(Survey).where(Survey.state != SurveyState.DRAFT).order_by(Survey.slug)
    named = []
    for survey in session().scalars(statement):
        titles = survey.versions[-1].definition["title"] if survey.versions else {}
        source = next(iter(titles.values()), survey.slug)
        named.append((survey.slug, str(titles.get(language) or titles.get("en") or source)))
    return named
