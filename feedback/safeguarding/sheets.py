"""Each partner's escalation sheet: whom to call, for which levels, read again twice a year."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.core import clock
from feedback.core.db import session
from feedback.safeguarding.duty_models import EscalationContact
from feedback.safeguarding.help_checks import NotANumber, is_number
from feedback.safeguarding.help_lines import LIMIT_DAYS
from feedback.safeguarding.levels import RAISED
from feedback.safeguarding.models import Level

THING = "escalation contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a line of a sheet says."""

    partner: str
    role: str
    number: str
    hours: str
    out_of_hours_number: str
    levels: Sequence[Level]


def contacts() -> Sequence[EscalationContact]:
    """Every line of every sheet, partner by partner."""
    statement = select(EscalationContact).order_by(
        EscalationContact.partner, EscalationContact.role, EscalationContact.id
    )
    return session().scalars(statement).all()


def contact(contact_id: uuid.UUID) -> EscalationContact:
    """One line; NoResultFound when there is none."""
    return session().get_one(EscalationContact, contact_id)


def contacts_for(level: Level) -> Sequence[EscalationContact]:
    """Whom to call about a concern of *level*."""
    return [each for each in contacts() if level.value in each.levels]


def is_old(contact: EscalationContact) -> bool:
    """Whether somebody must check it again."""
    return clock.today() - contact.checked_on > timedelta(days=LIMIT_DAYS)


def levels_without_contact() -> Sequence[Level]:
    """The levels for which no sheet names anybody."""
    named = {level for each in contacts() for level in each.levels}
    return [level for level in RAISED if level.value not in named]


def keep(line: Line, *, by: Staff, contact: EscalationContact | None = None) -> EscalationContact:
    """Add a line, or change *contact* to it; either way it is checked today. Raises NotANumber."""
    for number in (line.number, line.out_of_hours_number):
        if number and not is_number(number):
            raise NotANumber(number)
    kept = contact or EscalationContact()
    kept.partner, kept.role = line.partner, line.role
    kept.number, kept.out_of_hours_number = line.number, line.out_of_hours_number
    kept.hours = line.hours
    kept.levels = [level.value for level in RAISED if level in line.levels]
    kept.checked_on, kept.checked_by_id = clock.today(), by.id
    session().add(kept)
    session().flush()
    verb = "changed escalation contact" if contact else "added escalation contact"
    record(verb=verb, thing=THING, thing_id=kept.id, facts={"levels": kept.levels}, actor=by)
    return kept


def confirm(contact: EscalationContact, *, by: Staff) -> None:
    """*by* has tried the numbers, or asked, today: they are right."""
    contact.checked_on, contact.checked_by_id = clock.today(), by.id
    record(verb="checked escalation contact", thing=THING, thing_id=contact.id, actor=by)
    session().flush()


def remove(contact: EscalationContact, *, by: Staff) -> None:
    """Nobody calls there any more."""
    record(verb="removed escalation contact", thing=THING, thing_id=contact.id, actor=by)
    session().delete(contact)
    session().flush()
