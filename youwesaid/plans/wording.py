"""Words around a plan's own words, for its pages."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.core import i18n
from youwesaid.plans.models import ItemType, Plan, PlanGroup, PlanItem
from youwesaid.plans.queries import Branch

#: What the parts of a plan are, for a reader who does not know plans.
TYPE_HEADINGS: Mapping[ItemType, LazyString] = {
    ItemType.VISION: _l("What the plan hopes for"),
    ItemType.AIM: _l("Aims"),
    ItemType.PRINCIPLE: _l("How people should work"),
    ItemType.PRIORITY: _l("What matters most"),
    ItemType.OUTCOME: _l("What should get better"),
    ItemType.ACTION: _l("What people will do"),
    ItemType.MEASURE: _l("How people will know"),
}
#: Said where a plan has nothing of a kind: blank is how the plan is, not a fault of the page.
NONE_PRINTED: Mapping[ItemType, LazyString] = {
    ItemType.OUTCOME: _l("The plan does not say what should get better here."),
    ItemType.ACTION: _l("The plan does not say what people will do here."),
    ItemType.MEASURE: _l("The plan does not say how people will know."),
}
UNDER_PRIORITY = (ItemType.OUTCOME, ItemType.ACTION, ItemType.MEASURE)
_YEAR, _MONTH, _DAY = 4, 7, 10  # letters of 2024, 2024-03 and 2024-03-14


def plan_tag(plan: Plan) -> str:
    """The language tag of the plan's own words; English unless its file says otherwise."""
    code = str(plan.document.get("plan", {}).get("language") or "en")
    return i18n.BY_CODE[code].tag if code in i18n.BY_CODE else code


def is_foreign(plan: Plan) -> bool:
    """Whether the plan's own words are in another language than the page."""
    return plan_tag(plan).partition("-")[0] != i18n.current_language().base


def plan_language_name(plan: Plan) -> str:
    """What the plan's language calls itself."""
    code = str(plan.document["plan"].get("language") or "en")
    return i18n.BY_CODE[code].autonym if code in i18n.BY_CODE else code


def printed_date(printed: str | None) -> str:
    """A printed year, month or day in the reader's language; other words stay as they are."""
    if not printed:
        return ""
    try:
        if len(printed) == _MONTH:
            return str(format_date(date.fromisoformat(f"{printed}-01"), "MMMM y"))
        if len(printed) == _DAY:
            return str(format_date(date.fromisoformat(printed), "long"))
    except ValueError:
        return printed
    return printed


def period(plan: Plan) -> str:
    """When the plan runs; empty where it does not say."""
    start, end = printed_date(plan.period_start), printed_date(plan.period_end)
    if start and end:
        return str(_("From %(start)s to %(end)s", start=start, end=end))
    if start:
        return str(_("From %(start)s", start=start))
    return str(_("Until %(end)s", end=end)) if end else ""


def named(item: PlanItem) -> str:
    """The plan's own word for an item with its printed reference, such as "Objective 1.2"."""
    label, ref = f"{item.label[:1].upper()}{item.label[1:]}", item.ref or ""
    if not ref or ref.lower() in item.label.lower():
        return label
    if item.label.lower() in ref.lower():
        return ref
    return f"{ref}, {item.label}" if ref[0].isalpha() else f"{label} {ref}"


def sections(branch: Branch) -> list[tuple[ItemType, tuple[Branch, ...]]]:
    """What stands under a priority, by type, the empty types too."""
    return [(kind, branch.of(kind)) for kind in UNDER_PRIORITY]


def one_label(branches: Sequence[Branch]) -> str | None:
    """The plan's own word for these items where it is the same for all of them."""
    labels = {branch.item.label for branch in branches}
    return labels.pop() if len(labels) == 1 else None


def by_label(branches: Sequence[Branch]) -> dict[str, list[Branch]]:
    """Items under the plan's own word for them, in the plan's order."""
    found: dict[str, list[Branch]] = {}
    for branch in branches:
        found.setdefault(branch.item.label, []).append(branch)
    return found


def group_names(groups: Sequence[PlanGroup]) -> dict[str, str]:
    """Names of groups by their keys, for reporting lines."""
    return {group.key: group.name for group in groups}


