"""Hiding on the reading screen, in every script; languages and translations."""

import pytest
from sqlalchemy import select

from feedback.contributions.models import Redaction
from feedback.contributions.opening import english
from feedback.contributions.searching import search
from feedback.redaction.models import Decision, Hiding
from tests.support.said import again, only, reading, rows, say

URDU = "میری بیٹی زلفا 🙂 کو کسی نے نہیں سنا۔ زلفا روئی۔ فون 01632 960123"


def test_a_selection_is_hidden_wherever_the_same_words_stand(reader, keyring):
    contribution = say(URDU, keyring=keyring, language="ur")
    start = URDU.index("زلفا")

    reader.post(
        reading(contribution, "hide"),
        data={
            "start": str(start),
            "end": str(start + 4),
            "kind": "name",
            "everywhere": "y",
        },
    )

    chosen = rows(select(Hiding).where(Hiding.detector.is_(None)).order_by(Hiding.start))
    assert [URDU[each.start : each.end] for each in chosen] == ["زلفا", "زلفا"]
    assert {each.decision for each in chosen} == {Decision.ACCEPTED}


def test_a_selection_after_emoji_is_counted_in_code_points(reader, keyring):
    text = "👩‍👧🙂 I told Wrenna."
    contribution = say(text, keyring=keyring)
    at = text.index("Wrenna")

    reader.post(
        reading(contribution, "hide"),
        data={"start": str(at), "end": str(at + 6), "kind": "name"},
    )
    page = reader.page(reading(contribution))

    assert page.select_one("#working").get_text() == "👩‍👧🙂 I told [name]."


def test_words_typed_out_are_hidden_in_every_place_and_counted(reader, keyring):
    contribution = say("Wrenna met Osk. Wrenna left.", keyring=keyring)

    reader.post(
        reading(contribution, "hide"),
        data={"words": "Wrenna", "kind": "name", "instead": "my sister"},
    )
    page = reader.page(reading(contribution))

    assert "Hidden in 2 places." in page.get_text()
    assert page.select_one("#working").get_text() == "[my sister] met Osk. [my sister] left."


@pytest.mark.parametrize(
    "sent",
    [
        {"words": "wrenna"},
        {"start": "5", "end": "99"},
        {"start": "9", "end": "3"},
        {"start": "x", "end": "3"},
        {"start": "9" * 5000, "end": "9" * 5001},
        {},
    ],
)
def test_what_cannot_be_hidden_is_said_beside_the_field_and_the_typing_stays(reader, keyring, sent):
    contribution = say("Wrenna met Osk.", keyring=keyring)

    page = reader.submit(reading(contribution, "hide"), status=400, **{"kind": "name", **sent})

    assert page.select_one("#words-error")
    assert page.select_one("#words")["value"] == sent.get("words", "")
    assert not rows(select(Hiding))


def test_a_proposal_can_be_left_in_the_text_and_the_last_step_taken_back(reader, keyring):
    contribution = say("Ring 01632 960123 today.", keyring=keyring)
    page = reader.page(reading(contribution))
    leave = page.select_one('form[action$="/rejected"]')["action"]

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
    contribution = say("Wrenna was kind.", keyring=keyring)
    reader.post(reading(contribution, "clear"))
    reader.post(reading(contribution, "finish"))

    reader.post(reading(contribution, "hide"), data={"words": "Wrenna", "kind": "name"})

    row = again(contribution)
    assert (row.redaction, row.read_on, row.working_sealed) == (Redaction.WAITING, None, None)
    assert search("kind", keyring=keyring) == []


def test_a_corrected_language_brings_its_own_watch_phrases_and_brackets(reader, keyring):
    contribution = say("Telefon 01632 960123. Ok.", keyring=keyring, language="en")
    reader.post(f"/redact/{contribution.id}/accept-all")

    reader.post(reading(contribution, "language"), data={"language-language": "pl"})

    row = again(contribution)
    assert (row.language, row.language_certain) == ("pl", True)


def test_a_language_that_is_not_offered_is_refused(reader, keyring):
    contribution = say("The room was cold.", keyring=keyring)

    response = reader.post(reading(contribution, "language"), data={"language-language": "xx"})

    assert response.status_code == 400
    assert again(contribution).language == "en"


def test_a_translation_is_kept_sealed_and_may_not_show_what_is_hidden(reader, keyring):
    contribution = say(URDU, keyring=keyring, language="ur")
    reader.post(reading(contribution, "clear"))
    reader.post(f"/redact/{contribution.id}/accept-all")

    telling = reader.submit(
        reading(contribution, "finish"),
        status=400,
        **{"finish-english": "Nobody heard my daughter. Phone 01632 960123"},
    )
    reader.post(
        reading(contribution, "finish"),
        data={"finish-english": "Nobody heard my daughter. Phone [phone number]"},
    )

    assert "words that are hidden" in telling.select_one(".error-summary").get_text()
    assert "Nobody heard" in telling.select_one("#finish-english").get_text()
    row = again(contribution)
    assert english(row, keyring) == "Nobody heard my daughter. Phone [phone number]"
    assert b"daughter" not in row.english_sealed
