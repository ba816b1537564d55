"""What somebody said elsewhere, put in by staff: a letter, a call, an event, a group session."""

import uuid
from dataclasses import dataclass
from datetime import date

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.contributions.models import Channel, Contribution, Kind, PermissionKind
from feedback.contributions.permissions import set_permissions
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core import references
from feedback.core.db import session
from feedback.core.sealing import Keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """One thing that was said, as staff put it in; *people_count* for a group session."""

    submission_id: uuid.UUID
    words: str
    language: str
    channel: Channel
    received_on: date
    topic: str | None = None
    people_count: int | None = None
    permissions: frozenset[PermissionKind] = frozenset()
    with_receipt: bool = True


@dataclass(frozen=True, slots=True)
class Added:
    """What became of it. *code* is shown once, to be handed over, and never stored."""

    contribution: Contribution
    code: str | None

    @property
    def shown_code(self) -> str:
        """The code as it is handed over, in groups; empty when none was wanted."""
        return references.grouped(self.code) if self.code else ""


def add(entered: Entered, *, by: Staff, keyring: Keyring) -> Added:
    """Keep it as a contribution that waits to be read; the same press twice is one.

    Raises SentDifferently when the same form comes again with other words.
    """
    piece = Piece(
        text=entered.words,
        language=entered.language,
        kind=Kind.ENTERED,
        channel=entered.channel,
        topic=entered.topic,
        more={"people_count": entered.people_count, "entered_by_id": by.id},
    )
    delivery = Delivery(
        submission_id=entered.submission_id,
        pieces=[piece],
        received_on=entered.received_on,
        with_receipt=entered.with_receipt,
    )
    received = receive(delivery, keyring=keyring)
    contribution = received.submission.contributions[0]
    if not received.is_repeat:
        set_permissions(submission=received.submission, kinds=entered.permissions)
        facts = {"channel": entered.channel.value, "people": entered.people_count or 1}
        record(
            verb="added for someone",
            thing="contribution",
            thing_id=contribution.id,
            facts=facts,
            actor=by,
        )
    session().flush()
    return Added(contribution, received.code)
