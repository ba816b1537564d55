"""Giving one theme to many contributions as one act, which is taken back as one."""

import hashlib
import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding import changes
from feedback.coding.changes import Changing
from feedback.coding.codebook.keeping import present_version
from feedback.coding.models import (
    ChangeKind,
    ChangeSet,
    Coding,
    Origin,
    Suggestion,
    SuggestionState,
    Theme,
    ThemeState,
)
from feedback.contributions.models import CodingState, Contribution, Redaction
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused

MUST_BE_READ = 5
"""So many, drawn by chance from the list, are read whole before any of it is coded."""


class NothingTicked(Refused):
    """Nobody is coded by a list alone: rows are ticked one by one."""


class NotRead(Refused):
    """The rows drawn by chance must be read first."""


class ThemeNotGiven(Refused):
    """A theme that is retired or merged is given to nothing new."""


def drawn(contribution_ids: Collection[uuid.UUID]) -> Sequence[uuid.UUID]:
    """The rows of a list that must be read: drawn by chance, the same for the same list."""
    salt = hashlib.sha256(b"".join(each.bytes for each in sorted(contribution_ids))).digest()
    order = sorted(contribution_ids, key=lambda each: hashlib.sha256(salt + each.bytes).digest())
    return order[:MUST_BE_READ]


def code_many(
    contributions: Sequence[Contribution],
    *,
    theme: Theme,
    listed: Collection[uuid.UUID],
    read: Collection[uuid.UUID],
    title: str,
    is_all: bool,
    by: Staff,
) -> ChangeSet:
    """Give *theme* to *contributions*, ticked on a list of *listed*; *read* were read whole.

    Other themes stay as they are. With *is_all* nothing else is in them, so they wait no longer.
    Raises NothingTicked, NotRead, ThemeNotGiven.
    """
    if not contributions:
        raise NothingTicked
    if not set(drawn(listed)) <= set(read):
        raise NotRead
    if theme.state not in (ThemeState.ACTIVE, ThemeState.DRAFT):
        raise ThemeNotGiven
    facts = {"theme": theme.key, "contributions": len(contributions)}
    change = changes.begin(ChangeKind.BULK, by=by, reason=title, facts=facts)
    for contribution in contributions:
        _code(contribution, theme, change, by=by)
        if is_all and contribution.coding is CodingState.WAITING:
            change.set(contribution, coding=CodingState.DONE)
    facts = {"theme": theme.key, "contributions": len(contributions)}
    record(
        verb="coded many",
        thing="change-set",
        thing_id=change.change_set.number,
        facts=facts,
        actor=by,
    )
    return change.change_set


def may_be_coded(contribution_ids: Collection[uuid.UUID]) -> Sequence[Contribution]:
    """Those of the named that have a working text which every reader may see, oldest first."""
    statement = (
        select(Contribution)
        .where(
            Contribution.id.in_(contribution_ids),
            Contribution.redaction == Redaction.DONE,
            Contribution.restricted.is_(False),
            Contribution.withdrawn_on.is_(None),
        )
        .order_by(Contribution.received_on, Contribution.id)
    )
    return session().scalars(statement).all()


def _code(contribution: Contribution, theme: Theme, change: Changing, *, by: Staff) -> None:
    # Two presses at once follow one another: the second finds what the first one gave.
    session().flush()
    session().refresh(contribution, with_for_update=True)
    mine = select(Coding.id).where(
        Coding.contribution_id == contribution.id,
        Coding.theme_id == theme.id,
        Coding.coder_id == by.id,
        Coding.start.is_(None),
    )
    offered = (
        session()
        .scalars(
            select(Suggestion).where(
                Suggestion.contribution_id == contribution.id,
                Suggestion.theme_id == theme.id,
                Suggestion.state == SuggestionState.OPEN,
            )
        )
        .all()
    )
    for suggestion in offered:
        change.set(
            suggestion,
            state=SuggestionState.TAKEN,
            decided_by_id=by.id,
            decided_on=clock.today(),
            blind=True,  # nobody judged it alone: it says nothing about the tagger
        )
    if session().scalar(mine) is None:
        change.add(
            Coding(
                contribution_id=contribution.id,
                theme_id=theme.id,
                coder_id=by.id,
                codebook_version=present_version(),
                suggested=bool(offered),
                origin=Origin.BULK,
            )
        )
