"""Help numbers: read again twice a year, corrected or hidden, and a warning when that is late."""

from datetime import timedelta

import pytest

from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.db import session
from feedback.safeguarding import queries
from feedback.safeguarding.help_lines import LIMIT_DAYS


@pytest.fixture
def lead(sign_in):
    return sign_in(Role.LEAD)


def shown(key):
    session().rollback()
    lines = [line for group in queries.help_groups() for line in group.lines]
    return next((line for line in lines if line.key == key), None)


def test_an_old_check_warns_until_the_number_is_checked_again(sign_in, monkeypatch):
    later = clock.now() + timedelta(days=LIMIT_DAYS + 10)
    monkeypatch.setattr(clock, "now", lambda: later)
    lead = sign_in(Role.LEAD)
    assert "childline" in {line.key for line in queries.old_help_lines()}

    page = lead.page("/concerns/help-numbers")
    lead.post("/concerns/help-numbers/childline/checked")

    assert "must be checked again" in page.get_text()
    assert shown("childline").checked_on == later.date()
    assert "childline" not in {line.key for line in queries.old_help_lines()}


def test_a_corrected_number_is_what_the_public_page_shows(lead):
    lead.post("/concerns/help-numbers/childline/number", data={"childline-number": "0800 2222"})

    assert shown("childline").display_number == "0800 2222"
    assert "Shipped as" in lead.page("/concerns/help-numbers").get_text()
    lead.post("/concerns/help-numbers/childline/number", data={"childline-number": ""})
    assert shown("childline").display_number == "0800 1111"


@pytest.mark.parametrize("typed", ["call us", "12", "0800-1111", "+44" + "1" * 20])
def test_what_is_no_number_is_refused_beside_its_field(lead, typed):
    page = lead.submit(
        "/concerns/help-numbers/childline/number", status=400, **{"childline-number": typed}
    )

    assert page.select_one("#childline-number-error")
    assert page.select_one("#childline-number")["value"] == typed
    assert shown("childline").display_number == "0800 1111"


def test_a_hidden_line_leaves_the_public_page_and_comes_back(lead):
    lead.post("/concerns/help-numbers/childline/hide")
    assert shown("childline") is None
    assert "Not shown" in lead.page("/concerns/help-numbers").get_text()

    lead.post("/concerns/help-numbers/childline/show")

    assert shown("childline") is not None


def test_hiding_a_line_does_not_make_it_checked(lead):
    before = shown("childline").checked_on

    lead.post("/concerns/help-numbers/childline/hide")
    lead.post("/concerns/help-numbers/childline/show")

    assert shown("childline").checked_on == before


def test_the_number_for_danger_to_life_always_stays(lead):
    page = lead.post("/concerns/help-numbers/emergency/hide", follow_redirects=True)

    assert "always stays" in page.text
    assert shown("emergency") is not None


def test_a_line_of_another_place_does_not_exist_here(lead):
    assert lead.post("/concerns/help-numbers/no_such_line/checked").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.LEAD, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.CODER, 403),
        (Role.EDITOR, 403),
        (Role.VIEWER, 403),
    ],
)
def test_help_numbers_are_kept_by_leads_and_administrators(sign_in, role, status):
    assert sign_in(role).get("/concerns/help-numbers").status_code == status
