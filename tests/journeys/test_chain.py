"""The whole chain, by people, in a browser: said in Urdu on a phone, answered, followed in Urdu."""

import re
import time
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from feedback.contributions import opening
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.keys import keyring
from feedback.reading import screening
from tests.support.eyes import assert_accessible
from tests.support.site import Site
from youwesaid.demo.loading import EXAMPLES
from youwesaid.plans.importing import import_plan
from youwesaid.plans.models import Plan
from youwesaid.plans.reading import read_plan_file

WORDS = "میں نے اپنی کہانی چار بار سنائی۔ کسی نے میری بات نہیں سنی۔ میرا نمبر 07700 900456 ہے۔"
HIDDEN = "07700 900456"
SAID = {
    "en": "You tell your story again and again.",
    "ur": "آپ کو اپنی کہانی بار بار سنانی پڑتی ہے۔",
}
ANSWER = {"en": "We cannot share records yet.", "ur": "ہم ابھی ریکارڈ نہیں بانٹ سکتے۔"}
REASON = {
    "en": "The law asks two people to agree.",
    "ur": "قانون کے مطابق دو لوگوں کی رضامندی چاہیے۔",
}
WHO = {"en": "The chair of the committee", "ur": "کمیٹی کے صدر"}


@pytest.fixture(scope="module")
def plan(site: Site) -> str:
    """The plan that the answer belongs to."""
    with site.app.app_context():
        with writing():
            report = import_plan(read_plan_file(EXAMPLES / "dumfries-galloway-2024-2027.yaml"))
        assert session().query(Plan).filter_by(key=report.key).one()
        return report.key


@pytest.fixture
def look(javascript: bool):
    """Check a page as it goes by; axe itself needs scripts."""

    def looked(page: Page) -> Page:
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        if javascript:
            assert_accessible(page)
        return page

    return looked


def tell(page: Page, look, words: str) -> str:
    """Five taps and the text; the receipt's 18 digits."""
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    look(page).locator("main a[href$='/ur/tell']").click()  # 1: tell us what happened
    look(page).locator("main a[href$='/tell/topic']").click()  # 2: yes, carry on
    look(page).locator("button[value=being_heard]").click()  # 3: what it is about
    look(page).locator("textarea[name=words]").fill(words)
    page.locator("#journey button[type=submit]").click()  # 4: carry on
    expect(look(page).locator("dd.words")).to_have_text(words)
    page.locator("#journey button[type=submit]:not([formaction])").click()  # 5: send
    code = look(page).locator(".code-digits bdi").inner_text()
    assert re.fullmatch(r"\d{3}( \d{3}){5}", code)
    assert code.replace(" ", "") not in page.url
    return code


def wait_until_screened(site: Site) -> None:
    """The worker looks at what arrived; here it may take a moment."""
    with site.app.app_context():
        for _ in range(300):
            session().rollback()
            if not screening.waiting_ids():
                return
            time.sleep(0.1)
    raise AssertionError(f"nobody screened it: {site.said()}")


def where_it_is(site: Site, words: str) -> str:
    """The id of what says *words*: other journeys may have left something unread before it."""
    with site.app.app_context():
        session().rollback()
        unread = session().scalars(select(Contribution).where(Contribution.read_on.is_(None)))
        return next(str(each.id) for each in unread if opening.original(each, keyring()) == words)


def read_and_hide(page: Page, look, *, javascript: bool) -> None:
    """Read the original, say that nobody is in danger, hide the number, save."""
    expect(look(page).locator("section.reading").first).to_contain_text(HIDDEN)
    if javascript:
        page.keyboard.press("a")
    else:
        page.locator("form[action$='/accept-all'] button").click()
    expect(page.locator("form[action$='/accept-all']")).to_have_count(0)
    expect(page.locator("section.reading").nth(1)).not_to_contain_text(HIDDEN)
    look(page)
    if javascript:
        page.keyboard.press("c")
    else:
        page.locator("form#clear button[type=submit]").click()
    expect(page.locator("form#clear")).to_have_count(0)
    here = page.url
    look(page).locator("form#finish button[type=submit]").click()
    expect(page).not_to_have_url(here)


def code_it(page: Page, look, *, javascript: bool) -> None:
    """Tick a theme and save; the working text shows no number."""
    expect(page.locator(".reading .words").first).not_to_contain_text(HIDDEN)
    here = page.url
    tick(look(page), "input[value=telling_it_once]")
    if javascript:
        page.locator("h1").click()
        page.keyboard.press("Enter")
    else:
        page.locator("form#code button[value=save]").click()
    expect(page).not_to_have_url(here)


