"""Packs as their screens show them: the kinds with their ways, and what was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from feedback.core.i18n import current_language
from youwesaid.packs.forms import PackForm, preset, usual_period
from youwesaid.packs.kinds import KINDS, Described, PackKind
from youwesaid.packs.lines import route
from youwesaid.packs.outline import way
from youwesaid.packs.periods import Period
from youwesaid.packs.record import Asked
from youwesaid.plans import queries as plans
from youwesaid.plans.models import Plan


@dataclass(frozen=True, slots=True)
class ShownKind:
    """One kind of pack: the way that the plan prints for it, if any, and its usual time."""

    kind: PackKind
    described: Described
    way: str
    is_printed: bool
    period: Period


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose; *asked* is None where that cannot be."""

    kind: PackKind
    described: Described
    form: PackForm
    asked: Asked | None
    language_tag: str


def kinds(plan: Plan, *, today: date) -> Sequence[ShownKind]:
    """Every kind, those first that the plan itself asks for."""
    found = []
    for kind, described in KINDS.items():
        printed = route(plan.document, kind)
        period = usual_period(kind, plan, today)
        found.append(ShownKind(kind, described, way(printed), printed.is_printed, period))
    return sorted(found, key=lambda each: not each.is_printed)


def chosen(kind: PackKind, arguments: "MultiDict[str, str]", *, today: date) -> Chosen:
    """What the address asks for; what it leaves out is as usual."""
    offered = plans.plans()
    known = {each.key: each for each in offered}
    plan = known.get(arguments.get("plan", "")) or next(iter(offered), None)
    usual = preset(kind, plan, today) if plan else {}
    whole = MultiDict({name: str(value) for name, value in usual.items()})
    whole.update({name: value for name, value in arguments.items() if name in whole})
    if "plan" in arguments and plan and arguments["plan"] in known:
        # Another plan has other groups: what was chosen of the one before is let go.
        groups = {each.key for each in plans.groups(plan)}
        if whole.get("group") not in groups:
            whole["group"] = ""
    form = PackForm(formdata=_last_of_each(whole, arguments))
    form.offer(offered, plan)
    asked = _asked(kind, form, plan, today) if plan and form.validate() else None
    return Chosen(kind, KINDS[kind], form, asked, current_language().tag)


def _asked(kind: PackKind, form: PackForm, plan: Plan, today: date) -> Asked | None:
    period = form.period(kind, plan, today)
    return form.asked(kind, plan, period) if period else None


def _last_of_each(
    whole: "MultiDict[str, str]", arguments: "MultiDict[str, str]"
) -> "MultiDict[str, str]":
    """One value for each field: what the address says, else what is usual."""
    return MultiDict({name: arguments.get(name) or whole[name] for name in whole})
