"""Answering a survey, as a browser without JavaScript does it."""

import gzip
from collections.abc import Sequence

import pytest
from sqlalchemy import func, select

from feedback.contributions import withdrawing
from feedback.contributions.models import Contribution, Kind, Submission
from feedback.contributions.opening import original
from feedback.core.db import session, writing
from surveys import queries, services
from surveys.models import SurveyAnswer, SurveyResponse
from tests.surveys.walking import Visitor

HEAVIEST = 14 * 1024  # bytes of gzipped HTML


def _responses() -> Sequence[SurveyResponse]:
    session().rollback()  # look at what is there now
    return session().scalars(select(SurveyResponse)).all()


def _answers(response: SurveyResponse) -> dict[str, object]:
    return {answer.question: answer.value for answer in response.answers}


def _code(visitor: Visitor) -> str:
    return visitor.page.select_one("bdi.code").text


def _to_check(visitor: Visitor) -> Visitor:
    while not visitor.page.select_one("#answers"):
        visitor.press()
    return visitor


@pytest.fixture
def visitor(client, k7) -> Visitor:
    return Visitor(client, "/en/q/k7")


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

    assert len(_code(visitor).replace(" ", "")) == 18
    (response,) = _responses()
    assert _answers(response) == {
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
    _to_check(visitor.press()).press("Send", status=400)

    assert "You have not answered anything yet" in visitor.page.text
    assert visitor.page.title.text.startswith("Error:")
    assert not _responses()
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
    _to_check(visitor).press("Cymraeg").press()
    (response,) = _responses()
    assert _answers(response) == {"asked": "yes", "happened": "no", "listened": "agree"}
    assert response.language == "cy"


def test_a_changed_answer_leads_back_to_check(visitor):
    visitor.press().fill(asked="no").press()
    _to_check(visitor.fill(listened="agree"))

    visitor.press("Change How safe").fill(safer="5").press()

    assert visitor.heading == "Check before you send"
    assert "Much safer" in visitor.page.text


def test_a_change_that_opens_a_question_asks_it(visitor):
    visitor.press().fill(asked="no").press()
    _to_check(visitor)

    visitor.press("Change Did people ask").fill(asked="yes").press()

    assert visitor.heading == "Did what you wanted happen?"
    assert visitor.press().heading == "Check before you send"


def test_an_answer_to_a_question_that_closed_again_is_not_kept(visitor):
    visitor.press().fill(asked="yes").press().fill(happened="partly").press()
    _to_check(visitor).press("Change Did people ask").fill(asked="no").press()
    assert "Did what you wanted happen?" not in visitor.page.text

    visitor.press("Send")

    (response,) = _responses()
    assert _answers(response) == {"asked": "no"}


def test_the_same_press_twice_is_one_response_with_one_receipt(visitor):
    visitor.press().fill(asked="no").press()
    _to_check(visitor).press("Send")
    code = _code(visitor)

    visitor.post(*visitor.sent)

    assert _code(visitor) == code
    assert len(_responses()) == 1


def test_the_same_form_with_other_answers_asks_which_is_meant(visitor):
    visitor.press().fill(asked="no").press()
    _to_check(visitor).press("Send")
    path, fields = visitor.sent

    visitor.post(path, fields | {"q_helped": ["Her voice"]}, status=409)

    assert visitor.heading == "You sent this form before, with other answers"
    assert visitor.carried()["q_helped"] == ["Her voice"]
    visitor.press("Polski", status=409)
    visitor.press("")
    assert len(_responses()) == 2


def test_somebody_who_goes_back_from_there_can_change_it(visitor):
    visitor.press().fill(asked="no").press()
    _to_check(visitor).press("Send")
    path, fields = visitor.sent
    visitor.post(path, fields | {"q_helped": ["Her voice"]}, status=409)

    visitor.press("Go back and change it")

    assert visitor.heading == "Check before you send"
    assert "Her voice" in visitor.page.text
    assert visitor.press("Cymraeg").page.select_one("#answers")


def test_what_was_taken_back_is_not_sent_again_by_accident(visitor):
    visitor.press().fill(asked="no").press()
    _to_check(visitor).press("Send")
    with writing():
        submission = session().scalars(select(Submission)).one()
        withdrawing.withdraw_receipt(receipt=submission.receipt)

    visitor.post(*visitor.sent, status=409)

    assert visitor.heading == "You took this back"


def test_a_withdrawn_receipt_takes_the_answers_with_it(visitor):
    visitor.press().fill(asked="no").press()
    _to_check(visitor).press("Send")

    with writing():
        submission = session().scalars(select(Submission)).one()
        withdrawing.withdraw_receipt(receipt=submission.receipt)

    (response,) = _responses()
    assert response.withdrawn_on
    assert not session().scalar(select(func.count()).select_from(SurveyAnswer))
    assert queries.count_responses(response.version.survey) == 0


@pytest.mark.parametrize(
    ("question", "values", "heading"),
    [
        ("asked", ["maybe"], "Did people ask what you wanted to happen?"),
        ("safer", ["5", "1"], "How safe do you feel now, compared with before?"),
        ("support", ["none", "family"], "What support did you want?"),
        ("support", ["a horse"], "What support did you want?"),
        ("helped", ["x" * 10_001], "What helped?"),
    ],
)
def test_what_is_no_answer_is_refused_beside_its_question(visitor, question, values, heading):
    visitor.press().press().press().fill(safer="4").press().press().press().press()
    fields = visitor.carried() | {f"q_{question}": values, "q_change": ["Less waiting"]}

    visitor.post("/en/q/k7/send", fields, status=400)

    assert visitor.heading == heading
    assert visitor.page.select_one(".error-summary")
    assert visitor.carried()["q_change"] == ["Less waiting"]
    assert not _responses()


def test_none_of_these_goes_with_no_other(visitor):
    visitor.press().press().press().press()
    visitor.fill(support=["none", "family"]).press(status=400)

    assert "Choose “I did not want any support”, or the others. Not both." in visitor.page.text
    assert len(visitor.page.select("[checked]")) == 2


def test_an_answer_to_a_question_that_was_not_shown_is_dropped(visitor):
    visitor.press().fill(asked="no").press()
    fields = _to_check(visitor).carried()

    smuggled = {"q_happened": ["nonsense"], "q_nowhere": ["x"], "q_help": ["read"]}
    visitor.post("/en/q/k7/send", fields | smuggled)

    (response,) = _responses()
    assert _answers(response) == {"asked": "no"}


def test_whoever_began_on_an_older_version_finishes_on_it(visitor, k7):
    visitor.press().fill(asked="no").press()
    older = queries.newest_version(k7)
    definition = queries.definition_of(older)
    with writing():
        survey = queries.survey_by_slug("k7")
        shorter = type(definition)(
            languages=definition.languages,
            title=definition.title,
            pages=definition.pages[-1:],
        )
        services.publish_version(survey=survey, definition=shorter)

    assert visitor.heading == "Do you feel that people listened to you?"
    _to_check(visitor.fill(listened="agree")).press("Send")

    (response,) = _responses()
    assert response.version.number == 1
    assert _answers(response) == {"asked": "no", "listened": "agree"}
    assert Visitor(visitor.client, "/en/q/k7").press().heading == "What should change?"


def test_a_closed_survey_says_so_and_loses_no_words(visitor, k7):
    visitor.press()
    fields = _to_check(visitor).carried() | {"q_helped": ["Her voice"], "q_asked": ["no"]}
    with writing():
        services.close_survey(survey=queries.survey_by_slug("k7"))

    visitor.post("/en/q/k7/send", fields, status=409)

    assert visitor.heading == "These questions are closed now"
    assert visitor.page.select_one('form[action="/en/tell/topic"] [name="words"]')["value"] == (
        "Her voice"
    )
    assert visitor.press("Polski").carried()["q_helped"] == ["Her voice"]
    assert not _responses()
    assert "closed" in visitor.client.page("/en/q/k7").select_one("h1").text


def test_a_survey_that_closes_after_send_still_shows_the_receipt_again(visitor, k7):
    visitor.press().fill(asked="no").press()
    _to_check(visitor).press("Send")
    code = _code(visitor)
    with writing():
        services.close_survey(survey=queries.survey_by_slug("k7"))

    visitor.post(*visitor.sent)

    assert _code(visitor) == code


def test_the_thank_you_page_changes_its_language_without_sending(visitor):
    visitor.press().fill(asked="no").press()
    _to_check(visitor).press("Send")

    visitor.press("Cymraeg", form="held")

    assert visitor.page.html["lang"] == "cy"
    assert len(_responses()) == 1


def test_a_receipt_that_is_gone_leads_to_the_box_for_numbers(visitor):
    fields = {"switch_language": ["pl"], "code": ["123"], "which": [""], "sitting": ["new"]}

    visitor.post("/pl/q/k7/send", fields, status=303)


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
        services.load_library()

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
