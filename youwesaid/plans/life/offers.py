"""What a plan's own document offers to its records: statuses, categories, registers, reviews."""

from collections.abc import Sequence
from typing import Any

from feedback.core import clock
from feedback.core.templating import settings
from youwesaid.plans.life.wording import RAG, STATUSES
from youwesaid.plans.life.words import Nation
from youwesaid.plans.models import Plan
from youwesaid.plans.references import entries


def statuses(plan: Plan) -> list[str]:
    """The statuses that people here gave the plan, else those it prints for actions, else ours."""
    printed = [
        str(each["label"])
        for each in entries(plan.document, "statuses")
        if each.get("label") and each.get("applies_to") in {None, "actions"}
    ]
    return list(plan.statuses or printed or STATUSES)


def rags(plan: Plan) -> list[str]:
    """The plan's own colours, else red, amber and green."""
    return list(plan.rags or RAG)


def template_columns(plan: Plan) -> list[str]:
    """The columns of the plan's action plan template; empty where it has none."""
    return _template(plan, "columns")


def template_categories(plan: Plan) -> list[str]:
    """The categories of the plan's action plan template."""
    return _template(plan, "categories")


def template_rules(plan: Plan) -> list[str]:
    """What the plan says about how its action plan is kept."""
    return _template(plan, "rules")


def registers(plan: Plan) -> list[str]:
    """The names of the plan's risk registers."""
    return [str(each.get("name") or each.get("id")) for each in _risk(plan, "registers")]


def risk_categories(plan: Plan) -> list[str]:
    """The plan's kinds of risks."""
    return [str(each) for each in _risk(plan, "categories")]


def printed_reviews(plan: Plan) -> Sequence[dict[str, Any]]:
    """The reviews that the plan promises."""
    return entries(plan.document, "reviews")


def printed_tests(plan: Plan) -> Sequence[dict[str, Any]]:
    """The tests of change that the plan names."""
    return (plan.document.get("improvement") or {}).get("tests") or []


def channels(plan: Plan) -> list[str]:
    """The channels that the plan names."""
    return [str(each) for each in _communications(plan, "channels")]


def audiences(plan: Plan) -> list[str]:
    """The audiences that the plan names."""
    return [str(each) for each in _communications(plan, "audiences")]


def teams(plan: Plan) -> list[str]:
    """The names of the plan's groups."""
    return [group.name for group in plan.groups]


def nation(plan: Plan) -> Nation:
    """Whose bank holidays count for the plan: its own nation, else that of this site."""
    for given in (plan.partnership.get("nation"), settings().nation):
        if given in set(Nation):
            return Nation(given)
    return Nation.ENGLAND


def this_year(_plan: Plan) -> str:
    """The year of today, for a new workplan action."""
    return str(clock.today().year)


def _template(plan: Plan, name: str) -> list[str]:
    template = plan.document.get("action_plan_template") or {}
    return [str(each) for each in template.get(name) or []]


def _risk(plan: Plan, name: str) -> Sequence[Any]:
    return (plan.document.get("risk") or {}).get(name) or []


def _communications(plan: Plan, name: str) -> Sequence[Any]:
    return (plan.document.get("communications") or {}).get(name) or []
