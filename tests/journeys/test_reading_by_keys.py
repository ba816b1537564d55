"""Reading an original in a real browser: by keys, by mouse, without scripts, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from feedback.core.keys import keyring
from tests.support.eyes import DESK, PHONE, assert_accessible
from tests.support.said import say
from tests.support.site import Site

URDU = "👩‍👧 میری بیٹی زینب 🙂 کو کسی نے نہیں سنا۔ میرا نمبر 01632 960123 ہے۔ زینب روئی۔"
ENGLISH = "He said he will kill me. Ring Ann on 01632 960123, and tell Ann."

SELECT = """([words, nth]) => {
  const region = document.querySelector("[data-selectable]");
  const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
  let left = nth, node;
  while ((node = walker.nextNode())) {
    if (node.parentElement.closest("[data-skip]")) continue;
    const at = node.data.indexOf(words);
    if (at < 0 || left--) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return;
  }
}"""


@pytest.fixture
def said(site: Site):
    """The address of a new contribution on the reading screen."""

    def make(text: str, language: str) -> str:
        with site.app.app_context():
            contribution = say(text, keyring=keyring(), language=language)
            return f"/read/{contribution.id}"

    return make


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def working(page: Page) -> str:
    return page.locator("#working").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("by_mouse", [False, True], ids=["by key", "by mouse"])
@pytest.mark.one_database
def test_selected_words_are_hidden_in_any_script(site, staff_at, said, by_mouse):
    page = staff_at("lead", said(URDU, "ur"))
    page.evaluate(SELECT, ["زینب", 1])

    if by_mouse:
        with page.expect_navigation():
            page.locator(".action-bar [data-key='H']").click()
    else:
        press(page, "h")

    assert working(page) == URDU.replace("زینب", page.locator("#working mark").first.inner_text())
    assert working(page).count("[") == 2


@pytest.mark.browser
def test_everything_is_done_by_keys(site, staff_at, said):
    page = staff_at("lead", said(ENGLISH, "en"))
    assert_accessible(page)

    press(page, "a")
    page.evaluate(SELECT, ["Ann", 0])
    press(page, "h")
    press(page, "u")
    assert "Ann" in working(page)
    page.evaluate(SELECT, ["Ann", 1])
    press(page, "H")
    assert working(page) == (
        "He said he will kill me. Ring [name] on [phone number], and tell [name]."
    )
    press(page, "Enter")
    expect(page.locator(".error-summary")).to_contain_text("W or C")
    page.keyboard.press("w")
    expect(page.locator("#worry-level")).to_be_focused()
    page.keyboard.press("2")
    press(page, "Enter")
    expect(page.locator("#danger-heading ~ .notice")).to_contain_text("A concern is open")
    assert_accessible(page)
    here = page.url
    press(page, "s")
    assert page.url != here


@pytest.mark.browser
@pytest.mark.one_database
def test_pressing_h_with_nothing_selected_goes_to_the_field_for_words(site, staff_at, said):
    page = staff_at("lead", said(ENGLISH, "en"))
    here = page.url

    page.keyboard.press("h")

    expect(page.locator("#words")).to_be_focused()
    assert page.url == here


@pytest.mark.browser
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.one_database
def test_everything_is_done_without_scripts(site, staff_at, said, size):
    page = staff_at("lead", said(ENGLISH, "en"), javascript=False, size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert_accessible(page)

    page.locator("#accept button").click()
    page.locator("#words").fill("Ann")
    page.locator("#hide button").click()
    assert "Ann" not in working(page)
    page.locator("summary", has_text="Worried about someone").click()
    page.locator("label[for='worry-level']").click()
    page.locator("#worry button").click()
    here = page.url
    page.locator("#finish button").click()

    assert page.url != here


@pytest.mark.browser
@pytest.mark.one_database
@pytest.mark.parametrize(
    "path",
    ["/read/", "/read/add", "/read/search", "/import/", "/concerns/", "/concerns/help-numbers"],
)
def test_the_other_pages_fit_a_phone_and_are_accessible(site, staff_at, path):
    page = staff_at("lead", path, size=PHONE)

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert_accessible(page)
