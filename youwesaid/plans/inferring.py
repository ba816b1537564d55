"""Which values of a plan somebody worked out, though the document does not print them."""

import re
from collections.abc import Mapping
from typing import Any

from youwesaid.plans.models import Plan

PERIOD = ("period.start", "period.end")
#: How notes on a file say it; what was worked out is named before that.
_SAYS_SO = re.compile(r"\b(inferred|worked out|implied)\b", re.IGNORECASE)
_ABOUT_TIME = re.compile(r"\b(period|month|year|date|day)s?\b", re.IGNORECASE)
IMPLIED = re.compile(r"\s*\((?:implied|inferred|worked out)\)\s*$", re.IGNORECASE)


def inferred(plan: Plan) -> frozenset[str]:
    """The names of such values: what people here marked, else what the notes of the file say."""
    if plan.inferred is not None:
        return frozenset(plan.inferred)
    return inferred_in(plan.document)


def inferred_in(document: Mapping[str, Any]) -> frozenset[str]:
    """What the notes of a file (its ``strain``) say of the start and the end of the plan."""
    found = set()
    for note in document.get("strain") or []:
        for sentence in re.split(r"[.;]\s", str(note)):
            found |= _named_in(sentence)
    return frozenset(found)


def _named_in(sentence: str) -> set[str]:
    said = _SAYS_SO.search(sentence)
    before = sentence[: said.start()] if said else ""
    if not _ABOUT_TIME.search(before):
        return set()
    return {name for name in PERIOD if re.search(rf"\b{name.partition('.')[2]}\b", before.lower())}
