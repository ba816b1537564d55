"""The inbox: what may be urgent first, then the oldest, and nothing lost on the way."""

from datetime import date, timedelta

import pytest

from feedback.accounts.roles import Role
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.reading import queries
from feedback.safeguarding.completeness import completeness
from tests.support.said import say

OLD = date(2026, 1, 5)


def order():
    return [each.id for each in session().scalars(queries.unread())]


def read(contribution):
    with writing():
        session().get_one(Contribution, contribution.id).read_on = clock.today()


def test_signals_come_first_by_their_level_then_the_oldest(app, keyring):
    quiet_new = say("The form was long.", keyring=keyring)
    quiet_old = say("The room was cold.", keyring=keyring, received_on=OLD)
    soon = say("There is neglect, and the house has no heating.", keyring=keyring)
    now = say("He said he will kill me.", keyring=keyring)

    levels = {each.contribution.id: each for each in queries.waiting([soon, now])}
    assert str(levels[now.id].signals[0].urgency) == "now"
    assert levels[soon.id].signals
    assert str(levels[soon.id].signals[0].urgency) in {"today", "soon"}
    assert order() == [now.id, soon.id, quiet_old.id, quiet_new.id]


def test_what_was_read_or_withdrawn_no_longer_waits(app, keyring):
    kept = say("Still here.", keyring=keyring)
    gone = say("Taken back.", keyring=keyring)
    done = say("Read before.", keyring=keyring)
    read(done)
    with writing():
        row = session().get_one(Contribution, gone.id)
        row.words_sealed, row.withdrawn_on = None, clock.today()

    assert order() == [kept.id]
    counts = completeness()
    assert (counts.received, counts.read, counts.waiting, counts.withdrawn) == (3, 1, 1, 1)


def test_the_parts_add_up_on_the_screen(sign_in, keyring):
    for number in range(3):
        say(f"Story {number}.", keyring=keyring)

    page = sign_in(Role.CODER).page("/read/")

    line = page.select_one("[data-completeness]").get_text(strip=True)
    assert line == (
        "3 received = 0 read + 3 waiting + 0 waiting for a second reader "
        "+ 0 held back like spam + 0 withdrawn"
    )


def test_reasons_and_age_are_said_in_words_and_late_ones_in_red(sign_in, keyring):
    say("He said he will kill me.", keyring=keyring)
    say("The room was cold.", keyring=keyring, received_on=OLD)

    page = sign_in(Role.LEAD).page("/read/")

    first, second = page.select("[data-row]")
    assert "Threat to life" in first.get_text()
    assert "Came today" in first.get_text()
    assert first.select_one(".late") is None
    assert "days old" in second.select_one("strong.late").get_text()
    assert "kill" not in page.get_text()


@pytest.mark.parametrize(
    ("today", "late"),
    [("2026-11-20", False), ("2026-11-23", False), ("2026-11-24", True)],
)
def test_what_came_on_a_friday_is_late_from_tuesday_on(app, monkeypatch, today, late):
    monkeypatch.setattr(clock, "today", lambda: date.fromisoformat(today))

    assert queries.is_late(date(2026, 11, 20)) is late


def test_an_empty_inbox_says_so(sign_in):
    page = sign_in(Role.CODER).page("/read/")

    assert "Everything has been read." in page.get_text()
    assert page.select_one('[data-key="Enter"]') is None


def test_enter_opens_the_first_and_going_on_passes_over_the_one_just_left(sign_in, keyring):
    browser = sign_in(Role.CODER)
    first = say("The room was cold.", keyring=keyring, received_on=OLD)
    second = say("The room was warm.", keyring=keyring)

    button = browser.page("/read/").select_one('[data-key="Enter"]')
    opened = browser.get(button["href"])
    after = browser.get(f"/read/next?after={first.id}")

    assert opened.location.endswith(str(first.id))
    assert after.location.endswith(str(second.id))
    assert browser.get("/read/next?after=nonsense").location.endswith(str(first.id))


def test_when_nothing_waits_the_next_one_is_the_list(sign_in):
    browser = sign_in(Role.CODER)

    response = browser.get("/read/next")

    assert response.location.endswith("/read/")
    assert "Everything has been read." in browser.page("/read/").get_text()


@pytest.mark.parametrize("path", ["/read/", "/read/next", "/read/search", "/read/add", "/import/"])
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR, Role.PUBLISHER, Role.VIEWER])
def test_the_inbox_is_closed_to_those_who_may_not_read_stories(sign_in, path, role):
    assert sign_in(role).get(path).status_code == 403


def test_a_long_inbox_comes_in_pages(sign_in, keyring):
    for number in range(27):
        day = OLD + timedelta(days=number)
        say(f"Story {number}.", keyring=keyring, received_on=day, screened=False)

    page = sign_in(Role.CODER).page("/read/?page=2")

    assert len(page.select("[data-row]")) == 2
