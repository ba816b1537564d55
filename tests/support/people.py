"""People with accounts, and a clock that can be moved."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from feedback.accounts import codes, queries
from feedback.accounts.models import Staff
from feedback.core import clock
from feedback.core.db import session

PASSWORD = "lantern gravel teapot"


def fresh() -> None:
    """See what other connections have committed since."""
    if session().info.get("writing"):
        session().expire_all()
    else:
        session().rollback()


@dataclass
class Clock:
    """The product's time; it stands still unless it is moved."""

    moment: datetime = field(default_factory=clock.now)

    def now(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Person:
    """Somebody's address, and what they know and hold."""

    staff_id: UUID
    email: str
    secret: str = ""
    password: str = PASSWORD

    @property
    def row(self) -> Staff:
        fresh()
        return queries.member(self.staff_id)

    def code(self) -> str:
        return codes.current_code(self.secret)
