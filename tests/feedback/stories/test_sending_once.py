"""One press is one story, whatever the phone, the connection or the fingers do."""

import threading

import pytest
from sqlalchemy.exc import OperationalError

from feedback.contributions.models import Contribution, Receipt, Submission
from tests.support.pages import fields_of, how_many, receipt_shown


def test_the_same_press_twice_is_one_story_and_the_same_thank_you(client, check_page):
    sent = fields_of(check_page("They listened."))

    pages = [client.submit("/en/tell/send", **sent) for _ in range(3)]

    assert len({receipt_shown(page) for page in pages}) == 1
    assert how_many(Contribution) == 1


def test_many_presses_at_once_are_one_story(public_app, check_page):
    sent = fields_of(check_page("They listened."))
    answers = []

    def press():
        answers.append(public_app.test_client().post("/en/tell/send", data=sent).status_code)

    presses = [threading.Thread(target=press) for _ in range(12)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()

    assert answers == [200] * 12
    for table in (Submission, Contribution, Receipt):
        assert how_many(table) == 1


def test_two_tabs_are_two_stories(client, words_page):
    first, second = fields_of(words_page()), fields_of(words_page())

    for sent, words in [(first, "One."), (second, "Two.")]:
        client.submit("/en/tell/send", **(sent | {"words": words}))

    assert how_many(Receipt) == 2


def test_the_same_form_with_other_words_is_asked_about_and_nothing_is_lost(client, check_page):
    sent = fields_of(check_page("They listened."))
    client.submit("/en/tell/send", **sent)

    asked = client.submit("/en/tell/send", status=409, **(sent | {"words": "They did not."}))

    assert "They did not." in asked.select_one("dd.words").get_text()
    assert how_many(Contribution) == 1
    again = fields_of(asked)
    assert again["submission"] != sent["submission"]
    client.submit("/en/tell/send", **again)
    assert how_many(Contribution) == 2


def test_the_question_about_other_words_is_asked_in_another_language_without_sending(
    client, check_page
):
    sent = fields_of(check_page("They listened."))
    client.submit("/en/tell/send", **sent)
    asked = client.submit("/en/tell/send", status=409, **(sent | {"words": "They did not."}))

    switched = fields_of(asked) | {"switch_language": "ur"}
    page = client.submit("/ur/tell/send", status=409, **switched)

    assert page.html["lang"] == "ur"
    assert "They did not." in page.select_one("dd.words").get_text()
    assert how_many(Contribution) == 1


def test_a_form_without_its_id_or_with_a_false_one_is_still_taken(client, check_page):
    for false in ["", "x", "0" * 31, "../../etc/passwd"]:
        client.submit(
            "/en/tell/send", **(fields_of(check_page("They listened.")) | {"submission": false})
        )

    assert how_many(Contribution) == 4


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "null"}, 200),  # an older phone, under our own Referrer-Policy
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, 403),
    ],
)
def test_a_story_is_taken_from_our_own_pages_only(client, check_page, headers, status):
    sent = fields_of(check_page("They listened."))

    answer = client.post("/en/tell/send", data=sent, headers=headers)

    assert answer.status_code == status
    assert how_many(Contribution) == (status == 200)
    assert "They listened." in answer.text or status == 200


@pytest.mark.parametrize("words", ["They listened.", "They listened, at length. " * 40])
def test_when_the_database_fails_the_words_are_still_there_and_nobody_is_thanked(
    client, check_page, monkeypatch, words
):
    sent = fields_of(check_page(words))

    def fail(*_arguments, **_more):
        raise OperationalError("INSERT", {}, ConnectionError("gone"))

    with monkeypatch.context() as broken:
        broken.setattr("feedback.stories.services.receive", fail)
        answer = client.post("/en/tell/send", data=sent)

    assert answer.status_code == 503
    assert words.strip() in answer.text
    assert "Thank you" not in answer.text
    assert client.post("/en/tell/send", data=sent).status_code == 200  # the same form, again
