"""Words for drafts: types, states, places, and sentences for what was refused."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.core.errors import Refused
from youwesaid.plans.documents import services
from youwesaid.plans.models import ItemType

TYPE_NAMES: Mapping[ItemType, LazyString] = {
    ItemType.PRIORITY: _l("Priority"),
    ItemType.ACTION: _l("Action"),
    ItemType.OUTCOME: _l("Outcome"),
    ItemType.MEASURE: _l("Measure"),
    ItemType.AIM: _l("Aim"),
    ItemType.PRINCIPLE: _l("Principle"),
    ItemType.VISION: _l("Vision"),
}
STATES: Mapping[str, tuple[LazyString, str]] = {
    "waiting": (_l("To decide"), "attention"),
    "kept": (_l("Accepted"), "good"),
    "dropped": (_l("Dropped"), "quiet"),
}
CONFIDENCE: Mapping[str, LazyString] = {
    "sure": _l("Sure: the document names it plainly"),
    "check": _l("Check: it was worked out from the words"),
}
_REFUSALS: Mapping[type[Refused], LazyString] = {
    services.ItemNotThere: _l("Somebody has just merged this item into another one."),
    services.NothingBefore: _l("This is the first item: there is nothing before it."),
    services.NothingToSplit: _l("Put an empty line into the words where they should be parted."),
    services.ParentIsInside: _l("An item cannot stand under itself."),
    services.WordsMissing: _l("Write a title or words, or drop the item."),
    services.NothingKept: _l("Accept at least one item first."),
    services.ItemsWaiting: _l("Some items are still to decide: decide on them, or tick the box "
        "to leave them out."),
    services.KeyTaken: _l("There is a plan with this id already: choose another one."),
}  # fmt: skip


def refusal(problem: Refused) -> str:
    """One sentence for what a rule refused."""
    return str(_REFUSALS.get(type(problem)) or problem)


def in_short(row: dict[str, Any]) -> str:
    """An item in a line: its reference and the start of its words."""
    said = row["title"] or row["text"] or ""
    short = said if len(said) <= 90 else f"{said[:89]}…"
    return " ".join(filter(None, (row["ref"], short)))


def place(passage: Mapping[str, Any], file_name: str) -> str:
    """Where a passage of the file is printed."""
    if passage["page"]:
        return str(_("Page %(page)s", page=passage["page"]))
    if not passage["line"]:
        return ""
    if file_name.lower().endswith(".docx"):
        return str(_("Paragraph %(number)s", number=passage["line"]))
    return str(_("Line %(line)s", line=passage["line"]))


def for_templates() -> dict[str, Any]:
    """What the pages of drafts need."""
    return {"type_names": TYPE_NAMES, "states": STATES, "confidence": CONFIDENCE,
            "in_short": in_short, "place_of": place}  # fmt: skip
