"""A plan as a file again: everything that was imported, in the wording and standing of today."""

from copy import deepcopy
from typing import Any

import yaml

from youwesaid.plans import additions
from youwesaid.plans.models import STANDINGS, Plan, PlanItem
from youwesaid.plans.outline import SECTION_OF, words


def plan_document(plan: Plan) -> dict[str, Any]:
    """The document of *plan* with what was changed and added here since it was imported."""
    document = deepcopy(plan.document)
    for item in plan.items:
        section = SECTION_OF[item.type]
        listed = [document[section]] if section == "vision" else document.get(section) or []
        for entry in listed:
            if entry.get("id") == item.key or section == "vision":
                _overlay(entry, item)
    added = additions.additions(plan)
    return {**document, additions.KEY: added} if added else document


def plan_yaml(plan: Plan) -> str:
    """The plan as YAML text; reading it gives ``plan_document`` back, value for value."""
    return yaml.safe_dump(
        plan_document(plan), sort_keys=False, allow_unicode=True, width=110, default_flow_style=None
    )


def _overlay(entry: dict[str, Any], item: PlanItem) -> None:
    text = "statement" if "statement" in entry and not words(entry.get("text")) else "text"
    was_cited_only = entry.get("known") is False and not words(entry.get(text))
    for name, present in (("title", item.title), (text, item.text)):
        if words(entry.get(name)) != present:
            entry[name] = present
    for name in STANDINGS:
        present = getattr(item, name)
        if words(entry.get(name)) != present:
            entry[name] = present
    if was_cited_only and item.known:
        entry["known"] = True
