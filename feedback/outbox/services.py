"""Letters: put in with their cause, sent by the worker at least once, tried again when refused."""

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from jinja2 import TemplateError
from sqlalchemy import and_, delete, or_, select

from feedback.audit import services as audit
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.errors import Refused
from feedback.core.i18n import BY_CODE
from feedback.core.keys import keyring as own_keyring
from feedback.core.sealing import CannotOpen, Keyring, Place, Purpose
from feedback.core.templating import settings
from feedback.outbox import mailer
from feedback.outbox.addresses import address
from feedback.outbox.models import Letter, LetterState
from feedback.outbox.writing import is_template, written

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # how long a worker that was killed keeps others from a letter
LAST_TRY = 24 * 60  # minutes after the first
KEPT_WHEN_SENT = timedelta(hours=24)
MOST_AT_ONCE = 200  # letters in one run
_LONGEST_FACT = 100  # characters


class UnknownLetter(ValueError):
    """There is no such template, language or fact: a mistake of ours, not of anybody else."""


class NotDead(Refused):
    """Only a letter that was given up can be tried again or discarded."""


def place_of(letter: Letter) -> Place:
    """Where the address of *letter* is sealed to."""
    return Place("letter", letter.id, "to")


def post(
    *,
    template: str,
    to: str,
    language: str,
    facts: dict[str, Any],
    contact_id: uuid.UUID | None = None,
) -> Letter:
    """Put a letter in the outbox, in the transaction of its cause.

    With *contact_id* the letter is gone as soon as that contact is.

    *facts* are addresses of our own pages, dates and counts; never a story, a name or a receipt
    code. Raises NotAnAddress, and UnknownLetter for a template, language or fact that cannot be.
    """
    if not is_template(template) or language not in BY_CODE:
        raise UnknownLetter(template)
    for fact in facts.values():
        if not isinstance(fact, str | int) or len(str(fact)) > _LONGEST_FACT:
            raise UnknownLetter("a letter's facts are short")
    now = clock.now()
    letter = Letter(
        template=template,
        language=language,
        facts=dict(facts),
        contact_id=contact_id,
        created_at=now,
        next_try_at=now,
    )
    letter.to_sealed = own_keyring().seal(
        address(to), purpose=Purpose.CONTACT, place=place_of(letter)
    )
    session().add(letter)
    return letter


def wait_after(tries: int) -> timedelta | None:
    """How long to wait after that many tries; None to give up.

    The time since the first try doubles (1, 3, 7, 15 … minutes) until the last, at 24 hours.
    """
    so_far, then = 2 ** (tries - 1) - 1, min(2**tries - 1, LAST_TRY)
    return timedelta(minutes=then - so_far) if then > so_far else None


@dataclass(frozen=True, slots=True)
class _Claim:
    letter_id: uuid.UUID
    until: datetime


def deliver_due(keyring: Keyring) -> int:
    """Send every letter whose time has come; how many the mail server took.

    Without a mail server in the settings, letters wait. A letter is taken for five minutes; a
    worker killed between the server's yes and the mark sends it again once.
    """
    if not settings().mail_server:
        return 0
    sent = 0
    for _turn in range(MOST_AT_ONCE):
        claim = _claim_next()
        if claim is None:
            break
        sent += _deliver(claim, keyring)
    _forget_sent()
    return sent


def _claim_next() -> _Claim | None:
    now = clock.now()
    due = or_(
        and_(Letter.state == LetterState.WAITING, Letter.next_try_at <= now),
        and_(Letter.state == LetterState.SENDING, Letter.claimed_until < now),
    )
    statement = select(Letter).where(due).order_by(Letter.next_try_at, Letter.id).limit(1)
    with writing() as active:
        letter = active.scalars(statement.with_for_update(skip_locked=True)).one_or_none()
        if letter is None:
            return None
        letter.state, letter.claimed_until = LetterState.SENDING, now + LEASE
        letter.attempts += 1
        return _Claim(letter.id, letter.claimed_until)


def _deliver(claim: _Claim, keyring: Keyring) -> int:
    letter = session().get(Letter, claim.letter_id)
    if letter is None:  # its address was taken back a moment ago
        return 0
    try:
        to = keyring.open(letter.to_sealed or b"", purpose=Purpose.CONTACT, place=place_of(letter))
        words = written(letter)
    except (CannotOpen, TemplateError) as problem:
        _give_back(claim, mailer.NotSent(type(problem).__name__, is_final=True))
        return 0
    session().rollback()  # no transaction is held open while the mail server takes its time
    try:
        mailer.send(
            to=to,
            subject=words.subject,
            body=words.body,
            stop=words.stop,
            letter_id=claim.letter_id.hex,
            settings=settings(),
        )
    except mailer.NotSent as refusal:
        _give_back(claim, refusal)
        return 0
    _mark_sent(claim)
    return 1


def _held(claim: _Claim) -> Letter | None:
    """The letter, unless somebody else has taken it since."""
    statement = select(Letter).where(
        Letter.id == claim.letter_id,
        Letter.state == LetterState.SENDING,
        Letter.claimed_until == claim.until,
    )
    return session().scalars(statement.with_for_update()).one_or_none()


def _mark_sent(claim: _Claim) -> None:
    with writing():
        letter = _held(claim)
        if letter is not None:
            letter.state, letter.to_sealed, letter.trouble = LetterState.SENT, None, None
            letter.claimed_until = clock.now()


def _give_back(claim: _Claim, refusal: mailer.NotSent) -> None:
    log.warning("letter %s not sent: %s", claim.letter_id, refusal)
    with writing():
        letter = _held(claim)
        if letter is None:
            return
        wait = None if refusal.is_final else wait_after(letter.attempts)
        letter.trouble, letter.claimed_until = str(refusal), None
        if wait is None:
            letter.state = LetterState.DEAD
        else:
            letter.state, letter.next_try_at = LetterState.WAITING, clock.now() + wait


def _forget_sent() -> None:
    old = and_(
        Letter.state == LetterState.SENT, Letter.claimed_until < clock.now() - KEPT_WHEN_SENT
    )
    with writing() as active:
        active.execute(delete(Letter).where(old))


def try_again(*, letter: Letter) -> None:
    """Give a dead letter all its tries back; raises NotDead."""
    _only_dead(letter)
    letter.state, letter.attempts, letter.next_try_at = LetterState.WAITING, 0, clock.now()
    audit.record(verb="letter_tried_again", thing="letter", thing_id=letter.id)


def discard(*, letter: Letter) -> None:
    """Delete a dead letter and the address in it; raises NotDead."""
    _only_dead(letter)
    audit.record(
        verb="letter_discarded",
        thing="letter",
        thing_id=letter.id,
        facts={"template": letter.template},
    )
    session().delete(letter)


def _only_dead(letter: Letter) -> None:
    if letter.state is not LetterState.DEAD:
        raise NotDead
