"""What a plan says of itself and of its items, line by line; what it does not say is blank."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from youwesaid.plans import targets
from youwesaid.plans.inferring import IMPLIED, inferred
from youwesaid.plans.models import ItemType, Plan, PlanItem
from youwesaid.plans.outline import words

_MONTH, _DAY = 7, 10  # letters of 2024-03 and 2024-03-14

KINDS: Mapping[str, LazyString] = {
    "strategic_plan": _l("A plan"),
    "priority_statement": _l("A page that says what matters most"),
    "committee_report": _l("A report to a committee"),
}
NATIONS: Mapping[str, LazyString] = {
    "england": _l("England"),
    "scotland": _l("Scotland"),
    "wales": _l("Wales"),
    "northern_ireland": _l("Northern Ireland"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line: what is asked, and what the plan says."""

    key: str
    value: str | None
    is_own: bool = True  # in the plan's own words and language
    is_inferred: bool = False  # worked out by somebody, not printed
    is_rag: bool = False


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


def item_facts(item: PlanItem) -> list[Fact]:
    """What the plan says of *item* beside its words; the order is that of a reader's questions."""
    if item.type is ItemType.MEASURE:
        return [*_measured(item), *_standing(item, always=False)]
    if item.type is ItemType.ACTION:
        return [_owner(item), _due(item), *_standing(item, always=True), *_category(item)]
    if item.type is ItemType.PRIORITY:
        return [_owner(item), *_standing(item, always=False)]
    return _standing(item, always=False)


def plan_facts(plan: Plan) -> list[Fact]:
    """What the document says of itself."""
    head, partnership = plan.document.get("plan") or {}, plan.partnership
    marked = inferred(plan)
    kind, nation = words(head.get("document_kind")), words(partnership.get("nation"))
    return [
        Fact(key=_("What it is"), value=_known(kind, KINDS), is_own=kind not in KINDS),
        Fact(key=_("Whose it is"), value=words(partnership.get("name"))),
        Fact(key=_("For which area"), value=words(partnership.get("area"))),
        Fact(key=_("Nation"), value=_known(nation, NATIONS), is_own=nation not in NATIONS),
        _when(_("It starts"), plan.period_start, "period.start" in marked),
        _when(_("It ends"), plan.period_end, "period.end" in marked),
        Fact(key=_("How far it is"), value=words(head.get("status"))),
        _when(_("Agreed on"), words(head.get("approved_on"))),
        Fact(key=_("Agreed by"), value=words(head.get("approving_body"))),
        _when(_("To be looked at again"), words(head.get("review_date"))),
        Fact(key=_("Who wrote it"), value=words(head.get("author"))),
        Fact(key=_("Read from"), value=words(head.get("source_file"))),
    ]


def _measured(item: PlanItem) -> list[Fact]:
    details = item.details
    found = [
        Fact(key=_("What to reach"), value=targets.target(item), is_own=False),
        Fact(key=_("Where the facts come from"), value=_source(item)),
        Fact(key=_("How often it is counted"), value=words(details.get("cadence"))),
        Fact(key=_("Whose it is"), value=_group(item)),
    ]
    wanted = details.get("target") or {}
    if wanted.get("type") == "time_limit":
        printed = targets.counted_from(item)
        said = IMPLIED.sub("", printed) if printed else None
        found.insert(1, Fact(key=_("Counted from"), value=said, is_inferred=said != printed))
    if wanted.get("quantifier"):
        found.insert(1, Fact(key=_("For whom or what"), value=_quantified(wanted)))
    return found


def _quantified(wanted: Mapping[str, Any]) -> str:
    unit = wanted.get("unit") if wanted.get("type") == "coverage" else None
    value = wanted.get("value") if unit else None
    return " ".join(str(each) for each in (wanted["quantifier"], value, unit) if each)


def _source(item: PlanItem) -> str | None:
    """The name of the source where the plan lists it, else what it says of it."""
    printed = words(item.details.get("source"))
    listed = item.plan.document.get("data_sources") or []
    named = (words(each.get("name")) for each in listed if each.get("id") == printed)
    return next(named, printed)


def _group(item: PlanItem) -> str | None:
    key = words(item.details.get("group"))
    listed = item.plan.document.get("groups") or []
    return next((words(each.get("name")) for each in listed if each.get("id") == key), key)


def _standing(item: PlanItem, *, always: bool) -> list[Fact]:
    found = [
        Fact(key=_("How far it is"), value=item.status),
        Fact(key=_("Its colour"), value=item.rag, is_rag=True),
    ]
    return [fact for fact in found if always or fact.value]


def _owner(item: PlanItem) -> Fact:
    marked = f"{item.key}.owner" in inferred(item.plan)
    return Fact(key=_("Who"), value=item.owner, is_inferred=marked)


def _due(item: PlanItem) -> Fact:
    return _when(_("By when"), item.due, f"{item.key}.due" in inferred(item.plan))


def _category(item: PlanItem) -> list[Fact]:
    """The kind of work, where the plan sorts its work into kinds."""
    printed = words(item.details.get("category"))
    sorts = (item.plan.document.get("action_plan_template") or {}).get("categories")
    return [Fact(key=_("What kind of work"), value=printed)] if printed or sorts else []


def _when(key: str, printed: str | None, is_inferred: bool = False) -> Fact:
    said = printed_date(printed)
    is_own = said == printed  # no date that we could put in the reader's language
    return Fact(key=key, value=said or None, is_own=is_own, is_inferred=is_inferred)


def _known(word: str | None, names: Mapping[str, LazyString]) -> str | None:
    return str(names[word]) if word and word in names else word
