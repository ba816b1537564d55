"""The code and the page behind it: it never shows the words, and nobody is counted."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from feedback.contributions import events
from feedback.contributions.models import (
    CodingState,
    Contribution,
    Receipt,
    Submission,
)
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.references import from_bytes, grouped
from feedback.core.sealing import Keyring
from tests.support.pages import NOBODYS, fields_of, how_many, only

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def kept() -> Contribution:
    """The one contribution that there is."""
    return only(Contribution)


def test_the_thank_you_page_shows_the_code_in_six_groups_left_to_right(client, thank_you):
    page = thank_you(language="ur")

    shown = page.select_one(".code-digits bdi")
    assert shown["dir"] == "ltr"
    assert [len(group) for group in shown.get_text().split()] == [3] * 6


def test_the_code_is_in_no_address_title_or_header(client, check_page):
    answer = client.post("/en/tell/send", data=fields_of(check_page("They listened.")))
    code = only(Receipt).code_mac

    page_code = answer.text.split('name="code" value="')[1][:18]
    assert page_code.isdecimal()
    for telling in (page_code, grouped(page_code), code):
        assert telling not in str(answer.headers)
        assert telling not in answer.text.split("</title>")[0]
    assert f'href="{page_code}' not in answer.text
    assert code not in answer.text


def test_the_thank_you_page_says_when_it_is_read_and_answered(client, thank_you, settings):
    words = " ".join(thank_you().select_one("main").get_text().split())

    day = clock.today() + timedelta(days=settings.answer_days)
    assert f"{day.day} {day.strftime('%B %Y')}" in words
    assert "A person will have read it by the end of" in words


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        grouped,
        lambda code: "-".join(grouped(code).split()),
        lambda code: f"  {code}\n",
        lambda code: f"\u200e{grouped(code)}\u200f",
        lambda code: code.translate(ARABIC_DIGITS),
        lambda code: "".join(chr(ord(digit) + 0xFEE0) for digit in code),
    ],
)
def test_a_code_is_taken_however_it_is_typed_or_pasted(client, holder, typed):
    page = client.submit("/en/code", code=typed(holder["code"]))

    assert page.select(".stages")


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("", "Type your number first."),
        ("   ", "Type your number first."),
        ("12345", "18 digits"),
        ("my dog's name is Rex", "18 digits"),
        ("9" * 5000, "18 digits"),
        ("0" * 17 + "x", "18 digits"),
        (NOBODYS[:-1] + str((int(NOBODYS[-1]) + 1) % 10), "One of the digits is not right"),
        (NOBODYS, "We hold nothing under that number"),
    ],
)
def test_a_code_that_opens_nothing_says_one_clear_thing(client, app, typed, complaint):
    page = client.submit("/en/code", status=400, code=typed)

    assert complaint in page.select_one("#code-error").get_text()
    assert page.select_one(".error-summary a")["href"] == "#code"


def test_a_code_is_refused_for_its_length_before_anything_is_hashed(client, app, monkeypatch):
    def never(*_arguments):
        raise AssertionError("hashed")

    monkeypatch.setattr(Keyring, "receipt_mac", never)

    client.submit("/en/code", status=400, code="1" * 5000)


def test_an_unknown_code_and_a_withdrawn_one_get_the_same_page(client, holder):
    client.submit("/en/code/withdraw", save="yes", **holder)

    gone = client.post("/en/code", data={"code": holder["code"]})
    never = client.post("/en/code", data={"code": NOBODYS})

    assert gone.status_code == never.status_code == 400
    assert gone.text.replace(holder["code"], "") == never.text.replace(NOBODYS, "")


def test_wrong_codes_leave_no_trace_and_lock_nobody_out(client, holder):
    before = {table: how_many(table) for table in (Receipt, Submission, Contribution)}
    for number in range(50):
        wrong = from_bytes(number.to_bytes(32))
        client.submit("/en/code", status=400, code=wrong)

    assert {table: how_many(table) for table in before} == before
    assert client.submit("/en/code", code=holder["code"]).select(".stages")


def test_the_page_behind_the_code_shows_stages_and_never_the_words(client, holder):
    page = client.submit("/en/code", code=holder["code"])

    assert "Got it" in page.select_one("[aria-current=step]").get_text()
    assert "nobody else should read" not in page.get_text()


@pytest.mark.parametrize(
    ("changes", "stage"),
    [
        ({"read_on": clock.today()}, "Read"),
        ({"read_on": clock.today(), "coding": CodingState.DONE}, "Grouped with others"),
        ({"coding": CodingState.NO_THEME}, "Read"),
    ],
)
def test_stages_follow_what_staff_have_done(client, holder, changes, stage):
    with writing():
        for column, value in changes.items():
            setattr(session().scalars(select(Contribution)).one(), column, value)

    page = client.submit("/en/code", code=holder["code"])

    assert stage in page.select_one("[aria-current=step]").get_text()


class Published:
    """An entry as the tracker describes it."""

    slug = "k3m9q2"

    def __init__(self, state):
        self.state = state

    def title_in(self, language):
        return {"en": "One worker.", "ur": "ایک کارکن"}[language]


@pytest.mark.parametrize(("state", "stage"), [("heard", "Grouped"), ("cannot", "Answered")])
def test_what_came_of_it_is_linked_in_the_readers_language(client, holder, state, stage):
    def wanted(_sender, *, contribution_ids, **_more):
        return [Published(state)] if kept().id in contribution_ids else []

    with events.entries_wanted.connected_to(wanted):
        page = client.submit("/ur/code", code=holder["code"])
        english = client.submit("/en/code", code=holder["code"])

    link = page.select_one('a[href="/ur/changed/k3m9q2"], a[href$="k3m9q2"]')
    assert link.get_text() == "ایک کارکن"
    assert stage in english.select_one("[aria-current=step]").get_text()


def test_a_broken_promise_is_said_out_loud(client, holder, settings):
    with writing():
        submission = session().scalars(select(Submission)).one()
        submission.received_on = clock.today() - timedelta(days=settings.answer_days + 1)

    page = client.submit("/en/code", code=holder["code"])

    assert "There is none yet. We are sorry." in page.get_text()


@pytest.mark.parametrize("door", ["uses", "about-you", "contact", "withdraw", "choices"])
def test_a_door_opens_only_with_its_code(client, holder, door):
    assert client.get(f"/en/code/{door}").location == "/en/code"
    for wrong in ["", "12345", NOBODYS, "x" * 5000]:
        page = client.submit(f"/en/code/{door}", status=400, **(holder | {"code": wrong}))
        assert page.select("#code-error")


@pytest.mark.parametrize("door", ["uses", "about-you", "contact"])
@pytest.mark.parametrize("which", ["", "x", "0" * 32, uuid.UUID(int=5).hex])
def test_one_receipt_cannot_touch_what_belongs_to_another(client, holder, door, which):
    client.submit(f"/en/code/{door}", status=404, save="y", **(holder | {"which": which}))


def test_a_receipt_does_not_open_somebody_elses_submission(client, thank_you):
    mine, other = fields_of(thank_you("Mine."), "held"), fields_of(thank_you("Theirs."), "held")

    crossed = mine | {"which": other["which"]}
    client.submit("/en/code/uses", status=404, save="y", shown="y", allowed="quote", **crossed)
    client.submit("/en/code/withdraw", save="yes", **mine)

    session().rollback()
    words = session().scalars(select(Contribution.words_sealed)).all()
    assert sum(sealed is None for sealed in words) == 1


def test_no_page_behind_a_code_sets_a_cookie_or_may_be_stored(client, holder):
    for door in ["", "/uses", "/about-you", "/contact", "/withdraw", "/choices"]:
        answer = client.post(f"/en/code{door}", data=holder)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
