"""What was made of entries, what waits for a second person, and what was asked for."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, undefer

from feedback.core.db import session
from youwesaid.tracker.formats.models import FormatWish, Made, MadeKind
from youwesaid.tracker.models import Entry


def sound_by_digest(digest: str, *, with_unchecked: bool) -> Made:
    """The recording with that digest; raises NoResultFound."""
    statement = (
        select(Made)
        .where(Made.kind == MadeKind.SOUND, Made.text == digest)
        .options(undefer(Made.content))
        .order_by(Made.written_at, Made.id)
        .limit(1)
    )
    if not with_unchecked:
        statement = statement.where(Made.checked_at.is_not(None))
    return session().scalars(statement).one()


def waiting(entry: Entry) -> Sequence[Made]:
    """What was made of *entry* and no second person has checked, oldest first."""
    statement = select(Made).where(Made.entry_id == entry.id, Made.checked_at.is_(None))
    return session().scalars(statement.order_by(Made.written_at, Made.id)).all()


def checked(entry: Entry) -> Sequence[Made]:
    """What was made of *entry* and checked, in the order in which it was."""
    statement = select(Made).where(Made.entry_id == entry.id, Made.checked_at.is_not(None))
    return session().scalars(statement.order_by(Made.checked_at, Made.id)).all()


def made_of(entry: Entry) -> Sequence[Made]:
    """All that was made of *entry*, checked or not, in the order in which it was made."""
    statement = select(Made).where(Made.entry_id == entry.id)
    return session().scalars(statement.order_by(Made.written_at, Made.id)).all()


def wishes() -> Sequence[FormatWish]:
    """Everything that was asked for, by language, the longest waiting first."""
    statement = (
        select(FormatWish)
        .options(joinedload(FormatWish.entry).selectinload(Entry.versions))
        .order_by(FormatWish.language, FormatWish.asked_on, FormatWish.id)
    )
    return session().scalars(statement).all()


def never_asked(*, most: int) -> Sequence[Entry]:
    """Entries of which nobody has asked for any format, the newest change first."""
    asked = exists().where(FormatWish.entry_id == Entry.id).correlate(Entry)
    statement = select(Entry).where(~asked).order_by(Entry.changed_on.desc(), Entry.slug)
    return session().scalars(statement.limit(most)).all()


def wishes_of(entry: Entry) -> Sequence[FormatWish]:
    """What was asked for of one entry."""
    statement = select(FormatWish).where(FormatWish.entry_id == entry.id)
    return session().scalars(statement.order_by(FormatWish.language, FormatWish.id)).all()


def all_waiting() -> Sequence[Made]:
    """What waits for a second person in all entries, oldest first."""
    statement = (
        select(Made)
        .where(Made.checked_at.is_(None))
        .options(joinedload(Made.entry).selectinload(Entry.versions))
        .order_by(Made.written_at, Made.id)
    )
    return session().scalars(statement).all()
