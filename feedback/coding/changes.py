"""Acts that can be taken back whole: what each changed is kept beside it.

Every act of coding, alone or in bulk, and every change of the codebook goes through ``begin``.
Only ids, codes and the codebook's own words are kept; never words of a contribution.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import LargeBinary, Text, cast, or_, select
from sqlalchemy.orm import selectinload

from feedback.accounts.models import Staff
from feedback.audit.services import Actor
from feedback.coding.models import (
    ChangeKind,
    ChangeSet,
    ChangeStep,
    Coding,
    Suggestion,
    Theme,
)
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import Base, Keyed, session
from feedback.core.errors import Refused


class Row(Keyed, Base):
    """What a room above keeps beside codings; its table is registered."""

    __abstract__ = True


Changeable = Coding | Theme | Suggestion | Contribution | Row
_TABLES: dict[str, Any] = {
    each.__tablename__: each for each in (Coding, Theme, Suggestion, Contribution)
}


def register(*tables: type[Row]) -> None:
    """Let rows of these tables be added and altered by acts too.

    What is sealed in them is not kept with the act: taking one back deletes the row.
    """
    _TABLES.update({each.__tablename__: each for each in tables})


class AlreadyUndone(Refused):
    """It was taken back before."""


class NothingToUndo(Refused):
    """This person has done nothing that is not taken back already."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking back did: rows *restored*, and steps *kept* since somebody went on from them."""

    change_set: ChangeSet
    restored: int
    kept: Sequence[ChangeStep]


