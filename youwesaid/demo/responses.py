"""Invented answers to the ready-made survey, and the ways by which they came."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from feedback.contributions.models import Channel
from feedback.contributions.receiving import Received
from feedback.core import clock
from feedback.core.sealing import Keyring
from surveys.results.services import share_results
from surveys.versions import links, queries, responding
from surveys.versions.models import LinkMode, Survey, SurveyVersion
from youwesaid.demo.days import Act

SURVEY = "k7"
_SPACE = uuid.UUID("0d4e5b52-6a6c-4a0e-9b0c-3f1d5f1f7a10")
_LANGUAGES = ("en", "en", "en", "ur", "pl", "en", "cy", "ar", "en", "uk")
_ASKED = ("yes", "some", "no", "yes", "not_sure", "some")
_HAPPENED = ("yes", "partly", "partly", "no", "too_soon")
_LISTENED = ("agree", "strongly_agree", "disagree", "agree", "neither", "strongly_disagree")
_SAFER = ("4", "3", "5", "2", "4", "3", "1", "4")
_SUPPORT = (["listener"], ["safety", "home_money"], ["listener", "my_language"], ["none"])
_HOW_MANY = 34
_DAYS_APART = 7


#: Where the survey is asked: what staff call the place, and what hangs or stands there.
_PLACES = (
    ("Library, poster by the door", LinkMode.WEB),
    ("Health centre, tablet in the waiting room", LinkMode.KIOSK),
)
_SHARED = ("asked", "listened", "safer")


def acts(keyring: Keyring) -> Iterator[Act]:
    """Two places to answer at, then one response a week or so, each on its day."""
    first = clock.today() - timedelta(days=5 + _HOW_MANY * _DAYS_APART)
    yield Act(first, 0, _begin)
    for number in range(_HOW_MANY):
        day = clock.today() - timedelta(days=5 + number * _DAYS_APART)
        yield Act(day, 0, partial(_respond, number, keyring))


def _begin() -> None:
    survey = queries.survey_by_slug(SURVEY)
    for label, mode in _PLACES:
        links.make_link(survey=survey, label=label, mode=mode)
    share_results(survey=survey, columns=_SHARED)


def _asked_now() -> tuple[Survey, SurveyVersion]:
    survey = queries.survey_by_slug(SURVEY)
    return survey, queries.version_of(survey, None)


def _respond(number: int, keyring: Keyring) -> None:
    survey, version = _asked_now()
    places = [*links.links_of(survey), None]
    responding.respond(
        version=version,
        answers=_answers(number),
        language=_LANGUAGES[number % len(_LANGUAGES)],
        submission_id=uuid.uuid5(_SPACE, str(number)),
        keyring=keyring,
        link=places[number % len(places)],
    )


def respond_in_words(
    each: Mapping[str, Any], submission_id: uuid.UUID, keyring: Keyring
) -> Received:
    """One answer in words of the file of contributions, with ticks that are as invented."""
    _survey, version = _asked_now()
    ticks = _answers(submission_id.int % _HOW_MANY)
    return responding.respond(
        version=version,
        answers={**ticks, each["question"]: each["words"].strip()},
        language=each["language"],
        submission_id=submission_id,
        keyring=keyring,
        channel=Channel(each["channel"]),
    )


def _answers(number: int) -> Mapping[str, object]:
    asked = _ASKED[number % len(_ASKED)]
    answers: dict[str, object] = {
        "asked": asked,
        "listened": _LISTENED[number % len(_LISTENED)],
        "safer": _SAFER[number % len(_SAFER)],
        "support": _SUPPORT[number % len(_SUPPORT)],
    }
    if asked in {"yes", "some"}:
        answers["happened"] = _HAPPENED[number % len(_HAPPENED)]
    return answers
