"""A second coder works blind, and the first decides where they differ: by keys, in a browser."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.coding import queries as coding
from feedback.coding.agreement import drawing
from feedback.coding.agreement.models import Sample, SampleEntry
from feedback.coding.desk import services as desk
from feedback.contributions import opening
from feedback.contributions.models import Redaction, Safeguarding
from feedback.core.db import session, writing
from feedback.core.keys import keyring
from tests.support.eyes import DESK, PHONE, assert_accessible
from tests.support.said import again, rows, say
from tests.support.site import Site

FIRST = [["waiting"]] * 8 + [["listened_to"]] * 2


@pytest.fixture
def sample(site: Site) -> int:
    """The number of a sample of ten that the lead has coded, for the coder to code again."""
    with site.app.app_context():
        said = [_read(number) for number in range(len(FIRST))]
        people = {
            who: rows(select(Staff).where(Staff.email == site.sign_ins[who].email))[0]
            for who in ("lead", "coder")
        }
        with writing():
            for contribution, keys in zip(said, FIRST, strict=True):
                desk.give_themes(_here(contribution), keys=keys, by=people["lead"])
            made = Sample(
                made_by_id=people["lead"].id,
                first_coder_id=people["lead"].id,
                second_coder_id=people["coder"].id,
                themes=["waiting"],
                prevalence=0.5,
                least=0.8,
                planned=10,
                drawn=10,
                seed=1,
                codebook_version=1,
            )
            made.entries = [
                SampleEntry(position=place, contribution_id=contribution.id)
                for place, contribution in enumerate(said)
            ]
            session().add(made)
            session().flush()
            drawing.keep_first_answers(made)
        return made.number


def _read(number):
    said = say(f"I waited {number + 2} weeks and nobody rang me.", keyring=keyring())
    with writing():
        row = _here(said)
        opening.seal_working(row, f"I waited {number + 2} weeks.", keyring())
        row.redaction, row.safeguarding = Redaction.DONE, Safeguarding.CLEAR
        row.read_on = row.received_on
    return again(said)


def _here(contribution):
    return session().get_one(type(contribution), contribution.id)


def _go(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def _themes(site, contribution_id):
    with site.app.app_context():
        session().rollback()
        return {each.theme.key for each in coding.codings_of(contribution_id)}


@pytest.mark.browser
@pytest.mark.one_database
def test_one_codes_blind_and_the_other_decides_by_keys(site, staff_at, sample):
    page = staff_at("coder", f"/agreement/{sample}/code")
    assert_accessible(page)
    expect(page.locator("main")).not_to_contain_text("listened")
    for _each in FIRST:
        expect(page.locator("#box")).to_be_focused()
        page.keyboard.type("waiting")
        page.keyboard.press("Enter")
        expect(page.locator("#chips")).to_contain_text("Waiting")
        _go(page, "Enter")
    expect(page.locator("#paragraph")).to_contain_text("to 8 of them (80%)")

    page = staff_at("lead", f"/agreement/{sample}")
    assert_accessible(page)
    _go(page, "Enter")
    assert_accessible(page)
    with site.app.app_context():
        entry_id = page.url.rpartition("/")[2]
        [decided] = [
            each.contribution_id for each in rows(select(SampleEntry)) if str(each.id) == entry_id
        ]
    page.keyboard.press("b")
    _go(page, "ControlOrMeta+Enter")
    expect(page.locator(".error-summary")).to_contain_text("Say why")
    page.keyboard.press("r")
    page.keyboard.type("Waiting is about time, whoever listened.")
    _go(page, "ControlOrMeta+Enter")
    assert _themes(site, decided) == {"waiting"}
    page.keyboard.press("2")
    page.keyboard.press("r")
    page.keyboard.type("Both were said.")
    _go(page, "ControlOrMeta+Enter")
    expect(page.locator(".rows")).to_contain_text("Waiting is about time")
    _go(page, "z")
    expect(page.locator("h1")).to_have_text("Which themes fit?")


@pytest.mark.browser
@pytest.mark.one_database
def test_the_pages_fit_a_phone_and_work_without_scripts(staff_at, sample):
    paths = ("/agreement/", "/agreement/new", f"/agreement/{sample}")
    for size, scripts in ((PHONE, True), (DESK, False)):
        for path in paths:
            page = staff_at("lead", path, size=size, javascript=scripts)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
            assert_accessible(page)
    page = staff_at("coder", f"/agreement/{sample}/code", javascript=False)
    page.get_by_role("button", name="No theme").first.click()
    expect(page.locator("main")).to_be_visible()
    assert "/agreement/code/" in page.url