class Changing:
    """One act while it is done: every row goes in, out or alters through it."""

    def __init__(self, change_set: ChangeSet) -> None:
        self.change_set = change_set

    def add(self, row: Changeable) -> None:
        """A row that was not there."""
        session().add(row)
        session().flush()
        self._keep(row, before=None, after=_held(row))

    def remove(self, row: Coding) -> None:
        """A coding that goes."""
        self._keep(row, before=_held(row), after=None)
        session().delete(row)
        session().flush()

    def lean_on(self, row: Coding) -> None:
        """A coding that stands for one that was removed: while it does, no undoing takes it."""
        self._keep(row, before={}, after={})

    def set(self, row: Changeable, **values: Any) -> None:
        """Columns of a row that become *values*; those that hold them already are not kept."""
        held = _held(row, values)
        for name, value in values.items():
            setattr(row, name, value)
        session().flush()
        now = _held(row, values)
        altered = [name for name in held if held[name] != now[name]]
        if altered:
            before = {name: held[name] for name in altered}
            self._keep(row, before=before, after={name: now[name] for name in altered})

    def _keep(
        self, row: Changeable, *, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> None:
        contribution = row.id if isinstance(row, Contribution) else None
        self.change_set.steps.append(
            ChangeStep(
                position=len(self.change_set.steps),
                row_table=row.__tablename__,
                row_id=row.id,
                contribution_id=getattr(row, "contribution_id", contribution),
                before=before,
                after=after,
            )
        )


def begin(
    kind: ChangeKind, *, by: Actor, reason: str = "", facts: Mapping[str, Any] | None = None
) -> Changing:
    """A new act of *by*. An act in which nothing changed is kept too: it was done."""
    change_set = ChangeSet(
        kind=kind, reason=reason, facts=dict(facts or {}), made_by_id=by.id, made_at=clock.now()
    )
    session().add(change_set)
    session().flush()
    return Changing(change_set)


def last_of(by: Staff, *, kinds: Sequence[ChangeKind] = tuple(ChangeKind)) -> ChangeSet | None:
    """What *by* did last of these *kinds* and has not taken back."""
    statement = (
        select(ChangeSet)
        .where(
            ChangeSet.made_by_id == by.id,
            ChangeSet.undone_at.is_(None),
            ChangeSet.kind.in_(kinds),
        )
        .order_by(ChangeSet.number.desc())
        .limit(1)
        .options(selectinload(ChangeSet.steps))
    )
    return session().scalars(statement).first()


def undo(change_set: ChangeSet, *, by: Actor) -> Undone:
    """Take back an act: every row becomes what it was, unless somebody has gone on from it.

    Raises AlreadyUndone. What went with its contribution stays gone.
    """
    if change_set.undone_at is not None:
        raise AlreadyUndone
    kept = [step for step in reversed(change_set.steps) if not _take_back(step)]
    change_set.undone_at, change_set.undone_by_id = clock.now(), by.id
    session().flush()
    return Undone(change_set, len(change_set.steps) - len(kept), kept)


def _take_back(step: ChangeStep) -> bool:
    """Whether the row of this *step* is again what it was."""
    if _changed_nothing(step):
        return True
    table = _TABLES[step.row_table]
    row = session().get(table, step.row_id)
    if step.after is None:
        return row is None and _put_back(table, step)
    if row is None or any(
        _held(row, step.after)[name] != held for name, held in step.after.items()
    ):
        return False
    if step.before is None:
        return _take_out(row, step)
    if isinstance(row, Coding) and _is_given({**_held(row), **step.before}, other_than=row):
        return False  # given again since
    for name, value in _typed(table, step.before).items():
        setattr(row, name, value)
    session().flush()
    return True


def _put_back(table: Any, step: ChangeStep) -> bool:
    if _is_given(step.before or {}):
        return False  # given again since
    session().add(table(**_typed(table, step.before or {})))
    session().flush()
    return True


def _is_given(held: Mapping[str, Any], *, other_than: Coding | None = None) -> bool:
    """Whether its coder has given that theme to that stretch by another coding."""
    values = _typed(Coding, held)
    found = select(Coding.id).where(
        Coding.contribution_id == values["contribution_id"],
        Coding.theme_id == values["theme_id"],
        Coding.coder_id == values["coder_id"],
        Coding.start.is_not_distinct_from(values["start"]),
        Coding.end.is_not_distinct_from(values["end"]),
    )
    if other_than is not None:
        found = found.where(Coding.id != other_than.id)
    return session().scalar(found.limit(1)) is not None


def _take_out(row: Changeable, step: ChangeStep) -> bool:
    if isinstance(row, Theme) and (_is_used(row) or _is_wanted(row, step)):
        return False
    if isinstance(row, Coding) and _stands_for_another(row, step):
        return False
    session().delete(row)
    session().flush()
    return True


def _is_wanted(theme: Theme, step: ChangeStep) -> bool:
    """Whether an act that could still be taken back would put something under *theme* again."""
    named = f"%{theme.id}%"
    found = (
        select(ChangeStep.id)
        .join(ChangeSet)
        .where(
            ChangeSet.undone_at.is_(None),
            ChangeSet.number != step.change_set_id,
            or_(
                ChangeStep.row_id == theme.id,
                cast(ChangeStep.before, Text).like(named),
                cast(ChangeStep.after, Text).like(named),
            ),
        )
    )
    return session().scalar(found.limit(1)) is not None


def _stands_for_another(coding: Coding, step: ChangeStep) -> bool:
    """Whether an act dropped another coding because *coding* said the same."""
    leaned_on = session().scalars(
        select(ChangeStep)
        .join(ChangeSet)
        .where(
            ChangeSet.undone_at.is_(None),
            ChangeSet.number != step.change_set_id,
            ChangeStep.row_id == coding.id,
        )
    )
    return any(_changed_nothing(each) for each in leaned_on)


def _changed_nothing(step: ChangeStep) -> bool:
    return step.before == {} and step.after == {}


def _is_used(theme: Theme) -> bool:
    for found in (
        select(Coding.id).where(Coding.theme_id == theme.id),
        select(Suggestion.id).where(Suggestion.theme_id == theme.id),
        select(Theme.id).where((Theme.parent_id == theme.id) | (Theme.merged_into_id == theme.id)),
    ):
        if session().scalar(found.limit(1)) is not None:
            return True
    return False


def _held(row: Changeable, names: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The columns of *row* (those in *names*, else all) as JSON can hold them."""
    columns = type(row).__table__.columns
    kept = [each.key for each in columns if not isinstance(each.type, LargeBinary)]
    return {name: _plain(getattr(row, name)) for name in (kept if names is None else names)}


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, date):  # a time is a date too
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value


def _typed(table: Any, held: Mapping[str, Any]) -> dict[str, Any]:
    """*held* with ids, days, times and enumerations again what their columns take."""
    columns = table.__table__.columns
    return {name: _read(columns[name].type.python_type, value) for name, value in held.items()}


def _read(wanted: type[Any], value: Any) -> Any:
    if value is None or not isinstance(value, str):
        return value
    if wanted is uuid.UUID:
        return uuid.UUID(value)
    if wanted is datetime:
        return datetime.fromisoformat(value)
    if wanted is date:
        return date.fromisoformat(value)
    return wanted(value) if issubclass(wanted, StrEnum) else value
