"""Sessions of the staff side, as rows: signing out, or being shut out, ends them at once.

The cookie holds 256 random bits; the row's key is their HMAC, so that reading the table signs
nobody in. The public side has no sessions at all.
"""

import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, current_app
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import DBAPIError
from werkzeug.datastructures import CallbackDict

from feedback.accounts.models import StaffSession
from feedback.core import clock
from feedback.core.db import session as database
from feedback.core.db import writing
from feedback.core.keys import keyring
from feedback.core.sealing import KeyMissing, Keyring

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_NOTED_EVERY = timedelta(minutes=1)  # how often use is written down
_ID_BYTES = 32
#: The keys of a session that name whose it is: signed in, or between the two factors.
OWNER_KEYS = ("staff", "half_way")


class RowSession(CallbackDict[str, Any], SessionMixin):
    """What is remembered of one browser between pages."""

    modified = False
    renewed = False
    #: The database's refusal, when the row could not be read.
    trouble: DBAPIError | None = None

    def __init__(self, initial: Mapping[str, Any] | None = None, *, key: str | None = None) -> None:
        def changed(_own: CallbackDict[str, Any]) -> None:
            self.modified = True

        super().__init__(initial or {}, changed)
        self.key = key
        self.used_at: datetime | None = None
        self._told = False

    def tell_trouble(self) -> None:
        """Raise, once, what kept the session from being read; its error page then still works."""
        if self.trouble is not None and not self._told:
            self._told = True
            raise self.trouble

    def renew(self) -> None:
        """Forget everything and take a new id: whoever knew the old one is left with nothing."""
        self.clear()
        self.renewed = self.modified = True


class RowSessions(SessionInterface):
    """Keeps sessions in the table ``staff_session``."""

    def open_session(self, app: Flask, request: Request) -> RowSession:
        """The session that the cookie names; an empty one where there is none, or it is over."""
        cookie = request.cookies.get(self.get_cookie_name(app))
        if not cookie or request.path.startswith(f"{app.static_url_path}/"):
            return RowSession()
        try:
            return _found(_key(cookie))
        except DBAPIError as problem:
            unread = RowSession()
            unread.trouble = problem
            return unread

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write what changed, and note use; a session that was ended meanwhile stays ended."""
        if not isinstance(session, RowSession) or session.trouble is not None:
            return
        try:
            cookie = _kept(session)
        except DBAPIError as problem:
            # The page's own change is committed by now: losing a notice must not undo that.
            cause = type(problem.orig).__name__
            current_app.logger.warning("a session could not be kept: %s", cause)
            return
        if cookie is not None:
            self._answer(app, response, cookie)

    def _answer(self, app: Flask, response: Response, cookie: str) -> None:
        response.vary.add("Cookie")
        name, path = self.get_cookie_name(app), self.get_cookie_path(app)
        secure, samesite = self.get_cookie_secure(app), self.get_cookie_samesite(app)
        if cookie:
            response.set_cookie(
                name, cookie, path=path, secure=secure, httponly=True, samesite=samesite
            )
        else:
            response.delete_cookie(name, path=path, secure=secure, httponly=True, samesite=samesite)


def _found(key: str) -> RowSession:
    statement = select(StaffSession.contents, StaffSession.created_at, StaffSession.used_at).where(
        StaffSession.key == key
    )
    row = database().execute(statement).one_or_none()
    now = clock.now()
    if row is None or now - row.used_at > IDLE or now - row.created_at > LONGEST:
        return RowSession()
    opened = RowSession(json.loads(row.contents), key=key)
    opened.used_at = row.used_at
    return opened


def _kept(session: RowSession) -> str | None:
    """Store; the new cookie, or "" to take the cookie away, or None to leave it alone."""
    if session.renewed or (session and session.key is None):
        return _replaced(session)
    if session.key is None:
        return None
    if not session:
        with writing() as active:
            active.execute(delete(StaffSession).where(StaffSession.key == session.key))
        return ""
    now = clock.now()
    if session.modified:
        _change(session.key, contents=_packed(session), staff_id=_owner(session), used_at=now)
    elif session.used_at is None or now - session.used_at >= _NOTED_EVERY:
        _change(session.key, used_at=now)
    return None


def _replaced(session: RowSession) -> str:
    cookie = secrets.token_urlsafe(_ID_BYTES) if session else ""
    with writing() as active:
        if session.key is not None:
            active.execute(delete(StaffSession).where(StaffSession.key == session.key))
        if session:
            now = clock.now()
            row = StaffSession(key=_key(cookie), created_at=now, used_at=now)
            row.contents, row.staff_id = _packed(session), _owner(session)
            active.add(row)
    return cookie


def _change(key: str, **values: Any) -> None:
    # An update, never an insert: a row that was deleted meanwhile must not come back.
    with writing() as active:
        active.execute(update(StaffSession).where(StaffSession.key == key).values(**values))


def _owner(session: RowSession) -> uuid.UUID | None:
    named = next((session[key] for key in OWNER_KEYS if session.get(key)), None)
    return uuid.UUID(named) if named else None


def _packed(session: RowSession) -> bytes:
    return json.dumps(dict(session), ensure_ascii=False, default=str).encode()


def _key(cookie: str) -> str:
    return hmac.new(_secret(keyring()), cookie.encode(), hashlib.sha256).hexdigest()


def _secret(ring: Keyring) -> bytes:
    if ring.session is None:
        raise KeyMissing("this process does not hold the session key")
    return ring.session


def signing_key(ring: Keyring) -> str:
    """Flask's secret key, for the tokens in forms: derived, so that there is one key to keep."""
    return hmac.new(_secret(ring), b"flask secret key", hashlib.sha256).hexdigest()


def end_all(staff_id: uuid.UUID) -> None:
    """End every session of one person."""
    database().execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))


def forget_old() -> int:
    """Delete the rows of sessions that are over; how many there were."""
    now = clock.now()
    over = or_(StaffSession.used_at < now - IDLE, StaffSession.created_at < now - LONGEST)
    with writing() as active:
        gone = active.execute(delete(StaffSession).where(over).returning(StaffSession.key)).all()
    return len(gone)
