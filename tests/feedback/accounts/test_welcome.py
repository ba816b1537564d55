"""First visits: an invitation, a password of one's own, an authenticator."""

import pytest
from bs4 import BeautifulSoup

from feedback.accounts import codes, services
from feedback.accounts.roles import Role
from feedback.core.db import writing
from tests.support.client import CheckedClient, soup
from tests.support.people import PASSWORD, fresh

HOME = "/me"  # open to anybody who is signed in


def refusals(page: BeautifulSoup) -> str:
    summary = page.select_one("[data-error-summary]")
    return summary.get_text(" ", strip=True) if summary else ""


def test_an_invited_person_chooses_a_password_and_ties_an_authenticator(browser, app, at):
    with writing():
        _member, code = services.add_staff(
            email="New@example.org", name="New Person", roles=[Role.EDITOR]
        )
    fields = {"email": "new@example.org", "invitation": code.upper(), "password": PASSWORD}

    assert browser.post("/welcome", data=fields).location == "/sign-in/authenticator"
    page = browser.page("/sign-in/authenticator")
    letters = page.select_one("#secret-letters")
    assert letters is not None
    secret = letters.get_text().strip().replace(" ", "")
    drawn = browser.get("/sign-in/authenticator.svg")
    assert drawn.mimetype == "image/svg+xml"
    assert drawn.text.startswith("<svg")
    shown = browser.submit("/sign-in/authenticator", code=codes.current_code(secret))

    assert len(shown.select("ol .code")) == codes.RECOVERY_CODES
    assert "New Person" in browser.page(HOME).get_text()
    assert browser.get("/sign-in/authenticator").location == "/sign-in"
    assert browser.get("/sign-in/authenticator.svg").status_code == 404


def test_a_wrong_code_ties_no_authenticator(browser, app, at):
    with writing():
        member, code = services.add_staff(email="a@example.org", name="A", roles=[Role.EDITOR])
    fields = {"email": "a@example.org", "invitation": code, "password": PASSWORD}
    browser.post("/welcome", data=fields)
    before = browser.get("/sign-in/authenticator").text

    again = browser.post("/sign-in/authenticator", data={"code": "000000"})

    assert again.status_code == 400
    assert soup(again).select_one("#secret-letters") == BeautifulSoup(
        before, "html.parser"
    ).select_one("#secret-letters")
    fresh()
    assert member.totp_sealed is None


@pytest.mark.parametrize("fault", ["wrong", "old", "used"])
def test_an_invitation_that_is_not_good_is_refused(browser, app, at, fault):
    with writing():
        _member, code = services.add_staff(email="a@example.org", name="A", roles=[Role.EDITOR])
    fields = {"email": "a@example.org", "invitation": code, "password": PASSWORD}
    if fault == "wrong":
        fields["invitation"] = codes.new_code()
    elif fault == "old":
        at.move(days=7, seconds=1)
    else:
        browser.post("/welcome", data=fields)

    page = browser.submit("/welcome", status=400, **fields)

    assert "new one" in refusals(page)


@pytest.mark.parametrize(
    "weak", ["short", "sam@example.org", "aaaaaaaaaaaaaaaa", "passwordpassword", "youwesaid123456"]
)
def test_an_easy_password_is_refused_and_the_invitation_stays_good(browser, app, weak):
    with writing():
        _member, code = services.add_staff(email="sam@example.org", name="A", roles=[Role.EDITOR])
    fields = {"email": "sam@example.org", "invitation": code}

    assert refusals(browser.submit("/welcome", status=400, **fields, password=weak))
    assert browser.post("/welcome", data={**fields, "password": PASSWORD}).status_code == 302


def test_a_link_from_a_letter_does_not_end_a_session(person, enter):
    # The browser keeps a SameSite=Strict cookie back when it comes from another site.
    browser: CheckedClient = enter(person())
    kept = browser.get_cookie("session")

    from_letter = browser.application.test_client()
    page = from_letter.get("/sign-in", headers={"Sec-Fetch-Site": "cross-site"})

    assert "Set-Cookie" not in page.headers
    assert 'http-equiv="refresh"' in page.text
    assert browser.get_cookie("session") == kept
