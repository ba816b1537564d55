"""With tokens in force, no form of the staff side is taken without its own."""

import re

import pytest

from feedback.accounts.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import PASSWORD, Person


def token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def entered(browser: CheckedClient, who: Person) -> CheckedClient:
    first = token(browser.get("/sign-in").text)
    fields = {"email": who.email, "password": PASSWORD, "csrf_token": first}
    assert browser.post("/sign-in", data=fields).location == "/sign-in/code"
    second = token(browser.get("/sign-in/code").text)
    fields = {"code": who.code(), "csrf_token": second}
    assert browser.post("/sign-in/code", data=fields).status_code == 302
    return browser


def test_the_whole_way_in_works_with_tokens(guarded_app, person):
    browser = entered(guarded_app.test_client(), person())

    assert browser.get("/me").status_code == 200


@pytest.mark.parametrize("given", [None, "", "forged", "somebody else's"])
def test_signing_in_without_the_right_token_is_refused(guarded_app, person, given):
    who, browser = person(), guarded_app.test_client()
    browser.get("/sign-in")
    if given == "somebody else's":
        given = token(guarded_app.test_client().get("/sign-in").text)
    fields = {"email": who.email, "password": PASSWORD}

    answer = browser.post(
        "/sign-in", data=fields if given is None else {**fields, "csrf_token": given}
    )

    assert answer.status_code == 400
    assert PASSWORD not in answer.text
    assert who.row.failed_tries == 0


@pytest.mark.parametrize("path", ["/sign-out", "/me", "/me/password", "/people/add"])
def test_a_form_without_a_token_changes_nothing(guarded_app, person, path):
    browser = entered(guarded_app.test_client(), person(Role.ADMINISTRATOR))

    assert browser.post(path, data={"language": "ur"}).status_code == 400
    assert browser.get("/me").status_code == 200


def test_a_token_of_before_signing_in_is_not_taken_after(guarded_app, person):
    browser, who = guarded_app.test_client(), person()
    early = token(browser.get("/sign-in").text)
    entered(browser, who)

    assert browser.post("/sign-out", data={"csrf_token": early}).status_code == 400


def test_somebody_whose_time_ran_out_is_asked_to_sign_in(guarded_app, person, at):
    browser = entered(guarded_app.test_client(), person())
    given = token(browser.get("/me").text)
    at.move(minutes=31)

    answer = browser.post("/me", data={"language": "ur", "csrf_token": given})

    assert answer.status_code == 401


def test_a_post_from_another_site_is_refused(guarded_app, person):
    browser = entered(guarded_app.test_client(), person())
    given = token(browser.get("/me").text)

    for header in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = browser.post("/sign-out", data={"csrf_token": given}, headers=header)
        assert answer.status_code == 403
    assert browser.get("/me").status_code == 200
