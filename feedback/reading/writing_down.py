"""A recording is listened to, a photo is looked at, and what it says is written down.

From then on it goes the way of every contribution: watch phrases, redaction, coding. The file
itself is forgotten a month after it was read.
"""

from datetime import timedelta

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.contributions import attachments
from feedback.contributions.models import Attachment, Contribution
from feedback.core import clock
from feedback.core.db import session
from feedback.core.sealing import Keyring
from feedback.reading import screening
from feedback.reading.services import THING, Withdrawn
from feedback.safeguarding import access

KEPT_AFTER_READING = timedelta(days=30)


def open_file(attachment: Attachment, *, keyring: Keyring, by: Staff) -> bytes:
    """The file as it was sealed. That *by* opened it is logged, every time.

    Raises Withdrawn, CannotOpen, and Shut while somebody else looks after a concern about it.
    """
    contribution = session().get_one(Contribution, attachment.contribution_id)
    if contribution.withdrawn_on is not None:
        raise Withdrawn
    access.note_opening(contribution, by)
    content = attachments.opened(attachment, keyring)
    facts = {"type": attachment.media_type, "file": str(attachment.id)}
    record(verb="opened file", thing=THING, thing_id=contribution.id, facts=facts, actor=by)
    return content


def write_down(contribution: Contribution, *, words: str, by: Staff, keyring: Keyring) -> None:
    """Make *words* what was said, and look for danger in them at once.

    Raises Withdrawn, and AlreadyWritten when somebody else was faster.
    """
    if contribution.withdrawn_on is not None:
        raise Withdrawn
    attachments.write_down(contribution, words, keyring)
    screening.screen(contribution, keyring=keyring)
    record(verb="wrote down", thing=THING, thing_id=contribution.id, actor=by)


def forget_files() -> int:
    """Delete the files of what was read, or came and was put away, a month ago; how many."""
    return attachments.forget_read(before=clock.today() - KEPT_AFTER_READING)
