"""Each plan file that changed something, kept whole, with what it changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.core.db import session
from youwesaid.plans.models import Plan, PlanEdition
from youwesaid.plans.outline import Outlined, outlined
from youwesaid.plans.reading import ITEM_SECTIONS

#: Parts of a file whose changes are told item by item, and what is no part of it.
_ITEMS = frozenset({*ITEM_SECTIONS, "vision", "schema_version"})


def record(
    plan: Plan, *, before: Mapping[str, Any] | None, document: dict[str, Any], by: Staff | None
) -> PlanEdition | None:
    """Keep *document* as an edition of *plan* when it differs from the one before.

    *before* is what the plan was made of until now, for plans that came in when no editions were
    kept: it becomes the first one.
    """
    held = list(plan.editions)
    if not held and before is not None:
        held = [_keep(plan, 1, dict(before), {}, None)]
        held[0].brought_in_on = plan.imported_on
    if held and held[-1].document == document:
        return None
    changes = compared(held[-1].document, document) if held else {}
    return _keep(plan, len(held) + 1, document, changes, by)


def kept(plan: Plan) -> Sequence[PlanEdition]:
    """The files that *plan* was made of, the newest first."""
    statement = (
        select(PlanEdition)
        .where(PlanEdition.plan_id == plan.id)
        .order_by(PlanEdition.number.desc())
    )
    return session().scalars(statement).all()


def numbered(plan: Plan, number: int) -> PlanEdition:
    """One of the files that *plan* was made of. Raises NoResultFound."""
    statement = select(PlanEdition).where(
        PlanEdition.plan_id == plan.id, PlanEdition.number == number
    )
    return session().scalars(statement).one()


def compared(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[str]]:
    """What *new* changes: keys of items by what became of them, and names of other parts."""
    was = {item.key: item for item in outlined(old)}
    now = {item.key: item for item in outlined(new)}
    both = [key for key in now if key in was]
    sections = [name for name in {**old, **new} if name not in _ITEMS]
    found = {
        "added": [key for key in now if key not in was],
        "reworded": [key for key in both if _words(now[key]) != _words(was[key])],
        "altered": [
            key for key in both if now[key] != was[key] and _words(now[key]) == _words(was[key])
        ],
        "removed": [key for key in was if key not in now],
        "sections": [name for name in sections if old.get(name) != new.get(name)],
    }
    return {name: keys for name, keys in found.items() if keys}


def _words(item: Outlined) -> tuple[str | None, str | None]:
    return item.title, item.text


def _keep(
    plan: Plan,
    number: int,
    document: dict[str, Any],
    changes: dict[str, list[str]],
    by: Staff | None,
) -> PlanEdition:
    edition = PlanEdition(
        number=number,
        document=document,
        changes=changes,
        brought_in_by_id=by.id if by else None,
    )
    plan.editions.append(edition)
    session().flush()
    return edition
