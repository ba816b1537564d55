"""Letters: none is lost, none is sent twice without a crash, none says too much."""

import email
import email.policy
import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.core.db import session, writing
from feedback.core.i18n import BY_CODE
from feedback.core.sealing import Purpose
from feedback.outbox import mailer, services
from feedback.outbox.addresses import NotAnAddress
from feedback.outbox.models import Letter, LetterState
from tests.support.mail import HangsUp
from tests.support.people import fresh

TO = "reader@example.org"


def post(template="digest", to=TO, language="en", **facts) -> Letter:
    with writing():
        return services.post(template=template, to=to, language=language, facts=facts)


def parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def only() -> Letter:
    fresh()
    return session().scalars(select(Letter)).one()


def test_a_letter_is_sent_and_its_address_forgotten(mailing, mail_server, postbox, keyring):
    mail_server()
    post()

    assert services.deliver_due(keyring) == 1
    assert services.deliver_due(keyring) == 0

    (raw,) = postbox.arrived
    message = parsed(raw)
    assert postbox.to == [[TO]]
    assert message["Subject"] == "You have new items to read"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "https://staff.example/" in message.get_content()
    assert (only().state, only().to_sealed) == (LetterState.SENT, None)


def test_the_address_is_sealed_to_its_own_row(app, keyring):
    letter, other = post(), post(to="other@example.org")

    assert TO.encode() not in (letter.to_sealed or b"")
    opened = keyring.open(
        letter.to_sealed, purpose=Purpose.CONTACT, place=services.place_of(letter)
    )
    assert opened == TO
    other_place = services.place_of(other)
    with pytest.raises(Exception, match="do not open"):
        keyring.open(letter.to_sealed, purpose=Purpose.CONTACT, place=other_place)


@pytest.mark.parametrize("language", sorted(BY_CODE))
@pytest.mark.parametrize("template", ["invitation", "digest", "changed"])
def test_every_letter_can_be_written_in_every_language(
    mailing, mail_server, postbox, keyring, template, language
):
    mail_server()
    post(template=template, language=language)

    assert services.deliver_due(keyring) == 1

    message = parsed(postbox.arrived[0])
    assert message["Subject"]
    assert "{" not in message.get_content()
    assert "https://" in message.get_content()


def test_news_for_a_contributor_says_nothing_that_could_harm(
    mailing, mail_server, postbox, keyring
):
    mail_server()
    post(template="changed", language="ur")
    services.deliver_due(keyring)

    message = parsed(postbox.arrived[0])
    everything = (message.as_string() + message.get_content()).lower()
    for word in ("partnership", "protection", "safeguard", "story", "abuse", "receipt", "survey"):
        assert word not in everything
    assert "https://say.example/ur/" in message.get_content()


@pytest.mark.parametrize(
    "wrong",
    [
        {"template": "nothing"}, {"template": "../layouts/mail"}, {"language": "xx"},
        {"facts": {"words": "She said " * 30}}, {"facts": {"row": object()}},
    ],
)  # fmt: skip
def test_a_letter_that_cannot_be_written_is_refused(app, wrong):
    letter = {"template": "digest", "to": TO, "language": "en", "facts": {}, **wrong}

    with pytest.raises(services.UnknownLetter), writing():
        services.post(**letter)


@pytest.mark.parametrize(
    "wrong",
    ["", "nobody", "a b@example.org", "a@b\r\nBcc: c@d", "<a@b>", "a@", "@b", "a@b,c@d", "x" * 300],
)
def test_what_is_no_address_is_refused(app, wrong):
    with pytest.raises(NotAnAddress), writing():
        services.post(template="digest", to=wrong, language="en", facts={})


def test_without_a_mail_server_letters_wait(app, keyring):
    post()

    assert services.deliver_due(keyring) == 0
    assert (only().state, only().attempts) == (LetterState.WAITING, 0)


