"""Save, and come back on another browser in another language."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from feedback.core.db import writing
from tests.support.eyes import assert_accessible
from tests.support.site import Site
from tests.surveys.asking.visiting import open_visit

WORDS = "Nobody rang me back."


@pytest.fixture
def survey(site: Site) -> str:
    """The path of an open survey, without its language."""
    with site.app.app_context(), writing():
        return f"q/{open_visit(f'saved-{uuid.uuid4().hex[:6]}').slug}"


def _come_back(page: Page, code: str) -> None:
    page.locator("input[name=code]").fill(code)
    page.locator("main form .button--primary").click()


@pytest.mark.one_database
def test_answers_wait_for_whoever_has_the_number_on_any_browser(visitor_at, survey):
    page = visitor_at(f"/en/{survey}", javascript=False)
    page.get_by_role("button", name="Start").click()
    page.locator("input[name=q_met][value=no]").check(force=True)
    page.locator("form#journey .button--primary").first.click()
    page.locator("form#journey textarea").fill(WORDS)
    page.get_by_role("button", name="Save and come back later").click()
    assert_accessible(page)
    page.get_by_role("button", name="Save it").click()
    assert_accessible(page)
    code = page.locator(".code-digits").inner_text()
    assert re.fullmatch(r"(\d{3}\s*){7}", code)
    page.context.clear_cookies()

    other = visitor_at("/ur/saved", javascript=False)
    _come_back(other, code[::-1])
    expect(other.locator("p.error")).to_have_count(1)
    _come_back(other, code)
    expect(other.locator("p.error")).to_have_count(0)
    assert_accessible(other)
    assert WORDS not in other.content().replace(f'value="{WORDS}"', "")
    other.locator("form#journey .button--primary").click()

    expect(other.locator("form#journey textarea").first).to_have_value(WORDS)
    expect(other.locator("html")).to_have_attribute("lang", "ur")
    other.locator("form#journey .button--primary").first.click()
    expect(other.locator(".summary")).to_be_visible()
    other.locator("form#journey .button--primary").first.click()
    expect(other.locator(".code-digits")).to_be_visible()

    third = visitor_at("/en/saved", javascript=False)
    _come_back(third, code)
    expect(third.locator("p.error")).to_have_count(1)
