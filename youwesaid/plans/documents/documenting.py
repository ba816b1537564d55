"""From a checked draft to the document of a plan file (schema version 1)."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from feedback.core import text as texts
from youwesaid.plans.documents.models import PlanDraft
from youwesaid.plans.models import ItemType
from youwesaid.plans.outline import SECTION_OF
from youwesaid.plans.reading import SCHEMA_VERSION

_SHORTHANDS = {
    ItemType.AIM: "aim", ItemType.PRINCIPLE: "pr", ItemType.PRIORITY: "p",
    ItemType.OUTCOME: "o", ItemType.ACTION: "a", ItemType.MEASURE: "m",
}  # fmt: skip
_BLANK_TARGET = dict.fromkeys(
    ("type", "comparator", "value", "unit", "direction", "baseline", "from_event", "quantifier")
)
_EMPTY = {
    "groups": [], "statuses": [],
    "action_plan_template": {"columns": [], "categories": [], "rules": []},
    "reporting": [], "reviews": [], "data_sources": [], "risk": {"registers": [], "categories": []},
    "improvement": {"method": None, "tests": []},
    "communications": {"plans": [], "channels": [], "audiences": []},
    "involvement": [], "information_sharing": {"promises": [], "limits": []}, "duties": [],
    "strain": [],
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a person says of the whole plan when it is made."""

    key: str
    title: str
    partnership: str
    start: str | None
    end: str | None


def suggested_key(draft: PlanDraft) -> str:
    """An id made of the title's words and the year it starts, such as safer-valley-2025."""
    words = re.findall(r"[a-z0-9]+", draft.title.lower())
    telling = [word for word in words if len(word) > 2 and not word.isdigit()
               and word not in {"the", "and", "for", "plan", "strategy", "strategic"}]  # fmt: skip
    year = draft.period_start[:4] if draft.period_start else ""
    return "-".join(filter(None, (*telling[:2], year))) or "plan"


def plan_document(draft: PlanDraft, head: Head) -> dict[str, Any]:
    """The document of what was kept: parents that were dropped let go of what stood under them."""
    kept = [row for row in draft.items if row["state"] == "kept"]
    keys = _keys(kept, head.key)
    document: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "plan": _plan(draft, head),
        "vision": _vision(kept, head.key),
    }
    for kind, section in SECTION_OF.items():
        if kind is not ItemType.VISION:
            document[section] = [_ENTRIES[kind](row, keys) for row in kept if row["type"] == kind]
    return {**document, **_EMPTY}


def _plan(draft: PlanDraft, head: Head) -> dict[str, Any]:
    return {
        "id": head.key, "title": head.title, "short_title": None, "document_kind": "strategic_plan",
        "partnership": {"name": head.partnership}, "period": {"start": head.start, "end": head.end},
        "status": None, "versions": [], "approved_on": None, "approving_body": None,
        "review_date": None, "author": None, "source_file": draft.file_name, "summary": None,
    }  # fmt: skip


def _keys(kept: list[dict[str, Any]], prefix: str) -> dict[int, str]:
    counted: Counter[str] = Counter()
    keys = {}
    for row in kept:
        short = _SHORTHANDS.get(ItemType(row["type"]), "v")
        counted[short] += 1
        keys[row["number"]] = f"{prefix}-{short}{counted[short]}"
    return keys


def _vision(kept: list[dict[str, Any]], prefix: str) -> dict[str, Any]:
    said = [_words(row) for row in kept if row["type"] == ItemType.VISION]
    return {"id": f"{prefix}-v" if said else None, "text": "\n".join(said) or None, "nested": []}


def _words(row: dict[str, Any]) -> str:
    return texts.clean("\n".join(filter(None, (row["title"], row["text"]))))


def _start(row: dict[str, Any], keys: dict[int, str]) -> dict[str, Any]:
    return {"id": keys[row["number"]], "ref": row["ref"], "label": row["label"]}


def _under(row: dict[str, Any], keys: dict[int, str]) -> str | None:
    return keys.get(row["parent"]) if row["parent"] is not None else None


def _aim(row: dict[str, Any], keys: dict[int, str]) -> dict[str, Any]:
    return {**_start(row, keys), "text": _words(row) or None, "known": row["known"]}


def _principle(row: dict[str, Any], keys: dict[int, str]) -> dict[str, Any]:
    return {**_start(row, keys), "kind": "principle", "text": _words(row)}


def _priority(row: dict[str, Any], keys: dict[int, str]) -> dict[str, Any]:
    return {
        **_start(row, keys), "title": row["title"] or row["text"], "kind": "priority",
        "statement": row["text"] if row["title"] else None, "commitment": row["commitment"],
        "rationale": row["rationale"], "rationale_sources": [], "aim_refs": [],
        "owner_group": row["owner"], "linked_documents": [],
    }  # fmt: skip


def _outcome(row: dict[str, Any], keys: dict[int, str]) -> dict[str, Any]:
    return {**_start(row, keys), "priority": _under(row, keys), "text": _words(row),
            "kind": "what_good_looks_like", "due": row["due"]}  # fmt: skip


def _action(row: dict[str, Any], keys: dict[int, str]) -> dict[str, Any]:
    return {
        **_start(row, keys), "priority": _under(row, keys), "text": _words(row), "kind": "action",
        "owner": row["owner"], "due": row["due"], "status": row["status"], "category": None,
        "measure_refs": [],
    }  # fmt: skip


def _measure(row: dict[str, Any], keys: dict[int, str]) -> dict[str, Any]:
    return {
        **_start(row, keys), "priority": _under(row, keys), "group": None, "text": _words(row),
        "source": row["source"], "target": row["target"] or {**_BLANK_TARGET, "type": "evidence"},
        "cadence": None, "caveat": None, "owner": row["owner"], "due": row["due"],
    }  # fmt: skip


_ENTRIES = {
    ItemType.AIM: _aim,
    ItemType.PRINCIPLE: _principle,
    ItemType.PRIORITY: _priority,
    ItemType.OUTCOME: _outcome,
    ItemType.ACTION: _action,
    ItemType.MEASURE: _measure,
}
