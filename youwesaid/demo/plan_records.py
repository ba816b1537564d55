"""What the invented partnership keeps about the life of its plan, kept by the real services."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from feedback.core import clock
from feedback.core.db import session
from youwesaid.demo.days import Act
from youwesaid.demo.partnership import post_of
from youwesaid.demo.voices import Voices
from youwesaid.plans import queries as plans
from youwesaid.plans.life import services
from youwesaid.plans.life.asking import ASKED
from youwesaid.plans.life.fields import Asked, How
from youwesaid.plans.life.models import PlanRecord
from youwesaid.plans.life.words import Kind

FILE = Path(__file__).with_suffix(".yaml")
_ORDER = 9  # within a day


def acts(voices: Voices, *, plan: str) -> Iterator[Act]:
    """Each record on the day on which it was made, and each edit on its own."""
    today = clock.today()
    for each in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        held: list[PlanRecord] = []
        made = partial(_make, voices, plan, today, each, held)
        yield Act(today - timedelta(days=each["made"]), _ORDER, made)
        for edit in each.get("changes", ()):
            changed = partial(_change, voices, plan, today, edit, held)
            yield Act(today - timedelta(days=edit["made"]), _ORDER + 1, changed)


def _make(
    voices: Voices, plan: str, today: date, each: Mapping[str, Any], held: list[PlanRecord]
) -> None:
    kind = Kind(each["kind"])
    record = services.keep(
        kind=kind,
        plan=plans.plan_by_key(plan),
        values=_values(kind, each["values"], plan, today),
        by=voices.staff["editor"],
        **each.get("also", {}),
    )
    held.append(record)


def _change(
    voices: Voices, plan: str, today: date, edit: Mapping[str, Any], held: list[PlanRecord]
) -> None:
    record = session().get_one(PlanRecord, held[0].id)
    services.change(
        record=record,
        values=_values(record.kind, edit["values"], plan, today),
        why=edit["why"],
        by=voices.staff["editor"],
    )


def _values(kind: Kind, given: Mapping[str, Any], plan: str, today: date) -> dict[str, Any]:
    by_name = {asked.name: asked for asked in ASKED[kind]}
    return {name: _value(by_name[name], value, plan, today) for name, value in given.items()}


def _value(asked: Asked, value: Any, plan: str, today: date) -> Any:
    if asked.how is How.DAY:
        return today + timedelta(days=value)
    if asked.how is How.POST:
        return post_of(value)
    if asked.how is How.MEASURE:
        return plans.item(plan, value)
    if asked.how is How.ITEMS:
        return [plans.item(plan, key) for key in value]
    if asked.how is How.WORD:
        return next(word for word in asked.words or () if word == value)
    return value
