"""Splits that are going on, and the codings that wait to be decided in them."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, func, select

from feedback.coding.codebook.models import Split, SplitDecision
from feedback.coding.models import ChangeStep, Coding, Theme
from feedback.contributions.models import Contribution, Redaction
from feedback.core.db import session


def open_split(theme: Theme) -> Split | None:
    """The split of *theme* that is neither finished nor given up."""
    return session().scalars(open_splits().where(Split.theme_id == theme.id)).first()


def open_splits() -> Select[Split]:
    """Every split that waits for decisions, oldest first."""
    return (
        select(Split)
        .where(Split.change_number.is_(None), Split.dropped_at.is_(None))
        .order_by(Split.started_at, Split.id)
    )


def queue(split: Split) -> Select[Coding]:
    """The codings that it is about and that may be read now, oldest contribution first."""
    statement = (
        select(Coding)
        .join(Contribution, Contribution.id == Coding.contribution_id)
        .where(
            Coding.theme_id == split.theme_id,
            Contribution.withdrawn_on.is_(None),
            Contribution.restricted.is_(False),
            Contribution.redaction == Redaction.DONE,
        )
        .order_by(Contribution.received_on, Contribution.id, Coding.start, Coding.id)
    )
    if split.since_change is None:
        return statement
    return statement.where(Coding.id.in_(codings_since(split.since_change)))


def codings_since(number: int) -> Select[uuid.UUID]:
    """The ids of codings that were given after the change-set of that number."""
    return select(ChangeStep.row_id).where(
        ChangeStep.row_table == Coding.__tablename__,
        ChangeStep.before.is_(None),
        ChangeStep.change_set_id > number,
    )


def undecided(split: Split) -> Select[Coding]:
    """Those of its queue that nobody has decided yet."""
    decided = select(SplitDecision.coding_id).where(SplitDecision.split_id == split.id)
    return queue(split).where(Coding.id.not_in(decided))


def count(statement: Select[Coding]) -> int:
    """How many codings there are in a queue."""
    found = statement.order_by(None).subquery()
    return session().scalar(select(func.count()).select_from(found)) or 0


def decisions(split: Split) -> Sequence[SplitDecision]:
    """What was decided so far."""
    statement = select(SplitDecision).where(SplitDecision.split_id == split.id)
    return session().scalars(statement.order_by(SplitDecision.coding_id)).all()
