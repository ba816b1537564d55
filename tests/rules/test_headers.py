"""The same headers on every answer of every kind, on both sides; no cookie on the public one."""

import uuid
from dataclasses import replace

import pytest
from flask import Flask, abort
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from feedback.accounts.roles import Role
from feedback.core.audience import Side, public
from feedback.core.headers import (
    FOR_PROGRAMS,
    HEADERS,
    KEEP_MINUTES,
    KEEP_YEAR,
    NO_STORE,
    STRICT_TRANSPORT,
)
from tests.rules.conftest import Example
from youwesaid.app import LARGEST_POST, create_app, trusted_hosts

#: What an answer may carry besides the fixed ones, because it says what the answer is.
OF_THE_ANSWER = {"Content-Type", "Content-Length", "Cache-Control"}
COOKIE = ("Set-Cookie", "Vary")
CROSS_SITE = {"Sec-Fetch-Site": "cross-site"}
STORY = {"topic": "being_heard", "words": "They listened.", "submission": uuid.uuid4().hex}


def assert_exact(response: TestResponse, *more: str) -> None:
    """Exactly the fixed headers, those of the answer, and *more*."""
    found = dict(response.headers.items())
    for name, value in HEADERS.items():
        assert found.pop(name, None) == value, name
    assert set(found) <= OF_THE_ANSWER | set(more), set(found) - OF_THE_ANSWER
    assert found["Cache-Control"] == NO_STORE


def _ask(example: Example, side: Side, role: Role | None = None):
    return example.visitor() if side is Side.PUBLIC else example.member(role)


PUBLIC = [
    (200, "GET", "/en/", {}, ()),
    (200, "GET", "/robots.txt", {}, ()),
    (200, "GET", "/healthz", {}, ()),
    (200, "HEAD", "/en/", {}, ()),
    (200, "OPTIONS", "/en/", {}, ("Allow",)),
    (303, "GET", "/en/tell/send", {}, ("Location",)),
    (308, "GET", "/en", {}, ("Location",)),
    (400, "POST", "/en/tell/check", {"data": {"topic": "being_heard"}}, ()),
    (400, "GET", "/en/", {"headers": {"Host": "elsewhere.example"}}, ()),
    (403, "POST", "/en/tell/check", {"headers": CROSS_SITE}, ()),
    (404, "GET", "/en/nothing", {}, ()),
    (404, "GET", "/static/nothing.css", {}, ()),
    (404, "GET", "/static/../pyproject.toml", {}, ()),
    (405, "POST", "/en/", {}, ("Allow",)),
    (405, "TRACE", "/en/", {}, ("Allow",)),
    (413, "POST", "/en/tell/check", {"data": {"words": "x" * (LARGEST_POST + 1)}}, ()),
]
STAFF = [
    (200, "GET", "/sign-in", {}, ()),
    (302, "GET", "/", {}, ("Location",)),
    (400, "GET", "/", {"headers": {"Host": "elsewhere.example"}}, ()),
    (401, "POST", "/sign-out", {}, ()),
    (403, "POST", "/sign-in", {"headers": CROSS_SITE}, ()),
    (404, "GET", "/nothing", {}, ()),
    (405, "POST", "/log/", {}, ("Allow",)),
]


def _named(case: tuple) -> str:
    return f"{case[0]} {case[1]} {case[2]}"


@pytest.mark.parametrize("case", PUBLIC, ids=_named)
def test_every_public_answer_has_the_exact_headers(example: Example, case):
    status, method, path, asked, more = case

    response = example.visitor().open(path, method=method, **asked)

    assert response.status_code == status
    assert_exact(response, *more)


@pytest.mark.parametrize("case", STAFF, ids=_named)
def test_every_staff_answer_has_the_exact_headers(example: Example, case):
    status, method, path, asked, more = case

    response = example.member(None).open(path, method=method, **asked)

    assert response.status_code == status
    assert_exact(response, *more, "Vary")


def test_a_signed_in_page_differs_by_cookie_at_most(example: Example):
    response = example.member(Role.EDITOR).get("/")

    assert response.status_code == 200
    assert_exact(response, *COOKIE)


def _broken_site(example: Example, side: Side, problem: Exception | int) -> Flask:
    """A side with one more page, on which *problem* happens."""
    app = create_app(side, example.settings)
    app.testing = False

    @app.route("/broken", methods=["GET", "POST"])
    @public
    def broken() -> str:
        if isinstance(problem, int):
            abort(problem)
        raise problem

    if side is Side.STAFF:
        app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (ZeroDivisionError("people's words"), 500),
        (OperationalError("SELECT people's words", {}, Exception("people's words")), 503),
        (409, 409),
        (429, 429),
        (418, 418),
    ],
    ids=["500", "503", "409", "429", "418"],
)
def test_whatever_breaks_the_headers_stay(example: Example, side, problem, status, caplog):
    visitor = _broken_site(example, side, problem).test_client()

    response = visitor.post("/broken", data={"words": "I waited nine weeks."})

    assert response.status_code == status
    assert_exact(response, *(COOKIE if side is Side.STAFF else ()))
    assert "I waited nine weeks." in response.text
    assert "people's words" not in response.text
    assert "people's words" not in caplog.text


