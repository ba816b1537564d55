"""Publishing surveys, opening and closing them, and keeping what people answered."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from feedback.audit import services as audit
from feedback.audit.services import Actor
from feedback.contributions.models import Submission
from feedback.contributions.withdrawing import NO_CONTENT
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from surveys.definitions.checking import check
from surveys.definitions.definition import Definition
from surveys.versions import queries
from surveys.versions.calling import Owed, owed_by
from surveys.versions.comparing import is_wording_only
from surveys.versions.models import Survey, SurveyState, SurveyVersion
from surveys.versions.responding import NothingAnswered, ScreenedOut, SurveyClosed, respond

__all__ = [
    "KindChanged",
    "NotReadyToOpen",
    "NothingAnswered",
    "NothingToOpen",
    "ScreenedOut",
    "SurveyClosed",
    "WouldStayShut",
    "close_survey",
    "new_survey",
    "open_survey",
    "publish_version",
    "respond",
    "withdraw_responses",
]


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


def withdraw_responses(*, submission_ids: Sequence[uuid.UUID]) -> None:
    """Erase every answer that came with these; that somebody responded stays, without a word."""
    found = queries.responses_of(submission_ids)
    again = queries.typed_again([each.id for each in found])
    for response in [*found, *again]:
        response.answers.clear()
        response.led_by = response.interpreter = None
        response.withdrawn_on = response.withdrawn_on or clock.today()
    for response in again:
        session().get_one(Submission, response.submission_id).content_mac = NO_CONTENT
    session().flush()
