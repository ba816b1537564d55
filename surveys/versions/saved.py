"""Answers that somebody asked to be kept for a week, under a code that only they hold.

The key is made from the code, which is stored nowhere: neither the database, nor this software
with all its keys, can open what was saved without it. See docs/decisions/0015.
"""

import json
import uuid
from collections.abc import Sequence
from datetime import timedelta

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from feedback.core import clock, references
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.references import NotAReceipt
from feedback.core.sealing import CannotOpen, Keyring, open_with, seal_with
from surveys.versions.models import SavedAnswers, SurveyVersion

KEPT_DAYS = 7
_KEY = 32  # bytes
_PLACE = "saved_answers/sealed"

#: What travels in a page: names and values of its fields, in order.
Fields = Sequence[tuple[str, str]]


class NothingSaved(Refused):
    """No answers are kept under this code: mistyped, sent, deleted, too old, or never given."""


def code_for(keeping: uuid.UUID, keyring: Keyring) -> str:
    """The code that goes with the random id of a form: two presses of one button give one code."""
    secret = keyring.receipt_mac("saved answers", keeping.bytes)
    return references.from_bytes(secret, length=references.LONGER)


def tidy(typed: str) -> str:
    """The 21 digits of a code, however they were typed. Raises NothingSaved for what is none."""
    try:
        return references.tidy(typed, length=references.LONGER)
    except NotAReceipt as problem:
        raise NothingSaved from problem


def grouped(code: str) -> str:
    """*code* as it is shown: seven groups of three digits."""
    return references.grouped(code, length=references.LONGER)


def save(*, version: SurveyVersion, fields: Fields, code: str, keyring: Keyring) -> SavedAnswers:
    """Keep *fields* for a week from today; under a code that is in use, in place of what it had."""
    kept = _row(_mac(code, keyring), version)
    kept.version_id = version.id
    plain = json.dumps([[name, value] for name, value in fields], ensure_ascii=False)
    kept.sealed = seal_with(_key(code, kept.id, keyring), plain, bound=_bound(kept.id))
    kept.kept_until = clock.today() + timedelta(days=KEPT_DAYS)
    session().flush()
    return kept


def open_saved(*, code: str, keyring: Keyring) -> tuple[SavedAnswers, Fields]:
    """What is kept under *code*; it stays kept. Raises NothingSaved."""
    kept = _found(_mac(code, keyring))
    if kept is None or kept.kept_until < clock.today():
        raise NothingSaved
    try:
        plain = open_with(_key(code, kept.id, keyring), kept.sealed, bound=_bound(kept.id))
    except CannotOpen as problem:
        raise NothingSaved from problem
    return kept, [(str(name), str(value)) for name, value in json.loads(plain)]


def forget(*, code: str, keyring: Keyring) -> None:
    """Delete what is kept under *code*; where there is nothing, that is what was wanted."""
    session().execute(delete(SavedAnswers).where(SavedAnswers.code_mac == _mac(code, keyring)))


def forget_sent(*, typed: str, keyring: Keyring) -> None:
    """Delete what was kept of answers that are being sent; *typed* travelled in their page."""
    try:
        forget(code=tidy(typed), keyring=keyring)
    except NothingSaved:
        return  # they were not saved before


def forget_old() -> int:
    """Delete what was kept for longer than a week; how many."""
    gone = session().execute(delete(SavedAnswers).where(SavedAnswers.kept_until < clock.today()))
    return int(getattr(gone, "rowcount", 0))


def _row(mac: str, version: SurveyVersion) -> SavedAnswers:
    """The row of that code; where there is none, a new one."""
    made = SavedAnswers(code_mac=mac, version_id=version.id, sealed=b"", kept_until=clock.today())
    kept = _found(mac)
    if kept is not None:
        return kept
    try:
        with session().begin_nested():
            session().add(made)
    except IntegrityError:
        # The same press came twice at once, and the other one was first.
        kept = _found(mac)
        if kept is None:
            raise
    return kept or made


def _found(mac: str) -> SavedAnswers | None:
    return session().scalars(select(SavedAnswers).where(SavedAnswers.code_mac == mac)).one_or_none()


def _mac(code: str, keyring: Keyring) -> str:
    return keyring.receipt_mac("saved answers, where", code.encode()).hex()


def _key(code: str, row: uuid.UUID, keyring: Keyring) -> bytes:
    """The key of one row: from the code, and from a secret that no copy of the database has."""
    made = HKDF(
        algorithm=SHA256(),
        length=_KEY,
        salt=keyring.receipt_mac("saved answers, key"),
        info=_bound(row),
    )
    return bytes(made.derive(code.encode()))


def _bound(row: uuid.UUID) -> bytes:
    return f"{_PLACE}/{row.hex}".encode()
