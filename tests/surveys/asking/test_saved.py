"""Save and come back: only whoever holds the code can, and everything else leaves nothing."""

import json
import threading
from datetime import timedelta

import pytest
from sqlalchemy import inspect

from feedback.core import clock
from feedback.core.db import writing
from surveys.definitions.reading import read_definition
from surveys.versions import queries, saved, services
from surveys.versions.models import SavedAnswers
from surveys.versions.saved import NothingSaved
from tests.support.pages import NOBODYS, how_many, only
from tests.surveys.asking.visiting import VISIT
from tests.surveys.walking import Visitor, answers_of, responses, to_check

WORDS = "They came too late."


def _half_way(client) -> Visitor:
    visitor = Visitor(client, "/en/q/visit").press("Start")
    visitor.fill(met="no").press("Carry on").fill(words=WORDS)
    return visitor


def _saved(client) -> tuple[Visitor, str]:
    visitor = _half_way(client).press("Save and come back").press("Save it")
    return visitor, visitor.page.select_one(".code-digits").text.strip()


def _come_back(client, code: str, language: str = "ur", status: int = 200) -> Visitor:
    visitor = Visitor(client, f"/{language}/saved")
    return visitor.post(f"/{language}/saved", {"code": [code]}, status=status)


def test_nothing_is_kept_before_it_is_asked_for_and_then_no_word_lies_open(client, visit):
    _half_way(client).press("Save and come back")
    assert how_many(SavedAnswers) == 0

    _visitor, code = _saved(client)

    kept = only(SavedAnswers)
    assert kept.kept_until == clock.today() + timedelta(days=7)
    row = " ".join(str(getattr(kept, each.key)) for each in inspect(SavedAnswers).column_attrs)
    digits = code.replace(" ", "")
    assert len(digits) == 21  # nobody takes it for a receipt, which has 18
    assert WORDS not in row
    assert digits not in row


def test_all_our_keys_together_open_nothing_without_the_code(client, visit, keyring):
    _visitor, code = _saved(client)
    other = saved.code_for(visit.id, keyring)

    kept = only(SavedAnswers)
    with writing():
        kept.code_mac = saved._mac(other, keyring)  # whoever can write can point a code at it
    with pytest.raises(NothingSaved):
        saved.open_saved(code=other, keyring=keyring)
    with pytest.raises(NothingSaved):
        saved.open_saved(code=saved.tidy(code), keyring=keyring)


def test_coming_back_in_another_language_finds_the_same_page_and_sending_deletes(client, visit):
    _visitor, code = _saved(client)

    visitor = _come_back(client, code.replace(" ", "-"))
    visitor.press()
    assert how_many(SavedAnswers) == 1
    assert visitor.heading == "کیا مختلف ہونا چاہیے؟"
    assert visitor.page.select_one("textarea").text.strip() == WORDS
    to_check(visitor).press()

    assert answers_of(responses()[0]) == {"met": "no"}
    assert how_many(SavedAnswers) == 0


def test_saving_again_keeps_the_number_and_two_presses_are_one(client, visit):
    asked = _half_way(client).press("Save and come back")
    once = asked.press("Save it")
    path, fields = once.sent
    first = once.page.select_one(".code-digits").text
    assert once.post(path, fields).page.select_one(".code-digits").text == first

    again = once.press("Go on now").fill(words="And more.").press("Save and come back")
    again.press("Save it")

    assert again.page.select_one(".code-digits").text == first
    assert how_many(SavedAnswers) == 1
    assert "And more." in json.dumps(_come_back(client, first).carried())


def test_every_code_that_opens_nothing_is_answered_alike(client, visit, keyring):
    _visitor, code = _saved(client)
    with writing():
        only_one = only(SavedAnswers)
        only_one.kept_until = clock.today() - timedelta(days=1)
    unknown = saved.grouped(saved.code_for(visit.id, keyring))

    said = {
        _come_back(client, typed, "en", 400).page.select_one("p.error").text
        for typed in (code, unknown, NOBODYS, "123", "", "no digits", "9" * 500)
    }

    assert len(said) == 1
    with writing():
        assert saved.forget_old() == 1
    assert how_many(SavedAnswers) == 0


def test_what_was_saved_is_deleted_at_once_and_a_slip_costs_nothing(client, visit):
    visitor, code = _saved(client)

    visitor.press("Delete what I saved")

    assert how_many(SavedAnswers) == 0
    assert (
        visitor.press("Go back to the questions").page.select_one("textarea").text.strip() == WORDS
    )
    _come_back(client, code, status=400)


def test_whoever_began_on_an_older_version_comes_back_to_it(client, visit):
    version = queries.newest_version(visit)
    assert version is not None
    _visitor, code = _saved(client)
    newer = json.loads(json.dumps(VISIT))
    newer["pages"][2]["questions"][0]["wording"]["en"] = "What else?"
    with writing():
        services.publish_version(survey=visit, definition=read_definition(newer))

    visitor = _come_back(client, code, "en").press()

    assert visitor.heading == "What should be different?"
    to_check(visitor).press("Send")
    assert responses()[0].version_id == version.id


def test_many_presses_at_once_save_once(public_app, client, visit):
    visitor = _half_way(client).press("Save and come back")
    fields = visitor.carried() | {"keep": ["yes"]}
    statuses: list[int] = []

    def press() -> None:
        answer = public_app.test_client().post("/en/q/visit/save", data=fields)
        statuses.append(answer.status_code)

    presses = [threading.Thread(target=press) for _number in range(8)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()

    assert statuses == [200] * 8
    assert how_many(SavedAnswers) == 1
