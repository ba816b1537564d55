"""Looking after accounts: on screen, by service, and by command."""

import pytest
from sqlalchemy import select

from feedback.accounts import codes, queries, services
from feedback.accounts.passwords import WeakPassword
from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.core.db import session, writing
from feedback.outbox.addresses import NotAnAddress
from feedback.outbox.models import Letter
from tests.support.people import PASSWORD, fresh


def verbs() -> list[str]:
    fresh()
    return list(session().scalars(select(AuditEntry.verb).order_by(AuditEntry.number)))


def test_a_new_account_is_invited_with_a_code_that_the_letter_does_not_hold(app):
    with writing():
        member, code = services.add_staff(
            email="Ann@Example.org", name=" Ann  Lee ", roles=[Role.EDITOR, Role.CODER]
        )

    letter = session().scalars(select(Letter)).one()
    assert (member.email, member.name) == ("ann@example.org", "Ann Lee")
    assert member.role_names == {"editor", "coder"}
    assert (letter.template, letter.facts) == ("invitation", {})
    assert code not in f"{letter.facts}{member.invitation}"
    assert verbs() == ["staff_added"]


def test_an_account_with_a_password_needs_no_letter(app):
    secret = codes.new_secret()
    with writing():
        member, given = services.add_staff(
            email="a@example.org",
            name="A",
            roles=[Role.LEAD],
            password=PASSWORD,
            totp_secret=secret,
        )

    assert given == PASSWORD
    assert member.password is not None
    assert PASSWORD not in member.password
    assert secret.encode() not in (member.totp_sealed or b"")
    assert session().scalars(select(Letter)).all() == []


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"email": "taken@example.org"}, services.EmailTaken),
        ({"email": "TAKEN@example.org "}, services.EmailTaken),
        ({"email": "no address"}, NotAnAddress),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, NotAnAddress),
        ({"roles": []}, services.NoRole),
        ({"name": " \u200b "}, services.NoName),
        ({"password": "short"}, WeakPassword),
        ({"password": "new@example.org123"}, WeakPassword),
        ({"totp_secret": "not base 32!"}, services.NotASecret),
        ({"totp_secret": "JBSWY3DP"}, services.NotASecret),
        ({"language": "xx"}, services.NotALanguage),
    ],
)
def test_an_account_that_cannot_be_is_refused_by_its_rule(app, wrong, rule):
    with writing():
        services.add_staff(email="taken@example.org", name="T", roles=[Role.CODER])
    fields = {"email": "new@example.org", "name": "New", "roles": [Role.CODER], **wrong}

    with pytest.raises(rule), writing():
        services.add_staff(**fields)

    assert len(queries.everyone()) == 1


@pytest.mark.parametrize("change", ["disable", "demote"])
def test_the_last_administrator_stays(app, make_staff, change):
    last, other = make_staff(Role.ADMINISTRATOR), make_staff(Role.CODER)

    acts = {
        "disable": lambda: services.disable(member=last),
        "demote": lambda: services.change_roles(member=last, roles=[Role.CODER]),
    }

    with pytest.raises(services.LastAdministrator), writing():
        acts[change]()

    with writing():
        services.change_roles(member=other, roles=[Role.ADMINISTRATOR, Role.CODER])
        services.change_roles(member=last, roles=[Role.CODER])
    assert [each.id for each in queries.working_administrators()] == [other.id]


def test_a_disabled_administrator_does_not_count(app, make_staff):
    first, second = make_staff(Role.ADMINISTRATOR), make_staff(Role.ADMINISTRATOR)
    with writing():
        services.disable(member=first)

    with pytest.raises(services.LastAdministrator), writing():
        services.disable(member=second)


def test_saying_the_same_roles_again_changes_nothing(app, make_staff):
    member = make_staff(Role.CODER, Role.EDITOR)
    stamp = member.stamp
    with writing():
        services.change_roles(member=member, roles=[Role.EDITOR, Role.CODER])

    assert member.stamp == stamp
    assert verbs() == []


def test_a_reset_forgets_both_factors(app, person):
    who = person()
    with writing():
        services.make_recovery_codes(member=who.row)
        code = services.reset_totp(member=who.row)

    row = who.row
    assert (row.password, row.totp_sealed, row.recovery_codes) == (None, None, [])
    assert row.invitation == codes.hashed(codes.Kind.INVITATION, row.id, code.upper())


def test_every_change_is_in_the_log_without_secrets(app, person):
    who = person()
    with writing():
        made = services.make_recovery_codes(member=who.row)
        services.set_password(member=who.row, password="another three words")
        services.change_roles(member=who.row, roles=[Role.VIEWER])
        services.disable(member=who.row)
        services.enable(member=who.row)
        code = services.reset_totp(member=who.row)

    assert verbs() == [
        "staff_added", "recovery_codes_made", "password_set", "roles_changed", "staff_disabled",
        "staff_enabled", "sign_in_reset",
    ]  # fmt: skip
    facts = str([entry.facts for entry in session().scalars(select(AuditEntry))])
    assert not any(secret in facts for secret in [*made, code, who.secret, who.password])


