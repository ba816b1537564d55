"""Followers, what they follow, and what of it has changed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import Select, func, select

from feedback.core import clock
from feedback.core.db import session
from youwesaid.tracker import queries as tracker
from youwesaid.tracker.following.models import ReceiptFollow, Subscription
from youwesaid.tracker.models import Entry
from youwesaid.tracker.queries import Listed


def subscription_of(
    address_mac: str, topic: str, entry_id: uuid.UUID | None
) -> Subscription | None:
    """What this address asked for before about the same."""
    return (
        session()
        .scalars(
            select(Subscription).where(
                Subscription.address_mac == address_mac,
                Subscription.topic == topic,
                Subscription.entry_id == entry_id if entry_id else Subscription.entry_id.is_(None),
            )
        )
        .one_or_none()
    )


def was_written_to_today(address_mac: str) -> bool:
    """Whether a first letter went to this address today, about anything."""
    asked = select(Subscription.id).where(
        Subscription.address_mac == address_mac, Subscription.asked_on == clock.today()
    )
    return session().scalars(asked).first() is not None


def subscription_by_token_mac(token_mac: str) -> Subscription:
    """One subscription; raises NoResultFound."""
    statement = select(Subscription).where(Subscription.token_mac == token_mac)
    return session().scalars(statement).one()


def of_address(address_mac: str) -> Sequence[Subscription]:
    """Everything that one address asked for, oldest first."""
    return (
        session()
        .scalars(
            select(Subscription)
            .where(Subscription.address_mac == address_mac)
            .order_by(Subscription.asked_on, Subscription.id)
        )
        .all()
    )


def due(told_before: date) -> Sequence[Sequence[Subscription]]:
    """What is agreed, by address, of those that had no letter since *told_before*."""
    quiet = (
        select(Subscription.address_mac)
        .where(Subscription.confirmed_on.is_not(None))
        .group_by(Subscription.address_mac)
        .having(func.max(Subscription.told_on) <= told_before)
    )
    agreed = session().scalars(
        select(Subscription)
        .where(Subscription.confirmed_on.is_not(None), Subscription.address_mac.in_(quiet))
        # Said once more, of the row itself: a second run waits here, and asks the row again.
        .where(Subscription.told_on <= told_before)
        .order_by(Subscription.address_mac, Subscription.asked_on, Subscription.id)
        .with_for_update()
    )
    return [list(group) for _mac, group in groupby(agreed, key=lambda each: each.address_mac)]


def changed_since_told(subscription: Subscription) -> bool:
    """Whether something that is followed was published or changed after the last letter."""
    newer = _followed(subscription).where(Entry.changed_on > subscription.told_on).limit(1)
    return session().scalars(newer).first() is not None


def followed(subscription: Subscription) -> Sequence[Listed]:
    """The entries that one subscription follows, most recently changed first, twenty at most."""
    newest = session().scalars(_followed(subscription).limit(20)).all()
    return tracker.listed(newest)


@dataclass(frozen=True, slots=True)
class Following:
    """How many follow what; for staff."""

    topic: str
    entry: Entry | None
    agreed: int


def followers() -> Sequence[Following]:
    """What is followed by letter, and by how many who agreed."""
    statement = (
        select(Subscription.topic, Entry, func.count())
        .outerjoin(Entry, Entry.id == Subscription.entry_id)
        .where(Subscription.confirmed_on.is_not(None))
        .group_by(Subscription.topic, Entry.id)
        .order_by(func.count().desc(), Subscription.topic, Entry.id)
    )
    return [
        Following(topic, entry, number) for topic, entry, number in session().execute(statement)
    ]


def with_receipt(receipt_id: uuid.UUID) -> Sequence[Listed]:
    """The entries that are followed behind a receipt, most recently changed first."""
    entries = (
        session()
        .scalars(
            select(Entry)
            .join(ReceiptFollow, ReceiptFollow.entry_id == Entry.id)
            .where(ReceiptFollow.receipt_id == receipt_id)
            .order_by(Entry.changed_on.desc(), Entry.slug)
        )
        .all()
    )
    return tracker.listed(entries)


def _followed(subscription: Subscription) -> Select[Entry]:
    statement = tracker.published(topic=subscription.topic or None)
    if subscription.entry_id is not None:
        statement = statement.where(Entry.id == subscription.entry_id)
    return statement
