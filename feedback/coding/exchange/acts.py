"""What was brought in from files: acts that can be taken back whole."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding import changes
from feedback.coding.changes import Undone
from feedback.coding.codebook import undoing
from feedback.coding.exchange.models import WaitingCoding
from feedback.coding.models import ChangeKind, ChangeSet, ChangeStep, Coding, Theme
from feedback.core.db import session

_MOST = 20


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """One act: what it is called, who did it, how much it did."""

    change_set: ChangeSet
    by: str
    words: str


def recent() -> Sequence[BroughtIn]:
    """The newest acts that brought something in; those that changed nothing are left out."""
    statement = (
        select(ChangeSet)
        .where(
            ChangeSet.kind == ChangeKind.IMPORTED,
            ChangeSet.number.in_(select(ChangeStep.change_set_id)),
        )
        .order_by(ChangeSet.number.desc())
        .limit(_MOST)
    )
    found = session().scalars(statement).all()
    names = _names([each.made_by_id for each in found])
    done = _done([each.number for each in found])
    return [
        BroughtIn(each, names.get(each.made_by_id, ""), _words(each, done[each.number]))
        for each in found
    ]


def brought_in(number: int) -> ChangeSet:
    """The act with that number. Raises NoResultFound."""
    statement = select(ChangeSet).where(
        ChangeSet.number == number, ChangeSet.kind == ChangeKind.IMPORTED
    )
    return session().scalars(statement).one()


def take_back(change_set: ChangeSet, *, by: Staff) -> Undone:
    """Undo what a file brought; texts stay. Raises AlreadyUndone and what the codebook refuses."""
    if change_set.facts.get("codebook"):
        return undoing.undo(change_set, by=by)
    undone = changes.undo(change_set, by=by)
    facts = {"restored": undone.restored, "kept": len(undone.kept)}
    record(verb="took back", thing="import", thing_id=change_set.number, facts=facts, actor=by)
    return undone


def _done(numbers: Sequence[int]) -> dict[int, Counter[str]]:
    """How many rows of which table each act changed."""
    statement = (
        select(ChangeStep.change_set_id, ChangeStep.row_table, func.count())
        .where(ChangeStep.change_set_id.in_(numbers))
        .group_by(ChangeStep.change_set_id, ChangeStep.row_table)
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for number, table, count in session().execute(statement):
        found[number][table] = count
    return found


def _words(change_set: ChangeSet, done: Counter[str]) -> str:
    themes, codings = done[Theme.__tablename__], done[Coding.__tablename__]
    waiting = done[WaitingCoding.__tablename__]
    said = [
        *([change_set.reason] if change_set.reason else []),
        *(
            [ngettext("%(num)s change of a theme", "%(num)s changes of themes", themes)]
            * (themes > 0)
        ),
        *([ngettext("%(num)s coding", "%(num)s codings", codings)] * (codings > 0)),
        *([_waiting(waiting)] * (waiting > 0)),
        *([_("texts that waited to be read")] if change_set.facts.get("waited") else []),
    ]
    return ", ".join(str(each) for each in said)


def _waiting(number: int) -> str:
    words = ngettext(
        "%(num)s coding for a text that had to be read first",
        "%(num)s codings for texts that had to be read first",
        number,
    )
    return str(words)


def _names(ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    rows = session().execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids)))
    return {row.id: row.name for row in rows}
