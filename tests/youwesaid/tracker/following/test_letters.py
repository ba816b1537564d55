"""Letters about changes: asked for twice, neutral, at most weekly, stopped with one press."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.sealing import Purpose
from feedback.outbox.models import Letter
from feedback.outbox.services import place_of
from feedback.outbox.writing import written
from tests.support.people import fresh
from youwesaid.tracker.following import services
from youwesaid.tracker.following.models import ReceiptFollow, Subscription

MONDAY = datetime(2027, 6, 7, 10, 0, tzinfo=UTC)


@pytest.fixture
def entry(published):
    return published()


@pytest.fixture
def follow(app, keyring):
    def make(address="ann@example.org", *, about=None, topic="", agreed=True):
        with writing():
            made = services.ask(
                address=address, topic=topic, entry=about, spoken="ur", keyring=keyring
            )
            if agreed:
                services.agree(made)
        return made

    return make


def _letters():
    fresh()
    return session().scalars(select(Letter).order_by(Letter.created_at)).all()


def _change(entry):
    with writing():
        entry.changed_on = clock.today()


def _write(keyring):
    with writing():
        return services.write_letters(keyring)


def test_the_first_letter_asks_whether_it_was_them_and_tells_nothing(follow, keyring):
    asked = follow(agreed=False)

    (letter,) = _letters()
    words = written(letter)
    to = keyring.open(letter.to_sealed, purpose=Purpose.CONTACT, place=place_of(letter))
    assert to == "ann@example.org"
    assert services.token_of(asked, keyring) in words.body
    assert b"ann" not in asked.address_sealed
    assert _write(keyring) == 0


def test_nobody_can_fill_a_strangers_mailbox(follow, entry):
    follow(agreed=False)
    follow(agreed=False)
    follow("ANN@example.org", about=entry, agreed=False)

    assert len(_letters()) == 1


def test_a_letter_goes_when_something_changed_and_not_twice_in_a_week(follow, entry, keyring):
    with clock.pretend(MONDAY):
        follow(about=entry)
        assert _write(keyring) == 0
    with clock.pretend(MONDAY + timedelta(days=3)):
        _change(entry)
        assert _write(keyring) == 0, "less than a week"
    with clock.pretend(MONDAY + timedelta(days=7)):
        assert _write(keyring) == 1
        _change(entry)
        assert _write(keyring) == 0, "the same day again"
    with clock.pretend(MONDAY + timedelta(days=14)):
        assert _write(keyring) == 0, "nothing has changed since"

    letter = _letters()[-1]
    words = written(letter)
    assert words.stop.endswith("/stop")
    assert entry.slug not in words.body
    assert entry.topic not in words.body


def test_other_topics_write_no_letter(follow, entry, keyring):
    with clock.pretend(MONDAY):
        follow(topic="no_such_topic")
        follow("bo@example.org", topic=entry.topic)
    with clock.pretend(MONDAY + timedelta(days=8)):
        _change(entry)
        assert _write(keyring) == 1


def test_one_address_gets_one_letter_a_week_however_much_it_follows(follow, entry, keyring):
    with clock.pretend(MONDAY):
        follow(agreed=False)
        follow(about=entry)
    with clock.pretend(MONDAY + timedelta(days=8)):
        _change(entry)
        assert _write(keyring) == 1


def test_what_nobody_agreed_to_is_forgotten_after_a_week(follow, keyring):
    with clock.pretend(MONDAY):
        asked = follow(agreed=False)
        follow("bo@example.org")
    token = services.token_of(asked, keyring)
    with clock.pretend(MONDAY + timedelta(days=8)):
        with pytest.raises(services.NoSuchFollower):
            services.by_token(token, keyring)
        with writing():
            assert services.forget_unconfirmed() == 1


def test_asking_agreeing_and_stopping_by_hand(client, entry, keyring):
    client.submit("/en/follow/", entry=entry.slug, address="ann@example.org")
    fresh()
    asked = session().scalars(select(Subscription)).one()
    link = f"/en/follow/{services.token_of(asked, keyring)}"

    client.page(link)  # what a mail scanner does
    fresh()
    assert session().scalars(select(Subscription)).one().confirmed_on is None
    client.submit(link, do="agree")
    assert entry.slug in str(client.page(link))
    assert client.post(f"{link}/stop").status_code == 200
    assert client.post(f"{link}/stop").status_code == 200

    fresh()
    assert session().scalars(select(Subscription)).all() == []
    client.page(link, status=404)


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["", "nobody", "a@", "a b@example.org"])
def test_an_address_that_reaches_nobody_is_refused_beside_it(client, entry, address):
    page = client.submit("/en/follow/", status=400, address=address, topic="x", entry="")

    assert page.select_one(".error-summary")
    assert _letters() == []


@pytest.mark.one_database
def test_a_machine_is_told_the_same_and_nothing_is_kept(client, entry):
    client.submit("/en/follow/", address="ann@example.org", homepage="https://spam.example")

    assert _letters() == []


def test_an_entry_is_followed_behind_a_number_and_goes_with_it(client, entry, told):
    _contribution, code = told()
    form = {"entry": entry.slug, "code": code}

    client.submit("/en/follow/with-number", **form)
    client.submit("/en/follow/with-number", **form)
    page = client.submit("/en/code", code=code)
    assert page.select_one(f"a[href$='/changes/{entry.slug}']")
    client.submit("/en/follow/with-number", **form, do="stop")
    assert not client.submit("/en/code", code=code).select_one(f"a[href$='{entry.slug}']")

    client.submit("/en/follow/with-number", **form)
    client.submit("/en/code/withdraw", code=code, save="yes")
    fresh()
    assert session().scalars(select(ReceiptFollow)).all() == []
    client.submit("/en/follow/with-number", status=400, **form)


@pytest.mark.one_database
def test_staff_see_how_many_follow_and_no_address(follow, entry, sign_in):
    follow(about=entry)

    page = sign_in(Role.EDITOR).get("/followers/").text

    assert "ann@example.org" not in page
    assert "ann@" not in page
    assert ">1<" in page.replace(" ", "").replace("\n", "")


def test_two_runs_at_once_write_one_letter(app, follow, entry, keyring):
    with clock.pretend(MONDAY):
        follow(about=entry)
    with clock.pretend(MONDAY + timedelta(days=8)):
        _change(entry)
    session().rollback()
    together, before = threading.Barrier(2), len(_letters())

    def write():
        together.wait(10)
        with app.app_context(), clock.pretend(MONDAY + timedelta(days=8)), writing():
            services.write_letters(keyring)
            time.sleep(0.3)  # the other one looks meanwhile

    writers = [threading.Thread(target=write) for _each in range(2)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()

    assert len(_letters()) == before + 1


def test_many_who_ask_at_once_for_one_address_send_one_letter(app, entry, keyring):
    together, subjects = threading.Barrier(4), [("", None), ("", None), ("being_heard", None)]

    def ask(topic, about):
        together.wait(10)
        with app.app_context(), writing():
            services.ask(
                address="ann@example.org", topic=topic, entry=about, spoken="en", keyring=keyring
            )

    session().rollback()
    asking = [threading.Thread(target=ask, args=each) for each in subjects]
    for each in asking:
        each.start()
    together.wait(10)
    for each in asking:
        each.join()

    assert len(_letters()) == 1
    assert len(session().scalars(select(Subscription)).all()) == 2
