"""Signing in over HTTP: both factors, replays, guessing, and first visits."""

import threading

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from feedback.accounts import codes, factors, services
from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.core.db import session, writing
from tests.support.client import soup
from tests.support.people import PASSWORD, fresh

HOME = "/me"  # open to anybody who is signed in


def refusals(page: BeautifulSoup) -> str:
    summary = page.select_one("[data-error-summary]")
    return summary.get_text(" ", strip=True) if summary else ""


def test_both_factors_open_the_staff_side(browser, person, enter):
    who = person()
    assert browser.get(HOME).location == "/sign-in"

    enter(who, into=browser)

    assert "Sam Field" in browser.page(HOME).get_text()


def test_a_password_alone_opens_nothing(browser, person):
    who = person(Role.ADMINISTRATOR)

    browser.submit("/sign-in", status=302, email=who.email, password=PASSWORD)

    assert browser.get(HOME).location == "/sign-in"
    assert browser.get("/people/").location == "/sign-in"
    assert browser.post("/sign-out").status_code == 401


def test_the_second_factor_alone_opens_nothing(browser, person):
    who = person()

    assert browser.post("/sign-in/code", data={"code": who.code()}).location == "/sign-in"
    assert browser.get(HOME).location == "/sign-in"


def test_an_address_is_known_in_any_capitals(browser, person):
    person()

    answer = browser.post("/sign-in", data={"email": " SAM@Example.org ", "password": PASSWORD})

    assert answer.location == "/sign-in/code"


@pytest.mark.parametrize(
    "spelled",
    [
        "{}",
        " {} ",
        "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}",
        "{0[0]}-{0[1]} {0[2]}{0[3]} {0[4]} {0[5]}",
    ],
)
@pytest.mark.parametrize("seconds", [0, 29])
def test_a_code_works_once_however_it_is_spelled(browser, person, enter, at, spelled, seconds):
    who = person()
    used = who.code()
    enter(who)
    at.move(seconds=seconds)
    browser.post("/sign-in", data={"email": who.email, "password": PASSWORD})

    page = browser.submit("/sign-in/code", status=400, code=spelled.format(used))

    assert "used already" in refusals(page)
    assert browser.get(HOME).location == "/sign-in"


def test_an_older_code_is_not_taken_after_a_newer_one(browser, person, enter, at):
    who = person()
    older = who.code()
    at.move(seconds=30)
    enter(who)
    browser.post("/sign-in", data={"email": who.email, "password": PASSWORD})

    assert "used already" in refusals(browser.submit("/sign-in/code", status=400, code=older))


def test_a_code_in_other_digits_is_the_same_code(browser, person):
    who = person()
    browser.post("/sign-in", data={"email": who.email, "password": PASSWORD})
    arabic = who.code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    assert browser.post("/sign-in/code", data={"code": arabic}).status_code == 302
    assert browser.get(HOME).status_code == 200


@pytest.mark.parametrize("seconds", [-90, 90])
def test_a_clock_that_is_wrong_is_refused_with_a_hint(browser, person, at, seconds):
    who = person()
    browser.post("/sign-in", data={"email": who.email, "password": PASSWORD})
    at.move(seconds=seconds)
    shown = who.code()
    at.move(seconds=-seconds)

    assert "clock" in refusals(browser.submit("/sign-in/code", status=400, code=shown))


@pytest.mark.parametrize(
    "odd", ["", " ", "12345", "1234567", "x" * 5000, "12345x", "\x00", "½½½½½½"]
)
def test_what_is_no_code_is_refused(browser, person, odd):
    who = person()
    browser.post("/sign-in", data={"email": who.email, "password": PASSWORD})

    assert refusals(browser.submit("/sign-in/code", status=400, code=odd))


