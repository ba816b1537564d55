"""Responses as rows of a table: nothing in them says who, when, or in which order they came."""

import secrets
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from feedback.contributions import opening
from feedback.contributions.models import Contribution, Redaction, Safeguarding
from feedback.core.db import session
from feedback.core.sealing import Keyring
from surveys.exchange.rarity import Rarity, folded, rarity_of
from surveys.results.filters import Filters, counted
from surveys.versions.models import (
    Survey,
    SurveyAnswer,
    SurveyLink,
    SurveyResponse,
    SurveyVersion,
)

#: What a row says of how it came, each only where enough rows say the same.
FACTS = ("version", "language", "channel", "place", "quarter", "people", "interpreter")
_AT_ONCE = 500  # responses whose answers are asked for together
#: States in which somebody still looks after what was said: its words stay here.
_LOOKED_AFTER = (Safeguarding.SIGNALLED, Safeguarding.CONCERN)


@dataclass(frozen=True, slots=True)
class Picked:
    """The responses of one export, in an order of chance, with how each came."""

    facts: Mapping[uuid.UUID, tuple[str, ...]]  # as FACTS names them

    def __len__(self) -> int:
        return len(self.facts)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One response: closed answers by column, and its words as a working text.

    Words that were said but may not leave (yet) are None.
    """

    number: int  # of this export, by chance
    facts: tuple[str, ...]
    closed: Mapping[str, Any]
    words: Mapping[str, str | None]


def picked(survey: Survey, filters: Filters, *, fewest: int) -> Picked:
    """The responses that *filters* count; how one came is blank where fewer than *fewest* share it.

    A link is named by its place. The day is never told, only the quarter of the year.
    """
    statement = (
        select(
            SurveyResponse.id,
            SurveyVersion.number,
            SurveyResponse.language,
            SurveyResponse.channel,
            SurveyLink.label,
            SurveyResponse.received_on,
            SurveyResponse.people_count,
            SurveyResponse.interpreter,
        )
        .join(SurveyVersion, SurveyVersion.id == SurveyResponse.version_id)
        .outerjoin(SurveyLink, SurveyLink.id == SurveyResponse.link_id)
        .where(SurveyResponse.id.in_(counted(survey, filters)))
        .order_by(SurveyResponse.id)
    )
    found = session().execute(statement).all()
    told = [
        (
            str(number),
            language,
            channel.value,
            place or "",
            f"{day.year}-Q{(day.month + 2) // 3}",
            str(people or ""),
            interpreter or "",
        )
        for _id, number, language, channel, place, day, people, interpreter in found
    ]
    columns = [folded(column, fewest) for column in zip(*told, strict=True)]
    rows = list(zip([each[0] for each in found], zip(*columns, strict=True), strict=True))
    secrets.SystemRandom().shuffle(rows)
    return Picked(dict(rows))


def rarity(found: Picked) -> Rarity:
    """How many of the rows could be recognised by all that they say without words."""
    return rarity_of(_signs(row) for row in closed_rows(found))


def _signs(row: AnswerRow) -> int:
    answers = sorted((name, str(value)) for name, value in row.closed.items())
    return hash((row.facts, tuple(answers)))


def closed_rows(found: Picked) -> Iterator[AnswerRow]:
    """The rows without anybody's words."""
    for numbers, ids in _in_parts(found):
        closed = _closed(ids)
        for number, response_id in zip(numbers, ids, strict=True):
            yield AnswerRow(number, found.facts[response_id], closed.get(response_id, {}), {})


def worded_rows(found: Picked, keyring: Keyring) -> Iterator[AnswerRow]:
    """The rows with working texts, opened a few hundred at a time."""
    for numbers, ids in _in_parts(found):
        closed, words = _closed(ids), _words(ids, keyring)
        for number, response_id in zip(numbers, ids, strict=True):
            yield AnswerRow(
                number,
                found.facts[response_id],
                closed.get(response_id, {}),
                words.get(response_id, {}),
            )


def _in_parts(found: Picked) -> Iterator[tuple[range, Sequence[uuid.UUID]]]:
    ids = list(found.facts)
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        yield range(start + 1, start + 1 + len(part)), part


def _closed(ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[str, Any]]:
    statement = (
        select(SurveyAnswer.response_id, SurveyAnswer.question, SurveyAnswer.value)
        .where(SurveyAnswer.response_id.in_(ids))
        .order_by(SurveyAnswer.response_id, SurveyAnswer.question)
    )
    found: dict[uuid.UUID, dict[str, Any]] = defaultdict(dict)
    for response_id, question, value in session().execute(statement):
        found[response_id][question] = value
    return found


def _words(
    ids: Sequence[uuid.UUID], keyring: Keyring
) -> Mapping[uuid.UUID, Mapping[str, str | None]]:
    statement = (
        select(Contribution)
        .where(Contribution.response_id.in_(ids), Contribution.withdrawn_on.is_(None))
        .order_by(Contribution.response_id, Contribution.question, Contribution.id)
    )
    found: dict[uuid.UUID, dict[str, str | None]] = defaultdict(dict)
    for each in session().scalars(statement):
        if each.response_id is not None:
            found[each.response_id][each.question or ""] = _leaving(each, keyring)
        session().expunge(each)
    return found


def _leaving(contribution: Contribution, keyring: Keyring) -> str | None:
    """The working text, where there is one and nobody is in danger over it."""
    is_ready = contribution.redaction is Redaction.DONE
    if not is_ready or contribution.safeguarding in _LOOKED_AFTER:
        return None
    return opening.working_text(contribution, keyring)
