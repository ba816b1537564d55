"""What staff type for somebody: one response, who typed it and how, and nothing thrown away."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.contributions import opening
from feedback.contributions.models import Channel, Contribution, Kind, Receipt
from feedback.core.db import session, writing
from surveys.definitions.reading import read_definition
from surveys.versions import services
from surveys.versions.models import Survey
from tests.support.client import CheckedClient
from tests.support.pages import how_many
from tests.surveys.asking.visiting import VISIT
from tests.surveys.walking import answers_of, responses

PATH = "/surveys/visit/ask/type"
ANSWERS = {"q_met": "yes", "q_place": "home", "q_how.heard": "good", "q_words": "More time."}


def _type(typist: CheckedClient, *, status: int = 200, **fields: Any) -> Any:
    asked = typist.page(PATH)
    form = asked.select_one("form[data-typing]")
    hidden = {tag["name"]: tag["value"] for tag in form.select("input[type=hidden]")}
    about = {"channel": "paper", "received_on": "2026-01-05", "batch": "Library"}
    about["interpreter"] = ""
    return typist.submit(PATH, status=status, **hidden | about | fields)


def _written() -> list[tuple[str | None, Kind]]:
    session().rollback()
    found = session().scalars(select(Contribution).order_by(Contribution.kind))
    return [(each.question, each.kind) for each in found]


def test_a_paper_is_one_response_that_says_who_typed_it_and_which_paper_it_was(sign_in, visit):
    typist = sign_in(Role.CODER)

    page = _type(typist, **ANSWERS)
    _type(typist, **ANSWERS | {"q_place": "office", "q_room": "12"})

    first, second = sorted(responses(), key=lambda each: each.paper_number)
    assert answers_of(first) == {"met": "yes", "place": "home", "how.heard": "good"}
    assert answers_of(second)["room"] == 12
    assert (first.channel, first.batch, first.paper_number) == (Channel.PAPER, "Library", 1)
    assert (first.entered_by_id, str(first.received_on)) == (typist.member.id, "2026-01-05")
    assert "number 1 of “Library”" in " ".join(page.select_one(".banner").text.split())
    assert page.select_one("input[name=batch]")["value"] == "Library"  # ready for the next
    assert not page.select("[name=q_met][checked]")
    assert how_many(Receipt) == 0


def test_what_the_paper_should_not_have_is_asked_about_and_then_kept_in_words(
    sign_in, visit, keyring
):
    typist = sign_in(Role.LEAD)
    odd = {"q_met": "no", "q_place": "home", "q_words": "More time.", "margin": "Call me."}

    asked = _type(typist, status=400, **odd)
    assert "2. Where was it?: At home" in " ".join(asked.select_one(".notice").text.split())
    assert asked.select_one("[name=q_place][checked]")
    assert not responses()
    _type(typist, meant="yes", with_receipt="y", **odd)

    assert answers_of(responses()[0]) == {"met": "no"}
    kinds = {kind: question for question, kind in _written()}
    assert kinds == {Kind.SURVEY_ANSWER: "words", Kind.ENTERED: None}
    letter = session().scalars(select(Contribution).filter_by(kind=Kind.ENTERED)).one()
    words = opening.original(letter, keyring)
    assert words.startswith("Call me.")
    assert "2. Where was it? At home" in words
    assert how_many(Receipt) == 1  # one number takes all of it back


def test_a_group_session_is_one_record_of_many_people(sign_in, visit):
    group = {"channel": "group_session", "people_count": "12", "led_by": "A youth worker"}
    _type(sign_in(Role.EDITOR), interpreter="professional", **ANSWERS | group)

    one = responses()[0]
    assert (one.people_count, one.led_by) == (12, "A youth worker")
    assert one.interpreter == "professional"


def test_the_receipt_is_a_slip_in_the_language_of_the_paper_and_shown_once(sign_in, visit):
    typist = sign_in(Role.LEAD)

    page = _type(typist, language="ur", with_receipt="y", **ANSWERS)

    slip = page.select_one(".slip")
    assert (slip["lang"], slip["dir"]) == ("ur", "rtl")
    assert len(slip.select_one(".code").text.replace(" ", "")) == 18
    assert responses()[0].language == "ur"
    assert not typist.page(PATH).select(".slip")


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"q_met": "yes", "q_place": "office", "q_room": "some"}, "Write a whole number"),
        ({"q_met": "moon"}, "Choose one of these answers"),
        ({}, "Nothing is typed yet"),
        ({"q_met": "yes", "received_on": "2999-01-01"}, "Choose today or an earlier day"),
        ({"q_met": "yes", "received_on": "0026-01-01"}, "There is no such day"),
        ({"q_met": "yes", "people_count": "0"}, "Give a number from 1 to 1000"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(sign_in, visit, fields, complaint):
    page = _type(sign_in(Role.LEAD), status=400, **fields)

    assert complaint in page.select_one(".error-summary").text
    assert not responses()


def test_a_paper_without_consent_is_not_kept_however_often_it_is_meant(sign_in, visit: Survey):
    asking = json.loads(json.dumps(VISIT))
    agree = {"key": "agree", "kind": "consent", "required": True}
    asking["pages"][0]["questions"].insert(0, agree | {"wording": {"en": "I agree", "ur": "ہاں"}})
    with writing():
        services.publish_version(survey=visit, definition=read_definition(asking))

    page = _type(sign_in(Role.LEAD), status=400, meant="yes", **ANSWERS)

    assert "nothing of it may be kept" in page.select_one(".error-summary").text
    assert not responses()
    assert not _written()


def test_those_whom_the_questions_are_not_for_are_not_counted(sign_in, visit):
    typist = sign_in(Role.LEAD)

    asked = _type(typist, status=400, q_met="work", q_words="I see it too.")
    assert "not for this person" in asked.select_one(".notice").text
    _type(typist, meant="yes", q_met="work", q_words="I see it too.")

    assert not responses()
    assert _written() == [(None, Kind.ENTERED)]
