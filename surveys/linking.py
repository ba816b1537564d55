"""How surveys hear of what happens below them."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select

from feedback.coding.findings import events as findings
from feedback.coding.findings.events import Counted
from feedback.contributions import events
from feedback.contributions.models import Submission
from surveys.definitions.fields import asked
from surveys.results.alongside import Alongside, alongside
from surveys.results.sharing import theme_counts
from surveys.versions import queries, services


def connect() -> None:
    """From now on, remove the answers of what is withdrawn, and say what was asked and ticked.

    Doing it again changes nothing.
    """
    events.withdrawn.connect(_remove_answers)
    events.question_wanted.connect(_question)
    findings.counts_wanted.connect(_counts)
    events.survey_wanted.connect(_survey)
    events.answers_wanted.connect(_answers)
    events.responses_wanted.connect(_responses)
    events.surveys_wanted.connect(_surveys)


def _remove_answers(_sender: object, *, submissions: Sequence[Submission], **_more: Any) -> None:
    services.withdraw_responses(submission_ids=[submission.id for submission in submissions])


def _question(
    _sender: object, *, response_id: uuid.UUID, question: str, language: str, **_more: Any
) -> str | None:
    found = queries.question_of(response_id, question)
    if found is None:
        return None
    return asked(found, language if language in found.wording else "en").wording or None


def _answers(
    _sender: object, *, response_id: uuid.UUID, language: str, least: int, **_more: Any
) -> Sequence[Alongside] | None:
    return alongside(response_id, language=language, least=least)


def _survey(_sender: object, *, response_id: uuid.UUID, **_more: Any) -> str | None:
    return queries.survey_name(response_id)


def _responses(_sender: object, *, survey: str, **_more: Any) -> Select[uuid.UUID]:
    return queries.responses_to(survey)


def _surveys(_sender: object, *, language: str, **_more: Any) -> Sequence[tuple[str, str]]:
    return queries.names_of_asked(language)


def _counts(_sender: object, *, until: date, **_more: Any) -> list[Counted]:
    return [counted for survey in queries.surveys() for counted in theme_counts(survey, until)]
