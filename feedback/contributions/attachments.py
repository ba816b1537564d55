"""Photos and recordings that came with a contribution: sealed, opened only by staff, forgotten.

A contribution that is a file has no words until somebody writes them down: what a recording says,
what a photo shows. Until then ``words_sealed`` is empty, and nothing reads, screens or codes it.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, CursorResult, and_, delete, or_, select

from feedback.contributions.models import Attachment, Contribution, Held, Submission
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring, Place, Purpose

TABLE = Attachment.__tablename__


class AlreadyWritten(Refused):
    """The words of this contribution stand already; what a file says replaces no words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file that was checked and freed of metadata, and the key of the question it answers."""

    question_key: str
    media_type: str
    content: bytes


def attach(contribution: Contribution, incoming: Incoming, keyring: Keyring) -> Attachment:
    """Seal *incoming* beside *contribution*."""
    attachment = Attachment(
        contribution_id=contribution.id,
        media_type=incoming.media_type,
        size=len(incoming.content),
    )
    attachment.content_sealed = keyring.seal_bytes(
        incoming.content, purpose=Purpose.WORDS, place=_place(attachment)
    )
    session().add(attachment)
    return attachment


def opened(attachment: Attachment, keyring: Keyring) -> bytes:
    """The file; callers record that it was opened. Raises KeyMissing, CannotOpen."""
    return keyring.open_bytes(
        attachment.content_sealed, purpose=Purpose.WORDS, place=_place(attachment)
    )


def attachment_by_id(attachment_id: uuid.UUID) -> Attachment:
    """One file; raises NoResultFound once it is forgotten."""
    return session().scalars(select(Attachment).where(Attachment.id == attachment_id)).one()


def attachments_of(contribution: Contribution) -> Sequence[Attachment]:
    """The files that came with *contribution* and are still kept."""
    statement = (
        select(Attachment)
        .where(Attachment.contribution_id == contribution.id)
        .order_by(Attachment.id)
    )
    return session().scalars(statement).all()


def media_types(contribution_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """What kind of file came with each of these; those without one are left out."""
    statement = select(Attachment.contribution_id, Attachment.media_type).where(
        Attachment.contribution_id.in_(contribution_ids)
    )
    return {row.contribution_id: row.media_type for row in session().execute(statement)}


def awaits_words(contribution: Contribution) -> bool:
    """Whether nobody has written down yet what its file says or shows."""
    return contribution.words_sealed is None and contribution.withdrawn_on is None


def awaiting_words() -> ColumnElement[bool]:
    """The condition that picks contributions whose words nobody has written down yet."""
    return and_(Contribution.words_sealed.is_(None), Contribution.withdrawn_on.is_(None))


def write_down(contribution: Contribution, text: str, keyring: Keyring) -> None:
    """Make *text* the original words of a contribution that is a file. Raises AlreadyWritten."""
    if not awaits_words(contribution):
        raise AlreadyWritten
    place = Place(Contribution.__tablename__, contribution.id, "words")
    contribution.words_sealed = keyring.seal(text, purpose=Purpose.WORDS, place=place)
    session().flush()


def forget(contribution_ids: Iterable[uuid.UUID]) -> None:
    """Delete the files of these contributions."""
    gone = list(contribution_ids)
    session().execute(delete(Attachment).where(Attachment.contribution_id.in_(gone)))


def forget_read(*, before: date) -> int:
    """Delete the files of what was read before that day; how many. Their words stay.

    So go the files of what came before that day and was put away as spam.
    """
    read = select(Contribution.id).where(
        Contribution.read_on < before, Contribution.words_sealed.is_not(None)
    )
    spam = (
        select(Contribution.id)
        .join(Submission)
        .where(Submission.held == Held.PUT_AWAY, Submission.received_on < before)
    )
    gone = or_(Attachment.contribution_id.in_(read), Attachment.contribution_id.in_(spam))
    result = session().execute(delete(Attachment).where(gone))
    return result.rowcount if isinstance(result, CursorResult) else 0


def _place(attachment: Attachment) -> Place:
    return Place(TABLE, attachment.id, "content")
