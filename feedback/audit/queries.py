"""Reading the audit log."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select

from feedback.audit.models import AuditEntry
from feedback.core.db import session
from feedback.core.paging import Page, page_of


def entries(*, thing: str = "", thing_id: str = "") -> Page[AuditEntry]:
    """The page that the address asks for, newest first; about one kind of thing, or one thing."""
    statement = select(AuditEntry).order_by(AuditEntry.number.desc())
    if thing:
        statement = statement.where(AuditEntry.thing == thing)
    if thing_id:
        statement = statement.where(AuditEntry.thing_id == thing_id)
    return page_of(statement)


def things() -> Sequence[str]:
    """The kinds of things that the log is about."""
    statement = (
        select(AuditEntry.thing).where(AuditEntry.thing != "").distinct().order_by(AuditEntry.thing)
    )
    return session().scalars(statement).all()


def is_recorded(*, verb: str, thing: str, thing_id: str, since: datetime) -> bool:
    """Whether this act on this thing was written down after *since*."""
    found = exists().where(
        AuditEntry.verb == verb,
        AuditEntry.thing == thing,
        AuditEntry.thing_id == thing_id,
        AuditEntry.at > since,
    )
    return bool(session().scalar(select(found)))
