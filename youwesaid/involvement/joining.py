"""Invitations to take part, and those who would like to: how to reach them is sealed."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from sqlalchemy import delete, select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.contributions.contacts import ContactDetails, Way, When
from feedback.core import clock, references, text
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring, Place, Purpose
from youwesaid.involvement.models import Interest, InterestState, Opportunity, OpportunityState
from youwesaid.partnership.models import Agency
from youwesaid.plans.models import PlanItem

#: How long after an invitation closed people's details are kept.
KEPT = timedelta(days=90)


class TitleMissing(Refused):
    """An invitation has a title, in English at least."""


class AboutMissing(Refused):
    """An invitation says what people would do, in English at least."""


class ThanksMissing(Refused):
    """An invitation that is open says what people get for their time, even if it is nothing."""


class ClosesTooEarly(Refused):
    """An invitation that is open closes on a day to come."""


class NotOpen(Refused):
    """This invitation is not open, or not any more."""


class NothingHeld(Refused):
    """No details are held under this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Everything that an invitation says; texts by language code."""

    titles: Mapping[str, str]
    about: Mapping[str, str]
    agency: Agency
    closes_on: date
    state: OpportunityState
    when_where: Mapping[str, str] = field(default_factory=dict)
    thanks: Mapping[str, str] = field(default_factory=dict)
    help_offered: Sequence[str] = ()
    stages: Sequence[str] = ()
    first_on: date | None = None
    plan_items: Sequence[PlanItem] = ()


def write_opportunity(
    *, said: Invitation, by: Staff, opportunity: Opportunity | None = None
) -> Opportunity:
    """Write an invitation, or write it anew.

    Raises TitleMissing, AboutMissing, ThanksMissing, ClosesTooEarly.
    """
    _check(said)
    written = opportunity or Opportunity(slug=text.neutral_name(), made_by_id=by.id)
    for name in ("titles", "about", "when_where", "thanks"):
        setattr(written, name, text.clean_spoken(getattr(said, name)))
    for name in ("agency", "closes_on", "state", "first_on"):
        setattr(written, name, getattr(said, name))
    written.help_offered, written.stages = list(said.help_offered), list(said.stages)
    written.plan_items = list(said.plan_items)
    written.changed_on = clock.today()
    session().add(written)
    session().flush()
    facts = {"state": written.state.value}
    record(
        verb="opportunity.written", thing="opportunity", thing_id=written.id, facts=facts, actor=by
    )
    return written


def is_open(opportunity: Opportunity) -> bool:
    """Whether people can see it and say that they would like to join."""
    return opportunity.state is OpportunityState.OPEN and opportunity.closes_on >= clock.today()


def show_interest(
    opportunity: Opportunity,
    *,
    submission: str,
    details: ContactDetails,
    spoken: str,
    is_suspect: bool,
    keyring: Keyring,
) -> str:
    """Keep how to reach somebody who would like to take part; the number that deletes it again.

    The same press twice is one. Raises NotOpen. Needs no private key.
    """
    if not is_open(opportunity):
        raise NotOpen
    code = code_of(submission, keyring)
    known = select(Interest.id).where(Interest.submission == submission)
    if session().scalars(known).first() is None:
        interest = Interest(
            id=uuid.uuid4(),
            opportunity_id=opportunity.id,
            submission=submission,
            code_mac=_code_mac(code, keyring),
            spoken=spoken,
            is_suspect=is_suspect,
        )
        interest.details_sealed = keyring.seal_json(
            asdict(details), purpose=Purpose.CONTACT, place=_place(interest)
        )
        session().add(interest)
        session().flush()
    return code


def code_of(submission: str, keyring: Keyring) -> str:
    """The 18 digits that delete what was sent with this press of Send."""
    return references.from_bytes(keyring.receipt_mac("interest", submission.encode()))


def interest_by_code(code: str, keyring: Keyring) -> Interest:
    """What is held under *code* (18 digits, tidied). Raises NothingHeld."""
    statement = select(Interest).where(Interest.code_mac == _code_mac(code, keyring))
    found = session().scalars(statement).one_or_none()
    if found is None:
        raise NothingHeld
    return found


def take_back(interest: Interest) -> None:
    """Delete somebody's details because they ask."""
    session().delete(interest)
    session().flush()


def details_of(interest: Interest, keyring: Keyring) -> ContactDetails:
    """How to reach them; callers record that they looked. Raises KeyMissing, CannotOpen."""
    opened = keyring.open_json(
        interest.details_sealed, purpose=Purpose.CONTACT, place=_place(interest)
    )
    return ContactDetails(
        way=Way(opened["way"]),
        address=opened["address"],
        when=tuple(When(time) for time in opened["when"]),
        note=opened["note"],
    )


def note_interest(interest: Interest, *, state: InterestState, by: Staff) -> None:
    """Say what became of somebody's interest."""
    interest.state = state
    session().flush()
    facts = {"state": state.value}
    record(
        verb="interest.noted", thing="opportunity", thing_id=interest.opportunity_id,
        facts=facts, actor=by,
    )  # fmt: skip


def forget_old() -> int:
    """Delete the details given to invitations that closed ninety days ago; how many."""
    over = select(Opportunity.id).where(Opportunity.closes_on < clock.today() - KEPT)
    gone = session().execute(delete(Interest).where(Interest.opportunity_id.in_(over)))
    return int(getattr(gone, "rowcount", 0))


def _check(said: Invitation) -> None:
    if not text.clean_spoken(said.titles).get("en"):
        raise TitleMissing
    if not text.clean_spoken(said.about).get("en"):
        raise AboutMissing
    if said.state is not OpportunityState.OPEN:
        return
    if not text.clean_spoken(said.thanks).get("en"):
        raise ThanksMissing
    if said.closes_on < clock.today():
        raise ClosesTooEarly


def _code_mac(code: str, keyring: Keyring) -> str:
    return keyring.receipt_mac("interest code", code.encode()).hex()


def _place(interest: Interest) -> Place:
    return Place(Interest.__tablename__, interest.id, "details")
