"""Reading: open, decide about danger, hide, save; every key has a button, every opening a line."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.contributions.models import Contribution, Redaction, Safeguarding
from feedback.contributions.opening import working_text
from feedback.contributions.searching import search
from feedback.contributions.withdrawing import withdraw
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.safeguarding import services as safeguarding
from feedback.safeguarding.models import Concern, Level, Outcome, Signal, Urgency
from tests.support.said import again, only, reading, rows, say

URDU = "میری بیٹی زینب 🙂 کو کسی نے نہیں سنا۔ زینب روئی۔ فون 01632 960123"


def openings():
    found = select(AuditEntry).where(AuditEntry.verb == "opened original")
    return rows(found.order_by(AuditEntry.number))


def keys(page: BeautifulSoup):
    return {tag["data-key"] for tag in page.select("[data-key]")}


def test_every_opening_is_logged_with_who_and_what(reader, keyring):
    contribution = say("The room was cold.", keyring=keyring)

    for _ in range(2):
        reader.page(reading(contribution))

    first, second = openings()
    assert first.actor_id == second.actor_id == reader.member.id
    assert first.thing_id == str(contribution.id)
    assert "cold" not in str(first.facts)


def test_the_text_on_the_page_is_the_original_letter_for_letter(reader, keyring):
    text = 'Line one\n\n  She said "<b>no</b>" & left. He hit me. 01632 960123'
    contribution = say(text, keyring=keyring)

    region = reader.page(reading(contribution)).select_one("[data-selectable]")

    for label in region.select("[data-skip]"):
        label.decompose()
    assert region.get_text() == text
    assert region.select("mark.signal")
    assert region.select_one("mark.proposal").get_text() == "01632 960123"


def test_the_text_says_its_language_and_direction(reader, keyring):
    contribution = say(URDU, keyring=keyring, language="ur")

    region = reader.page(reading(contribution)).select_one("[data-selectable]")

    assert (region["lang"], region["dir"]) == ("ur", "rtl")


def test_each_key_of_the_screen_stands_on_something_that_works_without_a_keyboard(reader, keyring):
    contribution = say("He said he will kill me. 01632 960123", keyring=keyring)
    reader.post(reading(contribution, "hide"), data={"words": "me", "kind": "name"})

    page = reader.page(reading(contribution))

    assert {"W", "C", "A", "H", "R", "S", "U", "Enter"} <= keys(page)
    for tag in page.select("[data-key]"):
        assert tag.name in {"button", "a", "summary", "form", "select", "input", "textarea"}
        if tag.name == "button":
            named = tag.get("form")
            form = page.select_one(f"form#{named}") if named else tag.find_parent("form")
            assert form["method"] == "post"
    assert page.select("[data-keys] input[type=radio]")


def test_saving_asks_first_if_somebody_is_in_danger(reader, keyring):
    contribution = say("The room was cold.", keyring=keyring)

    page = reader.submit(reading(contribution, "finish"), status=400)

    assert "press W or C" in page.select_one(".error-summary").get_text()
    assert again(contribution).read_on is None


def test_saving_asks_first_about_what_may_have_to_be_hidden(reader, keyring):
    contribution = say("Ring 01632 960123", keyring=keyring)
    reader.post(reading(contribution, "clear"))

    page = reader.submit(reading(contribution, "finish"), status=400)

    assert "press A or R" in page.select_one(".error-summary").get_text()
    assert again(contribution).redaction is Redaction.WAITING


def test_read_and_saved_it_has_a_working_text_that_is_found_and_the_next_opens(reader, keyring):
    contribution = say("The nurse Wrenna rang from 01632 960123.", keyring=keyring)
    other = say("The room was cold.", keyring=keyring)

    reader.post(reading(contribution, "clear"))
    reader.post(f"/redact/{contribution.id}/accept-all")
    reader.post(reading(contribution, "hide"), data={"words": "Wrenna", "kind": "worker"})
    saved = reader.post(reading(contribution, "finish"))
    opened = reader.get(saved.location)

    row = again(contribution)
    assert working_text(row, keyring) == "The nurse [worker] rang from [phone number]."
    assert (row.redaction, row.read_on) == (Redaction.DONE, clock.today())
    assert row.read_by_id == reader.member.id
    assert search("nurses rang", keyring=keyring) == [contribution.id]
    assert search("Wrenna", keyring=keyring) == []
    assert search("worker", keyring=keyring) == []
    assert opened.location.endswith(str(other.id))


def test_with_a_signal_clearing_takes_a_reason_and_a_second_reader(reader, sign_in, keyring):
    contribution = say("He said he will kill me with his jokes.", keyring=keyring)

    asked = reader.submit(reading(contribution, "clear"), status=400)
    reader.post(reading(contribution, "clear"), data={"clear-because": "means_something_else"})

    assert "say why" in asked.select_one(".error-summary").get_text()
    assert again(contribution).safeguarding is Safeguarding.SIGNALLED
    other = sign_in(Role.LEAD)
    other.post(reading(contribution, "second", "agree"))

    assert again(contribution).safeguarding is Safeguarding.CLEAR
    signals = rows(select(Signal))
    assert all(each.dismissed_by_id == reader.member.id for each in signals)
    entry = only(select(AuditEntry).where(AuditEntry.verb == "nobody in danger"))
    assert entry.facts["because"] == "means_something_else"


def test_a_concern_can_be_raised_while_reading_and_reading_goes_on(reader, keyring):
    contribution = say("He hits me.", keyring=keyring)

    response = reader.post(
        reading(contribution, "worry"),
        data={"worry-level": "l2", "worry-done": "Rang the police", "worry-done_by": "Kim"},
    )

    assert response.location.endswith(reading(contribution))
    concern = only(select(Concern))
    assert (concern.level, concern.raised_by_id) == (Level.L2, reader.member.id)
    assert concern.urgency is Urgency.TODAY
    assert again(contribution).safeguarding is Safeguarding.CONCERN
    page = reader.page(reading(contribution))
    assert "A concern is open" in page.get_text()
    assert reader.post(reading(contribution, "finish")).status_code == 302


def test_a_worry_without_a_level_is_asked_about_and_its_words_stay(reader, keyring):
    contribution = say("He hits me.", keyring=keyring)

    page = reader.submit(
        reading(contribution, "worry"), status=400, **{"worry-done": "Rang the police"}
    )

    assert page.select_one("#worry").find_parent("details").has_attr("open")
    assert "Rang the police" in page.select_one("#worry-done").get_text()
    assert not rows(select(Concern))


def test_while_a_concern_is_open_nobody_can_say_that_nobody_is_in_danger(reader, keyring):
    contribution = say("The room was cold.", keyring=keyring)
    reader.post(reading(contribution, "worry"), data={"worry-level": "l1"})

    page = reader.submit(reading(contribution, "clear"), status=400)

    assert "only a safeguarding lead" in page.get_text()
    assert again(contribution).safeguarding is Safeguarding.CONCERN


def test_words_that_were_taken_back_are_gone_and_nothing_is_done_with_them(reader, keyring):
    contribution = say("The room was cold.", keyring=keyring)
    with writing():
        withdraw(submissions=[session().get_one(Contribution, contribution.id).submission])

    words = {"words": "a", "kind": "name"}
    responses = [
        reader.get(reading(contribution)),
        reader.post(reading(contribution, "finish")),
        reader.post(reading(contribution, "hide"), data=words),
    ]

    for response in responses:
        assert response.status_code == 410
        assert "taken back" in response.text


def test_words_that_do_not_open_say_so_and_are_not_lost(reader, keyring):
    contribution = say("The room was cold.", keyring=keyring)
    with writing():
        session().get_one(Contribution, contribution.id).words_sealed = b"\x01broken"

    response = reader.get(reading(contribution))

    assert response.status_code == 409
    assert "cannot be opened" in response.text


def test_a_contribution_that_does_not_exist_is_not_found(reader):
    assert reader.get("/read/00000000-0000-0000-0000-000000000000").status_code == 404


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR, Role.PUBLISHER, Role.VIEWER])
def test_an_original_opens_only_for_coders_and_leads(sign_in, keyring, role):
    contribution = say("The room was cold.", keyring=keyring)
    browser = sign_in(role)

    for method, rest in [("get", ""), ("post", "/clear"), ("post", "/worry"), ("post", "/finish")]:
        assert getattr(browser, method)(reading(contribution) + rest).status_code == 403
    assert browser.post(f"/redact/{contribution.id}/accept-all").status_code == 403
    assert openings() == []


def test_a_closed_concern_is_shown_and_not_called_no_danger(app, keyring, make_staff, sign_in):
    contribution = say("A man waits at the corner.", keyring=keyring)
    lead = make_staff(Role.LEAD)
    with writing():
        concern = safeguarding.raise_concern(
            contribution, level=Level.L1, by=lead, note="Rang them.", keyring=keyring
        )
        safeguarding.close(
            concern, outcome=Outcome.PASSED_TO_POLICE, by=lead, note="", keyring=keyring
        )

    page = sign_in(Role.LEAD).page(f"/read/{contribution.id}")

    assert page.select_one(f"a[href$='/concerns/{concern.id}']")
    assert "Read: nobody in danger" not in page.text
