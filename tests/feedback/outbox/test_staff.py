"""Letters that were given up: seen, tried again, discarded."""

from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.core.db import session
from feedback.outbox import services
from feedback.outbox.models import Letter, LetterState
from tests.support.letters import TO, only, post
from tests.support.people import fresh


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
