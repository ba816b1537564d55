"""Taking back what was said: the words go at once, and that something was said stays counted."""

from collections.abc import Sequence

from sqlalchemy import delete

from feedback.contributions import attachments, events
from feedback.contributions.models import (
    AboutYou,
    Contact,
    Contribution,
    Receipt,
    SearchWord,
    Submission,
)
from feedback.core import clock
from feedback.core.db import session

#: In place of the keyed fingerprint of the content, which would confirm a guess at the words.
#: In place of the keyed hash of what was sent: from that, a guess could be checked.
NO_CONTENT = "withdrawn"


def withdraw_receipt(*, receipt: Receipt) -> Sequence[Contribution]:
    """Take back everything that was sent under *receipt*, and the receipt itself."""
    withdrawn = withdraw(submissions=receipt.submissions)
    receipt.withdrawn_on = receipt.withdrawn_on or clock.today()
    session().flush()
    return withdrawn


def withdraw(*, submissions: Sequence[Submission]) -> Sequence[Contribution]:
    """Erase the words of *submissions* and what was noted about them and their giver.

    The rows stay, with their theme and topic, so that published counts hold. The event
    ``events.withdrawn`` lets other parts pull quotes and erase what they derived. Doing it twice
    changes nothing more.
    """
    contributions = [each for submission in submissions for each in submission.contributions]
    for contribution in contributions:
        _erase(contribution)
    for submission in submissions:
        submission.content_mac = NO_CONTENT
        submission.permissions.clear()
    sent = [submission.id for submission in submissions]
    said = [contribution.id for contribution in contributions]
    attachments.forget(said)
    session().execute(delete(Contact).where(Contact.submission_id.in_(sent)))
    session().execute(delete(AboutYou).where(AboutYou.submission_id.in_(sent)))
    session().execute(delete(SearchWord).where(SearchWord.contribution_id.in_(said)))
    session().flush()
    events.withdrawn.send(None, contributions=contributions, submissions=submissions)
    return contributions


def _erase(contribution: Contribution) -> None:
    contribution.words_sealed = None
    contribution.working_sealed = None
    contribution.english_sealed = None
    contribution.withdrawn_on = contribution.withdrawn_on or clock.today()
