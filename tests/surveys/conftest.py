"""A survey to answer."""

import pytest

from feedback.core.db import writing
from surveys import linking, queries, services
from surveys.models import Survey


@pytest.fixture(autouse=True)
def _linked() -> None:
    linking.connect()


@pytest.fixture
def k7(app) -> Survey:
    """The ready-made survey, open."""
    with writing():
        services.load_library(open_new=True)
    return queries.survey_by_slug("k7")
