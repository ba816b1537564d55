"""The coding desk: two keys for a comment with one right suggestion, nothing lost on a refusal."""

import uuid

import pytest

from feedback.accounts.roles import Role
from feedback.coding import queries
from feedback.coding.codebook.keeping import load_codebook
from feedback.coding.tagging import suggesting
from feedback.contributions import opening
from feedback.contributions.models import CodingState, Redaction, Safeguarding
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core.db import session, writing


@pytest.fixture
def waiting(app, keyring):
    with writing():
        load_codebook()

    def make(text, language="en"):
        with writing():
            delivery = Delivery(
                submission_id=uuid.uuid4(), pieces=[Piece(text=text, language=language)]
            )
            contribution = receive(delivery, keyring=keyring).submission.contributions[0]
            opening.seal_working(contribution, text, keyring)
            contribution.redaction = Redaction.DONE
            contribution.safeguarding = Safeguarding.CLEAR
            suggesting.suggest_for(contribution, text=text, keyring=keyring)
        return contribution

    return make


def test_saving_opens_the_next_contribution(waiting, sign_in):
    first, second = waiting("She listened to me."), waiting("The waiting list was long.")
    ids = sorted([first.id, second.id])
    browser = sign_in(Role.CODER)

    response = browser.post(f"/code/{ids[0]}", data={"themes": ["listened_to", "waiting"]})

    assert response.status_code == 302
    assert f"/code/{ids[1]}" in response.location
    session().rollback()
    given = {coding.theme.key for coding in queries.codings_of(ids[0])}
    assert given == {"listened_to", "waiting"}


def test_the_desk_shows_the_text_in_its_own_direction_with_numbered_suggestions(waiting, sign_in):
    contribution = waiting("انہوں نے میری بات سنی۔", "ur")

    page = sign_in(Role.CODER).page(f"/code/{contribution.id}")

    words = page.select_one(".reading .words")
    assert words["lang"] == "ur"
    assert words["dir"] == "rtl"
    assert page.select_one("[data-keys='1-9']") is not None
    assert page.select_one("#box[autofocus]") is not None
    assert page.select_one("[data-key=Enter]") is not None


def test_saving_without_a_theme_says_what_to_do(waiting, sign_in):
    contribution = waiting("She listened to me.")

    page = sign_in(Role.CODER).submit(f"/code/{contribution.id}", status=400)

    assert "No theme here" in page.select_one("[role=alert]").text


def test_no_theme_here_is_one_press(waiting, sign_in):
    contribution = waiting("As above.")

    sign_in(Role.CODER).post(f"/code/{contribution.id}", data={"do": "none"})

    session().rollback()
    assert queries.contribution(contribution.id).coding is CodingState.NO_THEME


def test_the_last_coding_can_be_undone(waiting, sign_in):
    contribution = waiting("She listened to me.")
    browser = sign_in(Role.CODER)
    browser.post(f"/code/{contribution.id}", data={"themes": ["listened_to"]})

    answer = browser.post(f"/code/{contribution.id}", data={"do": "undo"})

    assert answer.location.endswith(f"/code/{contribution.id}")

    session().rollback()
    assert queries.contribution(contribution.id).coding is CodingState.WAITING


def test_a_theme_that_is_none_changes_nothing(waiting, sign_in):
    contribution = waiting("She listened to me.")

    sign_in(Role.CODER).submit(f"/code/{contribution.id}", status=400, themes=["nonsense"])

    assert queries.codings_of(contribution.id) == []


def test_editors_see_how_many_and_never_what_was_said(waiting, sign_in):
    contribution = waiting("A very particular sentence about listening, she listened to me.")
    coder = sign_in(Role.CODER)
    coder.post(f"/code/{contribution.id}", data={"themes": ["listened_to"]})

    assert "particular sentence" in coder.get("/themes/listened_to").text
    for role in (Role.EDITOR, Role.VIEWER, Role.PUBLISHER):
        browser = sign_in(role)
        assert "particular sentence" not in browser.get("/themes/listened_to").text
        assert browser.get(f"/code/{contribution.id}").status_code == 403


def test_counts_for_staff_and_for_the_public_stand_apart(waiting, sign_in):
    contribution = waiting("She listened to me.")
    coder = sign_in(Role.CODER)
    coder.post(f"/code/{contribution.id}", data={"themes": ["listened_to"]})

    text = coder.page("/themes/").get_text(" ", strip=True)

    assert "1 person" in text
    assert "Public: No figures yet" in text
