"""What may leave: working texts that were read, and what was given to them."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from feedback.coding.models import Coding, Suggestion, SuggestionState, Theme
from feedback.contributions import holding, restricting
from feedback.contributions.models import Contribution, Redaction
from feedback.core.db import session

_AT_ONCE = 500  # contributions whose codings are asked for together


@dataclass(frozen=True, slots=True)
class Coded:
    """A contribution that may leave, with its codings in the codebook's order."""

    contribution: Contribution
    codings: Sequence[Coding] = ()
    taken: Mapping[uuid.UUID, Suggestion] = field(default_factory=dict)  # by theme


def sendable() -> Select[Contribution]:
    """The contributions whose working text may leave this site, oldest first.

    Never what was taken back, what is held like spam or put away, what nobody has read, and what
    may be about danger while that is not decided (see ``restricting.UNDECIDED``).
    """
    return (
        select(Contribution)
        .where(
            Contribution.redaction == Redaction.DONE,
            Contribution.safeguarding.not_in(restricting.UNDECIDED),
            Contribution.withdrawn_on.is_(None),
            restricting.open_to_readers(),
            holding.counted(Contribution.submission_id),
        )
        .order_by(Contribution.received_on, Contribution.id)
    )


def is_sendable(contribution: Contribution) -> bool:
    """Whether the working text of *contribution* may be coded and may leave."""
    return (
        contribution.redaction is Redaction.DONE
        and contribution.safeguarding not in restricting.UNDECIDED
        and contribution.withdrawn_on is None
        and not contribution.restricted
        and holding.is_counted(contribution.submission)
    )


def count() -> int:
    """How many contributions may leave."""
    wanted = sendable().order_by(None).subquery()
    return session().scalar(select(func.count()).select_from(wanted)) or 0


def kept_back() -> int:
    """How many contributions may not leave."""
    return (session().scalar(select(func.count(Contribution.id))) or 0) - count()


def everything() -> Iterator[Coded]:
    """Each contribution that may leave, with what was given to it."""
    ids = list(session().scalars(sendable().with_only_columns(Contribution.id)))
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        statement = (
            select(Contribution)
            .where(Contribution.id.in_(some))
            .options(joinedload(Contribution.submission))
            .order_by(Contribution.received_on, Contribution.id)
        )
        codings, taken = _codings(some), _taken(some)
        for each in session().scalars(statement):
            yield Coded(each, codings[each.id], taken[each.id])


def _codings(ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, list[Coding]]:
    statement = (
        select(Coding)
        .join(Theme)
        .where(Coding.contribution_id.in_(ids))
        .options(joinedload(Coding.theme))
        .order_by(Theme.position, Theme.key, Coding.start, Coding.id)
    )
    found: dict[uuid.UUID, list[Coding]] = defaultdict(list)
    for coding in session().scalars(statement):
        found[coding.contribution_id].append(coding)
    return found


def _taken(ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, dict[uuid.UUID, Suggestion]]:
    """The suggestions that were taken, the newest of each theme."""
    statement = (
        select(Suggestion)
        .where(Suggestion.contribution_id.in_(ids), Suggestion.state == SuggestionState.TAKEN)
        .order_by(Suggestion.decided_on, Suggestion.id)
    )
    found: dict[uuid.UUID, dict[uuid.UUID, Suggestion]] = defaultdict(dict)
    for suggestion in session().scalars(statement):
        found[suggestion.contribution_id][suggestion.theme_id] = suggestion
    return found
