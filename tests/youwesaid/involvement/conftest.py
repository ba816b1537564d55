"""Two agencies, and activities of theirs."""

from datetime import date

import pytest

from feedback.accounts.roles import Role
from feedback.core.db import session, writing
from youwesaid.involvement import services
from youwesaid.involvement.models import ActivityKind, ActivityState
from youwesaid.involvement.services import ActivityFacts
from youwesaid.partnership.models import Agency


@pytest.fixture
def agencies(app):
    with writing():
        made = [
            Agency(key="council", names={"en": "Council", "cy": "Cyngor"}, position=0),
            Agency(key="police", names={"en": "Police"}, position=1),
        ]
        session().add_all(made)
    return made


@pytest.fixture
def editor(make_staff):
    return make_staff(Role.EDITOR)


@pytest.fixture
def hold(agencies, editor):
    """Write an activity down."""

    def make(agency=0, **more):
        facts = {
            "titles": {"en": "Young people's evening"},
            "kind": ActivityKind.WORKSHOP,
            "state": ActivityState.PLANNED,
            "whom": ["young_people"],
            "starts_on": date(2026, 9, 1),
            **more,
        }
        with writing():
            return services.write_activity(
                facts=ActivityFacts(agency=agencies[agency], **facts), by=editor
            )

    return make
