"""What packs add to the quarterly figures: who spoke, by what people said of themselves."""

from datetime import date
from typing import Any

from feedback.coding.findings import events as findings
from feedback.coding.findings.events import Counted
from feedback.core.templating import settings
from youwesaid.packs import queries


def connect() -> None:
    """From now on, let each quarter's figures say who spoke; doing it again changes nothing."""
    findings.counts_wanted.connect(_counts)


def _counts(_sender: object, *, until: date, **_more: Any) -> list[Counted]:
    people = queries.people_by_answer(settings().nation, until)
    return [
        Counted(f"{queries.ABOUT}{question}", sum(parts.values()), parts)
        for question, parts in people.items()
        if any(parts.values())
    ]
