"""Coding with a keyboard and nothing else, in a real browser; how many keys it takes."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from feedback.coding import queries
from feedback.coding.codebook.keeping import load_codebook
from feedback.coding.desk.models import QuoteMark
from feedback.coding.models import Coding, Suggestion
from feedback.coding.tagging import suggesting
from feedback.contributions import opening
from feedback.contributions.models import CodingState, Contribution, Redaction, Safeguarding
from feedback.core.db import session, writing
from feedback.core.keys import keyring
from tests.support.eyes import DESK, PHONE, assert_accessible
from tests.support.said import rows, say

URDU = "👩‍👧 انہوں نے میری بات سنی۔ پھر کوئی نہیں آیا؟ میں بہت روئی۔"
SUGGESTED = "She listened to me."
SEARCHED = "The taxi cost more than I had."


@dataclass
class Counted:
    """A keyboard that counts its keys, and leaves the page as it is."""

    page: Page
    keys: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)

    def go(self, key: str) -> None:
        self.keys += 1
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.keys += len(words)
        self.page.keyboard.type(words)


@pytest.fixture
def wait_for_codes(site):
    """Contributions that somebody has read, and their ids; nothing else waits."""

    def make(*texts: str, language: str = "en") -> list[UUID]:
        made = []
        with site.app.app_context():
            with writing():
                load_codebook()
                for old in session().scalars(
                    select(Contribution).where(Contribution.coding == CodingState.WAITING)
                ):
                    old.coding = CodingState.NO_THEME
            for text in texts:
                contribution = say(text, keyring=keyring(), language=language)
                with writing():
                    contribution.language = language
                    opening.seal_working(contribution, text, keyring())
                    contribution.redaction = Redaction.DONE
                    contribution.safeguarding = Safeguarding.CLEAR
                    suggesting.suggest_for(contribution, text=text, keyring=keyring())
                made.append(contribution.id)
        return made

    return make


def _given(site, contribution_id):
    with site.app.app_context():
        found = rows(select(Coding).where(Coding.contribution_id == contribution_id))
        return sorted((each.theme.key, each.start, each.end) for each in found)


@pytest.mark.browser
@pytest.mark.one_database
def test_twenty_comments_by_keyboard_alone(site, staff_at, wait_for_codes):
    ids = wait_for_codes(*[SUGGESTED] * 15, *[SEARCHED] * 5)
    with site.app.app_context():
        first = {
            contribution_id: queries.suggestions_for(contribution_id)[0].theme.key
            for contribution_id in ids[:15]
        }
    assert set(first.values()) == {"listened_to"}
    keys = Counted(staff_at("coder", "/code/next"))
    spent = {SUGGESTED: [], SEARCHED: []}

    for _each in range(20):
        expect(keys.page.locator("#box")).to_be_focused()
        text = keys.page.locator("#sentences .words").first.inner_text()
        before = keys.keys
        if text == SUGGESTED:
            keys.press("1")
        else:
            keys.type("mone")  # Money and travel
            keys.press("Enter")
        keys.go("Enter")
        spent[text].append(keys.keys - before)

    assert spent == {SUGGESTED: [2] * 15, SEARCHED: [6] * 5}
    assert keys.keys == 60
    for contribution_id in ids[:15]:
        assert _given(site, contribution_id) == [("listened_to", None, None)]
    for contribution_id in ids[15:]:
        assert _given(site, contribution_id) == [("money_and_travel", None, None)]
    assert keys.page.url.endswith("/code/")


@pytest.mark.browser
@pytest.mark.one_database
def test_undo_goes_back_over_contributions(site, staff_at, wait_for_codes):
    ids = wait_for_codes(SUGGESTED, SUGGESTED)
    page = staff_at("coder", "/code/next")
    keys = Counted(page)
    first = page.url
    keys.press("1")
    keys.go("Enter")
    second = page.url
    keys.type("-1 wrong sense")
    keys.go("Enter")
    keys.type("believed")
    keys.press("Enter")
    expect(page.locator("#chips li")).to_have_count(1)
    keys.press("Control+z")  # what is not saved yet goes first
    expect(page.locator("#chips li")).to_have_count(0)

    keys.go("Control+z")
    assert page.url == second
    expect(page.locator("#offers .option").first).to_contain_text("Listened to")

    keys.go("Control+z")
    assert page.url == first
    expect(page.locator("main, .page").first).to_contain_text("Taken back")
    for contribution_id in ids:
        assert _given(site, contribution_id) == []


@pytest.mark.browser
@pytest.mark.one_database
def test_sentences_are_coded_by_keyboard_in_urdu(site, staff_at, wait_for_codes):
    [contribution_id] = wait_for_codes(URDU, language="ur")
    page = staff_at("coder", f"/code/{contribution_id}")
    keys = Counted(page)
    sentences = page.get_by_role("listbox", name="Sentences")
    expect(sentences).to_have_attribute("dir", "rtl")
    expect(sentences.get_by_role("option")).to_have_count(3)
    assert_accessible(page)

    keys.press("Tab")
    expect(sentences).to_be_focused()
    keys.press("Space", "Shift+ArrowDown")
    expect(page.locator("#scope")).to_contain_text("1, 2")
    keys.type("waiting")
    expect(page.locator("#hits li").first).to_have_text("Waiting · Getting help")
    keys.press("Enter")
    expect(page.locator("#chips")).to_contain_text("1, 2")
    assert_accessible(page)
    keys.press("Escape")
    keys.type("believed")
    keys.press("Enter")
    keys.go("Enter")

    end = URDU.index("؟") + 1
    assert _given(site, contribution_id) == [("believed", None, None), ("waiting", 0, end)]
    page.goto(f"{site.staff}/code/{contribution_id}")
    expect(page.locator("#sentence-2 .codes")).to_contain_text("Waiting")
    expect(page.locator("#sentence-3 .codes")).to_be_empty()


@pytest.mark.browser
@pytest.mark.one_database
def test_words_are_chosen_freely_with_a_mouse(site, staff_at, wait_for_codes):
    text = "👩‍👧 She was kind. 😡 Nobody came."
    [contribution_id] = wait_for_codes(text)
    page = staff_at("coder", f"/code/{contribution_id}")
    keys = Counted(page)

    page.locator("#words-2").dblclick(position={"x": 60, "y": 12})
    expect(page.locator("#scope")).to_contain_text("Nobody")
    page.locator("#box").focus()
    keys.type("waiting")
    keys.press("Enter")
    keys.go("Enter")

    start = text.index("Nobody")
    assert _given(site, contribution_id) == [("waiting", start, start + 6)]


@pytest.mark.browser
@pytest.mark.one_database
def test_the_box_without_scripts(site, staff_at, wait_for_codes):
    [contribution_id] = wait_for_codes("She listened to me. Then it rained. Nobody came.")
    page = staff_at("coder", f"/code/{contribution_id}", javascript=False, size=PHONE)
    box = page.locator("#box")

    def enter(words):
        box.fill(words)
        with page.expect_navigation():
            box.press("Enter")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert_accessible(page)
    enter("1")
    expect(page.locator("#chips")).to_contain_text("Listened to")
    page.locator("#tick-2").check()
    enter("waiting")
    expect(page.locator("#chips li")).to_have_count(2)
    enter('"')
    enter("no such theme at all")
    expect(page.get_by_role("alert")).to_contain_text("+")
    expect(page.locator("#chips li")).to_have_count(2)
    enter("+Nobody rings back: they said they would")
    expect(page.locator("#chips li")).to_have_count(3)
    enter("?")
    expect(page.locator("#box-keys dl")).to_be_visible()
    page.locator("button[value^='drop:nobody']").click()
    enter("")

    assert _given(site, contribution_id) == [("listened_to", None, None), ("waiting", 20, 35)]
    with site.app.app_context():
        [mark] = rows(select(QuoteMark).where(QuoteMark.contribution_id == contribution_id))
        assert (mark.start, mark.end) == (20, 35)
        assert rows(select(Suggestion).where(Suggestion.contribution_id == contribution_id))


@pytest.mark.browser
@pytest.mark.one_database
@pytest.mark.parametrize("path", ["/code/", "/code/done", "/code/discuss"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_of_the_desk_fit_and_are_accessible(staff_at, path, size):
    page = staff_at("coder", path, size=size)

    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert_accessible(page)
