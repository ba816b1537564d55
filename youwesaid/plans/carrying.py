"""Which items of a plan go on in another plan, and which came from one."""

from collections.abc import Sequence

from sqlalchemy import select

from feedback.core.db import session
from youwesaid.plans import additions, queries
from youwesaid.plans.models import PlanCarry, PlanItem


def carried_from(of: PlanItem) -> Sequence[PlanItem]:
    """The items of other plans that *of* carries on."""
    own = (of.plan.key, of.key)
    return queries.items_named(
        (link.from_plan, link.from_item)
        for link in additions.carries(of.plan.key)
        if (link.into_plan, link.into_item) == own
    )


def carried_into(of: PlanItem) -> Sequence[PlanItem]:
    """The items of other plans in which *of* goes on."""
    own = (of.plan.key, of.key)
    return queries.items_named(
        (link.into_plan, link.into_item)
        for link in additions.carries(of.plan.key)
        if (link.from_plan, link.from_item) == own
    )


def carry_between(source: PlanItem, target: PlanItem) -> PlanCarry:
    """The link from *source* into *target*. Raises NoResultFound."""
    statement = select(PlanCarry).where(
        PlanCarry.from_plan == source.plan.key,
        PlanCarry.from_item == source.key,
        PlanCarry.into_plan == target.plan.key,
        PlanCarry.into_item == target.key,
    )
    return session().scalars(statement).one()


def candidates(of: PlanItem, text: str) -> Sequence[PlanItem]:
    """Items of other plans that fit *text*; without one, what matters most in plans of its like."""
    if text.strip():
        found = queries.search_items(text)
    else:
        name = of.plan.partnership.get("name")
        found = [
            each
            for each in queries.items_to_tie()
            if each.type is of.type and each.plan.partnership.get("name") == name
        ]
    return [each for each in found if each.plan_id != of.plan_id]
