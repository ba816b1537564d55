"""Short quotes: only of a working text, only where its giver said yes, never by a machine."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.contributions import opening
from feedback.contributions.models import (
    Contribution,
    Permission,
    PermissionKind,
    Redaction,
    Submission,
)
from feedback.contributions.restricting import is_public_material, may_be_public
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring, Place, Purpose
from youwesaid.insights import identity
from youwesaid.insights.models import Insight, Quote, QuoteState, insight_source

LONGEST_QUOTE = 300  # characters: a short quote is what people said yes to


class NoPermission(Refused):
    """The giver has not said yes to a quote, or took it back."""


class NotASource(Refused):
    """A quote comes from one of the contributions behind its insight."""


class NotReady(Refused):
    """There is no working text yet, or somebody is worried about this person."""


class NotInTheText(Refused):
    """These words do not stand in the working text once and as they are."""


class QuoteTooLong(Refused):
    """People said yes to a short quote."""


class AlreadyPublic(Refused):
    """A quote that is public is taken down by its giver, or by a correction."""


def quotable(insight: Insight) -> Sequence[Contribution]:
    """The sources of *insight* whose givers allow a quote now, oldest first."""
    statement = (
        _allowed()
        .join(insight_source, insight_source.c.contribution_id == Contribution.id)
        .where(insight_source.c.insight_id == insight.id)
        .order_by(Contribution.received_on, Contribution.id)
    )
    return session().scalars(statement).all()


def source_to_quote(insight: Insight, contribution_id: uuid.UUID) -> Contribution:
    """One source of *insight* that may be quoted. Raises NoResultFound for any other."""
    statement = (
        _allowed()
        .join(insight_source, insight_source.c.contribution_id == Contribution.id)
        .where(
            insight_source.c.insight_id == insight.id,
            Contribution.id == contribution_id,
        )
    )
    return session().scalars(statement).one()


def quote_by_id(quote_id: uuid.UUID) -> Quote:
    """One quote with its insight. Raises NoResultFound."""
    statement = select(Quote).where(Quote.id == quote_id).options(joinedload(Quote.insight))
    return session().scalars(statement).one()


def stretch_of(text: str, words: str) -> tuple[int, int]:
    """Where *words* stand in *text*, in code points. Raises NotInTheText unless exactly once."""
    wanted = words.strip()
    if not wanted or text.count(wanted) != 1:
        raise NotInTheText
    start = text.index(wanted)
    return start, start + len(wanted)


def propose_quote(
    insight: Insight,
    *,
    contribution: Contribution,
    stretch: tuple[int, int],
    by: Staff,
    keyring: Keyring,
) -> Quote:
    """Propose a *stretch* (code points of the working text) as a quote; the same twice is one.

    Raises NotASource, NoPermission, NotReady, NotInTheText, QuoteTooLong.
    """
    if contribution not in insight.sources:
        raise NotASource
    if not may_quote(contribution):
        raise NoPermission
    if contribution.redaction is not Redaction.DONE or not is_public_material(contribution):
        raise NotReady
    start, end, words = _cut(opening.working_text(contribution, keyring), stretch)
    held = next((q for q in insight.quotes if _is_at(q, contribution, start, end)), None)
    quote = held or Quote(
        contribution_id=contribution.id, start=start, end=end, language=contribution.language
    )
    if held is None:
        insight.quotes.append(quote)
    if quote.state is QuoteState.PULLED:
        quote.state, quote.identity_checked_by_id = QuoteState.PROPOSED, None
    is_other = held is not None and quoted_words(held, keyring) != words
    if is_other and quote.state is QuoteState.PROPOSED:
        quote.identity_checked_by_id = None  # other words are asked about again
    quote.text_sealed = keyring.seal(words, purpose=Purpose.WORDS, place=_place(quote))
    session().flush()
    audit.record(verb="quote.proposed", thing="quote", thing_id=quote.id, actor=by)
    return quote


def check_quote_identity(quote: Quote, *, somebody_would_know: bool, by: Staff) -> None:
    """Keep a person's answer to whether anybody would know who this is.

    A yes takes the quote away. Raises AlreadyPublic when it is too late to ask.
    """
    if quote.state is QuoteState.PUBLISHED:
        raise AlreadyPublic
    identity.note_about_quote(quote, somebody_would_know=somebody_would_know, by=by)
    if somebody_would_know:
        quote.insight.quotes.remove(quote)
        session().delete(quote)
    else:
        quote.identity_checked_by_id = by.id
    session().flush()
    facts = {"somebody_would_know": somebody_would_know}
    audit.record(
        verb="quote.identity_checked", thing="quote", thing_id=quote.id, facts=facts, actor=by
    )


def quoted_words(quote: Quote, keyring: Keyring) -> str:
    """The words of a quote; empty once it was pulled."""
    if quote.text_sealed is None:
        return ""
    return keyring.open(quote.text_sealed, purpose=Purpose.WORDS, place=_place(quote))


def may_quote(contribution: Contribution) -> bool:
    """Whether the giver of *contribution* says yes to a quote at this moment."""
    if contribution.withdrawn_on is not None:
        return False
    allowed = select(Permission.granted).where(
        Permission.submission_id == contribution.submission_id,
        Permission.kind == PermissionKind.QUOTE,
    )
    return bool(session().scalar(allowed))


def may_publish(quote: Quote, contribution: Contribution, keyring: Keyring) -> bool:
    """Whether *quote* may be public now: checked, allowed, of the working text as it is today."""
    if quote.identity_checked_by_id is None or not may_quote(contribution):
        return False
    if contribution.redaction is not Redaction.DONE or not is_public_material(contribution):
        return False
    present = opening.working_text(contribution, keyring)[quote.start : quote.end]
    return present == quoted_words(quote, keyring)


def _allowed() -> Select[Contribution]:
    return (
        select(Contribution)
        .join(Contribution.submission)
        .join(Permission, Permission.submission_id == Submission.id)
        .where(
            Permission.kind == PermissionKind.QUOTE,
            Permission.granted,
            Contribution.withdrawn_on.is_(None),
            Contribution.redaction == Redaction.DONE,
            may_be_public(),
        )
        .options(selectinload(Contribution.submission))
    )


def _cut(text: str, stretch: tuple[int, int]) -> tuple[int, int, str]:
    start, end = stretch
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise NotInTheText
    if end - start > LONGEST_QUOTE:
        raise QuoteTooLong
    return start, end, text[start:end]


def _is_at(quote: Quote, contribution: Contribution, start: int, end: int) -> bool:
    place = (quote.contribution_id, quote.start, quote.end)
    return place == (contribution.id, start, end)


def _place(quote: Quote) -> Place:
    return Place(Quote.__tablename__, quote.id, "text")