def tick(page: Page, choice: str) -> None:
    """Press the whole row of a choice, as people do."""
    page.locator(f"label[for='{page.locator(choice).get_attribute('id')}']").click()


def open_all(page: Page) -> None:
    """Open every fold, as somebody would who fills everything in."""
    closed = page.locator("main details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()


def fill_spoken(page: Page, name: str, texts: dict[str, str]) -> None:
    """Fill a field that is asked in every language."""
    for language, text in texts.items():
        page.locator(f"[name={name}_{language}], [name='{name}-{language}']").first.fill(text)


def make_insight(page: Page, look) -> str:
    """From the theme to "you said", tied to the plan; the insight's address."""
    look(page).locator("main a[href*='/insights/make']").click()
    expect(page).to_have_url(re.compile(r"/insights/make"))
    open_all(look(page))
    fill_spoken(page, "said", SAID)
    page.locator("#items label", has_text="Lived and living experience").first.click()
    look(page).locator("form.panes .action-bar button").click()
    expect(page).to_have_url(re.compile(r"/insights/[0-9a-f-]{36}$"))
    return page.url


def answer_it(page: Page, look) -> None:
    """We cannot, because; with a day for the next look."""
    look(page).locator("main a.button[href$='/answer']").click()
    expect(page).to_have_url(re.compile(r"/answer$"))
    open_all(look(page))
    tick(page, "input[name=kind][value=cannot]")
    fill_spoken(page, "text", ANSWER)
    tick(page, "input[name=reason_code][value=safety_or_law]")
    fill_spoken(page, "reason", REASON)
    fill_spoken(page, "who", WHO)
    today = clock.today()
    page.locator("[name=heard_on]").fill(today.isoformat())
    page.locator("[name=decided_on]").fill(today.isoformat())
    page.locator("[name=next_look_on]").fill((today + timedelta(days=90)).isoformat())
    look(page).locator("button[value=ask]").click()
    expect(page).to_have_url(re.compile(r"/insights/[0-9a-f-]{36}$"))


def sign_and_publish(page: Page, look, insight: str) -> None:
    """A second person reads, signs and publishes."""
    look(page).locator("main a[href$='/sign-off']").first.click()
    look(page).locator("button[value=sign]").click()
    expect(page).not_to_have_url(re.compile("sign-off"))
    page.goto(insight)
    look(page).locator("form[action$='/identity'] button[value=no]").click()
    look(page).locator("form[action*='/tracker/publish/'] button").click()
    expect(page).to_have_url(re.compile("/tracker/"))
    expect(look(page).locator("h1")).to_contain_text(SAID["en"])


def follow(page: Page, look, code: str) -> None:
    """Nothing but the code: the stage, the entry, and the answer in Urdu."""
    look(page).locator("input[name=code]").fill(code)
    page.locator("main form button[type=submit]").first.click()
    expect(look(page).locator(".stage[aria-current=step]")).to_have_count(1)
    assert WORDS not in page.content()
    page.locator(".entries a").first.click()
    expect(look(page).locator("main")).to_contain_text(ANSWER["ur"])
    expect(page.locator("main")).to_contain_text(REASON["ur"])
    expect(page.locator("main")).to_contain_text(WHO["ur"])


@pytest.mark.browser
@pytest.mark.parametrize(
    "javascript",
    [True, pytest.param(False, marks=pytest.mark.one_database)],
    ids=["with scripts", "without scripts"],
)
def test_a_story_in_urdu_is_answered_and_followed_in_urdu(
    site, plan, visitor_at, staff_at, look, javascript
):
    # The same words twice on one day would look like spam.
    words = f"{WORDS} {'ہاں۔' if javascript else 'نہیں۔'}"
    code = tell(visitor_at("/ur/", javascript=javascript), look, words)
    wait_until_screened(site)

    said = where_it_is(site, words)
    lead = staff_at("lead", f"/read/{said}", javascript=javascript)
    read_and_hide(lead, look, javascript=javascript)
    lead.goto(f"{site.staff}/code/{said}")
    code_it(lead, look, javascript=javascript)

    editor = staff_at("editor", "/themes/telling_it_once", javascript=javascript)
    insight = make_insight(editor, look)
    answer_it(editor, look)
    sign_and_publish(
        staff_at("publisher", insight.removeprefix(site.staff), javascript=javascript),
        look,
        insight,
    )

    follow(visitor_at("/ur/code", javascript=javascript), look, code)
