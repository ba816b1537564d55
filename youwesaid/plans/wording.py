"""Words around a plan's own words, for its pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.core import i18n
from youwesaid.plans import facts, picture, targets
from youwesaid.plans.facts import printed_date
from youwesaid.plans.inferring import inferred
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
#: The same for a whole plan.
NONE_IN_PLAN: Mapping[ItemType, LazyString] = {
    ItemType.OUTCOME: _l("The plan does not say what should get better."),
    ItemType.ACTION: _l("The plan does not say what people will do."),
    ItemType.MEASURE: _l("The plan does not say how people will know."),
}
UNDER_PRIORITY = (ItemType.OUTCOME, ItemType.ACTION, ItemType.MEASURE)
#: Where a plan names no words of its own.
_USUAL_STATUSES = (_l("Not started"), _l("In progress"), _l("Completed"))
_USUAL_RAGS = (_l("Red"), _l("Amber"), _l("Green"))
_RAGS = {"red": "problem", "amber": "attention", "yellow": "attention", "green": "good"}


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


def item_of(plan: Plan, key: Any) -> PlanItem | None:
    """The item of *plan* with this id, where it has one."""
    return next((item for item in plan.items if item.key == key), None)


def blankness(value: Any) -> str:
    """How a part of a file is blank: "none" of it, only "pointed" at, or "given"."""
    if value is None:
        return "pointed"
    return "given" if value else "none"


def rag_kind(word: str) -> str:
    """The kind of the tag that carries a colour's word; the word says it all."""
    return _RAGS.get(word.casefold(), "plain")


def statuses(plan: Plan) -> list[str]:
    """The words by which *plan* says how far things are: ours, its file's, or the usual ones."""
    printed = [str(each["label"]) for each in plan.document.get("statuses") or []
               if each.get("label")]  # fmt: skip
    return plan.statuses or printed or [str(word) for word in _USUAL_STATUSES]


def rags(plan: Plan) -> list[str]:
    """The words of the colours of *plan*."""
    return plan.rags or [str(word) for word in _USUAL_RAGS]


def for_templates() -> dict[str, Any]:
    """What templates of plans may call, under one name."""
    return {
        "plan_words": {
            "headings": TYPE_HEADINGS,
            "none_printed": NONE_PRINTED,
            "none_in_plan": NONE_IN_PLAN,
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
            "target": targets.target,
            "better": targets.better,
            "counted_from": targets.counted_from,
            "facts": facts.item_facts,
            "plan_facts": facts.plan_facts,
            "inferred": inferred,
            "item_of": item_of,
            "blankness": blankness,
            "rag_kind": rag_kind,
            "picture": picture.drawn,
        }
    }
