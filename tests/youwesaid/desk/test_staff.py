"""The desk: what waits, danger first, and to each only what they may act on."""

import pytest

from feedback.accounts.roles import Role
from tests.support.said import say


def headings(page):
    return [heading.text for heading in page.select(".desk-card h2")]


def test_a_lead_sees_what_waits_with_danger_first(app, keyring, sign_in):
    say("He said he will kill me tonight.", keyring=keyring)
    say("The bus was late.", keyring=keyring)

    page = sign_in(Role.LEAD).page("/")

    first = page.select_one(".desk-card")
    assert first.select_one("h2").text == "To read"
    assert first.select_one(".desk-number").text == "2"
    assert "may be about danger" in first.text
    assert "desk-card--urgent" in first["class"]


def test_an_empty_desk_says_that_everything_is_read(app, sign_in):
    page = sign_in(Role.CODER).page("/")

    assert "Everything has been read." in page.text


@pytest.mark.parametrize(
    ("role", "sees", "does_not_see"),
    [
        (Role.CODER, "To code", "Letters that could not be sent"),
        (Role.LEAD, "Open concerns", "Letters that could not be sent"),
        (Role.EDITOR, "Insights without an answer", "To read"),
        (Role.PUBLISHER, "Overdue answers", "To read"),
        (Role.ADMINISTRATOR, "Letters that could not be sent", "To read"),
        (Role.VIEWER, "Overdue answers", "Open concerns"),
    ],
)
def test_each_role_sees_the_cards_it_may_act_on(app, sign_in, role, sees, does_not_see):
    shown = headings(sign_in(role).page("/"))

    assert sees in shown
    assert does_not_see not in shown
