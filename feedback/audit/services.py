"""Writing down who did what, and noticing when the log was changed afterwards."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from flask import g
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session, SessionTransaction

from feedback.audit import chain
from feedback.audit.models import AuditEntry, AuditHead
from feedback.core import clock
from feedback.core.db import writing
from feedback.core.keys import keyring

_WAITING = "acts waiting for the commit"
_LOCK = 0x59575341  # PostgreSQL's advisory lock of this log: the letters YWSA
LONGEST_FACT = 200  # characters; words of people are longer, and have no business here
# Controls, line ends, and marks that turn the direction of what follows: all could forge a line.
_FORGING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


class Actor(Protocol):
    """Whoever did it: a member of staff."""

    id: Any
    name: Any


class WordsInTheLog(ValueError):
    """A fact is so long that it may be somebody's words: the log holds ids and counts."""


@dataclass(frozen=True, slots=True)
class _Act:
    at: datetime
    actor_id: uuid.UUID | None
    actor_name: str
    verb: str
    thing: str
    thing_id: str
    facts: dict[str, Any]


def record(
    *,
    verb: str,
    thing: str = "",
    thing_id: object = "",
    facts: dict[str, Any] | None = None,
    actor: Actor | None = None,
) -> None:
    """Write down one act, in the transaction that does it; *actor* is whoever is signed in.

    On a page that only reads (an original was opened) it commits on its own. *facts* holds ids,
    counts and words of the product; raises WordsInTheLog for more than 200 characters.
    """
    who: Actor | None = actor or g.get("staff_member")
    act = _Act(
        at=clock.now(),
        actor_id=None if who is None else who.id,
        actor_name="" if who is None else escaped(who.name),
        verb=escaped(verb),
        thing=escaped(thing),
        thing_id=escaped(str(thing_id)),
        facts={escaped(name): _fact(fact) for name, fact in (facts or {}).items()},
    )
    with writing() as active:
        active.info.setdefault(_WAITING, []).append(act)


def escaped(line: str) -> str:
    """*line* with everything that could forge another line written out, such as \\u000a."""
    return _FORGING.sub(lambda found: f"\\u{ord(found.group()):04x}", line)


def _fact(fact: Any) -> Any:
    if fact is None or isinstance(fact, bool | int):
        return fact
    if isinstance(fact, list | tuple | set | frozenset):
        parts = [_fact(part) for part in fact]
        return parts if isinstance(fact, list | tuple) else sorted(parts, key=str)
    if isinstance(fact, dict):
        return {escaped(str(name)): _fact(part) for name, part in fact.items()}
    line = escaped(str(fact))
    if len(line) > LONGEST_FACT:
        raise WordsInTheLog("a fact of the log is longer than any id or count")
    return line


# Numbers are given out just before the commit, so that PostgreSQL's lock is the last one taken:
# taken earlier, it could wait for a row whose owner waits for it.
@event.listens_for(Session, "before_commit")
def _append(active: Session) -> None:
    if active.in_nested_transaction() or not active.info.get(_WAITING):
        return
    acts: list[_Act] = active.info.pop(_WAITING)
    active.flush()
    if active.get_bind().dialect.name == "postgresql":
        active.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    last = active.execute(
        select(AuditEntry.number, AuditEntry.digest).order_by(AuditEntry.number.desc()).limit(1)
    ).one_or_none()
    number, digest = (0, chain.START) if last is None else last
    for act in acts:
        number, previous = number + 1, digest
        entry = _entry(act, number=number, previous=previous)
        digest = entry.digest
        active.add(entry)
    _move_head(active, number=number, digest=digest)


def _entry(act: _Act, *, number: int, previous: str) -> AuditEntry:
    entry = AuditEntry(
        number=number,
        at=act.at,
        actor_id=act.actor_id,
        actor_name=act.actor_name,
        verb=act.verb,
        thing=act.thing,
        thing_id=act.thing_id,
        facts=act.facts,
        previous=previous,
    )
    entry.digest = chain.digest_of(entry)
    return entry


def _move_head(active: Session, *, number: int, digest: str) -> None:
    head = active.get(AuditHead, 1, populate_existing=True) or AuditHead(id=1)
    head.number, head.digest = number, digest
    head.signature = chain.signature(keyring(), number=number, digest=digest)
    active.add(head)


@event.listens_for(Session, "after_soft_rollback")
def _forget(active: Session, undone: SessionTransaction) -> None:
    if not undone.nested:
        active.info.pop(_WAITING, None)


def verify(*, newest: int | None = None) -> int | None:
    """The number of the first entry that was changed or is missing; None where all is well.

    With *newest*, only so many of the last entries are looked at.
    """
    return chain.verify(newest=newest)