def test_two_browsers_at_once_cannot_share_a_code(app, person, enter, staff_app):
    who = person()
    browsers = [staff_app.test_client() for _ in range(6)]
    for each in browsers:
        each.post("/sign-in", data={"email": who.email, "password": PASSWORD})
    code, together, inside = who.code(), threading.Barrier(len(browsers)), []

    def press(each):
        together.wait()
        inside.append(each.post("/sign-in/code", data={"code": code}).status_code)

    threads = [threading.Thread(target=press, args=(each,)) for each in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(inside) == [302, 400, 400, 400, 400, 400]


def test_a_wrong_address_and_a_wrong_password_get_the_same_answer(browser, person):
    person()

    unknown = browser.post("/sign-in", data={"email": "no@example.org", "password": PASSWORD})
    wrong = browser.post("/sign-in", data={"email": "sam@example.org", "password": "x" * 20})

    assert unknown.status_code == wrong.status_code == 400
    assert refusals(soup(unknown)) == refusals(soup(wrong))


def test_guessing_slows_down_and_never_shuts_out_for_good(browser, person, enter, at):
    who = person()
    for _try in range(factors.FREE_TRIES):
        browser.post("/sign-in", data={"email": who.email, "password": "not this one"})

    locked = browser.post("/sign-in", data={"email": who.email, "password": PASSWORD})
    assert locked.status_code == 400

    at.move(minutes=1, seconds=1)
    enter(who, into=browser)
    assert who.row.failed_tries == 0


def test_each_further_wrong_guess_waits_longer_up_to_a_quarter_of_an_hour():
    assert [factors.minutes_after(failed) for failed in range(3, 12)] == [
        0, 0, 1, 2, 4, 8, 15, 15, 15,
    ]  # fmt: skip


def test_a_thief_of_the_password_cannot_guess_codes_either(browser, person, at):
    who = person()
    for _try in range(factors.FREE_TRIES):
        browser.post("/sign-in", data={"email": who.email, "password": PASSWORD})
        browser.post("/sign-in/code", data={"code": "000000"})

    right = browser.submit("/sign-in/code", status=400, code=who.code())

    assert "too many" in refusals(right)


def test_recovery_codes_are_slowed_down_too(browser, person):
    who = person()
    with writing():
        made = services.make_recovery_codes(member=who.row)
    browser.post("/sign-in", data={"email": who.email, "password": PASSWORD})
    for _try in range(factors.FREE_TRIES):
        browser.post("/sign-in/recovery-code", data={"code": "aaaa-aaaa-aaaa-aaaa"})

    page = browser.submit("/sign-in/recovery-code", status=400, code=made[0])

    assert "too many" in refusals(page)


def test_a_recovery_code_works_once(browser, person, staff_app):
    who = person()
    with writing():
        made = services.make_recovery_codes(member=who.row)
    typed = made[3].upper().replace("-", " ")

    browser.post("/sign-in", data={"email": who.email, "password": PASSWORD})
    assert browser.post("/sign-in/recovery-code", data={"code": typed}).status_code == 302
    assert browser.get(HOME).status_code == 200

    other = staff_app.test_client()
    other.post("/sign-in", data={"email": who.email, "password": PASSWORD})
    assert other.post("/sign-in/recovery-code", data={"code": made[3]}).status_code == 400
    assert len(who.row.recovery_codes) == codes.RECOVERY_CODES - 1
    assert not any(code in str(who.row.recovery_codes) for code in made)


def test_the_second_factor_must_follow_within_ten_minutes(browser, person, at):
    who = person()
    browser.post("/sign-in", data={"email": who.email, "password": PASSWORD})
    at.move(minutes=11)

    assert browser.post("/sign-in/code", data={"code": who.code()}).location == "/sign-in"


def test_failed_tries_are_recorded_although_they_are_refused(browser, person):
    who = person()
    browser.post("/sign-in", data={"email": who.email, "password": "not this one"})
    for _try in range(3):
        browser.post("/sign-in", data={"email": "nobody@example.org", "password": "not this one"})

    fresh()
    log = session().scalars(select(AuditEntry).where(AuditEntry.verb == "sign_in_refused")).all()

    assert [(entry.thing_id, entry.facts["factor"]) for entry in log] == [
        (str(who.staff_id), "password"),
        ("", "no such account"),
    ]
    assert "nobody@example.org" not in str([entry.facts for entry in log])
