"""Staff with accounts, and browsers to sign in with."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from feedback.accounts import codes, services
from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.audience import Side
from feedback.core.db import db, writing
from feedback.core.settings import Settings
from tests.support.client import CheckedClient
from tests.support.people import PASSWORD, Clock, Person
from youwesaid.app import create_app


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock: ``at.move(minutes=31)``."""
    moved = Clock()
    monkeypatch.setattr(clock, "now", moved.now)
    return moved


@pytest.fixture
def person(app: Flask, at: Clock) -> Callable[..., Person]:
    """Make somebody who has a password and an authenticator."""

    def make(*roles: Role, email: str = "sam@example.org", name: str = "Sam Field") -> Person:
        secret = codes.new_secret()
        with writing():
            member, _password = services.add_staff(
                email=email,
                name=name,
                roles=roles or (Role.CODER,),
                password=PASSWORD,
                totp_secret=secret,
            )
        return Person(member.id, email, secret)

    return make


@pytest.fixture
def browser(staff_app: Flask) -> CheckedClient:
    """A browser that is not signed in."""
    made = staff_app.test_client()
    assert isinstance(made, CheckedClient)
    return made


@pytest.fixture
def enter(staff_app: Flask) -> Callable[..., CheckedClient]:
    """Sign somebody in over HTTP, with both factors, in a new browser."""

    def entered(who: Person, into: CheckedClient | None = None) -> CheckedClient:
        made = into or staff_app.test_client()
        assert isinstance(made, CheckedClient)
        first = made.post("/sign-in", data={"email": who.email, "password": who.password})
        assert first.location == "/sign-in/code", first.text
        second = made.post("/sign-in/code", data={"code": who.code()})
        assert second.status_code == 302, second.text
        return made

    return entered


@pytest.fixture
def guarded_app(settings: Settings, app: Flask) -> Iterator[Flask]:
    """The staff side with its tokens in force."""
    made = create_app(Side.STAFF, settings)
    made.testing = True
    made.config["PROPAGATE_EXCEPTIONS"] = False
    made.test_client_class = CheckedClient
    yield made
    with made.app_context():
        db.engine.dispose()
