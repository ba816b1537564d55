"""A survey is translated, published, and answered in Urdu on a phone without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_survey_builder import begin, build, publish_and_open
from tests.support.eyes import PHONE, assert_accessible
from tests.support.keyboard import Keyboard

URDU = "اردو"
WORDS = "میں وہی لکھ رہا ہوں"
TOWN = "ڈمفریز"


@pytest.mark.browser
@pytest.mark.one_database
def test_a_survey_is_translated_to_urdu_and_answered_without_scripts(staff_at, visitor_at):
    page = staff_at("editor", "/surveys/")
    keys = Keyboard(page)
    begin(keys, slug="b2", title="Help in your town")
    build(keys)
    publish_and_open(keys)

    _translate(page)
    keys.push("Publish and open")
    keys.save()

    _answer(visitor_at("/ur/q/b2", javascript=False, size=PHONE))


def _translate(page: Page) -> None:
    """Every text into Urdu; what is repeated from an answer has to stay."""
    page.get_by_role("link", name="Languages", exact=True).click()
    page.get_by_label("Add a language").select_option("ur")
    page.get_by_role("button", name="Add it").click()
    boxes = page.locator("textarea[lang=ur]")
    for number, box in enumerate(boxes.all(), 1):
        source = page.locator(f"#text-{number}-source").inner_text()
        held = " {{town_live|آپ کا شہر}}" if "{{" in source else ""
        box.fill(f"{WORDS} {number}{held}")
    with page.expect_navigation():
        page.get_by_role("button", name="Save everything").click()
    page.get_by_role("link", name="Languages", exact=True).first.click()
    row = page.get_by_role("row", name=URDU)
    expect(row).to_contain_text("Complete, not checked")
    assert_accessible(page)


def _on(page: Page) -> None:
    plain = ":not(.out-of-sight, .button--link, .button--secondary)"
    page.locator(f"main form button[type=submit]{plain}").first.click()


def _answer(page: Page) -> None:
    """In Urdu, then in English and back; routing and what is repeated follow the answers."""
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    _on(page)
    page.locator("input[type=text]:visible").fill(TOWN)
    _on(page)
    page.locator("input[type=radio]").nth(0).check(force=True)
    _switch(page, "en")
    expect(page.get_by_role("radio", name="Yes", exact=True)).to_be_checked()
    _switch(page, "ur")
    _on(page)
    boxes = page.locator("input[type=checkbox]")
    boxes.nth(0).check(force=True)
    boxes.nth(2).check(force=True)
    _on(page)
    expect(page.locator(".error-summary")).to_be_visible()  # the one that goes with no other
    boxes.nth(2).uncheck(force=True)
    assert_accessible(page)
    _on(page)
    expect(page.locator("main")).to_contain_text(TOWN)
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    _on(page)
    expect(page.locator(".summary")).to_contain_text(TOWN)
    _on(page)
    expect(page.locator(".receipt-code, .code").first).to_be_visible()


def _switch(page: Page, language: str) -> None:
    """The same page in another language, by its button."""
    page.locator(f"button[name=switch_language][value={language}]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ur" else "ltr")
