"""Invented answers to the closed questions of the ready-made survey."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial

from feedback.core import clock
from feedback.core.sealing import Keyring
from surveys.versions import queries, services
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


def acts(keyring: Keyring) -> Iterator[Act]:
    """One response a week or so, each on its day."""
    for number in range(_HOW_MANY):
        day = clock.today() - timedelta(days=5 + number * _DAYS_APART)
        yield Act(day, 0, partial(_respond, number, keyring))


def _respond(number: int, keyring: Keyring) -> None:
    version = queries.newest_version(queries.survey_by_slug(SURVEY))
    if version is None:
        return
    services.respond(
        version=version,
        answers=_answers(number),
        language=_LANGUAGES[number % len(_LANGUAGES)],
        submission_id=uuid.uuid5(_SPACE, str(number)),
        keyring=keyring,
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
