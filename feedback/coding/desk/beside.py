"""What else somebody said, beside the words that are coded: shown where it points at nobody.

A ticked answer is shown only where many gave the same; what people said about themselves only as
far as all of it together is true of many. Other words are working texts, never originals.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

from sqlalchemy import ColumnElement, func, select

from feedback.coding.guarding import DEFAULT_THRESHOLD
from feedback.coding.wording import language_of
from feedback.contributions import about, events, holding, opening
from feedback.contributions.events import ClosedAnswer
from feedback.contributions.models import AboutYou, Contribution, Redaction
from feedback.contributions.queries import question_asked
from feedback.core.db import session
from feedback.core.i18n import Language, current_language
from feedback.core.sealing import Keyring
from feedback.core.templating import settings


@dataclass(frozen=True, slots=True)
class Told:
    """A question and what was answered; empty: too few answered so."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Words:
    """Other words of the same person; *text* is empty while nobody has read them."""

    contribution: Contribution
    question: str
    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Beside:
    """All that stands beside a contribution."""

    answers: Sequence[Told]
    people: Sequence[Told]  # about themselves
    words: Sequence[Words]
    hidden: int  # things that are left out because few share them


def beside(contribution: Contribution, keyring: Keyring) -> Beside:
    """What the giver of *contribution* answered, said about themselves, and wrote elsewhere."""
    answers = [Told(each.question, each.answer) for each in _answers(contribution)]
    people = _people(contribution)
    return Beside(
        answers=[each for each in answers if each.answer],
        people=[each for each in people if each.answer],
        words=[_words(each, keyring) for each in _others(contribution)],
        hidden=sum(not each.answer for each in (*answers, *people)),
    )


def _answers(contribution: Contribution) -> Sequence[ClosedAnswer]:
    if contribution.response_id is None:
        return []
    given = events.answers(
        events.answers_wanted,
        response_id=contribution.response_id,
        language=current_language().code,
        least=DEFAULT_THRESHOLD,
    )
    return list(chain.from_iterable(cast("list[Sequence[ClosedAnswer]]", [a for a in given if a])))


def _people(contribution: Contribution) -> Sequence[Told]:
    """Characteristics in the order of their questions, as long as many share all so far."""
    said = about.about_of(contribution.submission)
    if said is None:
        return []
    told: list[Told] = []
    shared: list[ColumnElement[bool]] = []
    for question in about.questions(settings().nation):
        key = getattr(said, question.key)
        if key is None or key == about.NOT_SAID.key:
            continue
        condition = getattr(AboutYou, question.key) == key
        is_shown = _count(*shared, condition) >= DEFAULT_THRESHOLD
        if is_shown:
            shared.append(condition)
        label = next((str(each.label) for each in question.choices if each.key == key), key)
        told.append(Told(str(question.label), label if is_shown else ""))
    return told


def _count(*conditions: ColumnElement[bool]) -> int:
    statement = (
        select(func.count())
        .select_from(AboutYou)
        .where(*conditions, holding.counted(AboutYou.submission_id))
    )
    return session().scalar(statement) or 0


def _others(contribution: Contribution) -> Sequence[Contribution]:
    statement = (
        select(Contribution)
        .where(
            Contribution.submission_id == contribution.submission_id,
            Contribution.id != contribution.id,
            Contribution.withdrawn_on.is_(None),
            Contribution.restricted.is_(False),
        )
        .order_by(Contribution.position, Contribution.id)
    )
    return session().scalars(statement).all()


def _words(contribution: Contribution, keyring: Keyring) -> Words:
    is_read = contribution.redaction is Redaction.DONE
    return Words(
        contribution=contribution,
        question=question_asked(contribution, language=current_language().code),
        text=opening.working_text(contribution, keyring) if is_read else "",
        language=language_of(contribution),
    )
