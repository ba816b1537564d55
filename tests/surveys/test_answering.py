"""Answering a survey, as a browser without JavaScript does it."""

import gzip

import pytest
from sqlalchemy import func, select

from feedback.contributions.models import Contribution, Kind, Submission
from feedback.contributions.opening import original
from feedback.core.db import session, writing
from surveys.library import loading
from surveys.versions import queries, services
from tests.surveys.walking import Visitor, answers_of, receipt_code, responses, to_check

HEAVIEST = 14 * 1024  # bytes of gzipped HTML


def test_answers_in_urdu_are_kept_each_where_it_belongs(client, k7, keyring):
    visitor = Visitor(client, "/ur/q/k7")
    assert visitor.page.html["dir"] == "rtl"

    visitor.press().fill(asked="yes").press()
    visitor.fill(happened="partly").press()
    visitor.fill(listened="disagree").press()
    visitor.fill(safer="4").press()
    visitor.fill(support=["family", "my_language"]).press()
    visitor.fill(helped="وہ مہربان تھی").press()
    visitor.fill(change="  خط آسان ہوں \n").press()
    assert "میرے بچوں یا خاندان کے لیے مدد" in visitor.page.text
    visitor.press()

    assert len(receipt_code(visitor).replace(" ", "")) == 18
    (response,) = responses()
    assert answers_of(response) == {
        "asked": "yes",
        "happened": "partly",
        "listened": "disagree",
        "safer": "4",
        "support": ["family", "my_language"],
    }
    assert response.language == "ur"
    assert response.shown_digest == queries.definition_of(response.version).shown_digest("ur")
    said = session().scalars(select(Contribution).order_by(Contribution.position)).all()
    assert [(each.question, original(each, keyring)) for each in said] == [
        ("helped", "وہ مہربان تھی"),
        ("change", "خط آسان ہوں"),
    ]
    assert {(each.kind, each.language, each.topic, each.response_id) for each in said} == {
        (Kind.SURVEY_ANSWER, "ur", None, response.id)
    }


def test_every_question_is_a_heading_and_says_its_place(visitor):
    visitor.press()

    assert visitor.heading == "Did people ask what you wanted to happen?"
    assert "Question 1 of 6" in visitor.page.title.text
    visitor.fill(asked="some").press()
    assert visitor.heading == "Did what you wanted happen?"
    assert "Question 2 of 7" in visitor.page.title.text


def test_what_does_not_apply_is_not_asked(visitor):
    visitor.press().fill(asked="no").press()

    assert visitor.heading == "Do you feel that people listened to you?"


def test_somebody_who_feels_less_safe_is_told_where_help_is(visitor):
    visitor.press().press().press().fill(safer="1").press()

    assert visitor.heading == "You do not have to wait for us"
    assert "999" in visitor.page.main.text
    assert visitor.press().heading == "What support did you want?"


def test_nothing_at_all_is_not_sent(visitor):
    to_check(visitor.press()).press("Send", status=400)

    assert "You have not answered anything yet" in visitor.page.text
    assert visitor.page.title.text.startswith("Error:")
    assert not responses()
    assert not session().scalar(select(func.count()).select_from(Submission))


def test_a_choice_can_be_skipped_after_it_was_made(visitor):
    visitor.press().fill(asked="no").press()
    visitor.press("Back")
    assert visitor.page.select_one('[name="q_asked"][value="no"]').has_attr("checked")

    visitor.press("Skip this question")

    assert "q_asked" not in visitor.carried()
    assert visitor.heading == "Do you feel that people listened to you?"


def test_back_keeps_what_is_on_the_page(visitor):
    visitor.press().press().fill(listened="agree").press("Back")
    assert visitor.heading == "Did people ask what you wanted to happen?"

    visitor.press()

    assert visitor.page.select_one('[value="agree"]').has_attr("checked")
    visitor.press("Back").press("Back")
    assert visitor.heading == "How it went for you"
    assert visitor.carried()["q_listened"] == ["agree"]


