"""An open survey, and the ways to it."""

import pytest

from feedback.core.db import writing
from surveys.versions import links
from surveys.versions.models import LinkMode, Survey, SurveyLink
from tests.surveys.asking.visiting import open_visit


@pytest.fixture
def visit(app) -> Survey:
    """The survey, open."""
    with writing():
        return open_visit()


@pytest.fixture
def poster(visit) -> SurveyLink:
    """A link on a poster."""
    with writing():
        return links.make_link(survey=visit, label="Library, front desk")


@pytest.fixture
def tablet(visit) -> SurveyLink:
    """A link for a shared tablet."""
    with writing():
        return links.make_link(survey=visit, label="Waiting room", mode=LinkMode.KIOSK)
