"""Recording a voice in the page, with a browser that has a microphone; and sending in a flood."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect
from sqlalchemy import select

from feedback.contributions import attachments
from feedback.contributions.models import Attachment, Submission
from feedback.core import recordings
from feedback.core.db import session, writing
from feedback.core.keys import keyring
from surveys.definitions.reading import read_definition
from surveys.versions import services
from tests.support.eyes import ARGUMENTS, PHONE, Border, assert_accessible, new_page
from tests.support.site import LEAVE_TO, Site, found_site

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

#: A tone in place of a person, and nobody who presses "Allow".
MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
CHOSEN = "() => document.querySelector('input[type=file]').files.length"
LANGUAGES = ("en", "ur")
DEFINITION = {
    "schema": 1,
    "languages": list(LANGUAGES),
    "title": dict.fromkeys(LANGUAGES, "Your place"),
    "pages": [
        {
            "key": "place",
            "questions": [
                {
                    "key": "say",
                    "kind": "voice",
                    "wording": {"en": "Tell us in your voice", "ur": "اپنی آواز میں بتائیں"},
                }
            ],
        }
    ],
}


@pytest.fixture
def flooded(tmp_path: Path) -> Iterator[Site]:
    """A site (SQLite will do) in a flood, with a survey that asks for a voice."""
    made = found_site(tmp_path, SENDS_A_MINUTE="0")
    with made.app.app_context(), writing():
        survey = services.new_survey(slug="place")
        services.publish_version(survey=survey, definition=read_definition(DEFINITION))
        services.open_survey(survey=survey)
    made.start("public")
    yield made
    made.close()


@pytest.fixture
def hearing(_playwright: Playwright, flooded: Site) -> Iterator[Page]:
    """The first page of the survey, in a browser with a microphone."""
    installed = shutil.which("chromium") or shutil.which("google-chrome")
    browser = _playwright.chromium.launch(executable_path=installed, args=[*ARGUMENTS, *MICROPHONE])
    border = Border((flooded.public, "blob:"), LEAVE_TO)
    page = new_page(browser, border, javascript=True, size=PHONE)
    page.goto(f"{flooded.public}/ur/q/place")
    yield page
    browser.close()
    assert not border.outside


def test_a_voice_is_recorded_deleted_recorded_again_and_sent(flooded: Site, hearing: Page):
    record, stop = hearing.locator("[data-record]"), hearing.locator("[data-stop]")
    _press(hearing)  # Start
    expect(record).to_be_visible()
    _press(hearing)  # Send, with nothing: from now on there is a flood, and a sum in the page
    expect(hearing.locator(".error-summary")).to_be_visible()
    hearing.wait_for_load_state()

    record.focus()
    hearing.keyboard.press("Enter")
    expect(stop).to_be_focused()
    assert_accessible(hearing)
    hearing.wait_for_timeout(1200)
    hearing.keyboard.press("Enter")
    expect(hearing.locator("[data-delete]")).to_be_focused()
    expect(hearing.locator("audio")).to_be_visible()
    expect(hearing.locator("[data-state]")).not_to_be_empty()
    assert hearing.evaluate(CHOSEN) == 1
    assert_accessible(hearing)
    hearing.keyboard.press("Enter")
    expect(record).to_be_focused()
    assert hearing.evaluate(CHOSEN) == 0
    hearing.keyboard.press("Enter")
    expect(stop).to_be_visible()
    hearing.wait_for_timeout(1200)
    _press(hearing)  # Send, while it still records
    hearing.wait_for_selector("bdi.code")

    _assert_heard(flooded)


def _press(page: Page) -> None:
    page.locator("form#journey > button[type=submit]:visible").first.click()


def _assert_heard(site: Site) -> None:
    with site.app.app_context():
        [kept] = session().scalars(select(Attachment)).all()
        [sent] = session().scalars(select(Submission)).all()
        sound = recordings.untagged(attachments.opened(kept, keyring()), largest=10**6)
        assert (sound.media_type, sent.held) == ("audio/webm", None)
    assert sound.seconds is not None
    assert 0.5 < sound.seconds < 5
