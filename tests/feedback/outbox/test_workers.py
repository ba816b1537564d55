"""Letters and workers: together, killed, slow."""

import os
import signal
import subprocess
import sys
import threading

from sqlalchemy import select

from feedback.core.db import session, writing
from feedback.outbox import mailer, services
from feedback.outbox.models import Letter, LetterState
from tests.support.letters import only, parsed, post
from tests.support.people import fresh


def test_two_workers_never_send_the_same_letter(mailing, mail_server, postbox, keyring):
    mail_server()
    for _letter in range(12):
        post()
    together, sent = threading.Barrier(3), []

    def work():
        with mailing.app_context():
            together.wait()
            sent.append(services.deliver_due(keyring))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(sent) == len(postbox.arrived) == 12
    assert len({parsed(raw)["Message-ID"] for raw in postbox.arrived}) == 12


KILLED = """
import os, signal
from dataclasses import replace
from pathlib import Path
from feedback.core.settings import Settings
from feedback.core.keys import keyring
from feedback.outbox import mailer, services
from youwesaid.app import worker_app

settings = Settings(
    data=Path(os.environ["DATA"]), database=os.environ["DB"], mail_server="127.0.0.1",
    mail_port=int(os.environ["PORT"]), mail_sender="say@example.org",
)
sent = mailer.send
def send_and_die(**letter):
    sent(**letter)
    os.kill(os.getpid(), signal.SIGKILL)
mailer.send = send_and_die
with worker_app(settings).app_context():
    services.deliver_due(keyring())
"""


def test_a_worker_killed_after_the_servers_yes_sends_once_more_at_most(
    mailing, mail_server, postbox, keyring, settings, port, at
):
    mail_server()
    post()
    session().rollback()
    environment = {
        **os.environ, "DATA": str(settings.data), "DB": settings.database, "PORT": str(port),
    }  # fmt: skip

    died = subprocess.run([sys.executable, "-c", KILLED], env=environment, check=False)

    assert died.returncode == -signal.SIGKILL
    assert len(postbox.arrived) == 1
    assert only().state is LetterState.SENDING
    assert services.deliver_due(keyring) == 0
    at.move(minutes=6)
    assert services.deliver_due(keyring) == 1
    at.move(hours=2)
    assert services.deliver_due(keyring) == 0
    assert len(postbox.arrived) == 2
    assert len({parsed(raw)["Message-ID"] for raw in postbox.arrived}) == 1


def test_a_slow_worker_does_not_mark_a_letter_that_another_took(
    mailing, mail_server, postbox, keyring, at, monkeypatch
):
    mail_server()
    post()
    sent = mailer.send

    def slow(**letter):
        sent(**letter)
        at.move(minutes=6)
        with writing():
            held = session().scalars(select(Letter)).one()
            held.claimed_until = at.moment + services.LEASE

    monkeypatch.setattr(mailer, "send", slow)
    services.deliver_due(keyring)

    assert only().state is LetterState.SENDING


def test_sent_letters_are_forgotten_after_a_day(mailing, mail_server, keyring, at):
    mail_server()
    post()
    services.deliver_due(keyring)
    at.move(hours=25)

    services.deliver_due(keyring)

    fresh()
    assert session().scalars(select(Letter)).all() == []
