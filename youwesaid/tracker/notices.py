"""Telling people who asked that there is news, without saying about what."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from feedback.contributions.contacts import ContactDetails, Way, When, contact_details
from feedback.contributions.models import Contact, Contribution
from feedback.core import clock
from feedback.core.db import session
from feedback.core.sealing import Keyring
from feedback.outbox import services as outbox
from feedback.outbox.addresses import NotAnAddress
from youwesaid.insights.models import insight_source
from youwesaid.tracker.models import Entry

#: Letters go at fixed hours of the next day (UTC), so that they do not tell when somebody acted.
_HOURS = {When.MORNING: 9, When.ANY_TIME: 11, When.AFTERNOON: 14, When.EVENING: 19}


def tell_those_who_asked(entry: Entry, *, keyring: Keyring) -> int:
    """Queue a neutral letter to each contributor of *entry* who gave an e-mail; how many."""
    letters = 0
    for contact in _contacts(entry):
        details = contact_details(contact, keyring)
        if details.way is not Way.EMAIL:
            continue
        try:
            letter = outbox.post(
                template="changed",
                to=details.address,
                language=contact.language,
                facts={},
                contact_id=contact.id,
            )
        except NotAnAddress:  # what one person typed must not keep an entry from everybody
            continue
        letter.next_try_at = next_time(details)
        letters += 1
    return letters


def _contacts(entry: Entry) -> Sequence[Contact]:
    submissions = (
        select(Contribution.submission_id)
        .join(insight_source, insight_source.c.contribution_id == Contribution.id)
        .where(insight_source.c.insight_id == entry.insight_id, Contribution.withdrawn_on.is_(None))
    )
    return (
        session()
        .scalars(select(Contact).where(Contact.submission_id.in_(submissions)).order_by(Contact.id))
        .all()
    )


def next_time(details: ContactDetails) -> datetime:
    """When a letter to somebody goes: the next day, at an hour that they said is safe."""
    tomorrow = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    hours = [_HOURS[time] for time in details.when] or [_HOURS[When.ANY_TIME]]
    return tomorrow.replace(hour=min(hours))
