"""The one door: everything that anybody says comes in here, and is sealed before it is stored."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from feedback.contributions import attachments, holding
from feedback.contributions.attachments import Incoming
from feedback.contributions.models import (
    Channel,
    Contribution,
    Kind,
    Receipt,
    Submission,
)
from feedback.contributions.spam import Suspicion, could_repeat
from feedback.core import clock, references
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring, Place, Purpose

TABLE = Contribution.__tablename__


class SentDifferently(Refused):
    """This form was sent before, with other words: the person must say which they mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One text to become one contribution; *more* are further columns of it.

    One with an *attached* file has no text: what the file says is written down later.
    """

    text: str
    language: str
    kind: Kind = Kind.STORY
    channel: Channel = Channel.WEB
    topic: str | None = None
    question: str | None = None
    more: dict[str, Any] = field(default_factory=dict)
    attached: Incoming | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Everything that one press of Send brings. *closed* are answers kept elsewhere.

    *suspicions* say why it may be spam; None is for what came through the hands of staff.
    """

    submission_id: uuid.UUID
    pieces: Sequence[Piece]
    closed: dict[str, Any] = field(default_factory=dict)
    received_on: date | None = None
    receipt_code: str | None = None  # add to what this receipt already holds
    with_receipt: bool = True
    suspicions: Sequence[Suspicion] | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a delivery. *code* is shown once and never stored."""

    submission: Submission
    code: str | None
    is_repeat: bool


def receive(delivery: Delivery, *, keyring: Keyring) -> Received:
    """Seal and keep what was said; the same press twice gives the same receipt and one row.

    Raises SentDifferently when the same submission id comes with other content.
    """
    mac = _content_mac(delivery, keyring)
    code = delivery.receipt_code
    if code is None and delivery.with_receipt:
        code = references.from_bytes(keyring.receipt_mac("receipt", delivery.submission_id.bytes))
    earlier = session().get(Submission, delivery.submission_id)
    if earlier is None:
        try:
            with session().begin_nested():
                return Received(_keep(delivery, mac, code, keyring), code, is_repeat=False)
        except IntegrityError:
            # The same press came twice at once, and the other one was first.
            earlier = session().get(Submission, delivery.submission_id)
            if earlier is None:
                raise
    if earlier.content_mac != mac:
        raise SentDifferently
    return Received(earlier, code, is_repeat=True)


def _keep(delivery: Delivery, mac: str, code: str | None, keyring: Keyring) -> Submission:
    submission = Submission(
        id=delivery.submission_id,
        content_mac=mac,
        received_on=delivery.received_on or clock.today(),
        receipt=_receipt(code, keyring) if code else None,
    )
    why = _suspicions(delivery, mac)
    if why:
        holding.hold(submission, why)
    session().add(submission)
    for position, piece in enumerate(delivery.pieces):
        submission.contributions.append(_contribution(piece, position, submission, keyring))
    session().flush()
    for piece, contribution in zip(delivery.pieces, submission.contributions, strict=True):
        if piece.attached is not None:
            attachments.attach(contribution, piece.attached, keyring)
    session().flush()
    return submission


def _suspicions(delivery: Delivery, mac: str) -> Sequence[Suspicion]:
    """Why it may be spam: what its form told, and the same words a second time on one day."""
    if delivery.suspicions is None:
        return ()
    if not could_repeat([piece.text for piece in delivery.pieces]):
        return delivery.suspicions
    same = select(Submission.id).where(
        Submission.received_on == (delivery.received_on or clock.today()),
        Submission.content_mac == mac,
    )
    is_repeated = session().scalars(same.limit(1)).first() is not None
    return [*delivery.suspicions, *([Suspicion.REPEATED] if is_repeated else [])]


def code_mac(code: str, keyring: Keyring) -> str:
    """The keyed hash under which the receipt *code* (18 digits) is stored."""
    return keyring.receipt_mac("code", code.encode()).hex()


def _receipt(code: str, keyring: Keyring) -> Receipt:
    mac = code_mac(code, keyring)
    held = session().scalars(select(Receipt).where(Receipt.code_mac == mac)).one_or_none()
    return held or Receipt(code_mac=mac)


def _contribution(
    piece: Piece, position: int, submission: Submission, keyring: Keyring
) -> Contribution:
    contribution = Contribution(
        position=position,
        kind=piece.kind,
        channel=piece.channel,
        topic=piece.topic,
        question=piece.question,
        language=piece.language,
        received_on=submission.received_on,
        **piece.more,
    )
    if piece.attached is None:
        place = Place(TABLE, contribution.id, "words")
        contribution.words_sealed = keyring.seal(piece.text, purpose=Purpose.WORDS, place=place)
    return contribution


def _content_mac(delivery: Delivery, keyring: Keyring) -> str:
    content = {
        "pieces": [[piece.question, piece.topic, _said(piece)] for piece in delivery.pieces],
        "closed": delivery.closed,
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return keyring.receipt_mac("content", canonical.encode()).hex()


def _said(piece: Piece) -> str:
    if piece.attached is None:
        return piece.text
    return hashlib.sha256(piece.attached.content).hexdigest()
