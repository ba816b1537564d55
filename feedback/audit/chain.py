"""The chain: what an entry's digest is made of, and whether the log still says what it said."""

import hashlib
import hmac
import json
import uuid
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select

from feedback.audit.models import AuditEntry, AuditHead
from feedback.core.db import session
from feedback.core.keys import keyring
from feedback.core.sealing import Keyring

START = "0" * 64  # what the first entry is chained to
_AT_A_TIME = 1000  # rows
_COLUMNS = (
    AuditEntry.number,
    AuditEntry.at,
    AuditEntry.actor_id,
    AuditEntry.actor_name,
    AuditEntry.verb,
    AuditEntry.thing,
    AuditEntry.thing_id,
    AuditEntry.facts,
    AuditEntry.previous,
    AuditEntry.digest,
)


class Entry(Protocol):
    """What of an entry is protected."""

    @property
    def number(self) -> Any: ...
    @property
    def at(self) -> Any: ...
    @property
    def actor_id(self) -> Any: ...
    @property
    def actor_name(self) -> Any: ...
    @property
    def verb(self) -> Any: ...
    @property
    def thing(self) -> Any: ...
    @property
    def thing_id(self) -> Any: ...
    @property
    def facts(self) -> Any: ...
    @property
    def previous(self) -> Any: ...


def digest_of(entry: Entry) -> str:
    """SHA-256 over the digest before and the entry in canonical JSON, as hexadecimal digits."""
    at: datetime = entry.at
    actor: uuid.UUID | None = entry.actor_id
    body = [
        entry.number,
        at.isoformat(timespec="microseconds"),
        None if actor is None else actor.hex,
        entry.actor_name,
        entry.verb,
        entry.thing,
        entry.thing_id,
        entry.facts,
    ]
    canonical = json.dumps(body, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{entry.previous}{canonical}".encode()).hexdigest()


def signature(ring: Keyring, *, number: int, digest: str) -> str:
    """The mark of the end of the chain, which only a holder of the keys can make."""
    return ring.receipt_mac("audit head", str(number).encode(), digest.encode()).hex()


def verify(*, newest: int | None = None) -> int | None:
    """The number of the first entry that was changed or is missing; None where all is well.

    With *newest*, only so many of the last entries are looked at.
    """
    start = 1
    if newest is not None:
        last = session().scalar(select(AuditEntry.number).order_by(AuditEntry.number.desc()))
        start = max(1, (last or 0) - newest + 1)
    number, previous = start - 1, START if start == 1 else _digest_before(start)
    statement = select(*_COLUMNS).where(AuditEntry.number >= start).order_by(AuditEntry.number)
    with session().execute(statement.execution_options(yield_per=_AT_A_TIME)) as entries:
        for entry in entries:
            if (entry.number, entry.previous) != (number + 1, previous):
                return number + 1
            if digest_of(entry) != entry.digest:
                return number + 1
            number, previous = entry.number, entry.digest
    return None if _ends_at(number, previous) else number + 1


def _digest_before(number: int) -> str:
    before = session().scalar(select(AuditEntry.digest).where(AuditEntry.number == number - 1))
    return before or ""


def _ends_at(number: int, digest: str) -> bool:
    head = (
        session()
        .execute(select(AuditHead.number, AuditHead.digest, AuditHead.signature))
        .one_or_none()
    )
    if head is None:
        return number == 0
    right = signature(keyring(), number=number, digest=digest)
    return (head.number, head.digest) == (number, digest) and hmac.compare_digest(
        head.signature, right
    )
