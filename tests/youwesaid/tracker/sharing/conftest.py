"""Something published, under the keys that the description gives as examples, and a snapshot."""

from datetime import UTC, date, datetime

import pytest

from feedback.core import clock
from feedback.core.db import session, writing
from youwesaid.partnership.models import Agency, Locality
from youwesaid.tracker.sharing import examples, snapshots

IN_AUGUST = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
IN_OCTOBER = datetime(2026, 10, 2, 9, 0, tzinfo=UTC)
QUARTER = date(2026, 9, 30)


@pytest.fixture
def stocked(published, plan_item):
    """An entry that was published in August 2026, and the third quarter kept in October."""
    with clock.pretend(IN_AUGUST):
        entry = published(next_look=date(2026, 11, 1))
    with clock.pretend(IN_OCTOBER), writing():
        entry.slug = examples.ENTRY
        plan_item.key, plan_item.plan.key = examples.ITEM, examples.PLAN
        session().add(Agency(key="council", names={"en": "The council", "ur": "کونسل"}))
        session().add(Locality(key="north", names={"en": "The north"}))
        session().flush()
        snapshots.make_snapshot(quarter=QUARTER)
    return entry
