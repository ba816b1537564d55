"""Things that people said, for tests: invented words through the one door."""

import uuid
from datetime import date
from typing import Any

from feedback.contributions.models import Channel, Contribution, Kind
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.sealing import Keyring
from feedback.reading.screening import screen_waiting


def say(
    text: str,
    *,
    keyring: Keyring,
    language: str = "en",
    received_on: date | None = None,
    kind: Kind = Kind.STORY,
    channel: Channel = Channel.WEB,
    topic: str | None = "being_heard",
    screened: bool = True,
) -> Contribution:
    """One contribution as it stands after arrival, looked at by the machine when *screened*."""
    piece = Piece(text=text, language=language, kind=kind, channel=channel, topic=topic)
    delivery = Delivery(
        submission_id=uuid.uuid4(), pieces=[piece], received_on=received_on or clock.today()
    )
    with writing():
        contribution = receive(delivery, keyring=keyring).submission.contributions[0]
    if screened:
        screen_waiting(keyring=keyring)
    return again(contribution)


def rows(statement: Any) -> list[Any]:
    """What a query finds in the database now, whatever another process did to it."""
    session().rollback()
    return list(session().scalars(statement.execution_options(populate_existing=True)))


def only(statement: Any) -> Any:
    """The one row that a query finds in the database now."""
    [row] = rows(statement)
    return row


def reading(contribution: Contribution, *rest: str) -> str:
    """The address of the reading screen of *contribution*, or of one of its forms."""
    return "/".join(["/read", str(contribution.id), *rest])


def again(contribution: Contribution) -> Contribution:
    """The row as it is in the database now, whatever another process did to it."""
    session().rollback()
    return session().get_one(Contribution, contribution.id, populate_existing=True)
