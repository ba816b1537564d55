"""Every address says who it is for, and keeps to it; every change is declared."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.routing import Rule

from feedback.accounts.roles import Role
from feedback.core import audience
from feedback.core.audience import audience_of, public
from feedback.core.db import db
from tests.rules.conftest import Example

WHO = [None, *Role]
READS = {"GET", "HEAD", "OPTIONS"}
#: Pages that show what people wrote, or how to reach them.
TEXTS = re.compile(
    r"(inbox|inbox_files|held|hiding|redaction|contributions_import)\."
    r"|findings\.(quotes|said)$|coding_files\.(project|rows)$|coded_import\."
    r"|coding\.(queue|next_one|desk|no_theme|undo)$"
    r"|codebook\.(pin|unpin)$|codebook_splits\.(queue|back)$"
    r"|agreement\.(show|code|code_next|decide|decide_next|reword)$"
    r"|safeguarding\.(listing|show|note|call|change_level|take|close|confirm|reopen)$|insights\.(quotes|quote)$|surveys_exchange\.words$"
)
#: Views that accept a post and do not carry @writes, and why.
WITHOUT_WRITES = {
    "accounts.sign_in": "hashes a password first: a lock held meanwhile would stop all writing",
    "accounts.welcome": "hashes a password first, as sign_in does",
    "accounts.password": "hashes a password first, as sign_in does",
    "accounts.recovery_codes": "hashes codes first, as sign_in does",
    "bulk.words": "a search: its words travel in a post so that no address holds them",
    "coded_import.start": "commits text by text, so that a long file holds up nobody",
    "helped.ask": "commits before it makes the thank-you page, and then wakes the worker",
    "inbox.search": "a search: its words travel in a post so that no address holds them",
    "stories.topic": "answers travel in the page; nothing is kept before Send",
    "stories.words": "answers travel in the page; nothing is kept before Send",
    "stories.check": "answers travel in the page; nothing is kept before Send",
    "stories.send": "commits before it makes the thank-you page, and then wakes the worker",
    "stories.receipt": "a look at what is held; the code travels in a post, never in an address",
    "stories.choices": "goes back without changing anything",
    "surveys.move": "answers travel in the page; nothing is kept before Send",
    "surveys_import.start": "reads the file and reports; nothing is kept before Make it a draft",
    "surveys.send": "commits before it makes the thank-you page, and then wakes the worker",
    "surveys_building.try_out": "a try-out: answers travel in the page and nothing is kept",
    "contributions_import.columns": "brings a file in by parts, each in a transaction of its own",
    "contributions_import.start": "reads the whole file before it asks for the lock",
    "plan_drafts.listing": "reads the whole document before it asks for the lock",
    "plan_life_staff.readings_in": "reads the whole file before it asks for the lock",
    "plan_life_staff.rows_in": "reads the whole file before it asks for the lock",
    "plans_staff.bring_in": "reads the whole file before it asks for the lock",
}
#: What asking for a page may leave behind: that somebody was signed in, and the log.
LEFT_BY_READING = {"staff_session", "audit_entry", "audit_head"}


def rules(app: Flask) -> list[Rule]:
    """The addresses of an application, static files left out."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def address(app: Flask, rule: Rule) -> str:
    """An address of that form; what it names does not exist, so that trying it changes nothing."""
    values = {name: _anything(rule, name) for name in rule.arguments}
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values)


def _anything(rule: Rule, name: str) -> object:
    converter = rule._converters[name]
    if type(converter).__name__ == "UUIDConverter":
        return uuid.UUID(int=7)
    if type(converter).__name__ == "LanguageConverter":
        return "en"
    if type(converter).__name__ == "AnyConverter":
        return min(converter.items)
    return 7 if type(converter).__name__ == "IntegerConverter" else "nothing-of-that-name"


@contextmanager
def changes(app: Flask) -> Iterator[list[str]]:
    """The tables that are changed meanwhile."""
    seen: list[str] = []
    changing = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)

    def noted(_connection, _cursor, statement, *_rest):
        if found := changing.match(statement):
            seen.append(found[1])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", noted)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", noted)


def outcome(response) -> str:
    """What an answer means to whoever asked."""
    if response.status_code == 403:
        return "refused"
    is_sent_away = response.headers.get("Location", "").endswith("/sign-in")
    if response.status_code == 401 or (is_sent_away and response.request.path != "/sign-out"):
        return "sign in first"
    return "admitted" if response.status_code < 500 else f"broken: {response.status_code}"