def source_name(item: PlanItem) -> str:
    """Where a measure comes from, when the plan lists it among its sources; else empty."""
    sources = item.plan.document.get("data_sources") or []
    key = item.details.get("source")
    return next((str(each.get("name")) for each in sources if each.get("id") == key), "")


def target(item: PlanItem) -> str:
    """What a measure aims at, in words; empty where the plan gives nothing to aim at."""
    wanted = item.details.get("target")
    if not isinstance(wanted, dict):
        return ""
    say = _TARGETS.get(str(wanted.get("type")))
    return say(wanted) if say else ""


def _amount(wanted: Mapping[str, Any]) -> str:
    value, unit = wanted.get("value"), wanted.get("unit")
    if value is None:
        return ""
    known = _UNITS.get(str(unit))
    if known and isinstance(value, int):
        return known(value)
    return f"{value} {unit.replace('_', ' ')}" if isinstance(unit, str) else str(value)


_UNITS: Mapping[str, Callable[[int], str]] = {
    "percent": lambda number: _("%(number)s%%", number=number),
    "months": lambda number: ngettext("%(num)s month", "%(num)s months", number),
    "working_days": lambda number: ngettext("%(num)s working day", "%(num)s working days", number),
    "people": lambda number: ngettext("%(num)s person", "%(num)s people", number),
    "per year": lambda number: ngettext(
        "%(num)s time every year", "%(num)s times every year", number
    ),
    "per period": lambda number: ngettext(
        "%(num)s time in each period", "%(num)s times in each period", number
    ),
    "count": lambda number: ngettext("%(num)s time", "%(num)s times", number),
}


def _threshold(wanted: Mapping[str, Any]) -> str:
    amount = _amount(wanted)
    if not amount:
        return ""
    said: dict[str, str] = {
        "gt": _("More than %(amount)s", amount=amount),
        "at_least": _("At least %(amount)s", amount=amount),
        "lt": _("Less than %(amount)s", amount=amount),
        "at_most": _("At most %(amount)s", amount=amount),
    }
    return said.get(str(wanted.get("comparator")), amount)


def _relative(wanted: Mapping[str, Any]) -> str:
    amount, since = _amount(wanted), wanted.get("baseline")
    if not amount:
        return _direction(wanted)
    is_down = wanted.get("direction") == "down"
    if since and is_down:
        return str(_("Down by %(amount)s or more since %(since)s", amount=amount, since=since))
    if since:
        return str(_("Up by %(amount)s or more since %(since)s", amount=amount, since=since))
    if is_down:
        return str(_("Down by %(amount)s or more", amount=amount))
    return str(_("Up by %(amount)s or more", amount=amount))


def _direction(wanted: Mapping[str, Any]) -> str:
    said: dict[str, str] = {
        "up": _("The plan wants this to go up"),
        "down": _("The plan wants this to go down"),
    }
    return said.get(str(wanted.get("direction")), "")


def _time_limit(wanted: Mapping[str, Any]) -> str:
    amount = _amount(wanted)
    return str(_("Within %(amount)s", amount=amount)) if amount else ""


def _coverage(wanted: Mapping[str, Any]) -> str:
    if str(wanted.get("quantifier")) in {"always", "any"}:
        return str(_("Every time"))
    return str(_("All of them"))


_TARGETS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "threshold": _threshold,
    "relative_change": _relative,
    "direction": _direction,
    "time_limit": _time_limit,
    "milestone": lambda _wanted: _("It should be there"),
    "coverage": _coverage,
    "evidence": lambda _wanted: _("Shown by evidence, not by a number"),
    "monitor": lambda _wanted: _("Counted and watched; the plan sets no number to reach"),
    "frequency": _threshold,
}


def for_templates() -> dict[str, Any]:
    """What templates of plans may call, under one name."""
    return {
        "plan_words": {
            "headings": TYPE_HEADINGS,
            "none_printed": NONE_PRINTED,
            "tag": plan_tag,
            "is_foreign": is_foreign,
            "language_name": plan_language_name,
            "printed_date": printed_date,
            "period": period,
            "named": named,
            "sections": sections,
            "one_label": one_label,
            "by_label": by_label,
            "group_names": group_names,
            "source_name": source_name,
            "target": target,
        }
    }
