"""What was done about a concern, opened only for those who may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from feedback.accounts.models import Staff
from feedback.accounts.roles import Role
from feedback.audit.services import record
from feedback.core.sealing import Keyring, Place, Purpose
from feedback.safeguarding.models import Act, Concern, ConcernNote


@dataclass(frozen=True, slots=True)
class LogLine:
    """One act; *note* is empty where nothing was written or it is *closed_to_reader*."""

    at: datetime
    by_name: str
    act: Act
    note: str
    closed_to_reader: bool


def may_read_notes(concern: Concern, reader: Staff) -> bool:
    """Safeguarding leads, and whoever raised it."""
    return Role.LEAD.value in reader.role_names or concern.raised_by_id == reader.id


def opened(concern: Concern, *, reader: Staff, keyring: Keyring) -> Sequence[LogLine]:
    """The log, oldest first. That its notes were opened is itself logged."""
    allowed = may_read_notes(concern, reader)
    if allowed:
        record(verb="opened concern notes", thing="concern", thing_id=concern.id, actor=reader)
    return [
        LogLine(
            at=entry.at,
            by_name=entry.by_name,
            act=entry.verb,
            note=_note(entry, keyring) if allowed else "",
            closed_to_reader=entry.note_sealed is not None and not allowed,
        )
        for entry in concern.log
    ]


def _note(entry: ConcernNote, keyring: Keyring) -> str:
    if entry.note_sealed is None:
        return ""
    place = Place(ConcernNote.__tablename__, entry.id, "note")
    return keyring.open(entry.note_sealed, purpose=Purpose.WORDS, place=place)
