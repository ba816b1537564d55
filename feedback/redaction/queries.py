"""Reading the decisions about one contribution."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select

from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.redaction.models import Decision, Hiding, SmallPlace


def contribution(contribution_id: uuid.UUID) -> Contribution:
    """One contribution; NoResultFound when there is none."""
    return session().get_one(Contribution, contribution_id)


def hidings(contribution: Contribution) -> Sequence[Hiding]:
    """Every stretch that is hidden, proposed or rejected, in reading order."""
    statement = (
        select(Hiding)
        .where(Hiding.contribution_id == contribution.id)
        .order_by(Hiding.start, Hiding.end, Hiding.id)
    )
    return session().scalars(statement).all()


def undecided(contribution: Contribution) -> Sequence[Hiding]:
    """The proposals that nobody has accepted or rejected."""
    return [each for each in hidings(contribution) if each.decision is Decision.PROPOSED]


def accepted(contribution: Contribution) -> Sequence[Hiding]:
    """The stretches that the working text does not show."""
    return [each for each in hidings(contribution) if each.decision is Decision.ACCEPTED]


def hiding(contribution: Contribution, hiding_id: uuid.UUID) -> Hiding:
    """One stretch of *contribution*; NoResultFound when it has none with this id."""
    statement = select(Hiding).where(
        Hiding.id == hiding_id, Hiding.contribution_id == contribution.id
    )
    return session().scalars(statement).one()


def last_step(contribution: Contribution) -> int:
    """The number of the last act of deciding; 0 before the first."""
    statement = select(func.max(Hiding.step)).where(Hiding.contribution_id == contribution.id)
    return session().scalar(statement) or 0


def small_places() -> Sequence[SmallPlace]:
    """The partnership's own list of places, by name."""
    return session().scalars(select(SmallPlace).order_by(SmallPlace.name, SmallPlace.id)).all()


def small_place(place_id: uuid.UUID) -> SmallPlace:
    """One place of the list; NoResultFound when there is none."""
    return session().get_one(SmallPlace, place_id)
