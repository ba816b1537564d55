"""Sending a survey: kept once, whatever is pressed, changed, closed or taken back."""

import threading
import uuid

import pytest
from sqlalchemy import func, select

from feedback.contributions import withdrawing
from feedback.contributions.models import Contribution, Submission
from feedback.core.db import session, writing
from surveys.versions import queries, services
from surveys.versions.models import Survey, SurveyAnswer
from tests.surveys.walking import Visitor, answers_of, receipt_code, responses, to_check


def test_the_same_press_twice_is_one_response_with_one_receipt(visitor):
    visitor.press().fill(asked="no").press()
    to_check(visitor).press("Send")
    code = receipt_code(visitor)

    visitor.post(*visitor.sent)

    assert receipt_code(visitor) == code
    assert len(responses()) == 1


def test_the_same_form_with_other_answers_asks_which_is_meant(visitor):
    visitor.press().fill(asked="no").press()
    to_check(visitor).press("Send")
    path, fields = visitor.sent

    visitor.post(path, fields | {"q_helped": ["Her voice"]}, status=409)

    assert visitor.heading == "You sent this form before, with other answers"
    assert visitor.carried()["q_helped"] == ["Her voice"]
    visitor.press("Polski", status=409)
    visitor.press("")
    assert len(responses()) == 2


def test_somebody_who_goes_back_from_there_can_change_it(visitor):
    visitor.press().fill(asked="no").press()
    to_check(visitor).press("Send")
    path, fields = visitor.sent
    visitor.post(path, fields | {"q_helped": ["Her voice"]}, status=409)

    visitor.press("Go back and change it")

    assert visitor.heading == "Check before you send"
    assert "Her voice" in visitor.page.text
    assert visitor.press("Cymraeg").page.select_one("#answers")


def test_what_was_taken_back_is_not_sent_again_by_accident(visitor):
    visitor.press().fill(asked="no").press()
    to_check(visitor).press("Send")
    with writing():
        submission = session().scalars(select(Submission)).one()
        withdrawing.withdraw_receipt(receipt=submission.receipt)

    visitor.post(*visitor.sent, status=409)

    assert visitor.heading == "You took this back"


def test_a_withdrawn_receipt_takes_the_answers_with_it(visitor):
    visitor.press().fill(asked="no").press()
    to_check(visitor).press("Send")

    with writing():
        submission = session().scalars(select(Submission)).one()
        withdrawing.withdraw_receipt(receipt=submission.receipt)

    (response,) = responses()
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
    assert not responses()


def test_none_of_these_goes_with_no_other(visitor):
    visitor.press().press().press().press()
    visitor.fill(support=["none", "family"]).press(status=400)

    assert "Choose “I did not want any support”, or the others. Not both." in visitor.page.text
    assert len(visitor.page.select("[checked]")) == 2


def test_an_answer_to_a_question_that_was_not_shown_is_dropped(visitor):
    visitor.press().fill(asked="no").press()
    fields = to_check(visitor).carried()

    smuggled = {"q_happened": ["nonsense"], "q_nowhere": ["x"], "q_help": ["read"]}
    visitor.post("/en/q/k7/send", fields | smuggled)

    (response,) = responses()
    assert answers_of(response) == {"asked": "no"}


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
    to_check(visitor.fill(listened="agree")).press("Send")

    (response,) = responses()
    assert response.version.number == 1
    assert answers_of(response) == {"asked": "no", "listened": "agree"}
    assert Visitor(visitor.client, "/en/q/k7").press().heading == "What should change?"


def test_a_closed_survey_says_so_and_loses_no_words(visitor, k7):
    visitor.press()
    fields = to_check(visitor).carried() | {"q_helped": ["Her voice"], "q_asked": ["no"]}
    with writing():
        services.close_survey(survey=queries.survey_by_slug("k7"))

    visitor.post("/en/q/k7/send", fields, status=409)

    assert visitor.heading == "These questions are closed now"
    assert visitor.page.select_one('form[action="/en/tell/topic"] [name="words"]')["value"] == (
        "Her voice"
    )
    assert visitor.press("Polski").carried()["q_helped"] == ["Her voice"]
    assert not responses()
    assert "closed" in visitor.client.page("/en/q/k7").select_one("h1").text


def test_a_survey_that_closes_after_send_still_shows_the_receipt_again(visitor, k7):
    visitor.press().fill(asked="no").press()
    to_check(visitor).press("Send")
    code = receipt_code(visitor)
    with writing():
        services.close_survey(survey=queries.survey_by_slug("k7"))

    visitor.post(*visitor.sent)

    assert receipt_code(visitor) == code


def test_the_thank_you_page_changes_its_language_without_sending(visitor):
    visitor.press().fill(asked="no").press()
    to_check(visitor).press("Send")

    visitor.press("Cymraeg", form="held")

    assert visitor.page.html["lang"] == "cy"
    assert len(responses()) == 1


def test_a_receipt_that_is_gone_leads_to_the_box_for_numbers(visitor):
    fields = {"switch_language": ["pl"], "code": ["123"], "which": [""], "sitting": ["new"]}

    visitor.post("/pl/q/k7/send", fields, status=303)


def test_many_presses_at_once_are_one_response(public_app, visitor):
    visitor.press().fill(asked="no").press()
    to_check(visitor)
    fields = visitor.carried() | {"q_helped": ["Her voice"]}
    statuses: list[int] = []

    def press():
        response = public_app.test_client().post("/en/q/k7/send", data=fields)
        statuses.append(response.status_code)

    presses = [threading.Thread(target=press) for _number in range(8)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()

    assert statuses == [200] * 8
    assert len(responses()) == 1
    assert session().scalar(select(func.count()).select_from(Contribution)) == 1


def test_the_last_place_is_for_one_however_many_press_at_once(public_app, k7):
    with writing():
        session().get_one(Survey, k7.id).cap = 1

    def press():
        answers = {"q_asked": "no", "submission": uuid.uuid4().hex}
        public_app.test_client().post("/en/q/k7/send", data=answers)

    presses = [threading.Thread(target=press) for _number in range(6)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()

    assert len(responses()) == 1