def test_a_letter_outlives_a_mail_server_that_is_down(mailing, mail_server, postbox, keyring, at):
    post()
    assert services.deliver_due(keyring) == 0
    assert (only().state, only().trouble) == (LetterState.WAITING, "ConnectionRefusedError")
    assert services.deliver_due(keyring) == 0
    assert only().attempts == 1

    mail_server()
    at.move(seconds=61)
    assert services.deliver_due(keyring) == 1
    assert len(postbox.arrived) == 1


def test_not_now_is_asked_again_later(mailing, mail_server, postbox, keyring, at):
    mail_server()
    postbox.answers = ["451 not now", "421 busy"]
    post()

    for minutes in (1, 2):
        assert services.deliver_due(keyring) == 0
        assert only().state is LetterState.WAITING
        at.move(minutes=minutes, seconds=1)
    assert services.deliver_due(keyring) == 1
    assert (len(postbox.arrived), only().attempts) == (1, 3)


@pytest.mark.parametrize("at_recipient", [True, False])
def test_a_no_for_good_gives_up_at_once(mailing, mail_server, postbox, keyring, at_recipient):
    mail_server()
    if at_recipient:
        postbox.refuse_recipient = f"550 no such mailbox {TO}"
    else:
        postbox.answers = [f"554 refused for {TO}"]
    post()

    services.deliver_due(keyring)

    letter = only()
    assert letter.state is LetterState.DEAD
    assert letter.trouble in {"550", "554"}
    assert letter.to_sealed is not None


def test_a_letter_is_given_up_after_a_day(mailing, keyring, at):
    post()
    began, tries = at.moment, []
    while only().state is not LetterState.DEAD:
        tries.append((at.moment - began) // timedelta(minutes=1))
        services.deliver_due(keyring)
        at.moment = max(at.moment, only().next_try_at)

    assert tries == [0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1023, 1440]


def test_one_bad_letter_does_not_hold_up_the_others(mailing, mail_server, postbox, keyring):
    mail_server()
    with writing():
        broken = services.post(template="digest", to=TO, language="en", facts={})
        broken.to_sealed = b"damaged"
        services.post(template="digest", to=TO, language="en", facts={})

    assert services.deliver_due(keyring) == 1
    fresh()
    assert broken.state is LetterState.DEAD
    assert broken.trouble == "CannotOpen"


def test_a_server_that_takes_a_letter_and_hangs_up_has_taken_it(
    mailing, mail_server, postbox, keyring
):
    mail_server(HangsUp)
    post()

    assert services.deliver_due(keyring) == 1
    assert only().state is LetterState.SENT


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


def test_dead_letters_are_shown_and_tried_again(mailing, mail_server, postbox, keyring, sign_in):
    mail_server()
    postbox.answers = ["554 no"]
    post()
    services.deliver_due(keyring)
    letter, browser = only(), sign_in(Role.ADMINISTRATOR)

    page = browser.page("/letters/")
    assert "554" in page.get_text()
    assert TO not in page.get_text()
    browser.submit(f"/letters/{letter.id}/again", status=302)
    assert only().state is LetterState.WAITING
    browser.submit(f"/letters/{letter.id}/again", status=302)
    assert "on its way already" in browser.page("/letters/").get_text()
    assert services.deliver_due(keyring) == 1


def test_a_dead_letter_can_be_discarded_with_its_address(
    mailing, mail_server, postbox, keyring, sign_in
):
    mail_server()
    postbox.answers = ["554 no"]
    post()
    services.deliver_due(keyring)
    browser = sign_in(Role.ADMINISTRATOR)

    browser.submit(f"/letters/{only().id}/discard", status=302)

    fresh()
    assert session().scalars(select(Letter)).all() == []
    assert "There are none" in browser.page("/letters/").get_text()


def test_a_letter_on_its_way_cannot_be_discarded(app, sign_in):
    letter, browser = post(), sign_in(Role.ADMINISTRATOR)

    browser.submit(f"/letters/{letter.id}/discard", status=302)

    assert only().id == letter.id


def test_only_administrators_see_letters(sign_in):
    for role in Role:
        wanted = 200 if role is Role.ADMINISTRATOR else 403
        assert sign_in(role).get("/letters/").status_code == wanted
