"""What was translated once is not asked for again, and stays what it is: a machine's draft."""

import pytest

from feedback.accounts.roles import Role
from feedback.core.db import writing
from surveys.definitions.texts import text_at
from surveys.library import standard_choices
from surveys.translating.memory import marked
from surveys.translating.provenance import lines
from surveys.translating.services import fill_in, want_language
from surveys.versions import drafts
from tests.surveys.translating.conftest import PLAIN, change, now

CHOICES = standard_choices("yes_no")


def _asked(languages):
    choices = [
        {**each, "label": {code: each["label"][code] for code in languages}} for each in CHOICES
    ]
    asked = {"key": "sure", "kind": "yes_no", "wording": {"en": "Sure?"}, "choices": choices}
    twin = {"key": "again", "kind": "long_text", "wording": {"en": "About you"}}
    pages = [*PLAIN["pages"], {"key": "p2", "questions": [asked, twin]}]
    return PLAIN | {"languages": list(languages), "pages": pages}


@pytest.fixture
def states(survey):
    def of(language="ur"):
        plain, notes, _number = now(survey)
        return {line.path: line.state.value for line in lines(plain, notes, language)}

    return of


def test_a_new_language_begins_with_what_the_ready_made_surveys_know(survey, states):
    with writing():
        change(survey, _asked(["en"]))
        want_language(survey=survey, language="ur", by=None)

    assert {path for path, state in states().items() if state == "machine"} == {
        f"questions.sure.choices.{each['value']}.label" for each in CHOICES
    }


def test_the_same_words_twice_are_translated_once_and_checked_twice(sign_in, survey, states):
    with writing():
        change(survey, _asked(["en"]))
        want_language(survey=survey, language="ur", by=None)
    editor = sign_in(Role.EDITOR)
    desk = "/surveys/n4/languages/ur"
    seen = editor.page(desk).select_one('input[name="seen:title"]')["value"]
    said = {"text:title": "آپ", "seen:title": seen, "right:title": "yes"}
    editor.submit(desk, status=303, **said)
    assert "1 missing text was translated elsewhere already" in editor.page(desk).text

    editor.submit(f"{desk}/fill-in", status=303)

    assert text_at(now(survey).definition, "questions.again.wording")["ur"] == "آپ"
    assert (states()["title"], states()["questions.again.wording"]) == ("checked", "human")
    with writing():
        assert fill_in(survey=survey, language="ur", by=None) == 0


def test_a_copied_machine_draft_stays_one(survey, states):
    plain = _asked(["en", "ur"])
    with writing():
        draft = drafts.draft_of(survey)
        drafts.add_step(
            draft,
            what="test",
            definition=plain,
            translations=marked(plain, {}),
            by=None,
            from_step=None,
        )
    assert states()[f"questions.sure.choices.{CHOICES[0]['value']}.label"] == "machine"
