"""A shared tablet in a real browser: whoever comes next sees nothing of whoever was there."""

import uuid

import pytest
from playwright.sync_api import Error, Page

from feedback.core.db import session, writing
from surveys.versions import links
from surveys.versions.models import LinkMode, SurveyResponse
from tests.support.eyes import assert_accessible
from tests.support.site import Site
from tests.surveys.asking.visiting import open_visit

WORDS = "Nobody rang me back."


@pytest.fixture
def tablet(site: Site) -> str:
    """The path of a shared tablet."""
    with site.app.app_context(), writing():
        survey = open_visit(f"kiosk-{uuid.uuid4().hex[:6]}")
        code = links.make_link(survey=survey, label="Front desk", mode=LinkMode.KIOSK).code
    return f"/k/{code}"


def _answer(page: Page) -> None:
    """Start in English, answer one question, and write into the box of the next."""
    page.get_by_role("button", name="English").first.click()
    page.get_by_role("button", name="Start").click()
    page.locator("input[name=q_met][value=no]").check(force=True)
    page.locator("form#journey .button--primary").first.click()
    page.locator("form#journey textarea").fill(WORDS)


def _back(page: Page) -> str:
    """What somebody sees who presses Back, and then reloads."""
    seen = ""
    for press in (page.go_back, page.reload):
        try:
            press()
        except Error as problem:  # the browser itself has nothing to show any more
            if "ERR_CACHE_MISS" not in str(problem):
                raise
        seen += page.content()
    return seen


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.one_database
def test_after_a_reset_back_shows_nothing_of_the_answers(visitor_at, tablet, javascript):
    page = visitor_at(tablet, javascript=javascript)
    assert_accessible(page)
    _answer(page)
    assert_accessible(page)
    page.locator("form#journey .button--primary").first.click()

    page.get_by_role("link", name="I am done").click()

    page.wait_for_url(f"**{tablet}")
    for _press in range(3):
        assert WORDS not in _back(page)


@pytest.mark.one_database
def test_a_tablet_that_nobody_touches_clears_itself(visitor_at, tablet, site):
    page = visitor_at(tablet, javascript=False)
    _answer(page)
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.get_by_role("button", name="I need more time").click()
    assert page.locator("form#journey textarea").first.input_value() == WORDS
    seconds, _semicolon, url = answered.value.headers["refresh"].partition("; url=")
    assert int(seconds) == 300

    page.goto(f"{site.public}{url}")  # what the browser does by itself when they are over

    page.wait_for_url(f"**{tablet}")
    assert WORDS not in _back(page)
    with site.app.app_context():
        assert not session().query(SurveyResponse).filter_by(link_id=_link(tablet)).count()


def _link(tablet: str) -> object:
    return links.link_by_code(tablet.rpartition("/")[2]).id
