"""Every kind of question, asked of somebody whose browser runs no script."""

import pytest
from sqlalchemy import select

from feedback.contributions import events
from feedback.contributions.models import Contribution
from feedback.contributions.opening import original
from feedback.core.db import writing
from surveys.definitions.reading import read_definition
from surveys.journey import counting
from surveys.versions import links, queries, services
from surveys.versions.models import PageCount
from tests.support.said import rows
from tests.surveys.all_kinds import ALL_KINDS
from tests.surveys.walking import Visitor, answers_of, responses, to_check

QUICK = {
    "schema": 1,
    "languages": ["en", "ur"],
    "title": {"en": "One question", "ur": "ایک سوال"},
    "thanks": {"en": "Thank you from the ward.", "ur": "وارڈ کی طرف سے شکریہ۔"},
    "quick": True,
    "pages": [
        {
            "key": "one",
            "questions": [
                {
                    "key": "today",
                    "kind": "rating",
                    "wording": {"en": "How was today?", "ur": "آج کیسا تھا؟"},
                    "choices": ALL_KINDS["pages"][10]["questions"][0]["choices"],
                }
            ],
        }
    ],
}


def _opened(slug: str, plain: dict) -> None:
    counting.flush()
    with writing():
        survey = services.new_survey(slug=slug)
        services.publish_version(survey=survey, definition=read_definition(plain))
        services.open_survey(survey=survey)


@pytest.fixture
def everything(client, app) -> Visitor:
    """Somebody on the first question of a survey that asks in every way."""
    _opened("all", ALL_KINDS)
    return Visitor(client, "/en/q/all").press()


def _date(visitor: Visitor, day: str, month: str, year: str) -> Visitor:
    return visitor.fill(**{"born.day": day, "born.month": month, "born.year": year})


def _to_help(visitor: Visitor) -> Visitor:
    visitor.fill(adult="yes").press().fill(agree="yes").press().fill(place="Annan <b>").press()
    _date(visitor, "۲", "5", "1990").press()
    return visitor.fill(heard="other", **{"heard.other": "My aunt"}).press()


def test_every_kind_is_answered_in_urdu_and_kept_whatever_the_language(everything, keyring):
    visitor = everything.press("اردو")
    assert visitor.page.html["dir"] == "rtl"
    _to_help(visitor)
    visitor.fill(help=["talk", "money"]).press()
    assert visitor.page.select_one(".notice")  # the answer brought another question
    visitor.fill(amount="۱۲٫۵۰").press()
    visitor.fill(town="annan").press("English")
    assert visitor.page.select_one("option[selected]")["value"] == "annan"
    visitor.press().fill(**{"felt.kind": "often"}).press()
    visitor.fill(**{"matters.home": "1", "matters.safety": "2"}).press("اردو").press()
    visitor.fill(scale="agree").press().fill(rate="5").press().fill(weather="rain").press()
    visitor.fill(next="pay").press().fill(story="وہ مہربان تھی").press().press()

    assert "My aunt" in visitor.page.text
    assert "2 مئی، 1990" in visitor.page.text
    assert "1. اردو Home\n2. اردو Safety" in visitor.page.text
    visitor.press()
    assert "پینل کو بتانے کا شکریہ۔" in visitor.page.main.text
    (response,) = responses()
    assert response.language == "ur"
    assert answers_of(response) == {
        "adult": "yes",
        "agree": "yes",
        "born": "1990-05-02",
        "heard": "other",
        "help": ["talk", "money"],
        "amount": 12.5,
        "town": "annan",
        "felt.kind": "often",
        "matters": ["home", "safety"],
        "scale": "agree",
        "rate": "5",
        "weather": "rain",
        "next": "pay",
    }
    said = {each.question: original(each, keyring) for each in rows(select(Contribution))}
    assert said == {"place": "Annan <b>", "heard.other": "My aunt", "story": "وہ مہربان تھی"}
    asked = events.question_wanted.send(
        None, response_id=response.id, question="heard.other", language="en"
    )
    assert [words for _who, words in asked] == ["How did you hear about this?"]


def test_an_earlier_answer_is_repeated_as_text_and_never_as_markup(everything):
    visitor = _to_help(everything).press("Back")

    assert visitor.heading.replace("\u2068", "").replace("\u2069", "") == (
        "How did you hear about Annan <b>?"
    )
    visitor.press("Back").press("Back").fill(place="").press().press()
    assert visitor.heading == "How did you hear about this?"


