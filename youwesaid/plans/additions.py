"""What people here added to a plan, under a key of its own (``here``) in the file of the plan.

A file that nobody here changed has no such key. A wording, status or colour of today stands where
the document has it; everything that the document has no place for stands under ``here``. Coming in
again, it fills what is still blank, and never replaces what people here wrote since.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from feedback.core.db import session
from youwesaid.plans.models import (
    STANDINGS,
    WORDINGS,
    Plan,
    PlanCarry,
    PlanChange,
    PlanGroup,
    PlanItem,
)
from youwesaid.plans.reading import UnreadablePlan

KEY = "here"
_OF_GROUPS = ("public_names", "aliases", "since", "until", "member_dates")
_LISTS = ("statuses", "rags", "inferred")
_ENDS = ("plan", "item")
_BOTH = ("from", "into")


def additions(plan: Plan) -> dict[str, Any]:
    """What people here added to *plan*; empty where they added nothing."""
    found: dict[str, Any] = {
        "public_names": {each.key: each.public_names for each in plan.items if each.public_names},
        "notes": {each.key: each.notes for each in plan.items if each.notes},
        "groups": {each.key: added for each in plan.groups if (added := _of_group(each))},
        "statuses": plan.statuses,
        "rags": plan.rags,
        "changes": [change for each in plan.items for change in _changes(each)],
        "carried": [_carry(each) for each in carries(plan.key)],
    }
    kept = {name: value for name, value in found.items() if value}
    if plan.inferred is not None:  # an empty list says that somebody looked
        kept["inferred"] = plan.inferred
    return kept


def check(here: Any) -> None:
    """Raises UnreadablePlan where *here* is not what ``additions`` gives."""
    if not isinstance(here, dict):
        raise UnreadablePlan(_("“here” must name what was added, each on a line of its own."))
    readable = {
        "public_names": _is_texts_by_key,
        "notes": _is_texts_by_key,
        "groups": _is_groups,
        "changes": _is_changes,
        "carried": _is_carried,
        **dict.fromkeys(_LISTS, _is_texts),
    }
    for name, added in here.items():
        if name not in readable or not readable[name](added):
            raise UnreadablePlan(
                _("“%(name)s” under “here” cannot be read: write it as an export does.", name=name)
            )


def take_in(plan: Plan, here: Mapping[str, Any]) -> None:
    """Fill what is blank in *plan* with the additions of a file (checked)."""
    items = {each.key: each for each in plan.items}
    for name in ("public_names", "notes"):
        for key, texts in (here.get(name) or {}).items():
            if key in items:
                setattr(items[key], name, {**texts, **getattr(items[key], name)})
    groups = {each.key: each for each in plan.groups}
    for key, added in (here.get("groups") or {}).items():
        if key in groups:
            _fill_group(groups[key], added)
    plan.statuses = plan.statuses or list(here.get("statuses") or [])
    plan.rags = plan.rags or list(here.get("rags") or [])
    if plan.inferred is None:
        plan.inferred = here.get("inferred")
    _add_changes(items, here.get("changes") or [])
    _add_carries(here.get("carried") or [])


def carries(plan_key: str) -> Sequence[PlanCarry]:
    """The links from and into items of the plan whose own id is *plan_key*."""
    statement = (
        select(PlanCarry)
        .where(or_(PlanCarry.from_plan == plan_key, PlanCarry.into_plan == plan_key))
        .order_by(
            PlanCarry.from_plan, PlanCarry.from_item, PlanCarry.into_plan, PlanCarry.into_item
        )
    )
    return session().scalars(statement).all()


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_spoken(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


def _is_texts_by_key(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_spoken(each) for each in value.values())


def _is_groups(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_group(each) for each in value.values())


def _is_group(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) - set(_OF_GROUPS):
        return False
    return (
        _is_spoken(value.get("public_names", {}))
        and _is_texts(value.get("aliases", []))
        and _is_spoken(value.get("member_dates", {}))
        and all(isinstance(value.get(name, ""), str) for name in ("since", "until"))
    )


def _is_changes(value: Any) -> bool:
    return isinstance(value, list) and all(
        _is_spoken(each)
        and {"item", "field", "old", "new", "changed_on"} <= set(each)
        and each["field"] in {*WORDINGS, *STANDINGS}
        and _is_day(each["changed_on"])
        for each in value
    )


def _is_carried(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, dict)
        and all(_is_spoken(each.get(end)) and set(each[end]) == set(_ENDS) for end in _BOTH)
        and _is_day(each.get("made_on"))
        for each in value
    )


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def _of_group(group: PlanGroup) -> dict[str, Any]:
    return {name: value for name in _OF_GROUPS if (value := getattr(group, name))}


def _fill_group(group: PlanGroup, added: Mapping[str, Any]) -> None:
    for name in _OF_GROUPS:
        if added.get(name) and not getattr(group, name):
            setattr(group, name, added[name])


def _changes(item: PlanItem) -> list[dict[str, str]]:
    """Its changes by day; those of one day in an order that does not depend on the database."""
    told = [_change(item, change) for change in item.changes]
    return sorted(told, key=lambda each: (each["changed_on"], *_identity(each)))


def _change(item: PlanItem, change: PlanChange) -> dict[str, str]:
    told = {
        "item": item.key,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "note": change.note,
        "changed_on": change.changed_on.isoformat(),
    }
    return {name: value for name, value in told.items() if value or name != "note"}


def _carry(link: PlanCarry) -> dict[str, Any]:
    return {
        "from": {"plan": link.from_plan, "item": link.from_item},
        "into": {"plan": link.into_plan, "item": link.into_item},
        "made_on": link.made_on.isoformat(),
    }


def _add_changes(items: Mapping[str, PlanItem], told: Sequence[Mapping[str, str]]) -> None:
    for each in told:
        item = items.get(each["item"])
        if item is None or _identity(each) in {_identity(_change(item, c)) for c in item.changes}:
            continue
        item.changes.append(
            PlanChange(
                field=each["field"],
                old=each["old"],
                new=each["new"],
                note=each.get("note", ""),
                changed_on=date.fromisoformat(each["changed_on"]),
            )
        )


def _identity(change: Mapping[str, str]) -> tuple[str, ...]:
    """What makes two told changes the same one, on whatever day each was kept."""
    return change["field"], change["old"], change["new"]


def _add_carries(told: Sequence[Mapping[str, Any]]) -> None:
    held = {_ends(link) for link in session().scalars(select(PlanCarry))}
    for ends, made_on in _told_ends(told):
        if ends not in held:
            held.add(ends)
            from_plan, from_item, into_plan, into_item = ends
            session().add(
                PlanCarry(
                    from_plan=from_plan,
                    from_item=from_item,
                    into_plan=into_plan,
                    into_item=into_item,
                    made_on=made_on,
                )
            )


def _told_ends(
    told: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[tuple[str, str, str, str], date]]:
    for each in told:
        source, target = each["from"], each["into"]
        ends = (source["plan"], source["item"], target["plan"], target["item"])
        yield ends, date.fromisoformat(each["made_on"])


def _ends(link: PlanCarry) -> tuple[str, str, str, str]:
    return link.from_plan, link.from_item, link.into_plan, link.into_item
