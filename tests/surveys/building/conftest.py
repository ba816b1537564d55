"""An empty survey, on a day in May."""

import pytest

from feedback.core import clock
from feedback.core.db import writing
from surveys.building import services
from tests.surveys.drafting import TODAY


@pytest.fixture
def survey(app, monkeypatch):
    """An empty survey called t1; it is 20 May 2026."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    with writing():
        return services.make_survey(slug="t1", title="A test")
