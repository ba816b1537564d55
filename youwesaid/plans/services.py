"""Changes to plans: no wording and no standing is replaced without keeping the one before."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.core import text as texts
from feedback.core.db import session
from feedback.core.errors import Refused
from youwesaid.plans.inferring import inferred
from youwesaid.plans.models import (
    STANDINGS,
    WORDINGS,
    Plan,
    PlanCarry,
    PlanChange,
    PlanGroup,
    PlanItem,
)
from youwesaid.plans.outline import outlined


class NothingChanged(Refused):
    """The new wording is the wording that the plan has already."""


class WordingMissing(Refused):
    """A plan item cannot be left without any words by a change of wording."""


class SamePlan(Refused):
    """An item is carried forward into another plan, never inside one."""


class AlreadyCarried(Refused):
    """These two items are joined already."""


def change_wording(
    *, item: PlanItem, field: str, new: str, note: str = "", by: Staff
) -> PlanChange:
    """Give *field* (title or text) of *item* a new wording, and keep the old one beside it.

    Raises NothingChanged, or WordingMissing when *new* is blank.
    """
    if field not in WORDINGS:
        raise ValueError(f"a plan item has no wording called {field}")
    present, wanted = getattr(item, field) or "", texts.clean(new)
    if not wanted:
        raise WordingMissing
    if wanted == present:
        raise NothingChanged
    change = PlanChange(
        field=field, old=present, new=wanted, note=texts.clean(note), changed_by_id=by.id
    )
    item.changes.append(change)
    setattr(item, field, wanted)
    item.known = True  # an aim that was only cited has its words now
    session().flush()
    audit.record(
        verb="plan.wording_changed",
        thing="plan_item",
        thing_id=item.key,
        facts={"field": field, "change": str(change.id)},
    )
    return change


def change_standing(
    *, item: PlanItem, status: str, rag: str, note: str = "", by: Staff
) -> Sequence[PlanChange]:
    """Say how far *item* is: its status and its colour, each by itself, in words; blank is none.

    Raises NothingChanged when both are as they were.
    """
    given = {"status": texts.one_line(status), "rag": texts.one_line(rag)}
    changes = [
        PlanChange(
            field=name,
            old=getattr(item, name) or "",
            new=given[name],
            note=texts.clean(note),
            changed_by_id=by.id,
        )
        for name in STANDINGS
        if given[name] != (getattr(item, name) or "")
    ]
    if not changes:
        raise NothingChanged
    for change in changes:
        item.changes.append(change)
        setattr(item, change.field, change.new or None)
    session().flush()
    audit.record(
        verb="plan.standing_changed",
        thing="plan_item",
        thing_id=item.key,
        facts={"fields": [change.field for change in changes]},
    )
    return changes


def note_measure(*, item: PlanItem, notes: Mapping[str, str]) -> None:
    """Say by language which way is better for a measure, and when it is not; blanks go away."""
    item.notes = texts.clean_spoken(notes)
    session().flush()
    audit.record(
        verb="plan.measure_noted",
        thing="plan_item",
        thing_id=item.key,
        facts={"languages": sorted(item.notes)},
    )


def describe_group(
    *,
    group: PlanGroup,
    names: Mapping[str, str],
    aliases: Sequence[str],
    since: str,
    until: str,
    member_dates: Mapping[str, str],
) -> None:
    """Set what people here know of *group*: plain names, other names, from when to when."""
    group.public_names = _lines(names)
    group.aliases = [alias for each in aliases if (alias := texts.one_line(each))]
    group.since = texts.one_line(since) or None
    group.until = texts.one_line(until) or None
    group.member_dates = _lines(member_dates)
    session().flush()
    audit.record(
        verb="plan.group_described",
        thing="plan_group",
        thing_id=group.key,
        facts={"languages": sorted(group.public_names)},
    )


def carry(*, source: PlanItem, target: PlanItem, by: Staff) -> PlanCarry:
    """Say that *source* goes on as *target* in another plan. Raises SamePlan, AlreadyCarried."""
    if source.plan_id == target.plan_id:
        raise SamePlan
    ends = {
        "from_plan": source.plan.key,
        "from_item": source.key,
        "into_plan": target.plan.key,
        "into_item": target.key,
    }
    if session().scalar(select(PlanCarry.id).filter_by(**ends)) is not None:
        raise AlreadyCarried
    link = PlanCarry(**ends, made_by_id=by.id)
    session().add(link)
    session().flush()
    audit.record(verb="plan.carried", thing="plan_item", thing_id=source.key, facts=ends)
    return link


def part(*, link: PlanCarry) -> None:
    """Take back that an item of one plan goes on in another."""
    facts = {"from": link.from_item, "into": link.into_item}
    session().delete(link)
    session().flush()
    audit.record(verb="plan.carry_undone", thing="plan_item", thing_id=link.from_item, facts=facts)


def set_values(*, plan: Plan, statuses: Sequence[str], rags: Sequence[str]) -> None:
    """Set the words by which *plan* says how far things are; none: those of its file."""
    plan.statuses = list(
        dict.fromkeys(each for given in statuses if (each := texts.one_line(given)))
    )
    plan.rags = list(dict.fromkeys(each for given in rags if (each := texts.one_line(given))))
    session().flush()
    audit.record(
        verb="plan.values_set",
        thing="plan",
        thing_id=plan.key,
        facts={"statuses": len(plan.statuses), "rags": len(plan.rags)},
    )


def mark_inferred(*, plan: Plan, asked: Collection[str], marked: Collection[str]) -> None:
    """Of the values *asked* about, those *marked* were worked out and are not printed."""
    if inferred(plan) & set(asked) == set(marked):
        return
    kept = [name for name in sorted(inferred(plan)) if name not in asked]
    plan.inferred = [*kept, *(name for name in asked if name in marked)]
    session().flush()
    audit.record(
        verb="plan.inferred_marked", thing="plan", thing_id=plan.key, facts={"marked": len(marked)}
    )


def _distinct(given: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(line for each in given if (line := texts.one_line(each))))


def _lines(given: Mapping[str, str]) -> dict[str, str]:
    return {name: line for name, each in given.items() if (line := texts.one_line(each))}


def name_plainly(*, item: PlanItem, names: Mapping[str, str]) -> None:
    """Set the short public names of *item* by language code; a blank one is taken away."""
    item.public_names = _lines(names)
    session().flush()
    audit.record(
        verb="plan.item_named",
        thing="plan_item",
        thing_id=item.key,
        facts={"languages": sorted(item.public_names)},
    )


def call_things(*, plan: Plan, labels: Mapping[str, str]) -> None:
    """Set the plan's own words for its kinds of items, by section of its file.

    A blank one gives back what the file itself says.
    """
    chosen = {section: word for section, given in labels.items() if (word := texts.one_line(given))}
    document = {name: value for name, value in plan.document.items() if name != "labels"}
    if chosen:
        document["labels"] = chosen
    plan.document = document
    printed = {draft.key: draft.label for draft in outlined(document)}
    for item in plan.items:
        item.label = printed.get(item.key, item.label)
    session().flush()
    audit.record(
        verb="plan.things_called",
        thing="plan",
        thing_id=plan.key,
        facts={"sections": sorted(chosen)},
    )