def test_an_administrator_adds_somebody_and_sees_the_code_once(sign_in):
    browser = sign_in(Role.ADMINISTRATOR)
    fields = {
        "email": "new@example.org",
        "name": "New",
        "roles": ["coder", "editor"],
        "language": "cy",
    }

    page = browser.submit("/people/add", **fields)
    shown = page.select_one(".code-digits")

    assert shown is not None
    code = shown.get_text(strip=True)
    fresh()
    member = queries.with_address("new@example.org")
    assert member is not None
    assert (member.language, member.role_names) == ("cy", {"coder", "editor"})
    assert member.invitation == codes.hashed(codes.Kind.INVITATION, member.id, code)
    assert code not in browser.page("/people/").get_text()
    assert "already" in browser.submit("/people/add", status=400, **fields).get_text()


@pytest.mark.parametrize("missing", ["email", "name", "roles"])
def test_a_form_that_lacks_something_says_what(sign_in, missing):
    browser = sign_in(Role.ADMINISTRATOR)
    fields = {"email": "new@example.org", "name": "New", "roles": ["coder"], "language": "en"}
    del fields[missing]

    page = browser.submit("/people/add", status=400, **fields)

    assert page.select_one(f'[data-error-summary] a[href^="#{missing}"]')


def test_an_administrator_cannot_lock_everybody_out_on_screen(sign_in):
    browser = sign_in(Role.ADMINISTRATOR)
    own = f"/people/{browser.member.id}"

    assert "last administrator" in browser.submit(own, status=400, roles=["coder"]).get_text()
    browser.submit(f"{own}/disable", status=302)
    assert "last administrator" in browser.page(own).get_text()
    browser.submit(f"{own}/reset", status=302)
    assert "Another administrator" in browser.page(own).get_text()


def test_an_administrator_switches_an_account_off_and_on(sign_in, make_staff):
    browser, other = sign_in(Role.ADMINISTRATOR), make_staff(Role.CODER, name="Kim")
    address = f"/people/{other.id}"

    browser.submit(f"{address}/disable", status=302)
    assert "Switched off" in browser.page(address).get_text()
    browser.submit(f"{address}/enable", status=302)
    browser.submit(address, status=302, roles=["viewer"])
    fresh()
    assert (other.active, other.role_names) == (True, {"viewer"})
    assert "One-time code" in browser.submit(f"{address}/reset").get_text()
    browser.submit(f"{address}/sign-out", status=302)


def test_an_account_that_is_not_there_is_not_found(sign_in):
    browser = sign_in(Role.ADMINISTRATOR)
    nowhere = "/people/00000000-0000-4000-8000-000000000000"

    assert browser.get(nowhere).status_code == 404
    for act in ("disable", "enable", "reset", "sign-out"):
        assert browser.post(f"{nowhere}/{act}").status_code == 404


def test_only_administrators_look_after_accounts(sign_in):
    for role in Role:
        if role is Role.ADMINISTRATOR:
            continue
        browser = sign_in(role)
        for path in ("/people/", "/people/add", f"/people/{browser.member.id}"):
            assert browser.get(path).status_code == 403


def test_ones_own_password_is_changed_with_the_old_one(person, enter, staff_app):
    who = person()
    browser, elsewhere = enter(who), staff_app.test_client()
    elsewhere.set_cookie("session", browser.get_cookie("session").value)
    new = "umbrella copper violin"

    refused = browser.submit("/me/password", status=400, password="not this one", new_password=new)
    weak = browser.submit("/me/password", status=400, password=PASSWORD, new_password="short")
    browser.submit("/me/password", status=302, password=PASSWORD, new_password=new)

    assert "not your password" in refused.get_text()
    assert "at least 12" in weak.get_text()
    assert browser.get("/me").status_code == 200
    assert elsewhere.get("/me").location == "/sign-in"
    other = staff_app.test_client()
    old = other.post("/sign-in", data={"email": who.email, "password": PASSWORD})
    assert old.status_code == 400
    assert other.post("/sign-in", data={"email": who.email, "password": new}).status_code == 302


def test_new_recovery_codes_take_the_place_of_old_ones(person, enter):
    who = person()
    with writing():
        services.make_recovery_codes(member=who.row)
    before, browser = who.row.recovery_codes, enter(who)

    page = browser.submit("/me/recovery-codes", password=PASSWORD)

    after = who.row.recovery_codes
    assert len(page.select("ol .code")) == len(after) == codes.RECOVERY_CODES
    assert not set(before) & set(after)
    browser.submit("/me/recovery-codes", status=400, password="not this one")
    assert who.row.recovery_codes == after


def test_ones_own_language_is_spoken_from_then_on(sign_in):
    browser = sign_in(Role.CODER)

    browser.submit("/me", status=302, language="ur")

    root = browser.page("/me").select_one("html")
    assert root is not None
    assert (root["lang"], root["dir"]) == ("ur", "rtl")
    assert browser.post("/me", data={"language": "xx"}).status_code == 400
