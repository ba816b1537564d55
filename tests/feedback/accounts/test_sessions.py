"""Sessions: their cookie, their end, and who cannot steal or plant one."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from feedback.accounts import services, sessions
from feedback.accounts.models import StaffSession
from feedback.accounts.roles import Role
from feedback.core import db as database
from feedback.core.audience import Side
from feedback.core.db import db, session, writing
from feedback.core.settings import Settings
from tests.support.people import PASSWORD, fresh
from youwesaid.app import create_app

HOME = "/me"


def rows() -> int:
    fresh()
    return session().scalar(select(func.count()).select_from(StaffSession)) or 0


def thief(staff_app, browser):
    """Another browser that holds a copy of the cookie."""
    made = staff_app.test_client()
    made.set_cookie("session", browser.get_cookie("session").value)
    return made


def test_the_cookie_is_for_this_site_only_and_out_of_reach_of_scripts(guarded_app):
    sent = guarded_app.test_client().get("/sign-in").headers["Set-Cookie"]

    assert re.fullmatch(r"session=[\w-]{43}; HttpOnly; Path=/; SameSite=Strict", sent)


def test_over_tls_the_cookie_belongs_to_this_host_only(settings, app):
    secure = Settings(
        data=settings.data, database=settings.database, staff_url="https://staff.example"
    )
    made = create_app(Side.STAFF, secure)
    made.config["PROPAGATE_EXCEPTIONS"] = False
    answer = made.test_client().get("/sign-in", base_url="https://staff.example")
    with made.app_context():
        db.engine.dispose()

    assert re.fullmatch(
        r"__Host-session=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Strict",
        answer.headers["Set-Cookie"],
    )


def test_over_tls_forms_go_through_without_a_referer(settings, app, person):
    secure = Settings(
        data=settings.data, database=settings.database, staff_url="https://staff.example"
    )
    made, who = create_app(Side.STAFF, secure), person()
    browser, base = made.test_client(), "https://staff.example"
    page = browser.get("/sign-in", base_url=base).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    fields = {"email": who.email, "password": PASSWORD, "csrf_token": token[1]}
    origin = {"Origin": base}

    answer = browser.post("/sign-in", data=fields, base_url=base, headers=origin)
    with made.app_context():
        db.engine.dispose()

    assert answer.location == "/sign-in/code"


@pytest.mark.parametrize("path", ["/nowhere", "/me", "/static/css/public.css", "/people/"])
def test_nothing_to_remember_means_no_cookie(browser, path):
    with browser.get(path) as answer:
        assert "Set-Cookie" not in answer.headers
    assert rows() == 0


def test_the_public_side_has_no_sessions(client):
    for path in ("/", "/nowhere", "/en/"):
        assert "Set-Cookie" not in client.get(path).headers
    assert rows() == 0


def test_the_table_opens_nothing(browser, person, enter, staff_app):
    enter(person(), into=browser)
    kept = session().scalars(select(StaffSession)).all()

    for row in kept:
        assert row.key != browser.get_cookie("session").value
        other = staff_app.test_client()
        other.set_cookie("session", row.key)
        assert other.get(HOME).location == "/sign-in"


def test_each_step_of_signing_in_takes_a_new_id(browser, person, staff_app):
    who, ids = person(), []
    with browser.session_transaction() as before:
        before["note"] = "something to remember"
    ids.append(browser.get_cookie("session").value)
    early = thief(staff_app, browser)
    browser.post("/sign-in", data={"email": who.email, "password": PASSWORD})
    ids.append(browser.get_cookie("session").value)
    middle = thief(staff_app, browser)
    browser.post("/sign-in/code", data={"code": who.code()})
    ids.append(browser.get_cookie("session").value)

    assert len(set(ids)) == 3
    assert rows() == 1
    assert early.get(HOME).location == "/sign-in"
    assert middle.get(HOME).location == "/sign-in"
    assert middle.post("/sign-in/code", data={"code": who.code()}).location == "/sign-in"


def test_an_id_that_was_planted_is_not_taken_over(browser, person, enter):
    browser.set_cookie("session", "planted-by-somebody-else")
    enter(person(), into=browser)

    assert browser.get_cookie("session").value != "planted-by-somebody-else"


@pytest.mark.parametrize("odd", ["", "x", "x" * 4000, "é", '"quoted"', "a.b.c"])
def test_a_cookie_that_is_no_session_is_nobody(browser, odd):
    browser.set_cookie("session", odd)

    assert browser.get(HOME).location == "/sign-in"


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(person, enter, staff_app):
    browser = enter(person())
    stolen = thief(staff_app, browser)
    assert stolen.get(HOME).status_code == 200

    answer = browser.post("/sign-out")

    assert answer.location == "/sign-in"
    assert stolen.get(HOME).location == "/sign-in"
    assert stolen.post("/me/password").status_code == 401
    assert "You are signed out" in browser.page("/sign-in").get_text()


@pytest.mark.parametrize("end", ["disable", "password", "roles", "reset", "sign out"])
def test_whatever_takes_trust_away_ends_sessions_at_once(person, enter, end):
    who = person(Role.CODER)
    browser = enter(who)
    with writing():
        if end == "disable":
            services.disable(member=who.row)
        elif end == "password":
            services.set_password(member=who.row, password="another three words")
        elif end == "roles":
            services.change_roles(member=who.row, roles=[Role.VIEWER])
        elif end == "reset":
            services.reset_totp(member=who.row)
        else:
            services.sign_out_everywhere(member=who.row)

    assert browser.get(HOME).location == "/sign-in"
    assert browser.post("/me/password").status_code == 401
    assert rows() == 0


def test_somebody_between_the_factors_is_shut_out_too(browser, person):
    who = person()
    browser.post("/sign-in", data={"email": who.email, "password": PASSWORD})
    with writing():
        services.set_password(member=who.row, password="another three words")

    assert browser.post("/sign-in/code", data={"code": who.code()}).location == "/sign-in"


def test_a_session_that_was_ended_during_a_page_stays_ended(person, enter, staff_app):
    who = person()
    browser = enter(who)
    with browser.session_transaction() as under_way:
        with writing():
            services.sign_out_everywhere(member=who.row)
        under_way["note"] = "written after the end"

    assert rows() == 0
    assert browser.get(HOME).location == "/sign-in"


def test_half_an_hour_without_use_ends_a_session(person, enter, at):
    browser = enter(person())
    at.move(minutes=29)
    assert browser.get(HOME).status_code == 200
    at.move(minutes=29)
    assert browser.get(HOME).status_code == 200
    at.move(minutes=31)

    assert browser.get(HOME).location == "/sign-in"


def test_twelve_hours_end_a_session_however_busy(person, enter, at):
    browser = enter(person())
    for _quarter in range(47):
        at.move(minutes=15)
        assert browser.get(HOME).status_code == 200
    at.move(minutes=16)

    assert browser.get(HOME).location == "/sign-in"


def test_use_is_written_down_once_a_minute_at_most(person, enter, at):
    browser = enter(person())
    browser.get(HOME)
    written = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.upper().startswith(("INSERT", "UPDATE", "DELETE")):
            written.append(statement)

    with browser.application.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    for _press in range(5):
        at.move(seconds=11)
        browser.get(HOME)
    assert written == []
    at.move(seconds=11)
    browser.get(HOME)
    event.remove(engine, "before_cursor_execute", note)

    assert len(written) == 1


def test_old_sessions_are_forgotten(person, enter, at, staff_app):
    enter(person())
    at.move(minutes=20)
    with staff_app.test_client().session_transaction() as other:
        other["note"] = "something to remember"
    at.move(minutes=11)

    assert sessions.forget_old() == 1
    assert rows() == 1
    assert timedelta(minutes=30) == sessions.IDLE


def test_a_database_that_is_away_gives_a_page_that_says_so(person, enter, monkeypatch):
    browser = enter(person())
    kept = browser.get_cookie("session").value

    def away(_key):
        from sqlalchemy.exc import OperationalError

        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(sessions, "_found", away)
    assert browser.get(HOME).status_code == 503
    monkeypatch.undo()

    assert browser.get_cookie("session").value == kept


def test_a_session_that_cannot_be_kept_does_not_undo_the_page(person, enter, monkeypatch, at):
    browser = enter(person())
    at.move(minutes=2)

    def full(*_args, **_values):
        from sqlalchemy.exc import OperationalError

        raise OperationalError("UPDATE", {}, Exception("disk full"))

    monkeypatch.setattr(sessions, "_change", full)

    assert browser.get(HOME).status_code == 200


def test_no_address_of_a_visitor_is_kept(person, enter, staff_app, settings):
    browser = staff_app.test_client()
    browser.environ_base.update(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="CANARY-AGENT")
    enter(person(), into=browser)
    fresh()
    with database.db.engine.connect() as connection:
        kept = []
        for table in ("staff_session", "staff", "audit_entry"):
            kept += connection.exec_driver_sql(f"SELECT * FROM {table}").all()
    everything = repr([[bytes(c) if isinstance(c, memoryview) else c for c in row] for row in kept])

    assert "203.0.113.77" not in everything
    assert "CANARY" not in everything
