"""Changes to plans: a wording is never replaced without keeping the one before."""

from collections.abc import Mapping

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.core import text as texts
from feedback.core.db import session
from feedback.core.errors import Refused
from youwesaid.plans.models import Plan, PlanChange, PlanItem
from youwesaid.plans.outline import outlined

FIELDS = ("title", "text")


class NothingChanged(Refused):
    """The new wording is the wording that the plan has already."""


class WordingMissing(Refused):
    """A plan item cannot be left without any words by a change of wording."""


def change_wording(
    *, item: PlanItem, field: str, new: str, note: str = "", by: Staff
) -> PlanChange:
    """Give *field* (title or text) of *item* a new wording, and keep the old one beside it.

    Raises NothingChanged, or WordingMissing when *new* is blank.
    """
    if field not in FIELDS:
        raise ValueError(f"a plan item has no wording called {field}")
    present, wanted = getattr(item, field) or "", texts.clean(new)
    if not wanted:
        raise WordingMissing
    if wanted == present:
        raise NothingChanged
    change = PlanChange(
        field=field, old=present, new=wanted, note=texts.clean(note), changed_by_id=by.id
    )
    item.changes.append(change)
    setattr(item, field, wanted)
    session().flush()
    audit.record(
        verb="plan.wording_changed",
        thing="plan_item",
        thing_id=item.key,
        facts={"field": field, "change": str(change.id)},
    )
    return change


def name_plainly(*, item: PlanItem, names: Mapping[str, str]) -> None:
    """Set the short public names of *item* by language code; a blank one is taken away."""
    item.public_names = {code: name for code, given in names.items()
                         if (name := texts.one_line(given))}  # fmt: skip
    session().flush()
    audit.record(
        verb="plan.item_named",
        thing="plan_item",
        thing_id=item.key,
        facts={"languages": sorted(item.public_names)},
    )


def call_things(*, plan: Plan, labels: Mapping[str, str]) -> None:
    """Set the plan's own words for its kinds of items, by section of its file.

    A blank one gives back what the file itself says.
    """
    chosen = {section: word for section, given in labels.items() if (word := texts.one_line(given))}
    document = {name: value for name, value in plan.document.items() if name != "labels"}
    if chosen:
        document["labels"] = chosen
    plan.document = document
    printed = {draft.key: draft.label for draft in outlined(document)}
    for item in plan.items:
        item.label = printed.get(item.key, item.label)
    session().flush()
    audit.record(
        verb="plan.things_called",
        thing="plan",
        thing_id=plan.key,
        facts={"sections": sorted(chosen)},
    )
