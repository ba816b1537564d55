"""Keeping what people answered: ticks in the clear, words and files sealed as contributions."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict, Unpack

from feedback.contributions import queries as contributions
from feedback.contributions.attachments import Incoming
from feedback.contributions.models import Channel, Kind
from feedback.contributions.receiving import Delivery, Piece, Received, SentDifferently, receive
from feedback.contributions.spam import Suspicion
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.i18n import BY_CODE
from feedback.core.sealing import Keyring
from feedback.stories.services import TakenBack
from surveys.definitions.answering import Taken, taken
from surveys.versions import queries
from surveys.versions.models import SurveyAnswer, SurveyLink, SurveyResponse, SurveyVersion


class NothingAnswered(Refused):
    """Every question was left blank: there is nothing to keep."""


class SurveyClosed(Refused):
    """The survey takes no answers now."""


class ScreenedOut(Refused):
    """The questions are not for this person, who was told so: nothing is kept."""


class Arrival(TypedDict, total=False):
    """How answers came, where it was not by the survey's own address on the web."""

    receipt_code: str | None  # add to what this receipt already holds
    with_receipt: bool
    channel: Channel  # else the link's
    received_on: date | None  # else today
    link: SurveyLink | None
    entered_by_id: uuid.UUID | None  # the member of staff who typed it
    batch: str | None
    people_count: int | None
    interpreter: str | None  # else the link's
    second_of_id: uuid.UUID | None  # typed a second time, to find slips
    files: Sequence[Incoming]
    suspicions: Sequence[Suspicion] | None


def respond(
    *,
    version: SurveyVersion,
    answers: Mapping[str, object],
    language: str,
    submission_id: uuid.UUID,
    keyring: Keyring,
    **arrival: Unpack[Arrival],
) -> Received:
    """Keep somebody's answers: closed ones to be counted, their words sealed as contributions.

    *answers* are by column, or by the parts in which a form brings them; *language* is the page's.
    The same press twice is one response with one receipt. What was typed a second time from the
    same paper brings no contributions. Raises NotAnAnswer, NothingAnswered, ScreenedOut,
    SurveyClosed, SentDifferently when this form was sent before with other answers, TakenBack when
    those were withdrawn since, and UnknownReceipt.
    """
    definition = queries.definition_of(version)
    given = taken(definition, answers, language)
    if given.path.exit is not None:
        raise ScreenedOut
    asked_for = {question.key for question in given.path.files}
    files = [each for each in arrival.get("files", ()) if each.question_key in asked_for]
    if given.is_empty and not files:
        raise NothingAnswered
    is_new = contributions.submission_by_id(submission_id) is None
    if is_new and version.survey.cap is not None:
        session().refresh(version.survey, with_for_update=True)  # the last place is for one
    if is_new and not queries.takes_answers(version.survey):
        raise SurveyClosed
    receipt_code = arrival.get("receipt_code")
    if receipt_code:
        contributions.receipt_by_code(receipt_code, keyring)
    response = _response(version, given, language, submission_id, arrival)
    pieces = [] if response.second_of_id else _pieces(response, given, language, files)
    delivery = Delivery(
        submission_id=submission_id,
        pieces=pieces,
        closed={"version": version.id.hex, "answers": given.closed},
        received_on=response.received_on,
        receipt_code=receipt_code,
        with_receipt=arrival.get("with_receipt", True),
        suspicions=arrival.get("suspicions"),
    )
    received = _received(delivery, keyring)
    if not received.is_repeat:
        session().add(response)
        session().flush()
    return received


def _response(
    version: SurveyVersion,
    given: Taken,
    language: str,
    submission_id: uuid.UUID,
    arrival: Arrival,
) -> SurveyResponse:
    definition = queries.definition_of(version)
    link = arrival.get("link")
    return SurveyResponse(
        submission_id=submission_id,
        version=version,
        language=definition.language_for(language),
        shown_digest=definition.shown_digest(language),
        received_on=arrival.get("received_on") or clock.today(),
        channel=arrival.get("channel") or (link.channel if link else Channel.WEB),
        link_id=link.id if link else None,
        entered_by_id=arrival.get("entered_by_id"),
        batch=arrival.get("batch"),
        people_count=arrival.get("people_count"),
        interpreter=arrival.get("interpreter") or (link.interpreter if link else None),
        second_of_id=arrival.get("second_of_id"),
        answers=[SurveyAnswer(question=key, value=value) for key, value in given.closed.items()],
    )


def _pieces(
    response: SurveyResponse, given: Taken, language: str, files: Sequence[Incoming]
) -> list[Piece]:
    """Words and files, each to become a contribution that answers its column."""
    more = {
        "response_id": response.id,
        "people_count": response.people_count,
        "entered_by_id": response.entered_by_id,
    }
    said = [(column, text, None) for column, text in given.texts.items()]
    sent = [(each.question_key, "", each) for each in files]
    return [
        Piece(
            text=text,
            language=BY_CODE[language].base,
            kind=Kind.SURVEY_ANSWER,
            channel=response.channel,
            question=column,
            more=more,
            attached=attached,
        )
        for column, text, attached in [*said, *sent]
    ]


def _received(delivery: Delivery, keyring: Keyring) -> Received:
    try:
        return receive(delivery, keyring=keyring)
    except SentDifferently:
        earlier = contributions.submission_by_id(delivery.submission_id)
        if earlier and earlier.receipt and earlier.receipt.withdrawn_on:
            raise TakenBack from None
        raise
