"""Finding members of staff."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, select

from feedback.accounts.models import Staff, StaffRole
from feedback.accounts.roles import Role
from feedback.core.db import session
from feedback.core.errors import Refused


class NobodyThere(Refused):
    """No account that works has the address."""


def everyone() -> Sequence[Staff]:
    """All staff: those with an account that works first, by name."""
    statement = select(Staff).order_by(Staff.active.desc(), Staff.name, Staff.id)
    return session().scalars(statement).all()


def member(staff_id: uuid.UUID, *, to_change: bool = False) -> Staff:
    """One member of staff; kept from others until the end of the transaction if *to_change*."""
    statement = select(Staff).where(Staff.id == staff_id)
    return session().scalars(_kept(statement) if to_change else statement).one()


def with_address(email: str, *, to_change: bool = False) -> Staff | None:
    """Whoever has that address, in whatever capitals; kept from others if *to_change*."""
    statement = select(Staff).where(Staff.email == email.strip().lower())
    return session().scalars(_kept(statement) if to_change else statement).one_or_none()


def working_member(email: str) -> Staff:
    """Whoever has that address and may sign in. Raises NobodyThere."""
    found = with_address(email)
    if found is None or not found.active:
        raise NobodyThere(f"No member of staff who may sign in has the address {email}.")
    return found


def _kept(statement: Select[Staff]) -> Select[Staff]:
    # What was read before the lock was taken may be old by now.
    return statement.with_for_update().execution_options(populate_existing=True)


def working_administrators() -> Sequence[Staff]:
    """Administrators whose account works; kept from others until the end of the transaction."""
    holders = select(StaffRole.staff_id).where(StaffRole.role == Role.ADMINISTRATOR)
    statement = select(Staff).where(Staff.active, Staff.id.in_(holders)).order_by(Staff.id)
    return session().scalars(_kept(statement)).all()
