"""What a new record begins with: the measure, review, test or item from which somebody came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from youwesaid.plans.life import offers
from youwesaid.plans.life.words import Kind, Unit
from youwesaid.plans.models import ItemType, Plan, PlanItem

_UNITS = {"working_days": Unit.WORKING_DAYS, "months": Unit.MONTHS, "days": Unit.DAYS}


@dataclass(frozen=True, slots=True)
class Start:
    """Values that the page begins with, and those that nobody is asked for."""

    values: Mapping[str, Any] = field(default_factory=dict)
    also: Mapping[str, Any] = field(default_factory=dict)


def start_of(kind: Kind, plan: Plan, asked: Mapping[str, str]) -> Start:
    """Where a new record of *kind* starts; *asked* are the arguments of the address."""
    about = next((each for each in plan.items if each.key == asked.get("about")), None)
    printed = asked.get("printed", "")
    if kind is Kind.REVIEW and printed:
        return _review(offers.printed_reviews(plan), printed)
    if kind is Kind.TEST and printed:
        return _test(plan, printed)
    if about is None:
        return Start()
    if kind is Kind.READING:
        return Start({"measure": about} if about.type is ItemType.MEASURE else {})
    if kind is Kind.DEADLINE and about.type is ItemType.MEASURE:
        return Start(_deadline(about))
    return Start({"items": [about]})


def _review(reviews: Sequence[Mapping[str, Any]], key: str) -> Start:
    for each in reviews:
        if each.get("id") == key:
            values = {
                "name": each.get("name") or "",
                "asks": [str(ask) for ask in each.get("asks") or []],
                "goes_to": list(each.get("goes_to") or []),
            }
            return Start(values, {"review_key": key})
    return Start()


def _test(plan: Plan, key: str) -> Start:
    names = {group.key: group.name for group in plan.groups}
    items = {each.key: each for each in plan.items}
    for each in offers.printed_tests(plan):
        if each.get("id") == key:
            measured = [items[name] for name in each.get("measures") or [] if name in items]
            values = {
                "team": names.get(str(each.get("team")), str(each.get("team") or "")),
                "change": each.get("change") or "",
                "result": each.get("result") or "",
                "items": measured,
            }
            return Start(values, {"test_key": key})
    return Start()


def _deadline(measure: PlanItem) -> dict[str, Any]:
    """The length that the target of a measure prints, counted from the event that it names."""
    target = measure.details.get("target") or {}
    values: dict[str, Any] = {"measure": measure, "name": measure.wording}
    if target.get("type") == "time_limit":
        values["event"] = target.get("from_event") or ""
        values["length"] = target.get("value")
        values["unit"] = _UNITS.get(str(target.get("unit")), Unit.WORKING_DAYS)
    return values
