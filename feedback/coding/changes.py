"""Acts that can be taken back whole: what each changed is kept beside it.

Every act of coding, alone or in bulk, and every change of the codebook goes through ``begin``.
Only ids, codes and the codebook's own words are kept; never words of a contribution.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, cast, exists, or_, select
from sqlalchemy.orm import selectinload

from feedback.accounts.models import Staff
from feedback.audit.services import Actor
from feedback.coding.kept_values import kept_of, typed
from feedback.coding.models import (
    ChangeKind,
    ChangeSet,
    ChangeStep,
    Coding,
    Suggestion,
    Theme,
)
from feedback.contributions.models import CodingState, Contribution
from feedback.core import clock
from feedback.core.db import Base, Keyed, session
from feedback.core.errors import Refused


class Row(Keyed, Base):
    """What a room above keeps beside codings; its table is registered."""

    __abstract__ = True


Changeable = Coding | Theme | Suggestion | Contribution | Row
#: After each of these acts nothing of its contribution waits to be coded any more.
_CODING = (
    ChangeKind.CODED,
    ChangeKind.NO_THEME,
    ChangeKind.NOT_CODABLE,
    ChangeKind.RECONCILED,
    ChangeKind.IMPORTED,
)
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
        self._keep(row, before=None, after=kept_of(row))

    def remove(self, row: Coding) -> None:
        """A coding that goes."""
        self._keep(row, before=kept_of(row), after=None)
        session().delete(row)
        session().flush()

    def lean_on(self, row: Coding) -> None:
        """A coding that stands for one that was removed: while it does, no undoing takes it."""
        self._keep(row, before={}, after={})

    def set(self, row: Changeable, **values: Any) -> None:
        """Columns of a row that become *values*; those that hold them already are not kept."""
        held = kept_of(row, values)
        for name, value in values.items():
            setattr(row, name, value)
        session().flush()
        now = kept_of(row, values)
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
    _let_wait_what_is_bare(change_set)
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
        kept_of(row, step.after)[name] != held for name, held in step.after.items()
    ):
        return False
    if step.before is None:
        return _take_out(row, step)
    if _is_gone_on_from(row, step):
        return False
    for name, value in typed(table, step.before).items():
        setattr(row, name, value)
    session().flush()
    return True


def _is_gone_on_from(row: Changeable, step: ChangeStep) -> bool:
    """Whether somebody has given the same theme again, or coded it too, since."""
    if isinstance(row, Coding):
        return _is_given({**kept_of(row), **(step.before or {})}, other_than=row)
    return isinstance(row, Contribution) and _is_coded_since(row, step)


def _is_coded_since(contribution: Contribution, step: ChangeStep) -> bool:
    """Whether it would wait to be coded though an act that came later, and stands, coded it."""
    if (step.before or {}).get("coding") != CodingState.WAITING.value:
        return False
    later = (
        select(ChangeStep.id)
        .join(ChangeSet)
        .where(
            ChangeStep.contribution_id == contribution.id,
            ChangeSet.number > step.change_set_id,
            ChangeSet.undone_at.is_(None),
            ChangeSet.kind.in_(_CODING),
        )
    )
    return session().scalar(later.limit(1)) is not None


def _let_wait_what_is_bare(change_set: ChangeSet) -> None:
    """Nothing is called coded, and so passed over, when its last theme was taken back."""
    touched = select(ChangeStep.contribution_id).where(
        ChangeStep.change_set_id == change_set.number, ChangeStep.contribution_id.is_not(None)
    )
    bare = select(Contribution).where(
        Contribution.id.in_(touched),
        Contribution.coding == CodingState.DONE,
        ~exists().where(Coding.contribution_id == Contribution.id),
    )
    for contribution in session().scalars(bare):
        contribution.coding = CodingState.WAITING


def _put_back(table: Any, step: ChangeStep) -> bool:
    if _is_given(step.before or {}):
        return False  # given again since
    session().add(table(**typed(table, step.before or {})))
    session().flush()
    return True


def _is_given(held: Mapping[str, Any], *, other_than: Coding | None = None) -> bool:
    """Whether its coder has given that theme to that stretch by another coding."""
    values = typed(Coding, held)
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
    others = select(ChangeStep).join(ChangeSet).where(ChangeStep.row_id == coding.id)
    leaned_on = others.where(ChangeSet.undone_at.is_(None), ChangeSet.number != step.change_set_id)
    return any(_changed_nothing(each) for each in session().scalars(leaned_on))


def _changed_nothing(step: ChangeStep) -> bool:
    return step.before == {} and step.after == {}


def _is_used(theme: Theme) -> bool:
    below = (Theme.parent_id == theme.id) | (Theme.merged_into_id == theme.id)
    uses = (
        select(Coding.id).where(Coding.theme_id == theme.id),
        select(Suggestion.id).where(Suggestion.theme_id == theme.id),
        select(Theme.id).where(below),
    )
    return any(session().scalar(found.limit(1)) is not None for found in uses)
