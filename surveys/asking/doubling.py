"""Typing a sample of papers a second time, to know how many slips there are, and to mend those.

Only what is ticked, counted or dated is compared: words are read by people in any case.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from feedback.audit.services import Actor, record
from feedback.contributions.receiving import Delivery, receive
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring
from surveys.definitions.answering import in_words, sorted_answers
from surveys.definitions.definition import Definition
from surveys.definitions.question import Answer
from surveys.definitions.routing import path_of
from surveys.definitions.wording import column_in_words
from surveys.versions import queries
from surveys.versions.models import Survey, SurveyAnswer, SurveyResponse, SurveyVersion

ONE_IN = 10  # papers
FIRST, SECOND = "first", "second"


class TypedByYourself(Refused):
    """Whoever typed a paper first makes the same slip again: somebody else types it."""


class TypedAgainAlready(Refused):
    """This paper was compared before."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Papers that came together, and what typing some of them again showed."""

    name: str
    papers: int
    sample: int  # papers to be typed again
    done: int
    compared: int  # answers that were given in either typing
    slips: int  # of the first typing
    waiting: Sequence[SurveyResponse]  # of the sample, for whoever looks

    @property
    def rate(self) -> float | None:
        """Slips for each answer that was compared; None before any was."""
        return self.slips / self.compared if self.compared else None


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that the two typings do not share, in words; blank is no answer."""

    column: str
    question: str
    first: str
    second: str


def batches_of(survey: Survey, *, by: Actor, keyring: Keyring) -> Sequence[Batch]:
    """The batches of *survey* by name, with the papers that *by* may type again."""
    typed = _typed(survey)
    first = [each for each in typed if each.second_of_id is None]
    seconds = {each.second_of_id: each for each in typed if each.second_of_id is not None}
    names = dict.fromkeys(str(each.batch) for each in first)
    return [
        _batch(name, [each for each in first if each.batch == name], seconds, by, keyring)
        for name in sorted(names)
    ]


def paper(survey: Survey, response_id: uuid.UUID) -> SurveyResponse:
    """A paper of *survey* as it was typed first. Raises NoResultFound."""
    statement = (
        select(SurveyResponse)
        .join(SurveyVersion, SurveyVersion.id == SurveyResponse.version_id)
        .where(
            SurveyResponse.id == response_id,
            SurveyVersion.survey_id == survey.id,
            SurveyResponse.batch.is_not(None),
            SurveyResponse.second_of_id.is_(None),
            SurveyResponse.withdrawn_on.is_(None),
        )
    )
    return session().scalars(statement).one()


def may_type_again(response: SurveyResponse, by: Actor) -> None:
    """Raises TypedByYourself, TypedAgainAlready."""
    if response.entered_by_id == by.id:
        raise TypedByYourself
    again = select(SurveyResponse.id).where(SurveyResponse.second_of_id == response.id)
    if session().scalars(again).first() is not None:
        raise TypedAgainAlready


def differences(
    response: SurveyResponse, given: Mapping[str, Sequence[str]], language: str
) -> Sequence[Difference]:
    """Where the second typing is not as the first; in the order of the survey."""
    definition = queries.definition_of(response.version)
    before = _closed(response)
    after = _typed_closed(definition, given, language, before)
    spoken = definition.language_for(language)
    told_before = in_words(definition, _plain(before), spoken)
    told_after = in_words(definition, _plain(after), spoken)
    return [
        Difference(
            column,
            column_in_words(column, definition, spoken),
            told_before(column),
            told_after(column),
        )
        for column in _columns(definition)
        if before.get(column) != after.get(column)
    ]


def settle(
    *,
    response: SurveyResponse,
    given: Mapping[str, Sequence[str]],
    language: str,
    right: Mapping[str, str],
    by: Actor,
    keyring: Keyring,
) -> int:
    """Keep what the paper says where two typings differ; how many slips the first one had.

    *right* says for each column that differs which typing is right. What the first typing had is
    kept beside it, to be counted. Raises TypedByYourself, TypedAgainAlready.
    """
    session().refresh(response, ["withdrawn_on"], with_for_update=True)  # two may do it at once
    may_type_again(response, by)
    definition = queries.definition_of(response.version)
    before = _closed(response)
    after = _typed_closed(definition, given, language, before)
    settled = {
        column: after.get(column)
        for column in _columns(definition)
        if before.get(column) != after.get(column) and right.get(column) == SECOND
    }
    _keep_before(response, before, by, keyring)
    _mend(response, settled)
    facts = {"compared": len(set(before) | set(after)), "slips": len(settled)}
    record(
        verb="survey answers typed again",
        thing="survey response",
        thing_id=response.id,
        facts=facts,
        actor=by,
    )
    return len(settled)


def _typed(survey: Survey) -> Sequence[SurveyResponse]:
    statement = (
        select(SurveyResponse)
        .join(SurveyVersion, SurveyVersion.id == SurveyResponse.version_id)
        .where(
            SurveyVersion.survey_id == survey.id,
            SurveyResponse.batch.is_not(None),
            SurveyResponse.withdrawn_on.is_(None),
        )
        .options(selectinload(SurveyResponse.answers))
        .order_by(SurveyResponse.paper_number, SurveyResponse.id)
    )
    return session().scalars(statement).all()


def _batch(
    name: str,
    papers: Sequence[SurveyResponse],
    seconds: Mapping[uuid.UUID, SurveyResponse],
    by: Actor,
    keyring: Keyring,
) -> Batch:
    chosen = sample_of(papers, keyring)
    done = [each for each in papers if each.id in seconds]
    compared = [_compared(each, seconds[each.id]) for each in done]
    return Batch(
        name=name,
        papers=len(papers),
        sample=len(chosen),
        done=len(done),
        compared=sum(all_of for all_of, _slips in compared),
        slips=sum(slips for _all_of, slips in compared),
        waiting=[each for each in chosen if each.id not in seconds and each.entered_by_id != by.id],
    )


def sample_of(papers: Sequence[SurveyResponse], keyring: Keyring) -> Sequence[SurveyResponse]:
    """One in ten of *papers*, and at least one: which, nobody can tell before they are typed."""
    number = -(-len(papers) // ONE_IN)
    drawn = sorted(papers, key=lambda each: keyring.receipt_mac("typed again", each.id.bytes))
    chosen = {each.id for each in drawn[:number]}
    return [each for each in papers if each.id in chosen]


def _compared(settled: SurveyResponse, before: SurveyResponse) -> tuple[int, int]:
    """How many answers one paper has, and how many of them the first typing got wrong."""
    now, then = _closed(settled), _closed(before)
    columns = set(now) | set(then)
    return len(columns), sum(1 for column in columns if now.get(column) != then.get(column))


def _closed(response: SurveyResponse) -> dict[str, Any]:
    return {answer.question: answer.value for answer in response.answers}


def _typed_closed(
    definition: Definition,
    given: Mapping[str, Sequence[str]],
    language: str,
    before: Mapping[str, Any],
) -> dict[str, Any]:
    """What was typed for questions that are counted, as it is kept.

    An answer where the paper leads past the question is in no count, and no slip of whoever left
    it out. Rules may look at words, which are not typed again: what the first typing has counts.
    """
    found = sorted_answers(definition, given, language).answers
    standing = path_of(definition, found).answers
    kept = (column for column in _columns(definition) if column in standing or column in before)
    return {column: _as_kept(found[column]) for column in kept if column in found}


def _as_kept(answer: Answer) -> Any:
    return list(answer) if isinstance(answer, tuple) else answer


def _plain(closed: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(each) if isinstance(each, list) else each for name, each in closed.items()}


def _columns(definition: Definition) -> list[str]:
    return [column for each in definition.questions() for column in each.closed_columns()]


def _keep_before(
    response: SurveyResponse, before: Mapping[str, Any], by: Actor, keyring: Keyring
) -> None:
    """Keep what the first typing had, in no count; it has no receipt and no words."""
    delivery = Delivery(
        submission_id=uuid.uuid5(response.id, "typed again"),
        pieces=[],
        closed=dict(before),
        received_on=response.received_on,
        with_receipt=False,
    )
    kept = SurveyResponse(
        submission_id=receive(delivery, keyring=keyring).submission.id,
        version=response.version,
        language=response.language,
        shown_digest=response.shown_digest,
        received_on=response.received_on,
        channel=response.channel,
        batch=response.batch,
        entered_by_id=by.id,
        second_of_id=response.id,
        answers=[SurveyAnswer(question=name, value=value) for name, value in before.items()],
    )
    session().add(kept)
    session().flush()


def _mend(response: SurveyResponse, settled: Mapping[str, Any]) -> None:
    by_column = {answer.question: answer for answer in response.answers}
    for column, value in settled.items():
        if value is None:
            response.answers.remove(by_column[column])
        elif column in by_column:
            by_column[column].value = value
        else:
            response.answers.append(SurveyAnswer(question=column, value=value))
    session().flush()
