"""Answers that staff type for somebody: from paper, on the telephone, at an event, for a group."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import func, select

from feedback.audit.services import Actor, record
from feedback.contributions.models import Channel, Kind
from feedback.contributions.receiving import Delivery, Piece, Received, receive
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.i18n import BY_CODE
from feedback.core.sealing import Keyring
from surveys.asking.paper import numbers_of
from surveys.definitions.answering import in_words, problems_on, sorted_answers
from surveys.definitions.definition import Definition
from surveys.definitions.fields import NotAnAnswer
from surveys.definitions.question import Answer
from surveys.definitions.question import Kind as Asking
from surveys.definitions.routing import Path, path_of
from surveys.definitions.wording import column_in_words
from surveys.versions import queries, services
from surveys.versions.models import Survey, SurveyResponse, SurveyVersion

_MARGIN = uuid.UUID("6f6e7468-652d-4d61-7267-696e00000000")  # names the ids of words in margins


class NotAgreed(Refused):
    """They did not agree to what the survey asks them to agree to: nothing of it may be kept."""


class LooksWrong(Refused):
    """Something does not fit; whoever types it corrects it, or says that the paper is like that."""


@dataclass(frozen=True, slots=True)
class Stray:
    """An answer that was given and does not count: its question, itself in words, and why."""

    key: str
    question: str
    answer: str
    why: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What the answers of one paper come to."""

    standing: Mapping[str, Answer]  # by column: these count
    problems: Mapping[str, NotAnAnswer]  # by question key: these cannot be read at all
    strays: Sequence[Stray]
    is_refused: bool  # somebody did not agree


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One paper, call or session as somebody typed it; *margin*: what else was written or said."""

    submission_id: uuid.UUID
    given: Mapping[str, Sequence[str]]  # by part of a question
    language: str
    channel: Channel
    received_on: date
    batch: str = ""
    interpreter: str = ""
    people_count: int | None = None
    led_by: str = ""
    margin: str = ""
    with_receipt: bool = False
    is_meant: bool = False  # what does not fit was looked at, and stays


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of it. *code* is to be handed over; it is shown once and never stored."""

    code: str | None
    batch: str
    paper_number: int | None


def look_over(definition: Definition, given: Mapping[str, Sequence[str]], language: str) -> Looked:
    """What *given* comes to, with everything that does not fit named and nothing thrown away."""
    found = sorted_answers(definition, given, language)
    path = path_of(definition, found.answers)
    problems = dict(found.problems)
    lacking = [key for key in path.lacking if key not in problems]
    consent = {each.key for each in definition.questions() if each.kind is Asking.CONSENT}
    no_answer_counts = path.exit is not None or bool(set(lacking) - consent)
    standing = {} if no_answer_counts else dict(path.answers)
    strays = _strays(definition, found.answers, standing, path, language)
    return Looked(standing, problems, strays, is_refused=bool(set(lacking) & consent))


def _strays(
    definition: Definition,
    answers: Mapping[str, Answer],
    standing: Mapping[str, Answer],
    path: Path,
    language: str,
) -> list[Stray]:
    numbers = numbers_of(definition)
    said = in_words(definition, answers, definition.language_for(language))
    reasons = problems_on(definition, path, sorted_answers(definition, {}, language), language)
    strays = []
    for column, answer in answers.items():
        if standing.get(column) == answer:
            continue
        key = column.partition(".")[0]
        why = str(reasons[key]) if key in reasons else _("The paper leads past this question.")
        if path.exit is not None:
            why = _("By these answers the questions were not for this person.")
        asked = column_in_words(column, definition, definition.language_for(language))
        strays.append(Stray(key, f"{numbers.get(key, 0)}. {asked}", said(column), why))
    return strays


def enter(typed: Typed, *, version: SurveyVersion, by: Actor, keyring: Keyring) -> Entered:
    """Keep what was typed; the same press twice is one.

    What does not fit is kept in words, as something that was written on the paper, when *typed*
    says that it is meant. Raises NotAnAnswer, NotAgreed, LooksWrong, NothingAnswered, SurveyClosed,
    SentDifferently.
    """
    definition = queries.definition_of(version)
    looked = look_over(definition, typed.given, typed.language)
    for problem in looked.problems.values():
        raise problem
    if looked.is_refused:
        raise NotAgreed
    if looked.strays and not typed.is_meant:
        raise LooksWrong
    margin = _margin(typed, looked)
    received = None
    if looked.standing or not margin:
        received = _respond(typed, looked, version, by, keyring)
    code = received.code if received else None
    if margin:
        code = _keep_margin(typed, margin, code, by, keyring).code
    number = _number(typed, received, version.survey)
    if received is None or not received.is_repeat:
        facts = {"survey": version.survey.slug, "channel": typed.channel.value}
        record(
            verb="survey answers typed",
            thing="submission",
            thing_id=typed.submission_id,
            facts=facts,
            actor=by,
        )
    return Entered(code if typed.with_receipt else None, typed.batch, number)


def _respond(
    typed: Typed, looked: Looked, version: SurveyVersion, by: Actor, keyring: Keyring
) -> Received:
    return services.respond(
        version=version,
        answers=looked.standing,
        language=typed.language,
        submission_id=typed.submission_id,
        keyring=keyring,
        with_receipt=typed.with_receipt,
        channel=typed.channel,
        received_on=typed.received_on,
        entered_by_id=by.id,
        batch=typed.batch or None,
        people_count=typed.people_count,
        interpreter=typed.interpreter or None,
    )


def _margin(typed: Typed, looked: Looked) -> str:
    """What was written beside the questions, and answers that do not count, as words."""
    lines = [f"{stray.question} {stray.answer}" for stray in looked.strays]
    if lines:
        lines.insert(0, str(_("Also answered on the paper:")))
    return "\n".join([*([typed.margin] if typed.margin else []), *lines])


def _keep_margin(
    typed: Typed, margin: str, code: str | None, by: Actor, keyring: Keyring
) -> Received:
    """Keep words that answer no question as a contribution of their own, under one receipt."""
    piece = Piece(
        text=margin,
        language=BY_CODE[typed.language].base,
        kind=Kind.ENTERED,
        channel=typed.channel,
        more={"people_count": typed.people_count, "entered_by_id": by.id},
    )
    delivery = Delivery(
        submission_id=uuid.uuid5(_MARGIN, typed.submission_id.hex),
        pieces=[piece],
        received_on=typed.received_on,
        receipt_code=code,
        with_receipt=typed.with_receipt,
    )
    return receive(delivery, keyring=keyring)


def _number(typed: Typed, received: Received | None, survey: Survey) -> int | None:
    """The number of this paper in its batch: to be written on it, so that it is found again."""
    if received is None:
        return None
    response = queries.responses_of([typed.submission_id])[0]
    response.led_by = typed.led_by or None
    if typed.batch and response.paper_number is None:
        session().refresh(survey, with_for_update=True)  # two people type one batch
        last = (
            select(func.max(SurveyResponse.paper_number))
            .join(SurveyVersion, SurveyVersion.id == SurveyResponse.version_id)
            .where(SurveyVersion.survey_id == survey.id, SurveyResponse.batch == typed.batch)
        )
        response.paper_number = (session().scalar(last) or 0) + 1
    session().flush()
    return response.paper_number
