"""The register: activities, support that was asked for, thanks given, colleagues' skills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.core import clock, text
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring, Place, Purpose
from youwesaid.involvement.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Incentive,
    IncentiveKind,
    Met,
    Payee,
    Skill,
    SkillKind,
    SupportKind,
    SupportRequest,
)
from youwesaid.partnership.models import Agency, Post
from youwesaid.plans.models import PlanItem

#: How long the details of somebody who was paid are kept: until payments can be queried no more.
PAYEES_KEPT = timedelta(days=90)


class TitleMissing(Refused):
    """An activity has a title, in English at least."""


class NobodyNamed(Refused):
    """An activity says which people it is for."""


class EndsBeforeStart(Refused):
    """The last day is not before the first."""


class NotHeldYet(Refused):
    """Something that lies in the future was not held."""


class WhyNotMissing(Refused):
    """Support that was not fully given says why."""


class MoreTakenThanOffered(Refused):
    """Nobody takes what was not offered."""


class NoteNotGiven(Refused):
    """Nobody is paid before they were told what that may do to their benefits."""


class AllPaid(Refused):
    """There are as many payees as people who took the incentive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFacts:
    """Everything that is written down of an activity."""

    titles: Mapping[str, str]
    kind: ActivityKind
    state: ActivityState
    agency: Agency
    whom: Sequence[str]
    starts_on: date
    ends_on: date | None = None
    whom_exactly: str = ""
    localities: Sequence[str] = ()
    stages: Sequence[str] = ()
    place: str = ""
    people_count: int | None = None
    came_of_it: Mapping[str, str] = field(default_factory=dict)
    is_public: bool = False
    plan_items: Sequence[PlanItem] = ()


def write_activity(
    *, facts: ActivityFacts, by: Staff, activity: Activity | None = None
) -> Activity:
    """Write an activity down, or anew.

    Raises TitleMissing, NobodyNamed, EndsBeforeStart, NotHeldYet.
    """
    _check(facts)
    is_new = activity is None
    written = activity or Activity(made_by_id=by.id)
    for name in ("kind", "state", "agency", "starts_on", "ends_on", "people_count", "is_public"):
        setattr(written, name, getattr(facts, name))
    written.titles = text.clean_spoken(facts.titles)
    written.came_of_it = text.clean_spoken(facts.came_of_it)
    written.whom, written.stages = list(facts.whom), list(facts.stages)
    written.localities = list(facts.localities)
    written.whom_exactly, written.place = text.one_line(facts.whom_exactly), facts.place
    written.plan_items = list(facts.plan_items)
    session().add(written)
    session().flush()
    verb = "activity.written" if is_new else "activity.changed"
    record(verb=verb, thing="activity", thing_id=written.id, actor=by)
    return written


def check_standards(
    activity: Activity, *, answers: Mapping[str, Mapping[str, str]], by: Staff
) -> None:
    """Keep the self-check against the standards for engagement: per standard a mark and words."""
    activity.standards = {key: dict(given) for key, given in answers.items() if any(given.values())}
    session().flush()
    facts = {"standards": len(activity.standards)}
    record(verb="activity.checked", thing="activity", thing_id=activity.id, facts=facts, actor=by)


def note_support(
    activity: Activity, *, kind: SupportKind, detail: str, people: int, by: Staff
) -> SupportRequest:
    """Write down support that somebody asked for."""
    asked = SupportRequest(kind=kind, detail=text.one_line(detail), people=people, met=Met.OPEN)
    activity.support.append(asked)
    session().flush()
    record(verb="support.asked", thing="activity", thing_id=activity.id, actor=by)
    return asked


def settle_support(asked: SupportRequest, *, met: Met, why_not: str, by: Staff) -> None:
    """Say whether support was given. Raises WhyNotMissing."""
    if met in {Met.PARTLY, Met.NO} and not text.clean(why_not):
        raise WhyNotMissing
    asked.met, asked.why_not = met, text.clean(why_not)
    session().flush()
    facts = {"met": met.value}
    record(
        verb="support.settled", thing="activity", thing_id=asked.activity_id, facts=facts, actor=by
    )


