"""Concerns: raised, acted on, closed and opened again by people only."""

from datetime import UTC, date, datetime, time

from feedback.accounts.models import Staff
from feedback.contributions import events
from feedback.contributions.models import Contribution, Safeguarding
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring
from feedback.safeguarding import access, clocks, queries, signals
from feedback.safeguarding.acts import AlreadyClosed, Call, refuse_closed, write
from feedback.safeguarding.levels import PROPOSED, is_higher
from feedback.safeguarding.models import Act, Concern, Level, Outcome, Result, Urgency

__all__ = ["AlreadyClosed", "Call"]


class NothingToRaise(Refused):
    """Level 0 means that nobody is in danger: that is cleared, not raised."""


class SecondReaderMissing(Refused):
    """What two people must agree on is closed by another one than who asked for it."""


class NobodyAsked(Refused):
    """There is no request to close this concern that could be answered."""


class StillOpen(Refused):
    """Only a closed concern is opened again, and only while no other is open about the words."""


class NobodyTold(Refused):
    """An attack on somebody is not closed before whoever protects that person was told."""


class StillShows(Refused):
    """An attack on somebody is not closed while the working text shows who it is about."""


def raise_concern(
    contribution: Contribution,
    *,
    level: Level,
    by: Staff,
    note: str,
    keyring: Keyring,
    urgency: Urgency | None = None,
) -> Concern:
    """Somebody is worried about a person; *note* says what was done, and is sealed.

    Without an *urgency* it is the one that the level proposes. While a concern about this
    contribution is open, this adds to it: a higher level replaces the one it has, and a more
    urgent clock runs from now. Raises NothingToRaise.
    """
    if level is Level.L0:
        raise NothingToRaise
    wanted = urgency or PROPOSED[level]
    concern = queries.open_concern_about(contribution)
    if concern is None:
        concern = _new_concern(contribution, level=level, urgency=wanted, by=by)
        act = Act.RAISED
    else:
        higher = is_higher(level, concern.level)
        sooner = _more_urgent(wanted, concern.urgency)
        act = Act.CHANGED_LEVEL if higher or sooner else Act.NOTED
        if act is Act.CHANGED_LEVEL:
            _set(
                concern,
                level=level if higher else concern.level,
                urgency=wanted if sooner else concern.urgency,
            )
    signals.overtake(contribution)
    _hold_back(contribution)
    write(concern, act, by=by, note=note, keyring=keyring)
    return concern


def change_level(
    concern: Concern, *, level: Level, urgency: Urgency, by: Staff, note: str, keyring: Keyring
) -> None:
    """It is of another level or urgency than was thought; a new clock runs from now.

    Raises AlreadyClosed, NothingToRaise.
    """
    refuse_closed(concern)
    if level is Level.L0:
        raise NothingToRaise
    _set(concern, level=level, urgency=urgency)
    access.mark(session().get_one(Contribution, concern.contribution_id))
    write(concern, Act.CHANGED_LEVEL, by=by, note=note, keyring=keyring)


def add_note(
    concern: Concern, *, by: Staff, note: str, keyring: Keyring, next_look: date | None = None
) -> None:
    """Write down what was done; the clock then runs to the end of the day *next_look*, if given.

    Raises AlreadyClosed.
    """
    refuse_closed(concern)
    if next_look is not None:
        concern.due_at = datetime.combine(next_look, time.max, tzinfo=UTC)
    write(concern, Act.NOTED, by=by, note=note, keyring=keyring)


def add_call(concern: Concern, *, call: Call, by: Staff, note: str, keyring: Keyring) -> None:
    """Write down whom somebody called, how, when and with which result. Raises AlreadyClosed."""
    refuse_closed(concern)
    write(concern, Act.CALLED, by=by, note=note, keyring=keyring, call=call)


def take(concern: Concern, *, owner: Staff, by: Staff, keyring: Keyring) -> None:
    """*owner* looks after the concern from now on. Raises AlreadyClosed."""
    refuse_closed(concern)
    concern.owner_id = owner.id
    write(concern, Act.TOOK, by=by, note=owner.name, keyring=keyring)


def close(
    concern: Concern,
    *,
    outcome: Outcome,
    by: Staff,
    note: str,
    keyring: Keyring,
    identity_hidden: bool = False,
) -> bool:
    """Close a concern, or only ask a second reader where one is needed. True when closed.

    Raises AlreadyClosed; SecondReaderMissing when the one who asked tries to close it too; for an
    attack on somebody NobodyTold, and StillShows unless *identity_hidden*.
    """
    refuse_closed(concern)
    if concern.level is Level.ATTACK and outcome is not Outcome.NO_HARM_FOUND:
        _refuse_unprotected(concern, identity_hidden=identity_hidden)
    if not needs_second_reader(concern, by=by):
        _close(concern, outcome=outcome, by=by, note=note, keyring=keyring)
        return True
    if concern.close_asked_by_id == by.id:
        raise SecondReaderMissing
    concern.close_asked_by_id = by.id
    concern.outcome_asked = outcome.value
    write(concern, Act.ASKED_TO_CLOSE, by=by, note=note, keyring=keyring, outcome=outcome)
    return False


