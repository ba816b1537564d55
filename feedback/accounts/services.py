"""Changing accounts. Whatever takes somebody's trust away also ends their sessions."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from feedback.accounts import codes, factors, passwords, queries, sessions
from feedback.accounts.codes import Kind
from feedback.accounts.models import Staff, StaffRole
from feedback.accounts.roles import Role
from feedback.audit import services as audit
from feedback.core import clock, text
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.i18n import BY_CODE
from feedback.core.keys import keyring
from feedback.core.sealing import Purpose
from feedback.outbox import services as outbox
from feedback.outbox.addresses import address

INVITED_FOR = timedelta(days=7)


class EmailTaken(Refused):
    """Somebody has an account with that address already."""


class NoName(Refused):
    """An account is a person's, and people have names."""


class NoRole(Refused):
    """Somebody without a role could open nothing."""


class LastAdministrator(Refused):
    """Without them nobody could look after accounts any more."""


class NotASecret(Refused):
    """That is not a secret that an authenticator can hold."""


class NotALanguage(Refused):
    """The staff side does not speak that."""


def add_staff(
    *,
    email: str,
    name: str,
    roles: Iterable[Role],
    password: str | None = None,
    totp_secret: str | None = None,
    agency: str = "",
    language: str = "en",
) -> tuple[Staff, str]:
    """A new account, and the password given or, without one, the one-time invitation code.

    The code is for the administrator to hand over in person; a letter says only where to use it.
    Raises EmailTaken, NotAnAddress, NoName, NoRole, WeakPassword, NotASecret, NotALanguage.
    """
    held = _roles(roles)
    if language not in BY_CODE:
        raise NotALanguage
    tidy_name, tidy_email = text.one_line(name), address(email).lower()
    if not tidy_name:
        raise NoName
    if queries.with_address(tidy_email) is not None:
        raise EmailTaken
    member = Staff(
        email=tidy_email,
        name=tidy_name,
        agency=text.one_line(agency),
        language=language,
        roles=[StaffRole(role=role) for role in held],
    )
    if totp_secret is not None:
        _keep_secret(member, totp_secret)
    if password is not None:
        passwords.check(password, about=(tidy_name, tidy_email))
        member.password = passwords.hashed(password)
    session().add(member)
    session().flush()
    _note("staff_added", member, roles=list(held))
    return member, password if password is not None else _invite(member)


def _roles(roles: Iterable[Role]) -> tuple[Role, ...]:
    held = tuple(sorted(set(roles)))
    if not held:
        raise NoRole
    return held


def _keep_secret(member: Staff, secret: str) -> None:
    if not codes.is_secret(secret):
        raise NotASecret
    member.totp_sealed = keyring().seal(
        secret, purpose=Purpose.CONTACT, place=factors.secret_place(member)
    )


def _note(verb: str, member: Staff, **facts: object) -> None:
    audit.record(verb=verb, thing="staff", thing_id=member.id, facts=facts)


def _invite(member: Staff) -> str:
    code = codes.new_code()
    member.invitation = codes.hashed(Kind.INVITATION, member.id, code)
    member.invitation_until = clock.now() + INVITED_FOR
    outbox.post(template="invitation", to=member.email, language=member.language, facts={})
    return code


def end_sessions(*, member: Staff) -> None:
    """Sign somebody out everywhere, from their next page on."""
    member.stamp = secrets.token_hex(16)
    sessions.end_all(member.id)


def sign_out_everywhere(*, member: Staff) -> None:
    """End somebody's sessions because an administrator says so."""
    end_sessions(member=member)
    _note("sessions_ended", member)


def set_password(*, member: Staff, password: str) -> None:
    """Another password; ends every session. Raises WeakPassword."""
    passwords.check(password, about=(member.name, member.email))
    member.password = passwords.hashed(password)
    end_sessions(member=member)
    _note("password_set", member)


def reset_totp(*, member: Staff) -> str:
    """For somebody who lost their authenticator or password: begin again with an invitation.

    Password, authenticator and recovery codes are forgotten together, because a stolen password
    must not be enough to set up another authenticator. The one-time code to hand over is given
    back.
    """
    member.password = member.totp_sealed = member.totp_last_step = None
    member.recovery_codes, member.failed_tries, member.locked_until = [], 0, None
    end_sessions(member=member)
    _note("sign_in_reset", member)
    return _invite(member)


def set_up_authenticator(*, member: Staff, secret: str, typed: str) -> list[str] | None:
    """Keep the secret once a code of it was typed; the recovery codes, or None for a wrong code."""
    step = codes.matching_step(secret, typed)
    if step is None:
        return None
    _keep_secret(member, secret)
    member.totp_last_step = step
    member.failed_tries, member.locked_until = 0, None
    audit.record(verb="authenticator_set_up", thing="staff", thing_id=member.id, actor=member)
    audit.record(verb="signed_in", thing="staff", thing_id=member.id, actor=member)
    return make_recovery_codes(member=member)


def make_recovery_codes(*, member: Staff) -> list[str]:
    """Ten new recovery codes; the old ones stop working. Only their hashes are kept."""
    made = [codes.new_code() for _ in range(codes.RECOVERY_CODES)]
    member.recovery_codes = [codes.hashed(Kind.RECOVERY, member.id, code) for code in made]
    audit.record(verb="recovery_codes_made", thing="staff", thing_id=member.id, actor=member)
    return made


def disable(*, member: Staff) -> None:
    """Shut somebody out from their next page on; raises LastAdministrator."""
    _keep_an_administrator(member)
    member.active = False
    end_sessions(member=member)
    _note("staff_disabled", member)


def enable(*, member: Staff) -> None:
    """Let somebody in again."""
    member.active, member.failed_tries, member.locked_until = True, 0, None
    _note("staff_enabled", member)


def change_roles(*, member: Staff, roles: Iterable[Role]) -> None:
    """Other roles; ends every session. Raises NoRole and LastAdministrator."""
    before, after = sorted(member.role_names), _roles(roles)
    if before == [role.value for role in after]:
        return
    if Role.ADMINISTRATOR not in after:
        _keep_an_administrator(member)
    kept = [held for held in member.roles if held.role in after]
    new = [role for role in after if role not in member.role_names]
    member.roles = [*kept, *(StaffRole(role=role) for role in new)]
    end_sessions(member=member)
    _note("roles_changed", member, before=before, after=list(after))


def change_language(*, member: Staff, language: str) -> None:
    """The language of somebody's own pages and letters; raises NotALanguage."""
    if language not in BY_CODE:
        raise NotALanguage
    member.language = language


def _keep_an_administrator(member: Staff) -> None:
    others = [each for each in queries.working_administrators() if each.id != member.id]
    if member.active and Role.ADMINISTRATOR in member.role_names and not others:
        raise LastAdministrator


def signed_out(*, member: Staff) -> None:
    """Write down that somebody signed out."""
    _note("signed_out", member)
