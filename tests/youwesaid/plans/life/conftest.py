"""Plans with measures, templates and reviews, and records of their lives."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from feedback.accounts.models import Staff
from feedback.core.db import session, writing
from youwesaid.plans import queries as plans
from youwesaid.plans.examples import example_file
from youwesaid.plans.importing import import_plan
from youwesaid.plans.life import services
from youwesaid.plans.life.models import PlanRecord
from youwesaid.plans.life.words import Kind
from youwesaid.plans.models import Plan
from youwesaid.plans.reading import read_plan_file


@pytest.fixture
def bring(app: Any) -> Callable[[str], Plan]:
    """Bring an example plan in by the name of its file."""

    def brought(name: str) -> Plan:
        with writing():
            key = import_plan(read_plan_file(example_file(name))).key
        return plans.plan_by_key(key)

    return brought


@pytest.fixture
def keep(app: Any, make_staff: Callable[..., Staff]) -> Callable[..., PlanRecord]:
    """Keep a record in a transaction of its own."""

    def kept(kind: Kind, plan: Plan, values: Mapping[str, Any], **also: Any) -> Any:
        member = make_staff()
        with writing():
            record = services.keep(kind=kind, plan=plan, values=values, by=member, **also)
        session().refresh(record)
        return record

    return kept
