"""What a giver allows: every kind starts at no, and each yes can be taken back."""

from collections.abc import Collection

from sqlalchemy import delete

from feedback.contributions import events
from feedback.contributions.models import Contact, Permission, PermissionKind, Submission
from feedback.core import clock
from feedback.core.db import session

#: Which version of the questions is asked now; to be raised when their meaning changes.
WORDING = 1


def granted(submission: Submission) -> frozenset[PermissionKind]:
    """The kinds that its giver says yes to at present."""
    return frozenset(given.kind for given in submission.permissions if given.granted)


def set_permissions(*, submission: Submission, kinds: Collection[PermissionKind]) -> None:
    """Make yes of *kinds*, and no of all others.

    A yes that is taken back is announced (``events.permission_taken_back``), so that quotes are
    pulled in the same transaction; with the permission to contact somebody goes how to do it.
    """
    held = {given.kind: given for given in submission.permissions}
    for kind in PermissionKind:
        wanted = kind in kinds
        given = held.get(kind)
        if wanted and given is None:
            submission.permissions.append(Permission(kind=kind, granted=True, wording=WORDING))
        elif given is not None and given.granted != wanted:
            _change(given, wanted)
            if not wanted:
                _take_back(submission, kind)
    session().flush()


def grant(*, submission: Submission, kind: PermissionKind) -> None:
    """Make yes of one kind and leave the others as they are."""
    set_permissions(submission=submission, kinds=granted(submission) | {kind})


def _change(given: Permission, wanted: bool) -> None:
    given.granted = wanted
    given.changed_on = clock.today()
    given.wording = WORDING


def _take_back(submission: Submission, kind: PermissionKind) -> None:
    if kind is PermissionKind.CONTACT:
        session().execute(delete(Contact).where(Contact.submission_id == submission.id))
    session().flush()  # receivers ask the database what is still allowed
    events.permission_taken_back.send(None, submission=submission, kind=kind)
