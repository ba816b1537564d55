"""What a sample may be drawn from, and how often themes were given so far."""

import uuid
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, func, select

from feedback.coding.agreement.models import SampleEntry
from feedback.coding.models import ChangeKind, ChangeSet, ChangeStep, Coding, Origin, Theme
from feedback.contributions.models import CodingState, Contribution, Redaction, Safeguarding
from feedback.core.db import session

_THEMED = (CodingState.DONE, CodingState.NO_THEME)


def readable() -> Sequence[ColumnElement[bool]]:
    """What must hold of a contribution that people code: redacted, and nobody's danger open."""
    return (
        Contribution.withdrawn_on.is_(None),
        Contribution.restricted.is_(False),
        Contribution.redaction == Redaction.DONE,
        Contribution.safeguarding != Safeguarding.WAITING,
        Contribution.working_sealed.is_not(None),
    )


def drawable(*, second_coder: uuid.UUID) -> Sequence[Contribution]:
    """What a sample may be drawn from, oldest first.

    Read, not coded by the second coder before, by at most one other person, nor in a sample.
    """
    ours = select(Coding.contribution_id).where(
        (Coding.coder_id == second_coder) | (Coding.origin == Origin.RECONCILED)
    )
    by_several = (
        select(Coding.contribution_id)
        .group_by(Coding.contribution_id)
        .having(func.count(Coding.coder_id.distinct()) > 1)
    )
    statement = (
        select(Contribution)
        .where(
            *readable(),
            Contribution.coding.in_((*_THEMED, CodingState.WAITING)),
            Contribution.id.not_in(ours),
            Contribution.id.not_in(by_several),
            Contribution.id.not_in(select(SampleEntry.contribution_id)),
        )
        .order_by(Contribution.received_on, Contribution.id)
    )
    found = session().scalars(statement).all()
    themeless = said_themeless([each.id for each in found if each.coding is CodingState.NO_THEME])
    return [each for each in found if themeless.get(each.id) != second_coder]


def shares(keys: Collection[str]) -> Mapping[str, float]:
    """The share of coded contributions that have each theme; none before anything is coded."""
    total = session().scalar(
        select(func.count())
        .select_from(Contribution)
        .where(Contribution.coding.in_(_THEMED), Contribution.withdrawn_on.is_(None))
    )
    if not total:
        return {}
    given = select(Theme.key, func.count(Coding.contribution_id.distinct()))
    rows = session().execute(
        given.join(Coding, Coding.theme_id == Theme.id)
        .join(Contribution, Contribution.id == Coding.contribution_id)
        .where(Theme.key.in_(keys), Contribution.withdrawn_on.is_(None))
        .group_by(Theme.key)
    )
    return dict.fromkeys(keys, 0.0) | {key: count / total for key, count in rows}


def said_themeless(contribution_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, uuid.UUID]:
    """Who said last that no theme fits, by contribution; what is older than the journal is not."""
    statement = (
        select(ChangeStep.contribution_id, ChangeSet.made_by_id)
        .join(ChangeSet)
        .where(
            ChangeStep.contribution_id.in_(contribution_ids),
            ChangeSet.kind == ChangeKind.NO_THEME,
            ChangeSet.undone_at.is_(None),
        )
        .order_by(ChangeSet.number)
    )
    return {row.contribution_id: row.made_by_id for row in session().execute(statement)}
