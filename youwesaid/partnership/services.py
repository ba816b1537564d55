"""Keeping the agencies, their posts and the localities. What something names is never deleted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.core import text as texts
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring, Place, Purpose
from feedback.outbox.addresses import address
from youwesaid.partnership import events
from youwesaid.partnership.models import Agency, Locality, Post

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_KEY = 40  # characters


class NameMissing(Refused):
    """An agency, a post and a locality have a name, in English at least."""


class NotAKey(Refused):
    """A key is a short word of small letters, digits and hyphens."""


class KeyTaken(Refused):
    """Another one has this key already."""


class InUse(Refused):
    """Something names it, so it stays: an agency can leave, and keeps its answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A key, names by language code, and the place in the list."""

    key: str
    names: Mapping[str, str]
    position: int = 0


def add_agency(given: Named, *, by: Staff | None = None) -> Agency:
    """A new agency. Raises NameMissing, NotAKey, KeyTaken."""
    agency = Agency(
        key=_free_key(Agency, given.key), names=_names(given.names), position=given.position
    )
    session().add(agency)
    session().flush()
    audit.record(verb="agency.added", thing="agency", thing_id=agency.key, actor=by)
    return agency


def change_agency(
    agency: Agency,
    *,
    names: Mapping[str, str],
    position: int,
    is_partner: bool,
    by: Staff | None = None,
) -> None:
    """Other names or another place; it has left, or is back. Raises NameMissing."""
    agency.names, agency.position, agency.is_partner = _names(names), position, is_partner
    session().flush()
    facts = {"is_partner": is_partner}
    audit.record(verb="agency.changed", thing="agency", thing_id=agency.key, facts=facts, actor=by)


def remove_agency(agency: Agency, *, by: Staff | None = None) -> None:
    """Delete an agency that nothing names and that has no post. Raises InUse."""
    if agency.posts or events.uses_of("agency", agency.id, agency.key):
        raise InUse
    _delete(agency)
    audit.record(verb="agency.removed", thing="agency", thing_id=agency.key, actor=by)


def add_post(
    agency: Agency,
    *,
    names: Mapping[str, str],
    position: int = 0,
    mailbox: str = "",
    keyring: Keyring,
    by: Staff | None = None,
) -> Post:
    """A new post of *agency*. Raises NameMissing, NotAnAddress."""
    post = Post(agency_id=agency.id, names=_names(names), position=position)
    _seal(post, mailbox, keyring)
    agency.posts.append(post)
    session().flush()
    audit.record(verb="post.added", thing="post", thing_id=post.id, actor=by)
    return post


def change_post(
    post: Post,
    *,
    names: Mapping[str, str],
    position: int,
    mailbox: str,
    keyring: Keyring,
    by: Staff | None = None,
) -> None:
    """Other names, place or mailbox; a blank one takes it away. Raises NameMissing, NotAnAddress.

    The log says whether the mailbox changed, and never what it is.
    """
    is_new = texts.one_line(mailbox) != mailbox_of(post, keyring)
    post.names, post.position = _names(names), position
    if is_new:
        _seal(post, mailbox, keyring)
    session().flush()
    facts = {"mailbox_changed": is_new}
    audit.record(verb="post.changed", thing="post", thing_id=post.id, facts=facts, actor=by)


def remove_post(post: Post, *, by: Staff | None = None) -> None:
    """Delete a post that owns nothing. Raises InUse."""
    if events.uses_of("post", post.id):
        raise InUse
    _delete(post)
    audit.record(verb="post.removed", thing="post", thing_id=post.id, actor=by)


def mailbox_of(post: Post, keyring: Keyring) -> str:
    """The mailbox of *post*; blank for none. Raises KeyMissing where the key is not held."""
    if post.address_sealed is None:
        return ""
    return keyring.open(post.address_sealed, purpose=Purpose.CONTACT, place=_place(post))


def add_locality(given: Named, *, by: Staff | None = None) -> Locality:
    """A new locality. Raises NameMissing, NotAKey, KeyTaken."""
    locality = Locality(
        key=_free_key(Locality, given.key), names=_names(given.names), position=given.position
    )
    session().add(locality)
    session().flush()
    audit.record(verb="locality.added", thing="locality", thing_id=locality.key, actor=by)
    return locality


def change_locality(
    locality: Locality, *, names: Mapping[str, str], position: int, by: Staff | None = None
) -> None:
    """Other names or another place in the list. Raises NameMissing."""
    locality.names, locality.position = _names(names), position
    session().flush()
    audit.record(verb="locality.changed", thing="locality", thing_id=locality.key, actor=by)


def remove_locality(locality: Locality, *, by: Staff | None = None) -> None:
    """Delete a locality that nothing names. Raises InUse."""
    if events.uses_of("locality", locality.id, locality.key):
        raise InUse
    _delete(locality)
    audit.record(verb="locality.removed", thing="locality", thing_id=locality.key, actor=by)


def _names(names: Mapping[str, str]) -> dict[str, str]:
    written = {code: line for code, given in names.items() if (line := texts.one_line(given))}
    if not written.get("en"):
        raise NameMissing
    return written


def _free_key(kind: type[Agency] | type[Locality], given: str) -> str:
    key = texts.one_line(given)
    if key == "new" or len(key) > LONGEST_KEY or not _KEY.fullmatch(key):
        raise NotAKey
    if session().scalars(select(kind.id).where(kind.key == key)).first() is not None:
        raise KeyTaken
    return key


def _seal(post: Post, mailbox: str, keyring: Keyring) -> None:
    if not texts.one_line(mailbox):
        post.address_sealed = None
        return
    typed = address(mailbox)
    post.address_sealed = keyring.seal(typed, purpose=Purpose.CONTACT, place=_place(post))


def _delete(row: Agency | Post | Locality) -> None:
    try:
        with session().begin_nested():
            session().delete(row)
            session().flush()
    except IntegrityError:  # a part that does not listen names it
        raise InUse from None


def _place(post: Post) -> Place:
    return Place(Post.__tablename__, post.id, "address")