def test_random_order_stays_as_it_is_all_the_way_and_other_stays_last(everything):
    def values() -> list[str]:
        return [box["value"] for box in visitor.page.select('input[type=radio][name="q_heard"]')]

    visitor = _to_help(everything).press("Back")
    first = values()

    assert first[-1] == "other"
    visitor.press("اردو")
    assert values() == first
    seen = {tuple(first)}
    for seed in range(12):
        fields = visitor.carried() | {"order": [f"{seed:08x}"], "at": ["p_born"]}
        visitor.post("/en/q/all", fields)
        seen.add(tuple(values()))
    assert len(seen) > 1


def test_somebody_whom_the_questions_are_not_for_is_told_kindly_and_nothing_is_kept(everything):
    visitor = everything.fill(adult="no").press()

    assert visitor.heading == "These questions are for adults"
    assert "Nothing was sent, and nothing is kept." in visitor.page.text
    assert visitor.page.main.select_one('a[href="/en/tell"]')
    assert visitor.page.main.select_one('a[href="/en/help"]') or visitor.page.select_one(".help")
    fields = visitor.carried() | {"q_story": ["smuggled"]}
    assert visitor.press("اردو").heading == "اردو These questions are for adults"
    visitor.post("/en/q/all/send", fields)
    assert visitor.heading == "These questions are for adults"
    assert not responses()
    assert visitor.press("Back").fill(adult="yes").press().heading == "Everything"


def test_what_must_be_answered_cannot_be_passed_by(everything):
    assert not everything.page.select('button[name="skip"]')
    everything.press(status=400)
    assert "Choose an answer." in everything.page.select_one(".error-summary").text
    everything.fill(adult="yes").press().press(status=400)
    assert "Tick the box if you agree." in everything.page.select_one(".error-summary").text

    fields = everything.carried() | {"q_story": ["words"]}
    everything.post("/en/q/all/send", fields, status=400)

    assert everything.page.select_one('[name="q_agree"]:not([type=hidden])')
    assert not responses()


def test_a_check_that_fails_is_said_and_one_that_only_asks_is_asked_once(everything):
    visitor = everything.fill(adult="yes").press().fill(agree="yes").press().press()
    _date(visitor, "1", "1", "2999").press(status=400)
    assert "That day is still to come." in visitor.page.select_one(".error-summary").text
    _date(visitor, "1", "", "1990").press(status=400)
    assert "Write the month too" in visitor.page.text

    _date(visitor, "1", "1", "1990").press().press()
    visitor.fill(help="money").press().fill(amount="600").press()
    assert "That is a lot. Is it right?" in visitor.page.text
    assert visitor.press("Carry on anyway").heading == "Which town?"


def test_a_follow_up_that_is_not_wanted_any_more_is_dropped_with_what_depended_on_it(everything):
    visitor = _to_help(everything).fill(help="money").press().fill(amount="5").press()
    to_check(visitor.press().press().press().press().press().press().fill(next="pay"))
    visitor.press("Change What helped?").fill(help=["talk"]).press()

    visitor.press("Send")

    kept = answers_of(responses()[0])
    assert "amount" not in kept
    assert "next" not in kept
    assert kept["help"] == ["talk"]


def test_a_quick_survey_is_sent_from_its_only_page(client, app):
    _opened("qk", QUICK)
    visitor = Visitor(client, "/en/q/qk")
    assert "call 999" in visitor.page.main.text
    visitor.press("Send", status=400)
    assert "You have not answered anything yet" in visitor.page.text

    visitor.fill(today="5").press("اردو")
    assert visitor.heading == "آج کیسا تھا؟"
    visitor.press()

    assert "وارڈ کی طرف سے شکریہ۔" in visitor.page.main.text
    assert answers_of(responses()[0]) == {"today": "5"}


def test_a_response_knows_the_link_that_led_to_it_and_pages_how_often_they_were_reached(
    client, app
):
    _opened("qk", QUICK)
    with writing():
        link = links.make_link(survey=queries.survey_by_slug("qk"), label="Waiting room")
        code = link.code
    counting.flush()

    visitor = Visitor(client, f"/en/q/qk?by={code}").fill(today="4")
    visitor.press("اردو").press("English").press("Send")
    client.page("/en/q/qk?by=nobody")
    counting.flush()

    assert responses()[0].link_id == link.id
    assert {(each.page, each.reached) for each in rows(select(PageCount))} == {("one", 2)}
