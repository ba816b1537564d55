"""The three doors after sending: permissions, about you, and how to reach somebody."""

import unicodedata

import pytest
from sqlalchemy import select

from feedback.contributions import events
from feedback.contributions.contacts import Way, When, contact_details
from feedback.contributions.models import (
    AboutYou,
    Contact,
    Contribution,
    Permission,
)
from feedback.core.db import session
from tests.support.pages import REACH, fields_of, how_many, only, receipt_shown


def kept() -> Contribution:
    """The one contribution that there is."""
    return only(Contribution)


def test_all_permissions_start_at_no(client, holder):
    page = client.submit("/en/code/uses", **holder)

    boxes = page.select("input[name=allowed]")
    assert len(boxes) == 5
    assert not [box for box in boxes if box.has_attr("checked")]
    assert how_many(Permission) == 0


def test_the_first_door_says_no_only_while_every_answer_is_no(client, holder):
    still_no = "Now every answer is no."
    assert still_no in client.submit("/en/code/choices", **holder).text
    yes = holder | {"allowed": ["quote"], "save": "y", "shown": "y"}
    assert still_no not in client.submit("/en/code/uses", **yes).text
    assert still_no not in client.submit("/en/code/choices", **holder).text


def test_permissions_are_kept_shown_again_and_changed_with_the_code(client, holder):
    client.post(
        "/en/code/uses", data=holder | {"allowed": ["reports", "quote"], "save": "y", "shown": "y"}
    )
    behind = {"code": holder["code"], "which": holder["which"], "sitting": ""}
    page = client.submit("/en/code/uses", **behind)

    ticked = [box["value"] for box in page.select("input[name=allowed][checked]")]
    assert ticked == ["reports", "quote"]

    heard = []

    def taken_back(_sender, *, submission, kind, **_more):
        heard.append((submission.id.hex, kind.value))

    with events.permission_taken_back.connected_to(taken_back):
        client.post(
            "/en/code/uses", data=behind | {"allowed": ["reports"], "save": "y", "shown": "y"}
        )
    assert heard == [(holder["which"], "quote")]
    session().rollback()
    assert {row.kind.value: row.granted for row in session().scalars(select(Permission))} == {
        "reports": True,
        "quote": False,
    }


def test_after_a_door_one_is_back_at_the_choices_and_nothing_was_sent_again(client, holder):
    page = client.submit("/en/code/uses", save="y", shown="y", allowed="reports", **holder)

    assert "We have kept your answers" in page.select_one(".banner").get_text()
    assert len(page.select(".doors form")) == 3
    assert not page.select(".code-digits")
    assert how_many(Contribution) == 1
    back = client.submit("/en/code/choices", **holder)
    assert len(back.select(".doors form")) == 3


@pytest.mark.parametrize("door", ["uses", "about-you", "contact", "withdraw"])
def test_ticks_survive_a_change_of_language_and_nothing_is_saved(client, holder, door):
    more = {"shown": "y", "switch_language": "pl", "save": "y"}
    if door == "uses":
        more["allowed"] = "training"
    page = client.submit(f"/pl/code/{door}", **(holder | more))

    assert page.html["lang"] == "pl"
    if door == "uses":
        ticked = [box["value"] for box in page.select("input[name=allowed][checked]")]
        assert ticked == ["training"]
    assert how_many(Permission) == how_many(AboutYou) == how_many(Contact) == 0
    assert kept().words_sealed is not None


def test_the_page_after_saving_stays_that_page_in_another_language(client, holder):
    saved = client.submit("/en/code/uses", save="y", shown="y", allowed="reports", **holder)

    page = client.submit("/ur/code/uses", switch_language="ur", **fields_of(saved, "held"))

    assert page.select_one(".banner")
    assert len(page.select(".doors form")) == 3


def test_the_thank_you_page_changes_its_language_without_sending_again(client, thank_you):
    page = thank_you()

    other = client.submit("/ur/tell/send", switch_language="ur", **fields_of(page, "held"))

    assert other.html["dir"] == "rtl"
    assert receipt_shown(page) in "".join(other.select_one("main details").get_text().split())
    assert how_many(Contribution) == 1


@pytest.mark.parametrize("smuggled", ["everything", "", "quote'--"])
def test_a_permission_that_was_not_offered_is_refused(client, holder, smuggled):
    client.submit(
        "/en/code/uses", status=400, save="y", shown="y", allowed=smuggled or "\x00", **holder
    )

    assert how_many(Permission) == 0


