"""Everything received and where it is now: the parts add up, or something is lost."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, case, func, select

from feedback.contributions import holding
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.safeguarding.models import LookState, SecondLook


@dataclass(frozen=True, slots=True)
class Completeness:
    """Where everything is that was ever received; each contribution is in one part only."""

    received: int
    read: int  # screened: a person has read it, and what must be decided is decided
    waiting: int  # nobody has read it to the end
    second: int  # read, and a second reader must agree that nobody is in danger
    withdrawn: int
    held: int  # like spam, and waiting for somebody to look, or put away

    @property
    def adds_up(self) -> bool:
        """Whether nothing is lost."""
        parts = self.read + self.waiting + self.second + self.withdrawn + self.held
        return parts == self.received


def completeness() -> Completeness:
    """Where everything is at this moment."""
    asked = select(SecondLook.contribution_id).where(SecondLook.state == LookState.WAITING)
    is_read = Contribution.read_on.is_not(None)
    state = case(
        (Contribution.withdrawn_on.is_not(None), "withdrawn"),
        (and_(is_read, Contribution.id.in_(asked)), "second"),
        (is_read, "read"),
        (holding.in_sight(), "waiting"),
        else_="held",
    )
    counted = select(state.label("state"), func.count().label("number")).group_by(state)
    found: Mapping[str, int] = {row.state: row.number for row in session().execute(counted)}
    return Completeness(
        received=session().scalar(select(func.count(Contribution.id))) or 0,
        read=found.get("read", 0),
        waiting=found.get("waiting", 0),
        second=found.get("second", 0),
        withdrawn=found.get("withdrawn", 0),
        held=found.get("held", 0),
    )