def offer_incentive(
    activity: Activity,
    *,
    kind: IncentiveKind,
    pence: int,
    offered: int,
    taken: int,
    benefits_note_on: date | None,
    by: Staff,
) -> Incentive:
    """Write down what was offered for people's time. Raises MoreTakenThanOffered."""
    if taken > offered:
        raise MoreTakenThanOffered
    given = Incentive(
        kind=kind, pence=pence, offered=offered, taken=taken, benefits_note_on=benefits_note_on
    )
    activity.incentives.append(given)
    session().flush()
    record(verb="incentive.offered", thing="activity", thing_id=activity.id, actor=by)
    return given


def change_incentive(
    given: Incentive, *, offered: int, taken: int, benefits_note_on: date | None, by: Staff
) -> None:
    """Say anew how many were offered it, took it, and were told. Raises MoreTakenThanOffered."""
    if taken > offered:
        raise MoreTakenThanOffered
    given.offered, given.taken, given.benefits_note_on = offered, taken, benefits_note_on
    session().flush()
    record(verb="incentive.changed", thing="activity", thing_id=given.activity_id, actor=by)


def keep_payee(
    given: Incentive, *, details: Mapping[str, Any], keyring: Keyring, by: Staff
) -> Payee:
    """Seal how to pay one person. Raises NoteNotGiven, AllPaid."""
    if given.benefits_note_on is None:
        raise NoteNotGiven
    session().flush()
    session().refresh(given, with_for_update=True)
    present = session().scalars(select(Payee.id).where(Payee.incentive_id == given.id)).all()
    if len(present) >= given.taken:
        raise AllPaid
    payee = Payee(incentive_id=given.id)
    payee.details_sealed = keyring.seal_json(
        dict(details), purpose=Purpose.CONTACT, place=_place(payee)
    )
    session().add(payee)
    session().flush()
    record(verb="payee.kept", thing="incentive", thing_id=given.id, actor=by)
    return payee


def payee_details(payee: Payee, keyring: Keyring) -> Mapping[str, Any]:
    """How to pay somebody; callers record that they looked. Raises KeyMissing, CannotOpen."""
    opened: Mapping[str, Any] = keyring.open_json(
        payee.details_sealed, purpose=Purpose.CONTACT, place=_place(payee)
    )
    return opened


def mark_paid(payee: Payee, *, by: Staff) -> None:
    """Note that somebody was paid today; their details go ninety days later."""
    payee.paid_on = clock.today()
    session().flush()
    record(verb="payee.paid", thing="incentive", thing_id=payee.incentive_id, actor=by)


def forget_payees() -> int:
    """Delete the details of those who were paid long ago; how many."""
    old = clock.today() - PAYEES_KEPT
    gone = session().execute(delete(Payee).where(Payee.paid_on < old))
    return int(getattr(gone, "rowcount", 0))


def write_skill(
    *, agency: Agency, post: Post | None, kind: SkillKind, detail: str, by: Staff,
    skill: Skill | None = None,
) -> Skill:  # fmt: skip
    """Write down, or confirm, what a post can do or lend."""
    written = skill or Skill()
    written.agency, written.post, written.kind = agency, post, kind
    written.detail, written.checked_on = text.clean(detail), clock.today()
    session().add(written)
    session().flush()
    record(verb="skill.written", thing="skill", thing_id=written.id, actor=by)
    return written


def remove_skill(skill: Skill, *, by: Staff) -> None:
    """Take a line out of the directory."""
    record(verb="skill.removed", thing="skill", thing_id=skill.id, actor=by)
    session().delete(skill)
    session().flush()


def _check(facts: ActivityFacts) -> None:
    if not text.clean_spoken(facts.titles).get("en"):
        raise TitleMissing
    if not facts.whom and not text.one_line(facts.whom_exactly):
        raise NobodyNamed
    if facts.ends_on is not None and facts.ends_on < facts.starts_on:
        raise EndsBeforeStart
    if facts.state is ActivityState.HELD and facts.starts_on > clock.today():
        raise NotHeldYet


def _place(payee: Payee) -> Place:
    return Place(Payee.__tablename__, payee.id, "details")
