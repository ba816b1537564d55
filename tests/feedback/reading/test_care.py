"""Those who read are told what awaits them, may pass it over, and are reminded to stop."""

from datetime import timedelta

import pytest

from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.reading import care
from feedback.reading.models import Exposure
from tests.support.said import say

HARD = "He said he will kill me."
LIGHT = "The room was cold."


@pytest.fixture
def coder(sign_in):
    return sign_in(Role.CODER)


def test_going_on_to_a_hard_one_says_so_first_and_shows_none_of_its_words(coder, keyring):
    hard = say(HARD, keyring=keyring)

    onward = coder.get("/read/onward")
    before = coder.get(onward.location)

    assert onward.location.endswith(f"/{hard.id}/before")
    assert "Threat to life" in before.text
    assert "kill" not in before.text


def test_a_lighter_one_is_given_and_the_hard_one_stays_first(coder, keyring):
    say(HARD, keyring=keyring)
    light = say(LIGHT, keyring=keyring)

    assert coder.get("/read/lighter").location.endswith(str(light.id))
    assert "Threat to life" in coder.page("/read/").select_one("[data-row]").get_text()


def test_without_a_lighter_one_the_reader_may_stop(coder, keyring):
    say(HARD, keyring=keyring)

    assert coder.get("/read/lighter").location.endswith("/read/")


def test_opening_counts_once_a_day_and_only_for_oneself(coder, sign_in, keyring):
    hard = say(HARD, keyring=keyring)
    for _twice in range(2):
        coder.get(f"/read/{hard.id}")
    session().rollback()

    assert care.load_of(coder.member) == care.Load(1, 1, 1, 1, enough=8)
    other = sign_in(Role.LEAD)
    assert care.load_of(other.member).today == 0
    assert "You opened 1 today" in coder.get("/read/break").text


def test_after_enough_hard_ones_a_break_is_suggested_and_nothing_is_locked(coder, keyring):
    read = [say(f"{HARD} {number}", keyring=keyring) for number in range(8)]
    for each in read:
        coder.get(f"/read/{each.id}")

    before = coder.get(f"/read/{read[0].id}/before")
    assert "a lot for one day" in before.text
    assert coder.get(f"/read/{read[0].id}").status_code == 200


def test_counts_of_reading_go_after_four_weeks(coder, keyring):
    light = say(LIGHT, keyring=keyring)
    with clock.pretend(clock.now() - timedelta(days=29)):
        care.note_opened(light, by=coder.member)
    with writing():
        assert care.forget_old() == 1
    assert session().query(Exposure).count() == 0
