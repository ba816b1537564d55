"""Publishing surveys, opening and closing them, and keeping what people answered."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from feedback.audit import services as audit
from feedback.audit.services import Actor
from feedback.contributions import queries as contributions
from feedback.contributions.models import Channel, Kind
from feedback.contributions.receiving import Delivery, Piece, Received, SentDifferently, receive
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.i18n import BY_CODE
from feedback.core.sealing import Keyring
from feedback.stories.services import TakenBack
from surveys.definitions.answering import taken
from surveys.definitions.checking import check
from surveys.definitions.definition import Definition
from surveys.versions import queries
from surveys.versions.calling import Owed, owed_by
from surveys.versions.comparing import is_wording_only
from surveys.versions.models import Survey, SurveyAnswer, SurveyResponse, SurveyState, SurveyVersion


class NothingAnswered(Refused):
    """Every question was left blank: there is nothing to keep."""


class SurveyClosed(Refused):
    """The survey takes no answers now."""


class NothingToOpen(Refused):
    """The survey has no published version."""


class NotReadyToOpen(Refused):
    """A call for views that does not say who listens, what can change, or by when people hear."""

    def __init__(self, owed: Sequence[Owed]) -> None:
        super().__init__(_("This call for views does not say yet what it owes to people."))
        self.owed = owed


class WouldStayShut(Refused):
    """Opening the survey would change nothing: its last day is over, or it is full."""

    def __init__(self, reason: queries.Shut) -> None:
        super().__init__(reason.value)
        self.reason = reason


class KindChanged(Refused):
    """A question that people answered is asked in another kind: it needs a new key."""

    def __init__(self, key: str) -> None:
        super().__init__(
            _("The question “%(key)s” was of another kind before: give it a new key.", key=key)
        )
        self.key = key


def new_survey(*, slug: str, by: Actor | None = None) -> Survey:
    """A survey without questions, which nobody can see."""
    survey = Survey(slug=slug, state=SurveyState.DRAFT)
    session().add(survey)
    session().flush()
    audit.record(verb="survey made", thing="survey", thing_id=slug, actor=by)
    return survey


def publish_version(
    *,
    survey: Survey,
    definition: Definition,
    translations: Mapping[str, Any] | None = None,
    by: Actor | None = None,
) -> SurveyVersion:
    """Make *definition* what those who begin from now on are asked.

    A version never changes: other wording is the next number, a minor one, and the same again is
    nothing new. *translations* are the notes about what each translation was made from.
    Raises DefinitionError for one that cannot be used, KindChanged where a known key is asked in
    another kind, which would mix two meanings in one column of results.
    """
    check(definition)
    newest = queries.newest_version(survey)
    if newest is not None and newest.digest == definition.digest:
        return newest
    for version in queries.published_versions(survey):
        _refuse_changed_kinds(queries.definition_of(version), definition)
    version = SurveyVersion(
        survey=survey,
        number=queries.next_number(survey),
        definition=definition.to_json(),
        digest=definition.digest,
        published_on=clock.today(),
        is_minor=newest is not None and is_wording_only(queries.definition_of(newest), definition),
        translations=dict(translations or {}),
    )
    session().add(version)
    session().flush()
    facts = {"number": version.number, "digest": version.digest}
    audit.record(
        verb="survey published", thing="survey", thing_id=survey.slug, facts=facts, actor=by
    )
    return version


def _refuse_changed_kinds(before: Definition, after: Definition) -> None:
    kinds = {question.key: question.kind for question in before.questions()}
    for question in after.questions():
        if kinds.get(question.key, question.kind) is not question.kind:
            raise KindChanged(question.key)


def open_survey(*, survey: Survey, by: Actor | None = None) -> None:
    """Let people answer, from its first day on where it has one; also again, after it was closed.

    Raises NothingToOpen where there is no version, NotReadyToOpen for a call for views that does
    not say what it owes, WouldStayShut when the last day is over or enough people answered.
    """
    newest = queries.newest_version(survey)
    if newest is None:
        raise NothingToOpen
    if owed := owed_by(queries.definition_of(newest)):
        raise NotReadyToOpen(owed)
    shut = queries.limits_of(survey)
    if shut in (queries.Shut.PAST, queries.Shut.FULL):
        raise WouldStayShut(shut)
    survey.archived_on = None
    _turn(survey, SurveyState.OPEN, "survey opened", by)


def close_survey(*, survey: Survey, by: Actor | None = None) -> None:
    """Take no more answers."""
    _turn(survey, SurveyState.CLOSED, "survey closed", by)


def _turn(survey: Survey, state: SurveyState, verb: str, by: Actor | None) -> None:
    if survey.state is state:
        return
    survey.state = state
    session().flush()
    audit.record(verb=verb, thing="survey", thing_id=survey.slug, actor=by)


def respond(
    *,
    version: SurveyVersion,
    answers: Mapping[str, object],
    language: str,
    submission_id: uuid.UUID,
    keyring: Keyring,
    receipt_code: str | None = None,
    channel: Channel = Channel.WEB,
    received_on: date | None = None,
) -> Received:
    """Keep somebody's answers: closed ones to be counted, their words sealed as contributions.

    *language* is the page's; *received_on* is today unless it came another way, such as on paper.
    The same press twice is one response with one receipt. Raises NotAnAnswer, NothingAnswered,
    SurveyClosed, SentDifferently when this form was sent before with other answers, TakenBack when
    those were withdrawn since, and UnknownReceipt.
    """
    definition = queries.definition_of(version)
    given = taken(definition, answers, language)
    if given.is_empty:
        raise NothingAnswered
    is_new = contributions.submission_by_id(submission_id) is None
    if is_new and not queries.takes_answers(version.survey):
        raise SurveyClosed
    if receipt_code:
        contributions.receipt_by_code(receipt_code, keyring)
    response = SurveyResponse(
        submission_id=submission_id,
        version=version,
        language=definition.language_for(language),
        shown_digest=definition.shown_digest(language),
        received_on=received_on or clock.today(),
        answers=[SurveyAnswer(question=key, value=value) for key, value in given.closed.items()],
    )
    pieces = [
        Piece(
            text=text,
            language=BY_CODE[language].base,
            kind=Kind.SURVEY_ANSWER,
            channel=channel,
            question=key,
            more={"response_id": response.id},
        )
        for key, text in given.texts.items()
    ]
    delivery = Delivery(
        submission_id=submission_id,
        pieces=pieces,
        closed={"version": version.id.hex, "answers": given.closed},
        received_on=response.received_on,
        receipt_code=receipt_code,
    )
    received = _received(delivery, keyring)
    if not received.is_repeat:
        session().add(response)
        session().flush()
    return received


def _received(delivery: Delivery, keyring: Keyring) -> Received:
    try:
        return receive(delivery, keyring=keyring)
    except SentDifferently:
        earlier = contributions.submission_by_id(delivery.submission_id)
        if earlier and earlier.receipt and earlier.receipt.withdrawn_on:
            raise TakenBack from None
        raise


def withdraw_responses(*, submission_ids: Sequence[uuid.UUID]) -> None:
    """Erase every answer that came with these; that somebody responded stays, without a word."""
    for response in queries.responses_of(submission_ids):
        response.answers.clear()
        response.withdrawn_on = response.withdrawn_on or clock.today()
    session().flush()
