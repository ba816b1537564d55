"""A survey to answer."""

import pytest

from feedback.core.db import writing
from surveys import linking
from surveys.library import FIRST, loading
from surveys.versions import queries
from surveys.versions.models import Survey
from tests.surveys.walking import Visitor


@pytest.fixture(autouse=True)
def _linked() -> None:
    linking.connect()


@pytest.fixture
def k7(app) -> Survey:
    """The ready-made survey, open."""
    with writing():
        loading.load_library(open_new=True, only=FIRST)
    return queries.survey_by_slug("k7")


@pytest.fixture
def visitor(client, k7) -> Visitor:
    """Somebody in front of its first page."""
    return Visitor(client, "/en/q/k7")
