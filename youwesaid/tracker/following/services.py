"""Asking for letters, agreeing, stopping; and the letters themselves, once a week at most."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select, text
from sqlalchemy.exc import NoResultFound

from feedback.contributions.models import Receipt
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring, Place, Purpose
from feedback.outbox import services as outbox
from feedback.outbox.addresses import address as checked_address
from youwesaid.tracker.following import queries
from youwesaid.tracker.following.models import ReceiptFollow, Subscription
from youwesaid.tracker.models import Entry

#: How long the link in the first letter works; then what was asked for is forgotten.
TO_CONFIRM = timedelta(days=7)
#: The least time between two letters.
BETWEEN = timedelta(days=7)
_TOKEN = 32  # hexadecimal digits


class NoSuchFollower(Refused):
    """Nothing is followed under this link: it was stopped, or never confirmed in time."""


def ask(
    *, address: str, topic: str, entry: Entry | None, spoken: str, keyring: Keyring
) -> Subscription:
    """Write down that somebody asks for letters, and send the one that asks whether it was them.

    To an address that already gets them, or that was written to today, no letter goes: nobody
    can fill a stranger's mailbox. Raises NotAnAddress.
    """
    given = checked_address(address)
    mac = keyring.receipt_mac("follower", given.casefold().encode()).hex()
    _wait_for_others(mac)
    present = queries.subscription_of(mac, topic, entry.id if entry else None)
    if present is not None and (present.confirmed_on or present.asked_on == clock.today()):
        return present
    is_tired = queries.was_written_to_today(mac)
    if present is None:
        present = Subscription(
            id=uuid.uuid4(), address_mac=mac, topic=topic, entry_id=entry.id if entry else None
        )
        present.token_mac = _token_mac(token_of(present, keyring), keyring)
    present.spoken, present.asked_on = spoken, clock.today()
    present.address_sealed = keyring.seal(given, purpose=Purpose.CONTACT, place=_place(present))
    session().add(present)
    session().flush()
    if not is_tired:
        outbox.post(
            template="follow",
            to=given,
            language=spoken,
            facts={"token": token_of(present, keyring)},
        )
    return present


def token_of(subscription: Subscription, keyring: Keyring) -> str:
    """What the links in letters to this subscriber carry: 128 bits that only we can compute."""
    return keyring.receipt_mac("follow", subscription.id.bytes).hex()[:_TOKEN]


def by_token(token: str, keyring: Keyring) -> Subscription:
    """The subscription that a link belongs to. Raises NoSuchFollower."""
    try:
        found = queries.subscription_by_token_mac(_token_mac(token, keyring))
    except NoResultFound:
        raise NoSuchFollower from None
    if found.confirmed_on is None and found.asked_on < clock.today() - TO_CONFIRM:
        raise NoSuchFollower
    return found


def agree(subscription: Subscription) -> None:
    """It was them: letters may go, about what changes from today.

    What else was asked for with this address, and waits, is agreed to as well: for it no letter
    of its own went.
    """
    for each in queries.of_address(subscription.address_mac):
        if each.confirmed_on is None:
            each.confirmed_on = each.told_on = clock.today()
    session().flush()


def stop(subscription: Subscription) -> None:
    """No more letters about this."""
    session().delete(subscription)
    session().flush()


def stop_all(subscription: Subscription) -> None:
    """No more letters to this address about anything; it is deleted."""
    for each in queries.of_address(subscription.address_mac):
        session().delete(each)
    session().flush()


def follow_with_receipt(receipt: Receipt, entry: Entry) -> None:
    """Let the page behind a receipt show this entry too; twice is once."""
    known = select(ReceiptFollow.id).where(
        ReceiptFollow.receipt_id == receipt.id, ReceiptFollow.entry_id == entry.id
    )
    if session().scalars(known).first() is None:
        session().add(ReceiptFollow(receipt_id=receipt.id, entry_id=entry.id))
        session().flush()


def unfollow_with_receipt(receipt: Receipt, entry: Entry) -> None:
    """The page behind a receipt shows this entry no more."""
    session().execute(
        delete(ReceiptFollow).where(
            ReceiptFollow.receipt_id == receipt.id, ReceiptFollow.entry_id == entry.id
        )
    )


def forget_receipts(receipt_ids: Sequence[uuid.UUID]) -> None:
    """Forget what was followed behind receipts that were taken back."""
    session().execute(delete(ReceiptFollow).where(ReceiptFollow.receipt_id.in_(receipt_ids)))


def write_letters(keyring: Keyring) -> int:
    """Put a neutral letter into the outbox for each follower who has news; how many.

    No address gets one sooner than a week after the last, however much it follows; a second run on
    the same day writes none.
    """
    letters = 0
    for followed in queries.due(clock.today() - BETWEEN):
        if not any(queries.changed_since_told(each) for each in followed):
            continue
        first = followed[0]
        outbox.post(
            template="followed",
            to=keyring.open(first.address_sealed, purpose=Purpose.CONTACT, place=_place(first)),
            language=first.spoken,
            facts={"token": token_of(first, keyring)},
        )
        for each in followed:
            each.told_on = clock.today()
        letters += 1
    session().flush()
    return letters


def forget_unconfirmed() -> int:
    """Delete what was asked for and never agreed to; how many."""
    gone = session().execute(
        delete(Subscription).where(
            Subscription.confirmed_on.is_(None),
            Subscription.asked_on < clock.today() - TO_CONFIRM,
        )
    )
    return int(getattr(gone, "rowcount", 0))


def _wait_for_others(address_mac: str) -> None:
    """Let one ask at a time for an address: no unique rule sees two that ask about everything.

    SQLite lets one write at a time by itself.
    """
    active = session()
    if active.get_bind().dialect.name == "postgresql":
        number = int(address_mac[:16], 16) - 2**63  # signed, 64 bits
        active.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def _token_mac(token: str, keyring: Keyring) -> str:
    return keyring.receipt_mac("follow token", token.encode()).hex()


def _place(subscription: Subscription) -> Place:
    return Place(Subscription.__tablename__, subscription.id, "address")
