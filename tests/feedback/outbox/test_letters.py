"""Letters: none is lost, none is sent twice without a crash, none says too much."""

from datetime import timedelta

import pytest

from feedback.core.db import writing
from feedback.core.i18n import BY_CODE
from feedback.core.sealing import Purpose
from feedback.outbox import services
from feedback.outbox.addresses import NotAnAddress
from feedback.outbox.models import LetterState
from tests.support.letters import TO, only, parsed, post
from tests.support.mail import HangsUp
from tests.support.people import fresh


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
