"""What is overdue, and telling those who must know: each step once, in letters without content."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.contributions.models import Contribution, Safeguarding
from feedback.core import clock
from feedback.core.db import session
from feedback.outbox import services as outbox
from feedback.safeguarding import clocks, duty, queries, signals
from feedback.safeguarding.clocks import Clocks
from feedback.safeguarding.duty_models import Post, Reminder, Thing
from feedback.safeguarding.models import LookState, SecondLook, Signal, Urgency

LETTER = "overdue"


@dataclass(frozen=True, slots=True)
class Overdue:
    """One thing whose clock ran out at *due_at*; *since* tells which run of its clock it was."""

    thing: Thing
    thing_id: uuid.UUID
    urgency: Urgency
    due_at: datetime
    since: datetime
    owner_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Unlooked:
    """A contribution with a watch phrase that nobody has answered, and its clock."""

    contribution: Contribution
    urgency: Urgency
    due_at: datetime
    since: datetime  # when the clock began: with the day of arrival, or a second reader's refusal

    @property
    def is_late(self) -> bool:
        """Whether somebody should have looked by now."""
        return self.due_at < clock.now()


def unlooked() -> Sequence[Unlooked]:
    """What has a watch phrase and that nobody has looked at, by its clock."""
    asked = select(SecondLook.contribution_id).where(SecondLook.state == LookState.WAITING)
    rank = func.min(queries.urgency())
    statement = (
        select(Contribution, rank)
        .join(Signal, Signal.contribution_id == Contribution.id)
        .where(
            Contribution.safeguarding == Safeguarding.SIGNALLED,
            Contribution.withdrawn_on.is_(None),
            Signal.dismissed_on.is_(None),
            Contribution.id.not_in(asked),
        )
        .group_by(Contribution.id)
    )
    in_force, order, refused = clocks.in_force(), list(Urgency), _refused()
    found = []
    for each, place in session().execute(statement):
        urgency, since = order[place], clocks.day_began(each.received_on)
        due_at = in_force.look_by(urgency, each.received_on)
        if each.id in refused:
            since = refused[each.id]
            due_at = in_force.look_again_by(urgency, since)
        found.append(Unlooked(each, urgency, due_at, since))
    return sorted(found, key=lambda each: (each.due_at, each.contribution.id))


def overdue() -> Sequence[Overdue]:
    """Everything whose clock has run out."""
    now = clock.now()
    found = [
        Overdue(Thing.CONCERN, each.id, each.urgency, each.due_at, each.due_at, each.owner_id)
        for each in queries.open_concerns()
    ]
    found += [
        Overdue(
            Thing.FIRST_LOOK,
            each.contribution.id,
            each.urgency,
            each.due_at,
            each.since,
        )
        for each in unlooked()
    ]
    found += _second_looks(clocks.in_force())
    return [each for each in found if each.due_at < now]


def remind() -> int:
    """Tell whoever must know of what is overdue; how many steps were taken.

    First the owner or the lead on duty, then, when the deputy's clock has run out as well, the
    deputy. Nobody gets more than one letter from one run, and no letter says what it is about.
    """
    late = overdue()
    if not late:
        return 0
    in_force = clocks.in_force()
    taken = {
        (each.thing, each.thing_id, each.post, each.since): each
        for each in session().scalars(select(Reminder))
    }
    told: dict[uuid.UUID, Staff] = {}
    steps = 0
    for each in late:
        for post in _steps_due(each, in_force):
            people = _people(each, post)
            held = taken.get((each.thing, each.thing_id, post, each.since))
            if held is not None and (held.told or not people):
                continue  # a step that reached nobody is taken again as soon as there is somebody
            told.update({person.id: person for person in people})
            _take(each, post, len(people), held)
            steps += 1
    for person in sorted(told.values(), key=lambda person: person.id):
        outbox.post(template=LETTER, to=person.email, language=person.language, facts={})
    session().flush()
    return steps


def _refused() -> Mapping[uuid.UUID, datetime]:
    """When a second reader last kept a signal, by contribution: from then on it waits anew."""
    latest = (
        select(SecondLook.contribution_id, func.max(SecondLook.answered_at).label("at"))
        .where(SecondLook.state == LookState.REFUSED)
        .group_by(SecondLook.contribution_id)
    )
    return {row.contribution_id: row.at for row in session().execute(latest) if row.at}


def _second_looks(in_force: Clocks) -> list[Overdue]:
    found = []
    for look in signals.all_looks_waiting():
        urgency = signals.urgency_of(look.contribution_id)
        due_at = in_force.look_again_by(urgency, look.asked_at)
        found.append(Overdue(Thing.SECOND_LOOK, look.id, urgency, due_at, look.asked_at))
    return found


def _steps_due(late: Overdue, in_force: Clocks) -> Sequence[Post]:
    is_for_deputy = in_force.deputy_from(late.urgency, late.due_at) < clock.now()
    return (Post.LEAD, Post.DEPUTY) if is_for_deputy else (Post.LEAD,)


def _people(late: Overdue, post: Post) -> Sequence[Staff]:
    owner = session().get(Staff, late.owner_id) if late.owner_id else None
    first = duty.told_first(owner)
    return first if post is Post.LEAD else duty.told_next(first)


def _take(late: Overdue, post: Post, people: int, held: Reminder | None) -> None:
    reminder = held or Reminder(
        thing=late.thing, thing_id=late.thing_id, post=post, since=late.since
    )
    reminder.told = people
    session().add(reminder)
    record(
        verb="told of what is overdue",
        thing=late.thing.value,
        thing_id=late.thing_id,
        facts={"post": post.value, "people": people, "urgency": late.urgency.value},
    )
