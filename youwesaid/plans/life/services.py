"""Changes to the records of a plan's life: each keeps what stood before, and the log knows."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.core import clock
from feedback.core import text as texts
from feedback.core.db import session
from feedback.core.errors import Refused
from youwesaid.plans.life import rules
from youwesaid.plans.life.asking import ASKED
from youwesaid.plans.life.counting import due_day
from youwesaid.plans.life.fields import plain
from youwesaid.plans.life.models import (
    MODELS,
    Deadline,
    PlanRecord,
    Reading,
    RecordChange,
    Review,
)
from youwesaid.plans.life.words import Kind
from youwesaid.plans.models import Plan


class TakenOut(Refused):
    """What was taken out is kept as it was, and changes no more."""


class WhyMissing(Refused):
    """Nothing is taken out without a reason."""


def keep(
    *, kind: Kind, plan: Plan, values: Mapping[str, Any], by: Staff | None, **also: Any
) -> PlanRecord:
    """A new record of *plan*; *values* by attribute, as in ``asking``, those left out are blank.

    *also* are attributes that nobody is asked for, such as the key of the plan's own review.
    Raises a rule of ``rules`` that the values break.
    """
    whole = _whole(kind, values)
    rules.check(kind, whole)
    record = MODELS[kind](plan=plan, made_by_id=by.id if by else None, **whole, **also)
    session().add(record)
    _settle(record)
    session().flush()
    _log("plan_life.kept", record, by)
    return record


def change(
    *, record: PlanRecord, values: Mapping[str, Any], why: str = "", by: Staff | None
) -> RecordChange | None:
    """Give *record* other values, and keep those before; None where nothing is different.

    Raises TakenOut, or a rule of ``rules`` that the values break.
    """
    session().flush()
    session().execute(select(PlanRecord.id).where(PlanRecord.id == record.id).with_for_update())
    session().refresh(record)  # its rows are joined from outside, which PostgreSQL cannot lock
    if record.gone_on is not None:
        raise TakenOut
    before = {asked.name: getattr(record, asked.name) for asked in ASKED[record.kind]}
    whole = {**before, **values}
    rules.check(record.kind, whole)
    fields = {
        asked.name: [plain(asked, before[asked.name]), plain(asked, whole[asked.name])]
        for asked in ASKED[record.kind]
        if plain(asked, before[asked.name]) != plain(asked, whole[asked.name])
    }
    if not fields:
        return None
    for name in fields:
        setattr(record, name, whole[name])
    made = RecordChange(
        fields=fields, note=texts.one_line(why), changed_by_id=by.id if by else None
    )
    record.changes.append(made)
    _settle(record)
    session().flush()
    _log("plan_life.changed", record, by, fields=sorted(fields))
    return made


def take_out(*, record: PlanRecord, why: str, by: Staff | None) -> None:
    """Take a record off every list; it stays readable for staff. Raises WhyMissing, TakenOut."""
    if record.gone_on is not None:
        raise TakenOut
    if not texts.one_line(why):
        raise WhyMissing
    record.gone_on, record.gone_why = clock.today(), texts.one_line(why)
    session().flush()
    _log("plan_life.taken_out", record, by)


def _whole(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """*values* with what the table would put in for those that are left out."""
    columns = MODELS[kind].__mapper__.columns
    whole: dict[str, Any] = {}
    for asked in ASKED[kind]:
        if asked.name in values:
            whole[asked.name] = values[asked.name]
        elif asked.name == "items":
            whole[asked.name] = []
        else:
            column = columns.get(asked.name)
            default = None if column is None else column.default
            usual = getattr(default, "arg", None)
            whole[asked.name] = [] if callable(usual) else usual
    return whole


def _settle(record: PlanRecord) -> None:
    """What follows from the values: nobody types it, so that it cannot be wrong."""
    if isinstance(record, Reading):
        record.items = [record.measure]
    if isinstance(record, Deadline):
        if record.measure is not None and record.measure not in record.items:
            record.items.append(record.measure)
        record.due_on = due_day(record.event_on, record.length, record.unit, nation=record.nation)
    if isinstance(record, Review) and record.held_on and record.next_on:
        _plan_next(record)


def _plan_next(held: Review) -> None:
    """A review that was held plans the next one, with the same questions, once."""
    known = session().scalars(select(Review).where(Review.follows_id == held.id)).first()
    if known is not None:
        if known.held_on is None and known.gone_on is None:
            change(record=known, values={"planned_on": held.next_on}, by=None)
        return
    session().flush()
    keep(
        kind=Kind.REVIEW,
        plan=held.plan,
        values={
            "name": held.name,
            "planned_on": held.next_on,
            "asks": list(held.asks),
            "goes_to": list(held.goes_to),
            "items": list(held.items),
            "is_sensitive": held.is_sensitive,
        },
        by=None,
        review_key=held.review_key,
        follows_id=held.id,
    )


def _log(verb: str, record: PlanRecord, by: Staff | None, **facts: Any) -> None:
    audit.record(
        verb=verb,
        thing=f"plan_{record.kind.value}",
        thing_id=record.id,
        facts={"plan": record.plan.key, **facts},
        actor=by,
    )
