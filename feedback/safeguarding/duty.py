"""Who is on duty: the lead who is told of what is overdue, and the deputy who is told next."""

from collections.abc import Sequence

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.core.db import session
from feedback.safeguarding import queries
from feedback.safeguarding.duty_models import Duty, Post


def holder(post: Post) -> Staff | None:
    """Who holds *post*, while that person is a safeguarding lead whose account works."""
    statement = select(Duty.staff_id).where(Duty.post == post)
    named = session().scalars(statement).one_or_none()
    return next((lead for lead in queries.leads() if lead.id == named), None)


def appoint(post: Post, staff: Staff | None, *, by: Staff) -> None:
    """*staff*, a safeguarding lead, holds *post* from now on; nobody does with None."""
    held = session().get(Duty, post)
    before = held.staff_id if held else None
    after = staff.id if staff else None
    if before == after:
        return
    if held is not None:
        session().delete(held)
        session().flush()
    if staff is not None:
        session().add(Duty(post=post, staff_id=staff.id))
    facts = {"post": post.value, "staff": str(after or "")}
    record(verb="appointed", thing="duty", thing_id=post.value, facts=facts, actor=by)
    session().flush()


def told_first(owner: Staff | None) -> Sequence[Staff]:
    """Who is told that something is overdue: its owner, else the lead on duty, else all leads."""
    leads = queries.leads()
    if owner is not None and owner.active:
        return [owner]
    on_duty = holder(Post.LEAD)
    return [on_duty] if on_duty else leads


def told_next(first: Sequence[Staff]) -> Sequence[Staff]:
    """Who is told when nothing has happened: the deputy, else every lead who was not told."""
    deputy = holder(Post.DEPUTY)
    if deputy is not None and deputy not in first:
        return [deputy]
    return [lead for lead in queries.leads() if lead not in first]
