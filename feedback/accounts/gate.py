"""Who is asking, on each side. Nobody is in until both factors are done."""

import uuid
from datetime import datetime, timedelta

from flask import abort, g, session

from feedback.accounts.models import Staff
from feedback.accounts.sessions import RowSession
from feedback.core import clock, i18n
from feedback.core.db import session as database

BETWEEN = timedelta(minutes=10)  # how long the second factor may take


def nobody() -> frozenset[str] | None:
    """The public side knows nobody."""
    return None


def signed_in() -> Staff | None:
    """Whoever has done both factors and has not been shut out since."""
    known: Staff | None = g.get("staff_member")
    if known is not None:
        return known
    member = _named("staff")
    if member is not None:
        g.staff_member = member
        if member.language in i18n.BY_CODE:
            i18n.speak(member.language)
    return member


def current_staff() -> Staff:
    """The member of staff who is signed in; only in views that are for staff."""
    member = signed_in()
    if member is None:
        abort(401)
    return member


def held_roles() -> frozenset[str] | None:
    """The roles of whoever is fully signed in; None for nobody."""
    member = signed_in()
    return None if member is None else member.role_names


def half_way() -> Staff | None:
    """Whoever gave a right password lately and still owes the second factor."""
    since = session.get("half_way_since")
    if since is None or clock.now() - datetime.fromisoformat(since) > BETWEEN:
        return None
    return _named("half_way")


def let_half_in(member: Staff) -> None:
    """Remember, in a new session, that the first factor is done."""
    _own().renew()
    session["half_way"], session["stamp"] = str(member.id), member.stamp
    session["half_way_since"] = clock.now().isoformat()


def let_in(member: Staff) -> None:
    """Both factors are done: a new session under a new id."""
    _own().renew()
    session["staff"], session["stamp"] = str(member.id), member.stamp
    g.staff_member = member


def let_out() -> None:
    """End this session."""
    _own().renew()
    g.pop("staff_member", None)


def _own() -> RowSession:
    own = session._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - documented
    if not isinstance(own, RowSession):
        raise TypeError("only the staff side has sessions")
    return own


def _named(key: str) -> Staff | None:
    _own().tell_trouble()
    named = session.get(key)
    if named is None:
        return None
    member = database().get(Staff, uuid.UUID(named))
    if member is None or not member.active or member.stamp != session.get("stamp"):
        return None
    return member
