"""What a measure aims at, in words: nine kinds of targets, and which way is better."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from youwesaid.plans.models import PlanItem


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


def better(item: PlanItem) -> str:
    """Which way is better by the plan's own account; people here may have written more of it."""
    wanted = item.details.get("target")
    direction = wanted.get("direction") if isinstance(wanted, dict) else None
    if isinstance(wanted, dict) and wanted.get("type") == "time_limit":
        return str(_("The plan sees being in time as better."))
    has_caveat = bool(item.details.get("caveat"))
    said: dict[tuple[str, bool], str] = {
        ("up", False): _("The plan sees more of this as better."),
        ("up", True): _("The plan sees more of this as better. Bear in mind what stands below."),
        ("down", False): _("The plan sees less of this as better."),
        ("down", True): _("The plan sees less of this as better. Bear in mind what stands below."),
    }
    return said.get((str(direction), has_caveat), "")


def counted_from(item: PlanItem) -> str | None:
    """What starts the clock of a time limit, as printed; None where the plan does not say."""
    wanted = item.details.get("target")
    printed = wanted.get("from_event") if isinstance(wanted, dict) else None
    return None if printed in {None, "not stated"} else str(printed)
