"""Raising a barrier, taking it up a line, telling the public of it, and ending it."""

from collections.abc import Mapping, Sequence

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.core import clock
from feedback.core import text as texts
from feedback.core.db import session
from feedback.core.errors import Refused
from youwesaid.insights.barriers.lines import Line, lines_up
from youwesaid.insights.barriers.models import Barrier, BarrierStep, Outcome
from youwesaid.insights.models import Answer
from youwesaid.plans.models import PlanGroup, PlanItem


class ReasonMissing(Refused):
    """A barrier says what stands in the way."""


class UnknownGroup(Refused):
    """A barrier lies with a group of its plan."""


class NoLine(Refused):
    """The plan prints no line from where the barrier lies to that group."""


class AlreadyClosed(Refused):
    """What has ended goes nowhere and ends only once."""


class PublicWordsMissing(Refused):
    """What is told to the public is told in words, in English at least."""


class NotOfTheAnswer(Refused):
    """A barrier to an answer stands before a plan item to which its insight is tied."""


def raise_barrier(
    item: PlanItem, *, reason: str, group: str, by: Staff, answer: Answer | None = None
) -> Barrier:
    """Say what holds *item* (and *answer* to it) up, and with which group (a key) it begins.

    Raises ReasonMissing, UnknownGroup, NotOfTheAnswer.
    """
    words = texts.clean(reason)
    if not words:
        raise ReasonMissing
    if answer is not None and item not in answer.insight.plan_items:
        raise NotOfTheAnswer
    barrier = Barrier(
        plan=item.plan, plan_item=item, answer=answer, reason=words, raised_by_id=by.id
    )
    session().add(barrier)
    _step(barrier, _group(item.plan.groups, group), line=None, note="", by=by)
    session().flush()
    facts = {"plan_item": item.key, "group": group}
    audit.record(verb="barrier.raised", thing="barrier", thing_id=barrier.id, facts=facts, actor=by)
    return barrier


def take_up(barrier: Barrier, *, to_group: str, by: Staff, note: str = "") -> BarrierStep:
    """Take a barrier one step up a reporting line of its plan. Raises AlreadyClosed, NoLine."""
    _refuse_closed(barrier)
    line = next((each for each in ways_up(barrier) if each.to_group == to_group), None)
    if line is None:
        raise NoLine
    step = _step(barrier, _group(barrier.plan.groups, to_group), line=line, note=note, by=by)
    session().flush()
    facts = {"group": to_group, "step": step.number}
    audit.record(
        verb="barrier.taken_up", thing="barrier", thing_id=barrier.id, facts=facts, actor=by
    )
    return step


def tell_public(
    barrier: Barrier, *, held_up: Mapping[str, str], is_public: bool, by: Staff
) -> None:
    """Set what people may read after "Held up:", and whether they may. Raises PublicWordsMissing.

    An entry shows it with its next version; the page of the plan item shows it at once.
    """
    written = texts.clean_spoken(held_up)
    if is_public and not written.get("en"):
        raise PublicWordsMissing
    barrier.held_up, barrier.is_public = written, is_public
    session().flush()
    facts = {"is_public": is_public}
    audit.record(verb="barrier.told", thing="barrier", thing_id=barrier.id, facts=facts, actor=by)


def close(barrier: Barrier, *, outcome: Outcome, note: str, by: Staff) -> None:
    """End a barrier. Raises AlreadyClosed, ReasonMissing without a *note*."""
    _refuse_closed(barrier)
    if not texts.clean(note):
        raise ReasonMissing
    barrier.closed_on, barrier.outcome = clock.today(), outcome
    barrier.outcome_note = texts.clean(note)
    session().flush()
    facts = {"outcome": outcome.value}
    audit.record(verb="barrier.closed", thing="barrier", thing_id=barrier.id, facts=facts, actor=by)


def ways_up(barrier: Barrier) -> Sequence[Line]:
    """The lines along which *barrier* may go from where it lies, to groups that its plan has."""
    known = {group.key for group in barrier.plan.groups}
    been = [step.group_key for step in barrier.steps]
    found = lines_up(barrier.plan.document, group=barrier.group_key, been=been)
    return [line for line in found if line.to_group in known]


def _step(
    barrier: Barrier, group: PlanGroup, *, line: Line | None, note: str, by: Staff
) -> BarrierStep:
    step = BarrierStep(
        number=len(barrier.steps) + 1,
        group_key=group.key,
        group_name=group.name,
        line=line.key if line else None,
        note=texts.clean(note),
        taken_by_id=by.id,
    )
    barrier.steps.append(step)
    return step


def _group(groups: Sequence[PlanGroup], key: str) -> PlanGroup:
    found = next((group for group in groups if group.key == key), None)
    if found is None:
        raise UnknownGroup
    return found


def _refuse_closed(barrier: Barrier) -> None:
    if barrier.closed_on is not None:
        raise AlreadyClosed
