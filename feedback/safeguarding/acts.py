"""Writing in the log of a concern: what was written is sealed, that it was written is audited."""

from dataclasses import dataclass
from datetime import datetime

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring, Place, Purpose
from feedback.safeguarding.models import Act, Concern, ConcernNote, Outcome, Result, Way

THING = "concern"


class AlreadyClosed(Refused):
    """The concern is closed; nothing more is done about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Whom somebody called, how, when, and what came of it."""

    whom: str
    way: Way
    result: Result
    done_at: datetime


def refuse_closed(concern: Concern) -> None:
    """Raises AlreadyClosed."""
    if concern.closed_at is not None:
        raise AlreadyClosed


def write(
    concern: Concern,
    act: Act,
    *,
    by: Staff,
    note: str,
    keyring: Keyring,
    call: Call | None = None,
    outcome: Outcome | None = None,
) -> ConcernNote:
    """Add a line to the log of *concern*, and one without words to the audit log."""
    entry = ConcernNote(
        concern_id=concern.id, by_id=by.id, by_name=by.name, verb=act, outcome=outcome
    )
    if note:
        entry.note_sealed = keyring.seal(note, purpose=Purpose.WORDS, place=_place(entry, "note"))
    if call is not None:
        entry.way, entry.result, entry.done_at = call.way, call.result, call.done_at
        entry.whom_sealed = keyring.seal(
            call.whom, purpose=Purpose.WORDS, place=_place(entry, "whom")
        )
    concern.log.append(entry)
    session().flush()
    facts = {
        "level": concern.level.value,
        "urgency": concern.urgency.value,
        "contribution": str(concern.contribution_id),
    }
    record(verb=f"concern {act.value}", thing=THING, thing_id=concern.id, facts=facts, actor=by)
    return entry


def note_of(entry: ConcernNote, keyring: Keyring) -> str:
    """What was written; empty for nothing."""
    if entry.note_sealed is None:
        return ""
    return keyring.open(entry.note_sealed, purpose=Purpose.WORDS, place=_place(entry, "note"))


def whom_of(entry: ConcernNote, keyring: Keyring) -> str:
    """Whom somebody called; empty where it was no call."""
    if entry.whom_sealed is None:
        return ""
    return keyring.open(entry.whom_sealed, purpose=Purpose.WORDS, place=_place(entry, "whom"))


def _place(entry: ConcernNote, field: str) -> Place:
    return Place(ConcernNote.__tablename__, entry.id, field)
