"""Keeping an uploaded file sealed until its columns are named, and forgetting it afterwards."""

import uuid
from datetime import timedelta

from sqlalchemy import CursorResult, delete, select

from feedback.accounts.models import Staff
from feedback.core import clock
from feedback.core.db import session
from feedback.core.sealing import Keyring, Place, Purpose
from feedback.core.text import one_line
from feedback.reading.models import Upload

KEPT_FOR = timedelta(hours=24)
LONGEST_NAME = 100  # characters
TABLE = Upload.__tablename__


def keep(raw: bytes, *, name: str, by: Staff, keyring: Keyring) -> Upload:
    """Seal a file; older ones that nobody finished are forgotten at the same time."""
    forget_old()
    upload = Upload(uploaded_by_id=by.id)
    short = one_line(name)[:LONGEST_NAME]
    upload.name_sealed = keyring.seal(
        short, purpose=Purpose.WORDS, place=Place(TABLE, upload.id, "name")
    )
    # Latin-1 gives every byte a letter, so that any file can be sealed as text.
    upload.file_sealed = keyring.seal(
        raw.decode("latin-1"), purpose=Purpose.WORDS, place=Place(TABLE, upload.id, "file")
    )
    session().add(upload)
    session().flush()
    return upload


def upload(upload_id: uuid.UUID, *, by: Staff) -> Upload:
    """A file that *by* uploaded; NoResultFound for another's, or one that was forgotten."""
    statement = select(Upload).where(Upload.id == upload_id, Upload.uploaded_by_id == by.id)
    return session().scalars(statement).one()


def name_of(kept: Upload, *, keyring: Keyring) -> str:
    """What the file was called."""
    place = Place(TABLE, kept.id, "name")
    return keyring.open(kept.name_sealed, purpose=Purpose.WORDS, place=place)


def bytes_of(kept: Upload, *, keyring: Keyring) -> bytes:
    """The file as it was uploaded."""
    place = Place(TABLE, kept.id, "file")
    return keyring.open(kept.file_sealed, purpose=Purpose.WORDS, place=place).encode("latin-1")


def forget(upload_id: uuid.UUID) -> None:
    """Delete one file."""
    session().execute(delete(Upload).where(Upload.id == upload_id))


def forget_old() -> int:
    """Delete the files that nobody finished within a day; how many."""
    old = delete(Upload).where(Upload.uploaded_at < clock.now() - KEPT_FOR)
    result = session().execute(old)
    return result.rowcount if isinstance(result, CursorResult) else 0