def test_about_you_is_kept_apart_and_may_stay_blank(client, holder):
    client.submit("/en/code/about-you", save="y", shown="y", age="16_17", role="carer", **holder)
    client.submit("/en/code/about-you", save="y", shown="y", age="not_said", **holder)

    about = only(AboutYou)
    assert (about.age, about.role, about.gender) == ("not_said", None, None)


def test_about_you_shows_what_was_answered_before(client, holder):
    client.submit("/en/code/about-you", save="y", shown="y", age="16_17", **holder)

    page = client.submit("/en/code/about-you", **holder)

    assert [box["value"] for box in page.select("input[checked]")] == ["16_17"]


def test_about_you_asks_for_ethnic_groups_as_the_nation_does(client, holder):
    page = client.submit("/en/code/about-you", **holder)

    offered = [box["value"] for box in page.select("input[name=ethnicity]")]
    assert "african" in offered  # the tests' partnership is in Scotland
    assert offered[-1] == "not_said"
    ages = [box["value"] for box in page.select("input[name=age]")]
    assert ages[:4] == ["under_12", "12_15", "16_17", "18_25"]


@pytest.mark.parametrize("field", ["age", "ethnicity", "area"])
def test_an_answer_that_was_not_offered_is_refused(client, holder, field):
    page = client.submit(
        "/en/code/about-you", status=400, save="y", shown="y", **(holder | {field: "black"})
    )

    assert page.select(".error-summary")
    assert how_many(AboutYou) == 0


def test_contact_details_are_sealed_under_their_own_key(client, holder, keyring):
    client.post(
        "/ur/code/contact", data=holder | REACH | {"when": ["morning"], "note": "Say: the library"}
    )

    contact = only(Contact)
    assert b"632" not in contact.details_sealed
    assert contact.language == "ur"
    details = contact_details(contact, keyring)
    assert (details.way, details.address) == (Way.CALL, "+44 1632 960001")
    assert details.when == (When.MORNING,)
    assert details.note == "Say: the library"
    permission = only(Permission)
    assert permission.granted
    assert permission.kind == "contact"


def test_nothing_is_kept_when_contact_is_not_safe(client, holder):
    client.submit("/en/code/contact", **(holder | REACH))
    page = client.submit("/en/code/contact", **(holder | REACH | {"safe": "no"}))

    assert "We will not contact you" in page.select_one(".banner").get_text()
    assert how_many(Contact) == 0


def test_how_to_reach_somebody_can_be_deleted_and_goes_with_its_permission(client, holder):
    client.submit("/en/code/contact", **(holder | REACH))
    client.submit("/en/code/contact", **(holder | {"forget": "yes"}))
    assert how_many(Contact) == 0

    client.submit("/en/code/contact", **(holder | REACH))
    client.submit("/en/code/uses", save="y", shown="y", **holder)
    assert how_many(Contact) == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"safe": ""}, "safe"),
        ({"way": ""}, "way"),
        ({"way": "pigeon"}, "way"),
        ({"address": ""}, "address"),
        ({"address": "12"}, "address"),
        ({"way": "email", "address": "not an address"}, "address"),
        ({"way": "email", "address": "a@b"}, "address"),
        ({"way": "email", "address": "a,b@example.org"}, "address"),
        ({"way": "email", "address": "a@-x.example"}, "address"),
        ({"way": "email", "address": "a@b.org\r\nBcc: everybody@example.org"}, "address"),
        ({"when": "midnight"}, "when"),
        ({"note": "x" * 201}, "note"),
    ],
)
def test_a_way_that_cannot_work_is_said_beside_its_field(client, holder, changes, field):
    page = client.submit("/en/code/contact", status=400, **(holder | REACH | changes))

    assert page.select_one(f"#{field}-error")
    assert how_many(Contact) == 0


@pytest.mark.parametrize("typed", ["+44 1632 960001", "0044 1632 960001", "(01632) 960-001"])
def test_a_phone_number_is_understood_in_its_usual_forms(client, holder, keyring, typed):
    client.submit("/en/code/contact", **(holder | REACH | {"address": typed}))

    details = contact_details(only(Contact), keyring)
    assert details.address == "+44 1632 960001"


def test_an_address_of_another_script_is_taken(client, holder, keyring):
    given = "ewa@przykład.pl"
    client.submit("/en/code/contact", **(holder | REACH | {"way": "email", "address": given}))

    details = contact_details(only(Contact), keyring)
    assert details.address == unicodedata.normalize("NFC", given)