def test_a_changed_story_under_one_press_has_the_exact_headers(example: Example):
    visitor = example.visitor()
    visitor.post("/en/tell/send", data=STORY)

    response = visitor.post("/en/tell/send", data=STORY | {"words": "They did not listen."})

    assert response.status_code == 409
    assert_exact(response)
    assert "They did not listen." in response.text


def test_a_form_without_its_token_is_refused_on_the_staff_side(example: Example):
    app = create_app(Side.STAFF, example.settings)

    response = app.test_client().post("/sign-in", data={"email": "lead@example.org"})

    assert response.status_code == 400
    assert_exact(response, *COOKIE)


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("name", ["css/public.css", "js/public.js", "img/icons.svg"])
def test_static_files_may_be_stored(example: Example, side, name):
    visitor = _ask(example, side)
    first = visitor.get(f"/static/{name}")
    again = visitor.get(f"/static/{name}", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    for response in (first, again):
        assert response.headers["Cache-Control"] == KEEP_YEAR
        assert {header: response.headers[header] for header in HEADERS} == HEADERS
        assert "Set-Cookie" not in response.headers
        response.close()


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/api/v1/topics", ("Content-Language", "ETag", "Link", "Vary")),
        ("/data/entries.csv", ("ETag",)),
        ("/en/changes/feed.atom", ("Content-Language", "ETag")),
        ("/en/changes/feed.json", ("Content-Language", "ETag")),
        ("/en/changes/dates.ics", ("Content-Language", "ETag")),
    ],
)
def test_open_data_may_be_read_and_kept_by_any_program(example: Example, path, more):
    visitor = example.visitor()
    answer = visitor.get(path)
    again = visitor.get(path, headers={"If-None-Match": answer.headers["ETag"]})

    found = dict(answer.headers.items())
    assert (answer.status_code, again.status_code) == (200, 304)
    for name, value in {**HEADERS, **FOR_PROGRAMS}.items():
        assert found.pop(name) == value, name
    assert found.pop("Cache-Control") == KEEP_MINUTES
    assert set(found) <= OF_THE_ANSWER | {"Date"} | set(more)
    assert visitor.get(f"{path}-not").headers["Cache-Control"] == NO_STORE


def test_nobody_gets_a_cookie_on_the_public_side(example: Example):
    visitor = example.visitor()
    for rule in example.public.url_map.iter_rules():
        if not rule.arguments - {"language"}:
            path = rule.rule.replace("<language:language>", "ur")
            for method in (rule.methods or set()) & {"GET", "POST"}:
                response = visitor.open(path, method=method, data={"words": "x"})
                assert "Set-Cookie" not in response.headers, path


def test_leaving_clears_what_a_browser_holds_and_nothing_else_does(example: Example):
    visitor = example.visitor()

    leaving = visitor.get("/leave")

    assert leaving.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert_exact(leaving, "Location", "Clear-Site-Data")
    assert leaving.headers["Location"] == example.settings.leave_to
    assert "Clear-Site-Data" not in visitor.get("/en/").headers


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("host", ["elsewhere.example", "localhost.elsewhere.example", "[::2]", "x"])
def test_a_name_that_is_not_ours_gets_no_page(example: Example, side, host):
    visitor = _ask(example, side)

    for method in ("GET", "POST"):
        response = visitor.open("/", method=method, headers={"Host": host})
        assert response.status_code == 400
        assert response.mimetype == "text/plain"
        assert host not in response.text


@pytest.mark.parametrize(
    ("own", "further", "trusted"),
    [
        ("http://127.0.0.1:8000", (), ["127.0.0.1", "localhost"]),
        ("https://say.example.org", (), ["say.example.org"]),
        ("https://say.example.org:8443/", ("old.example",), ["say.example.org", "old.example"]),
    ],
)
def test_the_names_that_are_ours_come_from_the_settings(own, further, trusted):
    assert trusted_hosts(own, further) == trusted


def test_a_side_with_a_certificate_asks_for_it_always(example: Example):
    settings = replace(example.settings, public_url="https://say.example.org")

    response = (
        create_app(Side.PUBLIC, settings)
        .test_client()
        .get("/en/", base_url="https://say.example.org")
    )

    assert response.headers["Strict-Transport-Security"] == STRICT_TRANSPORT
    assert_exact(response, "Strict-Transport-Security")
