"""Reading: open, decide about danger, hide, save; every key has a button, every opening a line."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.contributions.models import Contribution, Redaction, Safeguarding
from feedback.contributions.opening import english, working_text
from feedback.contributions.searching import search
from feedback.contributions.withdrawing import withdraw
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.redaction.models import Decision, Hiding
from feedback.safeguarding.models import Concern, Level, Signal
from tests.support.said import again, rows, say

URDU = "میری بیٹی زینب 🙂 کو کسی نے نہیں سنا۔ زینب روئی۔ فون 01632 960123"


@pytest.fixture
def reader(sign_in):
    return sign_in(Role.CODER, name="Robin Reader")


def path_of(contribution, *rest):
    return "/".join(["/read", str(contribution.id), *rest])


def openings():
    found = select(AuditEntry).where(AuditEntry.verb == "opened original")
    return rows(found.order_by(AuditEntry.number))


def only(statement):
    [row] = rows(statement)
    return row


def keys(page: BeautifulSoup):
    return {tag["data-key"] for tag in page.select("[data-key]")}


def test_every_opening_is_logged_with_who_and_what(reader, keyring):
    contribution = say("The room was cold.", keyring=keyring)

    for _ in range(2):
        reader.page(path_of(contribution))

    first, second = openings()
    assert first.actor_id == second.actor_id == reader.member.id
    assert first.thing_id == str(contribution.id)
    assert "cold" not in str(first.facts)


def test_the_text_on_the_page_is_the_original_letter_for_letter(reader, keyring):
    text = 'Line one\n\n  She said "<b>no</b>" & left. He hit me. 01632 960123'
    contribution = say(text, keyring=keyring)

    region = reader.page(path_of(contribution)).select_one("[data-selectable]")

    for label in region.select("[data-skip]"):
        label.decompose()
    assert region.get_text() == text
    assert region.select("mark.signal")
    assert region.select_one("mark.proposal").get_text() == "01632 960123"


def test_the_text_says_its_language_and_direction(reader, keyring):
    contribution = say(URDU, keyring=keyring, language="ur")

    region = reader.page(path_of(contribution)).select_one("[data-selectable]")

    assert (region["lang"], region["dir"]) == ("ur", "rtl")


def test_each_key_of_the_screen_stands_on_something_that_works_without_a_keyboard(reader, keyring):
    contribution = say("He said he will kill me. 01632 960123", keyring=keyring)
    reader.post(path_of(contribution, "hide"), data={"words": "me", "kind": "name"})

    page = reader.page(path_of(contribution))

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

    page = reader.submit(path_of(contribution, "finish"), status=400)

    assert "press W or C" in page.select_one(".error-summary").get_text()
    assert again(contribution).read_on is None


def test_saving_asks_first_about_what_may_have_to_be_hidden(reader, keyring):
    contribution = say("Ring 01632 960123", keyring=keyring)
    reader.post(path_of(contribution, "clear"))

    page = reader.submit(path_of(contribution, "finish"), status=400)

    assert "press A or R" in page.select_one(".error-summary").get_text()
    assert again(contribution).redaction is Redaction.WAITING


def test_read_and_saved_it_has_a_working_text_that_is_found_and_the_next_opens(reader, keyring):
    contribution = say("The nurse Ann rang from 01632 960123.", keyring=keyring)
    other = say("The room was cold.", keyring=keyring)

    reader.post(path_of(contribution, "clear"))
    reader.post(f"/redact/{contribution.id}/accept-all")
    reader.post(path_of(contribution, "hide"), data={"words": "Ann", "kind": "worker"})
    saved = reader.post(path_of(contribution, "finish"))
    opened = reader.get(saved.location)

    row = again(contribution)
    assert working_text(row, keyring) == "The nurse [worker] rang from [phone number]."
    assert (row.redaction, row.read_on) == (Redaction.DONE, clock.today())
    assert row.read_by_id == reader.member.id
    assert search("nurses rang", keyring=keyring) == [contribution.id]
    assert search("Ann", keyring=keyring) == []
    assert search("worker", keyring=keyring) == []
    assert opened.location.endswith(str(other.id))


def test_with_a_signal_clearing_takes_a_reason(reader, keyring):
    contribution = say("He said he will kill me with his jokes.", keyring=keyring)

    asked = reader.submit(path_of(contribution, "clear"), status=400)
    reader.post(path_of(contribution, "clear"), data={"clear-because": "means_something_else"})

    assert "say why" in asked.select_one(".error-summary").get_text()
    assert again(contribution).safeguarding is Safeguarding.CLEAR
    signals = rows(select(Signal))
    assert all(each.dismissed_by_id == reader.member.id for each in signals)
    entry = only(select(AuditEntry).where(AuditEntry.verb == "nobody in danger"))
    assert entry.facts["because"] == "means_something_else"


def test_a_concern_can_be_raised_while_reading_and_reading_goes_on(reader, keyring):
    contribution = say("He hits me.", keyring=keyring)

    response = reader.post(
        path_of(contribution, "worry"),
        data={"worry-level": "today", "worry-done": "Rang the police", "worry-done_by": "Kim"},
    )

    assert response.location.endswith(path_of(contribution))
    concern = only(select(Concern))
    assert (concern.level, concern.raised_by_id) == (Level.TODAY, reader.member.id)
    assert again(contribution).safeguarding is Safeguarding.CONCERN
    page = reader.page(path_of(contribution))
    assert "A concern is open" in page.get_text()
    assert reader.post(path_of(contribution, "finish")).status_code == 302


def test_a_worry_without_a_level_is_asked_about_and_its_words_stay(reader, keyring):
    contribution = say("He hits me.", keyring=keyring)

    page = reader.submit(
        path_of(contribution, "worry"), status=400, **{"worry-done": "Rang the police"}
    )

    assert page.select_one("#worry").find_parent("details").has_attr("open")
    assert "Rang the police" in page.select_one("#worry-done").get_text()
    assert not rows(select(Concern))


def test_while_a_concern_is_open_nobody_can_say_that_nobody_is_in_danger(reader, keyring):
    contribution = say("The room was cold.", keyring=keyring)
    reader.post(path_of(contribution, "worry"), data={"worry-level": "soon"})

    page = reader.submit(path_of(contribution, "clear"), status=400)

    assert "only a safeguarding lead" in page.get_text()
    assert again(contribution).safeguarding is Safeguarding.CONCERN


def test_a_selection_is_hidden_wherever_the_same_words_stand(reader, keyring):
    contribution = say(URDU, keyring=keyring, language="ur")
    start = URDU.index("زینب")

    reader.post(
        path_of(contribution, "hide"),
        data={
            "start": str(start),
            "end": str(start + 4),
            "kind": "name",
            "everywhere": "y",
        },
    )

    chosen = rows(select(Hiding).where(Hiding.detector.is_(None)).order_by(Hiding.start))
    assert [URDU[each.start : each.end] for each in chosen] == ["زینب", "زینب"]
    assert {each.decision for each in chosen} == {Decision.ACCEPTED}


def test_a_selection_after_emoji_is_counted_in_code_points(reader, keyring):
    text = "👩‍👧🙂 I told Ann."
    contribution = say(text, keyring=keyring)
    at = text.index("Ann")

    reader.post(
        path_of(contribution, "hide"),
        data={"start": str(at), "end": str(at + 3), "kind": "name"},
    )
    page = reader.page(path_of(contribution))

    assert page.select_one("#working").get_text() == "👩‍👧🙂 I told [name]."


def test_words_typed_out_are_hidden_in_every_place_and_counted(reader, keyring):
    contribution = say("Ann met Bob. Ann left.", keyring=keyring)

    reader.post(
        path_of(contribution, "hide"),
        data={"words": "Ann", "kind": "name", "instead": "my sister"},
    )
    page = reader.page(path_of(contribution))

    assert "Hidden in 2 places." in page.get_text()
    assert page.select_one("#working").get_text() == "[my sister] met Bob. [my sister] left."


@pytest.mark.parametrize(
    "sent",
    [
        {"words": "ann"},
        {"start": "5", "end": "99"},
        {"start": "9", "end": "3"},
        {"start": "x", "end": "3"},
        {"start": "9" * 5000, "end": "9" * 5001},
        {},
    ],
)
def test_what_cannot_be_hidden_is_said_beside_the_field_and_the_typing_stays(reader, keyring, sent):
    contribution = say("Ann met Bob.", keyring=keyring)

    page = reader.submit(path_of(contribution, "hide"), status=400, **{"kind": "name", **sent})

    assert page.select_one("#words-error")
    assert page.select_one("#words")["value"] == sent.get("words", "")
    assert not rows(select(Hiding))


def test_a_proposal_can_be_left_in_the_text_and_the_last_step_taken_back(reader, keyring):
    contribution = say("Ring 01632 960123 today.", keyring=keyring)
    page = reader.page(path_of(contribution))
    leave = page.select_one('[data-key="R"]').find_parent("form")["action"]

    reader.post(leave)
    assert only(select(Hiding)).decision is Decision.REJECTED
    reader.post(f"/redact/{contribution.id}/undo")

    assert only(select(Hiding)).decision is Decision.PROPOSED
    empty = reader.post(f"/redact/{contribution.id}/undo", follow_redirects=True)
    assert "nothing to take back" in empty.text


def test_a_hiding_of_another_contribution_cannot_be_decided_here(reader, keyring):
    say("Ring 01632 960123 today.", keyring=keyring)
    other = say("The room was cold.", keyring=keyring)
    hiding = only(select(Hiding))

    response = reader.post(f"/redact/{other.id}/hidings/{hiding.id}/accepted")

    assert response.status_code == 404


def test_hiding_more_of_what_was_read_puts_it_back_into_the_inbox(reader, keyring):
    contribution = say("Ann was kind.", keyring=keyring)
    reader.post(path_of(contribution, "clear"))
    reader.post(path_of(contribution, "finish"))

    reader.post(path_of(contribution, "hide"), data={"words": "Ann", "kind": "name"})

    row = again(contribution)
    assert (row.redaction, row.read_on, row.working_sealed) == (Redaction.WAITING, None, None)
    assert search("kind", keyring=keyring) == []


def test_a_corrected_language_brings_its_own_watch_phrases_and_brackets(reader, keyring):
    contribution = say("Telefon 01632 960123. Ok.", keyring=keyring, language="en")
    reader.post(f"/redact/{contribution.id}/accept-all")

    reader.post(path_of(contribution, "language"), data={"language-language": "pl"})

    row = again(contribution)
    assert (row.language, row.language_certain) == ("pl", True)


def test_a_language_that_is_not_offered_is_refused(reader, keyring):
    contribution = say("The room was cold.", keyring=keyring)

    response = reader.post(path_of(contribution, "language"), data={"language-language": "xx"})

    assert response.status_code == 400
    assert again(contribution).language == "en"


def test_a_translation_is_kept_sealed_and_may_not_show_what_is_hidden(reader, keyring):
    contribution = say(URDU, keyring=keyring, language="ur")
    reader.post(path_of(contribution, "clear"))
    reader.post(f"/redact/{contribution.id}/accept-all")

    telling = reader.submit(
        path_of(contribution, "finish"),
        status=400,
        **{"finish-english": "Nobody heard my daughter. Phone 01632 960123"},
    )
    reader.post(
        path_of(contribution, "finish"),
        data={"finish-english": "Nobody heard my daughter. Phone [phone number]"},
    )

    assert "words that are hidden" in telling.select_one(".error-summary").get_text()
    assert "Nobody heard" in telling.select_one("#finish-english").get_text()
    row = again(contribution)
    assert english(row, keyring) == "Nobody heard my daughter. Phone [phone number]"
    assert b"daughter" not in row.english_sealed


def test_words_that_were_taken_back_are_gone_and_nothing_is_done_with_them(reader, keyring):
    contribution = say("The room was cold.", keyring=keyring)
    with writing():
        withdraw(submissions=[session().get_one(Contribution, contribution.id).submission])

    words = {"words": "a", "kind": "name"}
    responses = [
        reader.get(path_of(contribution)),
        reader.post(path_of(contribution, "finish")),
        reader.post(path_of(contribution, "hide"), data=words),
    ]

    for response in responses:
        assert response.status_code == 410
        assert "taken back" in response.text


def test_words_that_do_not_open_say_so_and_are_not_lost(reader, keyring):
    contribution = say("The room was cold.", keyring=keyring)
    with writing():
        session().get_one(Contribution, contribution.id).words_sealed = b"\x01broken"

    response = reader.get(path_of(contribution))

    assert response.status_code == 409
    assert "cannot be opened" in response.text


def test_a_contribution_that_does_not_exist_is_not_found(reader):
    assert reader.get("/read/00000000-0000-0000-0000-000000000000").status_code == 404


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR, Role.PUBLISHER, Role.VIEWER])
def test_an_original_opens_only_for_coders_and_leads(sign_in, keyring, role):
    contribution = say("The room was cold.", keyring=keyring)
    browser = sign_in(role)

    for method, rest in [("get", ""), ("post", "/clear"), ("post", "/worry"), ("post", "/finish")]:
        assert getattr(browser, method)(path_of(contribution) + rest).status_code == 403
    assert browser.post(f"/redact/{contribution.id}/accept-all").status_code == 403
    assert openings() == []