def test_another_language_keeps_the_page_and_every_answer(visitor):
    visitor.press().fill(asked="yes").press().fill(happened="no").press()
    visitor.fill(listened="agree").press("اردو")

    assert visitor.page.html["lang"] == "ur"
    assert visitor.heading == "کیا آپ کو لگتا ہے کہ لوگوں نے آپ کی بات سنی؟"
    assert visitor.page.select_one('[value="agree"]').has_attr("checked")
    to_check(visitor).press("Cymraeg").press()
    (response,) = responses()
    assert answers_of(response) == {"asked": "yes", "happened": "no", "listened": "agree"}
    assert response.language == "cy"


def test_a_changed_answer_leads_back_to_check(visitor):
    visitor.press().fill(asked="no").press()
    to_check(visitor.fill(listened="agree"))

    visitor.press("Change How safe").fill(safer="5").press()

    assert visitor.heading == "Check before you send"
    assert "Much safer" in visitor.page.text


def test_a_change_that_opens_a_question_asks_it(visitor):
    visitor.press().fill(asked="no").press()
    to_check(visitor)

    visitor.press("Change Did people ask").fill(asked="yes").press()

    assert visitor.heading == "Did what you wanted happen?"
    assert visitor.press().heading == "Check before you send"


def test_an_answer_to_a_question_that_closed_again_is_not_kept(visitor):
    visitor.press().fill(asked="yes").press().fill(happened="partly").press()
    to_check(visitor).press("Change Did people ask").fill(asked="no").press()
    assert "Did what you wanted happen?" not in visitor.page.text

    visitor.press("Send")

    (response,) = responses()
    assert answers_of(response) == {"asked": "no"}


def test_the_only_open_survey_is_opened_at_once(client, k7):
    response = client.get("/pl/q/")

    assert (response.status_code, response.location) == (303, "/pl/q/k7")


def test_several_open_surveys_are_offered_by_their_titles(client, k7):
    with writing():
        other = services.new_survey(slug="m2")
        definition = queries.definition_of(queries.newest_version(k7))
        services.publish_version(survey=other, definition=definition)
        services.open_survey(survey=other)

    page = client.page("/ar/q/")

    assert [link["href"] for link in page.select("a.door")] == ["/ar/q/m2", "/ar/q/k7"]
    assert page.select_one(".door-label").text == "كيف كان الأمر بالنسبة لك"


def test_where_nothing_is_open_a_story_can_be_told(client, app):
    assert client.page("/en/q/").select_one('a[href="/en/tell"]')


def test_a_draft_and_an_unknown_survey_are_not_found(client, app):
    with writing():
        loading.load_library()

    client.page("/en/q/k7", status=404)
    client.page("/en/q/nowhere", status=404)
    assert client.post("/en/q/k7").status_code == 404


def test_the_last_address_opened_by_itself_begins_at_the_start(client, k7):
    response = client.get("/en/q/k7/send")

    assert (response.status_code, response.location) == (303, "/en/q/k7")


def test_a_form_that_was_tampered_with_begins_again_without_a_crash(client, k7):
    for fields in (
        {},
        {"version": "x", "at": "x", "seen": "\x00", "change": "x"},
        {"at": "-check"},
    ):
        assert client.post("/en/q/k7", data=fields).status_code == 200
    assert client.post("/en/q/k7/send", data={"submission": "x"}).status_code == 400


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_page_is_heavy(client, k7, language):
    visitor = Visitor(client, f"/{language}/q/k7").press()
    sizes = [len(gzip.compress(str(visitor.page).encode()))]
    while not visitor.page.select_one("#answers"):
        if visitor.page.select("[name=q_helped]:not([type=hidden])"):
            visitor.fill(helped="مدد " * 1_000)
        visitor.press()
        sizes.append(len(gzip.compress(str(visitor.page).encode())))

    assert max(sizes) < HEAVIEST
