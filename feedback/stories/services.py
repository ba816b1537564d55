"""Keeping a story that was sent."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from feedback.contributions import queries
from feedback.contributions.models import Kind
from feedback.contributions.receiving import Delivery, Piece, Received, SentDifferently, receive
from feedback.contributions.spam import Suspicion
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring


class TakenBack(Refused):
    """This form was sent before, and what it brought has been withdrawn since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one person told, ready to be kept."""

    submission_id: uuid.UUID
    words: str
    language: str
    topic: str | None = None
    about: str | None = None  # the slug of a published entry
    receipt_code: str | None = None  # more words, for what this receipt already holds
    suspicions: Sequence[Suspicion] | None = None  # why it may be spam


def send(story: Story, *, keyring: Keyring) -> Received:
    """Keep *story*; the same press twice is one story with one receipt.

    Raises SentDifferently when this form was sent before with other words, TakenBack when what
    it sent was withdrawn since, UnknownReceipt when it adds to a receipt that holds nothing.
    """
    if story.receipt_code:
        queries.receipt_by_code(story.receipt_code, keyring)
    piece = Piece(
        text=story.words,
        language=story.language,
        kind=Kind.STORY,
        topic=story.topic,
        more={"entry_slug": story.about},
    )
    delivery = Delivery(
        submission_id=story.submission_id,
        pieces=[piece],
        receipt_code=story.receipt_code,
        suspicions=story.suspicions,
    )
    try:
        return receive(delivery, keyring=keyring)
    except SentDifferently:
        earlier = queries.submission_by_id(story.submission_id)
        if earlier and earlier.receipt and earlier.receipt.withdrawn_on:
            raise TakenBack from None
        raise
