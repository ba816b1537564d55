"""Signals, and concerns: raised, acted on and closed by people only."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.contributions import events
from feedback.contributions.models import Contribution, Safeguarding
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring, Place, Purpose
from feedback.core.templating import settings
from feedback.nlp import risk
from feedback.safeguarding import queries
from feedback.safeguarding.clocks import due_at
from feedback.safeguarding.models import (
    Act,
    Concern,
    ConcernNote,
    Level,
    Outcome,
    Reason,
    Signal,
)
from feedback.safeguarding.phrases import watched

THING = "concern"


class ConcernIsOpen(Refused):
    """Somebody is worried about a person in this contribution: it cannot be cleared."""


class ReasonMissing(Refused):
    """A watch phrase was met: whoever clears it says why."""


class AlreadyClosed(Refused):
    """The concern is closed; nothing more is done about it."""


class SecondReaderMissing(Refused):
    """A concern of level now is closed by another person than the one who asked for it."""


class NobodyAsked(Refused):
    """There is no request to close this concern that could be answered."""


def note_signals(contribution: Contribution, text: str) -> Sequence[Signal]:
    """Keep a signal for each watch phrase met in *text*; again adds nothing.

    A signal only puts the contribution first in the queue: it decides nothing.
    """
    found = risk.signals(text, language=contribution.language, phrases=watched())
    if not found:
        return []
    known = {(each.rule, each.start, each.end) for each in queries.signals(contribution)}
    made = [
        Signal(
            contribution_id=contribution.id,
            rule=each.rule.value,
            level=Level(each.level.value),
            start=each.start,
            end=each.end,
        )
        for each in found
        if (each.rule.value, each.start, each.end) not in known
    ]
    session().add_all(made)
    if made and contribution.safeguarding is not Safeguarding.CONCERN:
        contribution.safeguarding = Safeguarding.SIGNALLED
    session().flush()
    return made


def clear(contribution: Contribution, *, by: Staff, because: Reason | None = None) -> None:
    """*by* has read it and says that nobody is in danger.

    Raises ConcernIsOpen while somebody is worried, ReasonMissing when watch phrases were met.
    """
    if queries.open_concern_about(contribution) is not None:
        raise ConcernIsOpen
    standing = queries.standing_signals(contribution)
    if standing and because is None:
        raise ReasonMissing
    for signal in standing:
        signal.dismissed_by_id = by.id
        signal.dismissed_on = clock.today()
        signal.dismissed_because = because
    contribution.safeguarding = Safeguarding.CLEAR
    facts = {"signals": len(standing), "because": because.value if because else ""}
    record(
        verb="nobody in danger",
        thing="contribution",
        thing_id=contribution.id,
        facts=facts,
        actor=by,
    )
    session().flush()


def raise_concern(
    contribution: Contribution, *, level: Level, by: Staff, note: str, keyring: Keyring
) -> Concern:
    """Somebody is worried about a person; *note* says what was done, and is sealed.

    While a concern about this contribution is open, this adds to it; a more urgent level counts
    from now, a less urgent one changes nothing.
    """
    concern = queries.open_concern_about(contribution)
    if concern is None:
        concern = _new_concern(contribution, level=level, by=by)
        act = Act.RAISED
    elif _more_urgent(level, concern.level):
        _set_level(concern, level)
        act = Act.CHANGED_LEVEL
    else:
        act = Act.NOTED
    contribution.safeguarding = Safeguarding.CONCERN
    _write(concern, act, by=by, note=note, keyring=keyring)
    _record(act, concern, by=by)
    events.held_back.send(None, contribution=contribution)
    return concern


def add_note(
    concern: Concern, *, by: Staff, note: str, keyring: Keyring, next_look: date | None = None
) -> None:
    """Write down what was done; the clock then runs to the end of the day *next_look*, if given.

    Raises AlreadyClosed.
    """
    _refuse_closed(concern)
    if next_look is not None:
        concern.due_at = datetime.combine(next_look, time.max, tzinfo=UTC)
    _write(concern, Act.NOTED, by=by, note=note, keyring=keyring)
    _record(Act.NOTED, concern, by=by)


def take(concern: Concern, *, owner: Staff, by: Staff, keyring: Keyring) -> None:
    """*owner* looks after the concern from now on. Raises AlreadyClosed."""
    _refuse_closed(concern)
    concern.owner_id = owner.id
    _write(concern, Act.TOOK, by=by, note=owner.name, keyring=keyring)
    _record(Act.TOOK, concern, by=by)


def close(concern: Concern, *, outcome: Outcome, by: Staff, note: str, keyring: Keyring) -> bool:
    """Close a concern; one of level now only asks a second reader to. True when it is closed.

    Raises AlreadyClosed; SecondReaderMissing when the one who asked tries to close it too.
    """
    _refuse_closed(concern)
    if concern.level is not Level.NOW:
        _close(concern, outcome=outcome, by=by, note=note, keyring=keyring)
        return True
    if concern.close_asked_by_id == by.id:
        raise SecondReaderMissing
    concern.close_asked_by_id = by.id
    concern.outcome_asked = outcome.value
    _write(concern, Act.ASKED_TO_CLOSE, by=by, note=note, keyring=keyring)
    _record(Act.ASKED_TO_CLOSE, concern, by=by)
    return False


def confirm_close(
    concern: Concern, *, agrees: bool, by: Staff, note: str, keyring: Keyring
) -> None:
    """The second reader's word: closed as asked, or kept open.

    Raises AlreadyClosed; NobodyAsked; SecondReaderMissing when *by* is who asked.
    """
    _refuse_closed(concern)
    if concern.close_asked_by_id is None or concern.outcome_asked is None:
        raise NobodyAsked
    if concern.close_asked_by_id == by.id:
        raise SecondReaderMissing
    if agrees:
        concern.second_reader_id = by.id
        outcome = Outcome(concern.outcome_asked)
        _close(concern, outcome=outcome, by=by, note=note, keyring=keyring)
        return
    concern.close_asked_by_id = None
    concern.outcome_asked = None
    _write(concern, Act.REFUSED_TO_CLOSE, by=by, note=note, keyring=keyring)
    _record(Act.REFUSED_TO_CLOSE, concern, by=by)


def _new_concern(contribution: Contribution, *, level: Level, by: Staff) -> Concern:
    raised_at = clock.now()
    concern = Concern(
        contribution_id=contribution.id,
        level=level,
        raised_at=raised_at,
        raised_by_id=by.id,
        due_at=due_at(level, raised_at, nation=settings().nation),
    )
    session().add(concern)
    session().flush()
    return concern


def _close(concern: Concern, *, outcome: Outcome, by: Staff, note: str, keyring: Keyring) -> None:
    concern.outcome = outcome
    concern.closed_at = clock.now()
    concern.closed_by_id = concern.close_asked_by_id or by.id
    contribution = session().get_one(Contribution, concern.contribution_id)
    contribution.safeguarding = Safeguarding.CLEAR
    _write(concern, Act.CLOSED, by=by, note=note, keyring=keyring)
    _record(Act.CLOSED, concern, by=by)


def _set_level(concern: Concern, level: Level) -> None:
    concern.level = level
    concern.due_at = due_at(level, clock.now(), nation=settings().nation)
    # What was agreed about another level is not agreed about this one.
    concern.close_asked_by_id = None
    concern.outcome_asked = None


def _more_urgent(one: Level, other: Level) -> bool:
    order = list(Level)
    return order.index(one) < order.index(other)


def _refuse_closed(concern: Concern) -> None:
    if concern.closed_at is not None:
        raise AlreadyClosed


def _write(concern: Concern, act: Act, *, by: Staff, note: str, keyring: Keyring) -> None:
    entry = ConcernNote(concern_id=concern.id, by_id=by.id, by_name=by.name, verb=act)
    if note:
        place = Place(ConcernNote.__tablename__, entry.id, "note")
        entry.note_sealed = keyring.seal(note, purpose=Purpose.WORDS, place=place)
    concern.log.append(entry)
    session().flush()


def _record(act: Act, concern: Concern, *, by: Staff) -> None:
    facts = {"level": concern.level.value, "contribution": str(concern.contribution_id)}
    record(verb=f"concern {act.value}", thing=THING, thing_id=concern.id, facts=facts, actor=by)
