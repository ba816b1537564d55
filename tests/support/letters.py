"""Letters in tests: posted, read as mail, looked at as they are now."""

import email
import email.policy
from email.message import EmailMessage

from sqlalchemy import select

from feedback.core.db import session, writing
from feedback.outbox import services
from feedback.outbox.models import Letter
from tests.support.people import fresh

TO = "reader@example.org"


def post(template="digest", to=TO, language="en", **facts) -> Letter:
    with writing():
        return services.post(template=template, to=to, language=language, facts=facts)


def parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def only() -> Letter:
    fresh()
    return session().scalars(select(Letter)).one()
