"""The two factors, and the slowing down of whoever guesses. No address of a visitor is kept.

Nothing here raises for a wrong guess: the try must be counted, so the transaction must go through.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from feedback.accounts import codes, passwords, queries
from feedback.accounts.codes import Kind
from feedback.accounts.models import Staff
from feedback.audit import queries as audit_queries
from feedback.audit import services as audit
from feedback.core import clock
from feedback.core.keys import keyring
from feedback.core.sealing import Place, Purpose

log = logging.getLogger(__name__)

FREE_TRIES = 5  # in a row, before each further one has to wait
LONGEST_WAIT = 15  # minutes: a wait slows a guesser and never shuts the owner out for good
_UNKNOWN_NOTED_EVERY = timedelta(minutes=1)


class Verdict(StrEnum):
    """What became of a try."""

    RIGHT = "right"
    WRONG = "wrong"
    USED = "used"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says that they are *email*; *kept* is the hash that their password matched."""

    email: str
    kept: str | None
    fresher: str | None = None


def secret_place(member: Staff) -> Place:
    """Where the second factor's secret is sealed to."""
    return Place("staff", member.id, "totp")


def claim(*, email: str, password: str) -> Claim:
    """Compare a password. Slow on purpose: call it before the database is locked for writing.

    An unknown address takes as long as a known one.
    """
    member = queries.with_address(email)
    kept = member.password if member is not None and member.active else None
    if not passwords.matches(kept, password) or kept is None:
        return Claim(email, None)
    return Claim(email, kept, passwords.hashed(password) if passwords.is_dated(kept) else None)


def first_factor(claimed: Claim) -> Staff | None:
    """Whoever may go on to the second factor; None for a wrong password, and while they wait."""
    member = queries.with_address(claimed.email, to_change=True)
    if member is None or not member.active:
        _note_unknown()
        return None
    if must_wait(member):
        return None
    if claimed.kept is None or claimed.kept != member.password:
        _count(member, "password")
        return None
    if claimed.fresher is not None:
        member.password = claimed.fresher
    return member


def own_password(member: Staff, claimed: Claim) -> Verdict:
    """Judge the password that somebody who is signed in was asked for again."""
    member = queries.member(member.id, to_change=True)
    if must_wait(member):
        return Verdict.WAIT
    if claimed.kept is None or claimed.kept != member.password:
        _count(member, "password")
        return Verdict.WRONG
    return Verdict.RIGHT


def authenticator(member: Staff, typed: str) -> Verdict:
    """Judge an authenticator's code, and let nobody use the same one again."""
    if must_wait(member):
        return Verdict.WAIT
    if member.totp_sealed is None:
        return Verdict.WRONG
    secret = keyring().open(member.totp_sealed, purpose=Purpose.CONTACT, place=secret_place(member))
    step = codes.matching_step(secret, typed)
    if step is None:
        _count(member, "authenticator")
        return Verdict.WRONG
    if member.totp_last_step is not None and step <= member.totp_last_step:
        _count(member, "authenticator, used before")
        return Verdict.USED
    member.totp_last_step = step
    _welcome(member, "authenticator")
    return Verdict.RIGHT


def recovery_code(member: Staff, typed: str) -> Verdict:
    """Judge a recovery code; each works once."""
    if must_wait(member):
        return Verdict.WAIT
    mark = codes.hashed(Kind.RECOVERY, member.id, typed)
    if mark not in member.recovery_codes:
        _count(member, "recovery code")
        return Verdict.WRONG
    member.recovery_codes = [kept for kept in member.recovery_codes if kept != mark]
    _welcome(member, "recovery code")
    return Verdict.RIGHT


def invitation(email: str, typed: str) -> Staff | None:
    """Whoever was invited with that code, which then works no more; None for a wrong one."""
    member = queries.with_address(email, to_change=True)
    if member is None or not member.active or member.invitation is None:
        _note_unknown()
        return None
    if must_wait(member):
        return None
    is_over = member.invitation_until is None or member.invitation_until < clock.now()
    if is_over or codes.hashed(Kind.INVITATION, member.id, typed) != member.invitation:
        _count(member, "invitation")
        return None
    member.invitation = member.invitation_until = None
    audit.record(verb="invitation_used", thing="staff", thing_id=member.id, actor=member)
    return member


def must_wait(member: Staff) -> bool:
    """Whether there were so many wrong tries that the next has to wait."""
    return member.locked_until is not None and member.locked_until > clock.now()


def minutes_after(failed: int) -> int:
    """How many minutes to wait after *failed* wrong tries in a row: 1, 2, 4, 8, then 15."""
    over = failed - FREE_TRIES
    return 0 if over < 0 else min(2 ** min(over, LONGEST_WAIT), LONGEST_WAIT)


def _count(member: Staff, factor: str) -> None:
    member.failed_tries += 1
    minutes = minutes_after(member.failed_tries)
    if minutes:
        member.locked_until = clock.now() + timedelta(minutes=minutes)
    audit.record(
        verb="sign_in_refused",
        thing="staff",
        thing_id=member.id,
        facts={"factor": factor, "wait_minutes": minutes},
    )


def _welcome(member: Staff, factor: str) -> None:
    member.failed_tries, member.locked_until = 0, None
    audit.record(
        verb="signed_in", thing="staff", thing_id=member.id, facts={"with": factor}, actor=member
    )


def _note_unknown() -> None:
    # Once a minute at most: nobody may fill the log from outside.
    log.info("sign-in refused: no such account")
    since = clock.now() - _UNKNOWN_NOTED_EVERY
    if not audit_queries.is_recorded(
        verb="sign_in_refused", thing="staff", thing_id="", since=since
    ):
        audit.record(verb="sign_in_refused", thing="staff", facts={"factor": "no such account"})
