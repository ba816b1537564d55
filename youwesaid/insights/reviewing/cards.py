"""How a reviewer comes in: a card that an editor hands over, and secret words of their own."""

import secrets
from datetime import timedelta

from sqlalchemy import select

from feedback.accounts import codes, passwords
from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.core import clock
from feedback.core import text as texts
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.keys import keyring
from youwesaid.insights.reviewing.models import Reviewer

SHORTEST = 8  # characters: whoever tries has the card already, and five tries
LONGEST = passwords.LONGEST
_FEWEST_SIGNS = 5  # different characters
MOST_TRIES = 5  # wrong ones after each other; then an editor gives a new card
UNUSED_FOR = timedelta(days=14)  # how long a new card waits for its first use
_LONGEST_CARD = 60  # characters; more is refused before any work is done on it


class NameMissing(Refused):
    """A reviewer is called something here."""


class EasyWords(Refused):
    """Secret words have at least eight characters, and not the same few all over."""


def add_reviewer(*, name: str, language: str, by: Staff) -> tuple[Reviewer, str]:
    """A new reviewer with the code of their card, which nobody can show again.

    Raises NameMissing.
    """
    called = texts.one_line(name)
    if not called:
        raise NameMissing
    reviewer = Reviewer(name=called, language=language)
    session().add(reviewer)
    code = _give_card(reviewer)
    audit.record(verb="reviewer.added", thing="reviewer", thing_id=reviewer.id, actor=by)
    return reviewer, code


def give_new_card(reviewer: Reviewer, *, by: Staff) -> str:
    """A new card in place of one that was lost or shut; the secret words are chosen anew."""
    code = _give_card(reviewer)
    audit.record(verb="reviewer.new_card", thing="reviewer", thing_id=reviewer.id, actor=by)
    return code


def let_go(reviewer: Reviewer, *, by: Staff) -> None:
    """They are a reviewer no more: their card, secret words and name go at once."""
    reviewer.card = reviewer.secret = reviewer.card_until = None
    reviewer.name, reviewer.stamp = "", secrets.token_hex(16)
    reviewer.left_on = clock.today()
    session().flush()
    audit.record(verb="reviewer.left", thing="reviewer", thing_id=reviewer.id, actor=by)


def holder_of(typed: str) -> Reviewer | None:
    """Whose card it is, while it may be tried; None for no card, an old and a shut one alike."""
    statement = (
        select(Reviewer)
        .where(Reviewer.card == _hashed(typed), Reviewer.left_on.is_(None))
        .with_for_update()
    )
    reviewer = session().scalars(statement).one_or_none()
    if reviewer is None or reviewer.failed_tries >= MOST_TRIES:
        return None
    is_unused = reviewer.secret is None
    is_old = reviewer.card_until is None or reviewer.card_until < clock.now()
    return None if is_unused and is_old else reviewer


def choose_secret(reviewer: Reviewer, words: str) -> None:
    """Keep the secret words of the first visit. Raises EasyWords."""
    if not SHORTEST <= len(words) <= LONGEST or len(set(words.casefold())) < _FEWEST_SIGNS:
        raise EasyWords
    reviewer.secret, reviewer.card_until = passwords.hashed(words), None
    session().flush()


def is_secret(reviewer: Reviewer, words: str) -> bool:
    """Whether these are the secret words; a wrong try is counted, and the fifth shuts the card."""
    if passwords.matches(reviewer.secret, words):
        reviewer.failed_tries = 0
    else:
        reviewer.failed_tries += 1
    session().flush()
    return reviewer.failed_tries == 0


def is_shut(reviewer: Reviewer) -> bool:
    """Whether only a new card helps."""
    return reviewer.failed_tries >= MOST_TRIES


def _give_card(reviewer: Reviewer) -> str:
    code = codes.new_code()
    reviewer.card, reviewer.secret, reviewer.failed_tries = _hashed(code), None, 0
    reviewer.card_until, reviewer.stamp = clock.now() + UNUSED_FOR, secrets.token_hex(16)
    session().flush()
    return code


def _hashed(typed: str) -> str:
    signs = "".join(sign for sign in typed[:_LONGEST_CARD].lower() if sign.isalnum())
    return keyring().receipt_mac("reviewer card", signs.encode()).hex()
