"""A survey from nothing to open, by keyboard alone; then somebody answers it on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.eyes import PHONE, assert_accessible
from tests.support.keyboard import Keyboard

TOWN, HELP = "Which town do you live in?", "Did somebody help you?"
WHAT, MORE = "What did they do?", "What would help in {{town_live|your town}}?"


def outline(page: Page) -> list[str]:
    """The questions of the outline with their numbers."""
    return [
        re.sub(r"\s+", " ", row).strip()
        for row in page.locator(".outline-row bdi").all_inner_texts()
        if row not in ("Title and first words", "Call for views")
    ]


def begin(keys: Keyboard, *, slug: str, title: str) -> None:
    """Make an empty survey."""
    keys.go("n")
    keys.write("Title", title)
    keys.write("Address", slug)
    keys.save()


def add(keys: Keyboard, wording: str, kind: str, answers: str = "") -> None:
    """Ask something new after the question that is open."""
    keys.go("n")
    expect(keys.page.get_by_label("What do you want to ask?")).to_be_focused()
    keys.page.keyboard.insert_text(wording)
    keys.choose(kind)
    keys.save()
    if answers:
        keys.write("Add answers", answers)
        keys.save()


def only_when(keys: Keyboard, number: str, answer: str) -> None:
    """Show the question that is open only when another one is answered so."""
    keys.go("r")
    condition(keys, number, answer)
    keys.save()


def condition(keys: Keyboard, number: str, answer: str) -> None:
    """One line of a rule: the question with that number is *answer*."""
    page = keys.page
    keys.pick(page.get_by_label("Add a condition about"), number)
    keys.push("Add this condition")
    expect(page.get_by_label("In which way")).to_have_value("is")
    keys.tick(page.get_by_role("checkbox", name=answer, exact=True))


def build(keys: Keyboard) -> None:
    """Four questions, a rule, an exit page with a skip to it, an answer that is repeated."""
    page = keys.page
    add(keys, TOWN, "A few words")
    add(keys, HELP, "One answer", "Yes\nNo\nI am staff")
    add(keys, WHAT, "Several answers", "They listened\nThey explained\nNone of these")
    keys.tick(page.get_by_role("checkbox", name="Goes with no other None of these"))
    keys.save()
    only_when(keys, "2.", "Yes")
    add(keys, MORE, "Their own words")
    keys.push("Add an exit page")
    keys.write("Heading", "These questions are for families")
    keys.write("What it says", "Thank you. Staff can tell us at the next meeting.")
    keys.save()
    keys.reach(page.locator(".outline-link", has_text=HELP))
    keys.go("Enter")
    keys.push("Page, and where people go on")
    keys.go("s")
    condition(keys, "2.", "I am staff")
    keys.pick(page.get_by_label("Then go on to"), "the exit page")
    keys.save()


def publish_and_open(keys: Keyboard) -> None:
    """Publish what is built, and let people answer."""
    keys.push("Publish and open")
    keys.save()
    keys.push("Open it")
    expect(keys.page.locator(".banner")).to_contain_text("The survey is open")


@pytest.mark.browser
@pytest.mark.one_database
def test_a_survey_is_built_undone_published_and_opened_by_keyboard(staff_at, visitor_at):
    page = staff_at("editor", "/surveys/")
    keys = Keyboard(page)

    begin(keys, slug="b1", title="Help in your town")
    build(keys)
    assert_accessible(page)

    keys.push("Build")
    keys.reach(page.locator(".outline-link", has_text="What would help"))
    keys.go("Enter")
    whole = outline(page)
    assert [row[:12] for row in whole] == [
        "Which town d",
        "Did somebody",
        "What did the",
        "What would h",
        "Exit page: T",
    ]
    keys.go("Alt+ArrowUp")
    moved = outline(page)
    assert moved[2].startswith("What would help")
    keys.go("u")
    assert outline(page) == whole
    keys.go("Shift+U")
    assert outline(page) == moved
    keys.go("u")
    keys.press("ArrowUp")
    expect(page.locator(".outline-link", has_text=WHAT)).to_be_focused()
    publish_and_open(keys)
    assert_accessible(page)

    _answers_on_a_phone(visitor_at)


def _answers_on_a_phone(visitor_at) -> None:
    page = visitor_at("/en/q/b1", javascript=False, size=PHONE)
    page.get_by_role("button", name="Start").click()
    page.get_by_label(TOWN).fill("Annan")
    page.get_by_role("button", name="Carry on").first.press("Enter")
    page.get_by_label("I am staff").press("Space")
    page.get_by_role("button", name="Carry on").first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("These questions are for families")
    page.get_by_role("button", name="Back").press("Enter")
    page.get_by_label("No", exact=True).press("Space")
    page.get_by_role("button", name="Carry on").first.press("Enter")
    expect(page.locator("main")).to_contain_text(re.compile("What would help in .?Annan.?\\?"))
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.browser
@pytest.mark.one_database
@pytest.mark.parametrize("javascript", [False, True], ids=["without scripts", "with scripts"])
def test_the_builder_fits_a_phone_and_needs_no_script(staff_at, javascript):
    page = staff_at("editor", "/surveys/new", javascript=javascript, size=PHONE)
    slug = "p1" if javascript else "p2"
    page.get_by_label("Title", exact=True).fill("On a phone")
    page.get_by_label("Address").fill(slug)
    page.get_by_role("button", name="Make the survey").click()
    page.get_by_role("link", name="Add a question").click()
    page.get_by_label("What do you want to ask?").fill("Is it so?")
    page.get_by_role("radio", name="Yes or no", exact=True).check(force=True)
    page.get_by_role("button", name="Add it").click()

    for path in ("build", "build?at=survey", "build?at=call", "build?at=pages.is_it_so", "publish"):
        page.goto(re.sub(r"/surveys/.*", f"/surveys/{slug}/{path}", page.url))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        assert_accessible(page)
