"""What was done about a concern, opened only for those who may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from feedback.accounts.models import Staff
from feedback.accounts.roles import Role
from feedback.audit.services import record
from feedback.core.sealing import Keyring
from feedback.safeguarding.acts import note_of, whom_of
from feedback.safeguarding.models import Act, Concern, Outcome, Result, Way


@dataclass(frozen=True, slots=True)
class LogLine:
    """One act: who, what and when. What was written is empty where it is *closed_to_reader*.

    Of a call: *whom*, by which *way*, *done_at* and with which *result*.
    """

    at: datetime
    by_name: str
    act: Act
    note: str
    closed_to_reader: bool
    whom: str
    way: Way | None
    result: Result | None
    done_at: datetime | None
    outcome: Outcome | None


def may_read_notes(concern: Concern, reader: Staff) -> bool:
    """Safeguarding leads, whoever raised it, and its owner."""
    is_lead = Role.LEAD.value in reader.role_names
    return is_lead or reader.id in {concern.raised_by_id, concern.owner_id}


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
            note=note_of(entry, keyring) if allowed else "",
            closed_to_reader=entry.note_sealed is not None and not allowed,
            whom=whom_of(entry, keyring) if allowed else "",
            way=entry.way,
            result=entry.result,
            done_at=entry.done_at,
            outcome=entry.outcome,
        )
        for entry in concern.log
    ]
