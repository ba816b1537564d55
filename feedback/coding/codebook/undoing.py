"""Taking back a change of the codebook, even later, and telling what had to stay."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from feedback.audit.services import Actor, record
from feedback.coding import changes
from feedback.coding.changes import Undone
from feedback.coding.codebook import naming, versions
from feedback.coding.codebook.models import Split
from feedback.coding.codebook.splits import codings_since
from feedback.coding.models import ChangeKind, ChangeSet, ChangeStep, Coding, Theme
from feedback.core.db import session
from feedback.core.errors import Refused

KINDS = (
    ChangeKind.ADDED,
    ChangeKind.EDITED,
    ChangeKind.MOVED,
    ChangeKind.MERGED,
    ChangeKind.SPLIT,
    ChangeKind.RETIRED,
    ChangeKind.REVIVED,
    ChangeKind.IMPORTED,
)


class NotOfTheCodebook(Refused):
    """Codings are taken back at the desk, not here."""


class WouldBeAboveItself(Refused):
    """A theme was moved since, so that this would put one under itself: undo that move first."""


class PlaceGone(Refused):
    """The theme under which it stood is no longer there."""


def undo(change_set: ChangeSet, *, by: Actor) -> Undone:
    """Take a change back; what somebody went on from stays, and is counted in its facts.

    Raises AlreadyUndone, NotOfTheCodebook, WouldBeAboveItself, PlaceGone.
    """
    if not is_of_the_codebook(change_set):
        raise NotOfTheCodebook
    if change_set.undone_at is None:
        _refuse_circles(change_set.steps)
    undone = changes.undo(change_set, by=by)
    split = session().scalars(select(Split).where(Split.change_number == change_set.number)).first()
    if split is not None:
        split.change_number = None  # its decisions are there: it can be gone on with
    change_set.facts = {**change_set.facts, "kept": _told(undone.kept)}
    versions.note_changes(by=by)
    facts = {"restored": undone.restored, "kept": len(undone.kept)}
    record(verb="took back", thing="change", thing_id=change_set.number, facts=facts, actor=by)
    return undone


def is_of_the_codebook(change_set: ChangeSet) -> bool:
    """Whether it changed themes: a file of codings did not."""
    return change_set.kind in KINDS and bool(change_set.facts.get("codebook"))


def later_codings(change_set: ChangeSet) -> Sequence[Coding]:
    """Codings with the theme that took another in, given after that merge: whose are they?"""
    if change_set.kind is not ChangeKind.MERGED:
        return ()
    into = uuid.UUID(change_set.facts["into"])
    statement = (
        select(Coding)
        .where(Coding.theme_id == into, Coding.id.in_(codings_since(change_set.number)))
        .order_by(Coding.id)
    )
    return session().scalars(statement).all()


def merged_themes(change_set: ChangeSet) -> tuple[Theme, Theme]:
    """The theme that a merge took away and the one that took it in; raises NoResultFound."""
    first, into = (uuid.UUID(change_set.facts[name]) for name in ("theme", "into"))
    return session().get_one(Theme, first), session().get_one(Theme, into)


def _told(kept: Sequence[ChangeStep]) -> Mapping[str, object]:
    """What stayed as it is: how many rows of each table, and which themes."""
    themes = {str(step.row_id) for step in kept if step.row_table == Theme.__tablename__}
    counts = Counter(step.row_table for step in kept)
    return {**counts, "themes": sorted(themes)}


def _refuse_circles(steps: Sequence[ChangeStep]) -> None:
    parents = naming.parents_now()
    moved = []
    for step in reversed(steps):
        if step.row_table != Theme.__tablename__ or "parent_id" not in (step.before or {}):
            continue
        before, after = (step.before or {})["parent_id"], (step.after or {}).get("parent_id")
        if step.row_id in parents and _as_text(parents[step.row_id]) == after:
            if before is not None and uuid.UUID(before) not in parents:
                raise PlaceGone
            parents[step.row_id] = uuid.UUID(before) if before else None
            moved.append(step.row_id)
    if any(naming.is_above(each, parents[each], parents) for each in moved):
        raise WouldBeAboveItself


def _as_text(theme_id: uuid.UUID | None) -> str | None:
    return None if theme_id is None else str(theme_id)
