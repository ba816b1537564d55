"""A real mail server on this machine, and a worker that knows it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from flask import Flask

from feedback.core import clock
from feedback.core.settings import Settings
from tests.support.mail import Postbox, free_port
from tests.support.people import Clock


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock."""
    moved = Clock()
    monkeypatch.setattr(clock, "now", moved.now)
    return moved


@pytest.fixture
def postbox() -> Postbox:
    """What arrived, and what to answer."""
    return Postbox()


@pytest.fixture
def port() -> int:
    """Where the mail server is."""
    return free_port()


@pytest.fixture
def mail_server(postbox: Postbox, port: int) -> Iterator[Callable[..., Controller]]:
    """Start the mail server; it stops with the test."""
    started: list[Controller] = []

    def start(kind: type[SMTP] = SMTP) -> Controller:
        class Server(Controller):
            def factory(self):
                return kind(self.handler, **self.SMTP_kwargs)

        server = Server(postbox, hostname="127.0.0.1", port=port)
        server.start()
        started.append(server)
        return server

    yield start
    for server in started:
        if server.server is not None:
            server.stop()


@pytest.fixture
def mailing(app: Flask, settings: Settings, port: int, at: Clock) -> Iterator[Flask]:
    """The worker, whose settings name the mail server."""
    app.extensions["settings"] = replace(
        settings,
        mail_server="127.0.0.1",
        mail_port=port,
        mail_sender="Have your say <say@example.org>",
        public_url="https://say.example",
        staff_url="https://staff.example",
    )
    yield app
    app.extensions["settings"] = settings
