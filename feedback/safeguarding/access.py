"""Who may open what somebody is worried about, and that every opening is written down."""

from sqlalchemy import or_, select

from feedback.accounts.models import Staff
from feedback.accounts.roles import Role
from feedback.audit.services import record
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.safeguarding.levels import RESTRICTING
from feedback.safeguarding.models import Concern, Level, Outcome


class Shut(Refused):
    """Only those who look after the open concern may read these words."""


def may_open(contribution: Contribution, reader: Staff) -> bool:
    """Whether *reader* may see its text: everybody unless it is restricted.

    Else safeguarding leads, whoever raised the concern, and its owner.
    """
    if not contribution.restricted or Role.LEAD.value in reader.role_names:
        return True
    statement = select(Concern.id).where(
        Concern.contribution_id == contribution.id,
        Concern.closed_at.is_(None),
        or_(Concern.raised_by_id == reader.id, Concern.owner_id == reader.id),
    )
    return session().scalars(statement).first() is not None


def note_opening(contribution: Contribution, reader: Staff) -> None:
    """Let *reader* in, and log it when the text is restricted. Raises Shut."""
    if not contribution.restricted:
        return
    if not may_open(contribution, reader):
        raise Shut
    record(
        verb="opened restricted text",
        thing="contribution",
        thing_id=contribution.id,
        actor=reader,
    )


def mark(contribution: Contribution) -> None:
    """Shut or open *contribution* by the concerns about it; an attack stays out of the public."""
    session().flush()
    statement = select(Concern).where(Concern.contribution_id == contribution.id)
    concerns = session().scalars(statement.order_by(Concern.raised_at, Concern.id)).all()
    contribution.restricted = any(
        each.closed_at is None and each.level in RESTRICTING for each in concerns
    )
    contribution.never_public = any(
        each.level is Level.ATTACK and each.outcome is not Outcome.NO_HARM_FOUND
        for each in concerns
    )
    session().flush()
