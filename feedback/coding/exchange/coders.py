"""Coders under numbers: the same person is the same number in each file, and never a name."""

import uuid
from collections.abc import Mapping

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.core.db import session
from feedback.core.sealing import Keyring

_LABEL = "coder"
_SHOWN = 6  # digits of the number that people see


class Coders:
    """Who is who, for one file going out or coming in."""

    def __init__(self, keyring: Keyring) -> None:
        self._numbers: Mapping[uuid.UUID, uuid.UUID] = {
            staff_id: number_of(staff_id, keyring)
            for staff_id in session().scalars(select(Staff.id))
        }
        self._staff = {number: staff_id for staff_id, number in self._numbers.items()}
        self._named = {name_of(number): number for number in self._staff}

    def number(self, coder_id: uuid.UUID) -> uuid.UUID:
        """The number of a coder; one that came in with a file keeps the number it had there."""
        return self._numbers.get(coder_id, coder_id)

    def known(self, number: uuid.UUID, name: str = "") -> uuid.UUID | None:
        """The member of staff with that number, or whose number is in the *name*; else None.

        Some programs give everybody a new number, and keep the name.
        """
        return self._staff.get(number) or self._staff.get(self._named.get(name, number))


def number_of(staff_id: uuid.UUID, keyring: Keyring) -> uuid.UUID:
    """The number of a member of staff: only this site can tell whose it is."""
    return uuid.UUID(bytes=keyring.receipt_mac(_LABEL, staff_id.bytes)[:16], version=4)


def name_of(number: uuid.UUID) -> str:
    """How a number is shown. English in each language: it travels, and comes back."""
    return f"Coder {number.hex[:_SHOWN]}"
