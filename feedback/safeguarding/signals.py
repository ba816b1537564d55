"""Watch phrases: met by the machine, answered by two people."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, exists, func, select

from feedback.accounts.models import Staff, StaffRole
from feedback.accounts.roles import READERS
from feedback.audit.services import record
from feedback.contributions import events
from feedback.contributions.models import Contribution, Safeguarding
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.nlp import risk
from feedback.safeguarding import queries
from feedback.safeguarding.models import LookState, Reason, SecondLook, Signal, Urgency
from feedback.safeguarding.phrases import watched


class ConcernIsOpen(Refused):
    """Somebody is worried about a person in this contribution: it cannot be cleared."""


class ReasonMissing(Refused):
    """A watch phrase was met: whoever clears it says why."""


class NobodyAskedForALook(Refused):
    """There is no wish to clear this contribution that could be answered."""


class AskedYourself(Refused):
    """Whoever asked for a second reader is not the second reader."""


def note_signals(contribution: Contribution, text: str) -> Sequence[Signal]:
    """Keep a signal for each watch phrase met in *text*; again adds nothing.

    A signal only puts the contribution first in the queue: it decides nothing. Met after somebody
    has read it, it brings the contribution back there: nobody has decided what these words mean.
    """
    found = risk.signals(text, language=contribution.language, phrases=watched())
    if not found:
        return []
    known = {(each.rule, each.start, each.end) for each in queries.signals(contribution)}
    made = [
        Signal(
            contribution_id=contribution.id,
            rule=each.rule.value,
            urgency=Urgency(each.level.value),
            start=each.start,
            end=each.end,
        )
        for each in found
        if (each.rule.value, each.start, each.end) not in known
    ]
    session().add_all(made)
    if made:
        overtake(contribution)  # nobody has said yet what these words mean
        if contribution.safeguarding is not Safeguarding.CONCERN:
            was_clear = contribution.safeguarding is Safeguarding.CLEAR
            contribution.safeguarding = Safeguarding.SIGNALLED
            contribution.read_on = contribution.read_by_id = None
            if was_clear:  # words of it may be public
                events.held_back.send(None, contribution=contribution)
    session().flush()
    return made


def clear(contribution: Contribution, *, by: Staff, because: Reason | None = None) -> bool:
    """*by* has read it and says that nobody is in danger. True when it is cleared.

    Where watch phrases were met it stays signalled until another reader says so as well.
    Raises ConcernIsOpen while somebody is worried, ReasonMissing when watch phrases were met.
    """
    # The machine may be about to find a phrase in it: whoever comes second sees what the first did.
    session().refresh(contribution, with_for_update=True)
    if queries.open_concern_about(contribution) is not None:
        raise ConcernIsOpen
    standing = queries.standing_signals(contribution)
    if not standing:
        contribution.safeguarding = Safeguarding.CLEAR
        _record("nobody in danger", contribution, by, signals=0, because="")
        session().flush()
        return True
    look = look_waiting(contribution)
    if look is not None and look.asked_by_id != by.id:
        agree(contribution, by=by)
        return True
    if because is None:
        raise ReasonMissing
    if look is None:
        look = SecondLook(contribution_id=contribution.id, asked_by_id=by.id)
        session().add(look)
    look.because = because
    signals = len(standing)
    _record("asked for a second reader", contribution, by, signals=signals, because=because.value)
    session().flush()
    return False


def agree(contribution: Contribution, *, by: Staff) -> None:
    """The second reader says too that nobody is in danger.

    Raises NobodyAskedForALook, AskedYourself.
    """
    look = _answered(contribution, LookState.AGREED, by)
    for signal in queries.standing_signals(contribution):
        signal.dismissed_by_id = look.asked_by_id
        signal.dismissed_on = clock.today()
        signal.dismissed_because = look.because
    contribution.safeguarding = Safeguarding.CLEAR
    _record("nobody in danger", contribution, by, because=look.because.value, second=True)
    session().flush()


def refuse(contribution: Contribution, *, by: Staff) -> None:
    """The second reader is not sure: it stays signalled, and waits to be read like a new one.

    Raises NobodyAskedForALook, AskedYourself.
    """
    look = _answered(contribution, LookState.REFUSED, by)
    contribution.read_on = contribution.read_by_id = None
    _record("kept a signal", contribution, by, because=look.because.value)
    session().flush()


def overtake(contribution: Contribution) -> None:
    """What somebody wished to clear is no longer what it was: nobody can agree to that now."""
    while (look := look_waiting(contribution)) is not None:
        look.state = LookState.OVERTAKEN


def look_waiting(contribution: Contribution) -> SecondLook | None:
    """The wish to clear *contribution* that waits for a second reader."""
    statement = (
        select(SecondLook)
        .where(SecondLook.contribution_id == contribution.id, SecondLook.state == LookState.WAITING)
        .order_by(SecondLook.asked_at, SecondLook.id)
    )
    return session().scalars(statement).first()


def looks_waiting() -> Select[SecondLook]:
    """Every wish that waits for a second reader, the longest first; a statement."""
    return (
        select(SecondLook)
        .where(SecondLook.state == LookState.WAITING)
        .order_by(SecondLook.asked_at, SecondLook.id)
    )


def all_looks_waiting() -> Sequence[SecondLook]:
    """Every wish that waits for a second reader, the longest first."""
    return session().scalars(looks_waiting()).all()


def next_look_for(reader: Staff) -> SecondLook | None:
    """The wish that *reader* can answer, the longest waiting first."""
    return session().scalars(looks_waiting().where(SecondLook.asked_by_id != reader.id)).first()


def looks_waiting_count() -> int:
    """How many contributions wait for a second reader."""
    counted = select(func.count()).select_from(looks_waiting().order_by(None).subquery())
    return session().scalar(counted) or 0


def urgency_of(contribution_id: uuid.UUID) -> Urgency:
    """The most urgent of its standing signals; soon where none stands."""
    found = queries.signals_of([contribution_id]).get(contribution_id, [])
    return found[0].urgency if found else Urgency.SOON


def is_only_reader(reader_id: uuid.UUID) -> bool:
    """Whether nobody but this member of staff has an account that may read."""
    held = exists().where(StaffRole.staff_id == Staff.id, StaffRole.role.in_(READERS))
    statement = select(Staff.id).where(Staff.active, Staff.id != reader_id, held).limit(1)
    return session().scalars(statement).first() is None


def _answered(contribution: Contribution, state: LookState, by: Staff) -> SecondLook:
    look = look_waiting(contribution)
    if look is None:
        raise NobodyAskedForALook
    if look.asked_by_id == by.id:
        raise AskedYourself
    look.state, look.answered_by_id, look.answered_at = state, by.id, clock.now()
    overtake(contribution)  # where two asked in the same moment, one answer is for both
    return look


def _record(verb: str, contribution: Contribution, by: Staff, **facts: object) -> None:
    record(verb=verb, thing="contribution", thing_id=contribution.id, facts=dict(facts), actor=by)
