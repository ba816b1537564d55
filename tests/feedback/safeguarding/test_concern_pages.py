"""The concern pages: clocks in words, notes for those who may, two people for level now."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.safeguarding import services
from feedback.safeguarding.models import Concern, Level, Outcome, Urgency
from tests.support.said import rows, say


@pytest.fixture
def lead(sign_in):
    return sign_in(Role.LEAD, name="Lee Lead")


@pytest.fixture
def raised(keyring, make_staff):
    def make(urgency=Urgency.TODAY, by=None, level=Level.L2):
        contribution = say("The room was cold.", keyring=keyring)
        with writing():
            return services.raise_concern(
                contribution,
                level=level,
                urgency=urgency,
                by=by or make_staff(Role.CODER, name="Cam Coder"),
                note="Rang the duty worker",
                keyring=keyring,
            )

    return make


def row_of(concern):
    [row] = rows(select(Concern).where(Concern.id == concern.id))
    return row


def path_of(concern, *rest):
    return "/".join(["/concerns", str(concern.id), *rest])


def test_an_overdue_concern_says_so_in_red_words(lead, raised):
    late, in_time = raised(), raised(Urgency.SOON)
    with writing():
        session().get_one(Concern, late.id).due_at = clock.now() - timedelta(hours=1)

    page = lead.page("/concerns/")

    first, second = page.select("[data-row]")
    assert first.select_one(".late").get_text() == "Overdue for 1 hour"
    assert "Due by" in second.get_text()
    assert str(in_time.id) in second.select_one("a")["href"]


def test_the_numbers_to_call_stand_beside_a_concern(lead, raised):
    page = lead.page(path_of(raised()))

    assert page.select_one('a[href="tel:999"]')


def test_a_lead_reads_the_notes_and_that_is_logged(lead, raised):
    page = lead.page(path_of(raised()))

    assert "Rang the duty worker" in page.select_one("#log").get_text()
    [entry] = rows(select(AuditEntry).where(AuditEntry.verb == "opened concern notes"))
    assert entry.actor_id == lead.member.id


def test_another_coder_sees_the_clock_and_not_the_notes(sign_in, raised):
    concern = raised()
    browser = sign_in(Role.CODER)

    page = browser.page(path_of(concern))

    assert "Rang the duty worker" not in page.get_text()
    assert "a sealed note" in page.get_text()
    assert page.select("main form") == []
    assert browser.post(path_of(concern, "note"), data={"note-note": "x"}).status_code == 403


def test_whoever_raised_it_may_read_and_write_notes_and_not_close(sign_in, raised):
    browser = sign_in(Role.CODER)
    concern = raised(by=browser.member)

    browser.post(path_of(concern, "note"), data={"note-note": "Rang again"})
    page = browser.page(path_of(concern))

    assert "Rang again" in page.select_one("#log").get_text()
    refused = browser.post(path_of(concern, "close"), data={"close-outcome": "no_harm_found"})
    assert refused.status_code == 403


def test_a_lead_takes_it_and_closes_it(lead, raised):
    concern = raised()

    lead.post(path_of(concern, "owner"), data={"owner-owner": str(lead.member.id)})
    assert "Looked after by Lee Lead" in lead.page("/concerns/").get_text()
    lead.post(
        path_of(concern, "close"),
        data={"close-outcome": "passed_to_adults", "close-note": "They took it on"},
    )

    assert row_of(concern).outcome is Outcome.PASSED_TO_ADULTS
    page = lead.page(path_of(concern))
    assert "Passed to adult services" in page.get_text()
    assert [form["action"] for form in page.select("main form")] == [path_of(concern, "reopen")]


def test_closing_without_an_outcome_or_words_is_asked_about(lead, raised):
    concern = raised()

    page = lead.submit(path_of(concern, "close"), status=400, **{"close-note": "Typed before"})

    assert "Choose how it ended" in page.select_one(".error-summary").get_text()
    assert "Typed before" in page.select_one("#close-note").get_text()
    assert row_of(concern).closed_at is None


def test_level_now_waits_for_another_lead(lead, sign_in, raised):
    concern = raised(Urgency.NOW)
    words = {"close-outcome": "passed_to_police", "close-note": "Police went there"}

    lead.post(path_of(concern, "close"), data=words)
    mine = lead.page(path_of(concern))
    again = lead.submit(path_of(concern, "close"), status=400, **words)
    myself = lead.submit(
        path_of(concern, "second-reader"),
        status=400,
        **{"second-agrees": "yes", "second-note": "Sure"},
    )
    alone = mine.get_text()
    other = sign_in(Role.LEAD, name="Olu Other")
    asked = other.page(path_of(concern))
    other.post(
        path_of(concern, "second-reader"),
        data={"second-agrees": "yes", "second-note": "I read it too"},
    )

    assert "until another safeguarding lead agrees" in alone
    assert "No other safeguarding lead has an account" in alone
    assert "Another person must close it" in again.get_text()
    assert "Another person must agree" in myself.get_text()
    assert "Passed to the police" in asked.get_text()
    closed = row_of(concern)
    assert closed.outcome is Outcome.PASSED_TO_POLICE
    assert (closed.closed_by_id, closed.second_reader_id) == (lead.member.id, other.member.id)


def test_whoever_comes_too_late_is_led_back_to_the_list(lead, raised):
    concern = raised()
    done = {"close-outcome": "no_harm_found", "close-note": "Looked"}
    lead.post(path_of(concern, "close"), data=done)

    response = lead.post(path_of(concern, "close"), data=done, follow_redirects=True)

    assert response.request.path == "/concerns/"
    assert "Somebody was faster" in response.text


def test_only_a_lead_can_be_made_to_look_after_it(lead, raised, make_staff):
    concern = raised()
    coder = make_staff(Role.CODER)

    response = lead.post(path_of(concern, "owner"), data={"owner-owner": str(coder.id)})

    assert response.status_code == 400
    assert row_of(concern).owner_id is None


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR, Role.PUBLISHER, Role.VIEWER])
def test_concerns_are_closed_to_everybody_else(sign_in, raised, role):
    concern = raised()
    browser = sign_in(role)

    assert browser.get("/concerns/").status_code == 403
    assert browser.get(path_of(concern)).status_code == 403
    assert browser.post(path_of(concern, "note"), data={"note-note": "x"}).status_code == 403


def test_a_concern_does_not_rest_longer_than_four_weeks(lead, raised):
    concern = raised()
    due_at = concern.due_at
    far = {"note-note": "They act.", "note-next_look": "2099-01-01"}

    refused = lead.post(f"/concerns/{concern.id}/note", data=far)

    assert refused.status_code == 400
    assert "Choose a day in the next four weeks" in refused.text
    assert [each.due_at for each in rows(select(Concern))] == [due_at]