@pytest.mark.parametrize("side", ["public", "staff"])
def test_every_address_says_who_it_is_for(example: Example, side):
    app = getattr(example, side)

    silent = [r.endpoint for r in app.url_map.iter_rules() if not audience_of(app, r.endpoint)]

    assert not silent


def test_the_public_side_has_nothing_for_staff(example: Example):
    for rule in example.public.url_map.iter_rules():
        declared = audience_of(example.public, rule.endpoint)
        assert declared is not None
        assert declared.anybody, rule.endpoint


@pytest.mark.parametrize("role", WHO, ids=str)
def test_the_staff_side_opens_only_to_those_it_is_for(example: Example, role):
    wrong = []
    for rule in rules(example.staff):
        declared = audience_of(example.staff, rule.endpoint)
        assert declared is not None
        held = None if role is None else frozenset({role.value})
        expected = "refused" if role else "sign in first"
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            browser = example.member(role)
            response = browser.open(address(example.staff, rule), method=method)
            got = outcome(response)
            if declared.anybody:
                fits = not got.startswith(("refused", "broken"))
            else:
                fits = got == ("admitted" if declared.admits(held) else expected)
            if not fits:
                wrong.append(f"{method} {rule.rule} ({rule.endpoint}): {got}")

    assert not wrong


def test_only_readers_of_stories_open_pages_with_texts(example: Example):
    for rule in rules(example.staff):
        declared = audience_of(example.staff, rule.endpoint)
        if declared and TEXTS.match(rule.endpoint):
            assert declared.roles, rule.endpoint
            assert not declared.roles & {Role.ADMINISTRATOR, Role.VIEWER}, rule.endpoint


@pytest.mark.parametrize("side", ["public", "staff"])
def test_every_view_that_takes_a_post_declares_that_it_writes(example: Example, side):
    app = getattr(example, side)

    posts = {rule.endpoint for rule in rules(app) if "POST" in (rule.methods or ())}
    forgot = [
        endpoint
        for endpoint in sorted(posts - set(WITHOUT_WRITES))
        if not getattr(app.view_functions[endpoint], "writes", False)
    ]
    needless = [
        endpoint
        for endpoint in sorted(posts & set(WITHOUT_WRITES))
        if getattr(app.view_functions[endpoint], "writes", False)
    ]

    assert not forgot, "carry @writes, or be named in WITHOUT_WRITES with the reason"
    assert not needless, "these carry @writes and need no exception"


def test_every_exception_is_still_an_address(example: Example):
    known = {rule.endpoint for app in (example.public, example.staff) for rule in rules(app)}

    assert not set(WITHOUT_WRITES) - known


@pytest.mark.parametrize("side", ["public", "staff"])
def test_asking_for_a_page_changes_nothing(example: Example, side):
    app = getattr(example, side)
    browser = example.visitor() if side == "public" else example.member(Role.LEAD)
    left = {}
    for rule in rules(app):
        if "GET" in (rule.methods or ()):
            with changes(app) as seen:
                browser.get(address(app, rule))
            if set(seen) - LEFT_BY_READING:
                left[rule.endpoint] = seen

    assert not left


def test_an_empty_post_breaks_no_public_page_and_keeps_nothing(example: Example):
    browser, broken = example.visitor(), {}
    for rule in rules(example.public):
        if "POST" in (rule.methods or ()):
            with changes(example.public) as seen:
                response = browser.post(address(example.public, rule))
            if response.status_code >= 500 or seen:
                broken[rule.endpoint] = (response.status_code, seen)

    assert not broken


def _small_site(gate) -> Flask:
    app = Flask("small")
    audience.init_app(app, side=audience.Side.STAFF, gate=gate)

    @app.get("/forgotten")
    def forgotten() -> str:
        return "words"

    @app.get("/meant")
    @public
    def meant() -> str:
        return "words"

    return app


@pytest.mark.parametrize("held", [None, frozenset(Role)], ids=["nobody", "every role"])
def test_a_view_that_forgot_to_say_who_it_is_for_is_closed(held):
    visitor = _small_site(lambda: held).test_client()

    assert visitor.get("/forgotten").status_code == 403
    assert visitor.get("/meant").status_code == 200
