"""How to reach somebody safely: sealed under the contact key, apart from their words."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from sqlalchemy import delete, select

from feedback.contributions import permissions
from feedback.contributions.models import Contact, PermissionKind, Submission
from feedback.core import clock
from feedback.core.db import session
from feedback.core.sealing import Keyring, Place, Purpose

TABLE = Contact.__tablename__


class Way(StrEnum):
    """By which way somebody wants to be reached."""

    EMAIL = "email"
    CALL = "call"
    TEXT = "text"


class When(StrEnum):
    """When it is safe."""

    ANY_TIME = "any_time"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDetails:
    """An address or number, when it may be used, and what to say if somebody else is there."""

    way: Way
    address: str
    when: Sequence[When]
    note: str = ""


def keep_contact(
    *, submission: Submission, details: ContactDetails, language: str, keyring: Keyring
) -> Contact:
    """Seal *details*, in place of earlier ones, and note that contact is allowed."""
    forget_details(submission=submission)
    contact = Contact(submission_id=submission.id, language=language, given_on=clock.today())
    contact.details_sealed = keyring.seal_json(
        asdict(details), purpose=Purpose.CONTACT, place=_place(contact)
    )
    session().add(contact)
    permissions.grant(submission=submission, kind=PermissionKind.CONTACT)
    session().flush()
    return contact


def forget_contact(*, submission: Submission) -> None:
    """Delete how to reach somebody, and with it the permission to do so."""
    forget_details(submission=submission)
    still = permissions.granted(submission) - {PermissionKind.CONTACT}
    permissions.set_permissions(submission=submission, kinds=still)


def forget_details(*, submission: Submission) -> None:
    """Delete how to reach somebody, whatever they allow."""
    session().execute(delete(Contact).where(Contact.submission_id == submission.id))


def contact_of(submission: Submission) -> Contact | None:
    """The sealed details that came with *submission*."""
    statement = select(Contact).where(Contact.submission_id == submission.id)
    return session().scalars(statement).one_or_none()


def contact_details(contact: Contact, keyring: Keyring) -> ContactDetails:
    """The details, opened; callers record that they were. Raises KeyMissing, CannotOpen."""
    opened = keyring.open_json(
        contact.details_sealed, purpose=Purpose.CONTACT, place=_place(contact)
    )
    return ContactDetails(
        way=Way(opened["way"]),
        address=opened["address"],
        when=tuple(When(time) for time in opened["when"]),
        note=opened["note"],
    )


def _place(contact: Contact) -> Place:
    return Place(TABLE, contact.id, "details")
