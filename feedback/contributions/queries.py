"""Receipts, what was sent under them, and how far it has come."""

import uuid
from collections.abc import Sequence
from enum import IntEnum
from itertools import chain
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from feedback.contributions import events
from feedback.contributions.events import LinkedEntry
from feedback.contributions.models import (
    CodingState,
    Contact,
    Contribution,
    Publication,
    Receipt,
    Submission,
)
from feedback.contributions.receiving import code_mac
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring

#: An entry in this state says what was heard, and nothing yet of what was done about it.
_NOT_ANSWERED = "heard"


class UnknownReceipt(Refused):
    """Nothing is held under this code: it was never given, or everything was taken back."""


class Stage(IntEnum):
    """How far a contribution has come, as its giver is told."""

    GOT_IT = 1
    READ = 2
    GROUPED = 3
    ANSWERED = 4


def receipt_by_code(code: str, keyring: Keyring) -> Receipt:
    """The receipt whose *code* (18 digits, tidied) this is. Raises UnknownReceipt.

    On PostgreSQL the row is locked until the transaction ends, so that nothing can be added to a
    receipt while it is being taken back; SQLite has one writer at a time anyway.
    """
    statement = (
        select(Receipt)
        .where(Receipt.code_mac == code_mac(code, keyring), Receipt.withdrawn_on.is_(None))
        .with_for_update()
    )
    receipt = session().scalars(statement).one_or_none()
    if receipt is None:
        raise UnknownReceipt
    return receipt


def submissions_of(receipt: Receipt) -> Sequence[Submission]:
    """Everything that was sent under *receipt*, oldest first."""
    statement = (
        select(Submission)
        .where(Submission.receipt_id == receipt.id)
        .options(selectinload(Submission.contributions), selectinload(Submission.permissions))
        .order_by(Submission.received_on, Submission.id)
    )
    return session().scalars(statement).all()


def submission_of(receipt: Receipt, submission_id: uuid.UUID) -> Submission:
    """One of the things sent under *receipt*. Raises NoResultFound for another's."""
    statement = select(Submission).where(
        Submission.id == submission_id, Submission.receipt_id == receipt.id
    )
    return session().scalars(statement).one()


def submission_by_id(submission_id: uuid.UUID) -> Submission | None:
    """The submission that a form with this id became, if it was ever sent."""
    return session().get(Submission, submission_id)


def has_contact(submission: Submission) -> bool:
    """Whether its giver told us how to reach them."""
    statement = select(Contact.id).where(Contact.submission_id == submission.id)
    return session().scalars(statement).first() is not None


def linked_entries(contributions: Sequence[Contribution]) -> Sequence[LinkedEntry]:
    """The published entries that *contributions* led to, each once."""
    ids = [contribution.id for contribution in contributions]
    given = cast(
        "list[Sequence[LinkedEntry]]",
        list(events.answers(events.entries_wanted, contribution_ids=ids)),
    )
    by_slug = {entry.slug: entry for entry in chain.from_iterable(given)}
    return list(by_slug.values())


def question_asked(contribution: Contribution, *, language: str) -> str:
    """What *contribution* answers, as it was asked; the key of it when nobody knows more."""
    if contribution.response_id and contribution.question:
        for wording in events.answers(
            events.question_wanted,
            response_id=contribution.response_id,
            question=contribution.question,
            language=language,
        ):
            if isinstance(wording, str) and wording:
                return wording
    return contribution.question or ""


def survey_of(contribution: Contribution) -> str:
    """The name of the survey that *contribution* answers; blank for none."""
    if contribution.response_id is None:
        return ""
    found = events.answers(events.survey_wanted, response_id=contribution.response_id)
    return next((name for name in found if isinstance(name, str)), "")


def entry_named(slug: str) -> LinkedEntry | None:
    """The published entry called *slug*, if there is one."""
    found = (answer for answer in events.answers(events.entry_named, slug=slug) if answer)
    return cast("LinkedEntry | None", next(found, None))


def stage_of(contribution: Contribution, entries: Sequence[LinkedEntry] = ()) -> Stage:
    """How far *contribution* has come, given the published *entries* that it led to."""
    if any(entry.state != _NOT_ANSWERED for entry in entries):
        return Stage.ANSWERED
    if entries or contribution.publication is not Publication.NOTHING:
        return Stage.GROUPED
    if contribution.coding is CodingState.DONE:
        return Stage.GROUPED
    if contribution.read_on is not None or contribution.coding is CodingState.NO_THEME:
        return Stage.READ
    return Stage.GOT_IT