def needs_second_reader(concern: Concern, *, by: Staff) -> bool:
    """Whether *by* may not close it alone.

    So it is with danger now, and where nobody else has judged: *by* said how serious it is, or
    raised it, and closing it would answer watch phrases too.
    """
    if concern.urgency is Urgency.NOW:
        return True
    if any(each.verb is Act.CHANGED_LEVEL and each.by_id == by.id for each in concern.log):
        return True
    contribution = session().get_one(Contribution, concern.contribution_id)
    return concern.raised_by_id == by.id and bool(queries.standing_signals(contribution))


def confirm_close(
    concern: Concern, *, agrees: bool, by: Staff, note: str, keyring: Keyring
) -> None:
    """The second reader's word: closed as asked, or kept open.

    Raises AlreadyClosed; NobodyAsked; SecondReaderMissing when *by* is who asked.
    """
    refuse_closed(concern)
    if concern.close_asked_by_id is None or concern.outcome_asked is None:
        raise NobodyAsked
    if concern.close_asked_by_id == by.id:
        raise SecondReaderMissing
    if agrees:
        concern.second_reader_id = by.id
        outcome = Outcome(concern.outcome_asked)
        _close(concern, outcome=outcome, by=by, note=note, keyring=keyring)
        return
    _forget_request(concern)
    write(concern, Act.REFUSED_TO_CLOSE, by=by, note=note, keyring=keyring)


def reopen(concern: Concern, *, by: Staff, note: str, keyring: Keyring) -> None:
    """It was closed too early: its clock runs anew, and the log keeps how it had ended.

    Raises StillOpen when it is not closed, or another is open about the same words.
    """
    contribution = session().get_one(Contribution, concern.contribution_id)
    if queries.open_concern_about(contribution) is not None:
        raise StillOpen
    concern.closed_at = concern.closed_by_id = concern.second_reader_id = None
    concern.outcome = None
    _set(concern, level=concern.level, urgency=concern.urgency)
    _hold_back(contribution)
    write(concern, Act.REOPENED, by=by, note=note, keyring=keyring)


def _new_concern(
    contribution: Contribution, *, level: Level, urgency: Urgency, by: Staff
) -> Concern:
    raised_at = clock.now()
    concern = Concern(
        contribution_id=contribution.id,
        level=level,
        urgency=urgency,
        raised_at=raised_at,
        raised_by_id=by.id,
        due_at=clocks.in_force().act_by(urgency, level, raised_at),
    )
    session().add(concern)
    session().flush()
    return concern


def _hold_back(contribution: Contribution) -> None:
    """While somebody is worried, no words are public, and few people may read them."""
    contribution.safeguarding = Safeguarding.CONCERN
    access.mark(contribution)
    events.held_back.send(None, contribution=contribution)


def _close(concern: Concern, *, outcome: Outcome, by: Staff, note: str, keyring: Keyring) -> None:
    concern.outcome = outcome
    concern.closed_at = clock.now()
    concern.closed_by_id = concern.close_asked_by_id or by.id
    contribution = session().get_one(Contribution, concern.contribution_id)
    contribution.safeguarding = Safeguarding.CLEAR
    for signal in queries.standing_signals(contribution):
        signal.dismissed_by_id, signal.dismissed_on = concern.closed_by_id, clock.today()
    access.mark(contribution)
    write(concern, Act.CLOSED, by=by, note=note, keyring=keyring, outcome=outcome)


def _set(concern: Concern, *, level: Level, urgency: Urgency) -> None:
    concern.level, concern.urgency = level, urgency
    concern.due_at = clocks.in_force().act_by(urgency, level, clock.now())
    # What was agreed about another level is not agreed about this one.
    _forget_request(concern)


def _forget_request(concern: Concern) -> None:
    concern.close_asked_by_id = None
    concern.outcome_asked = None


def _refuse_unprotected(concern: Concern, *, identity_hidden: bool) -> None:
    if not any(each.result in {Result.TOOK_IT_ON, Result.GAVE_ADVICE} for each in concern.log):
        raise NobodyTold
    if not identity_hidden:
        raise StillShows


def _more_urgent(one: Urgency, other: Urgency) -> bool:
    order = list(Urgency)
    return order.index(one) < order.index(other)
