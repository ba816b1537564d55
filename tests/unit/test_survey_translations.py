"""How far a translation is, and when a language may be offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definitions.origins import Made, Translated, note, seeded, with_notes
from surveys.definitions.reading import read_definition
from surveys.definitions.texts import Change, texts, with_text, with_texts
from surveys.translating.provenance import (
    State,
    complete,
    languages_to_publish,
    lines,
    progress,
    publishable,
)
from tests.surveys import strategies

PLAIN = {
    "schema": 1,
    "languages": ["en", "ur", "pl"],
    "title": {"en": "About you", "ur": "آپ", "pl": "O Tobie"},
    "pages": [
        {
            "key": "p",
            "questions": [
                {
                    "key": "q",
                    "kind": "long_text",
                    "wording": {"en": "What happened?", "ur": "کیا ہوا؟"},
                }
            ],
        }
    ],
}


def _states(plain, notes, language):
    return {line.path: line.state for line in lines(plain, notes, language)}


def test_a_changed_source_puts_its_translations_out_of_date_and_changing_it_back_heals_them():
    notes = seeded(PLAIN)
    changed = with_text(PLAIN, "title", "en", "About yourself")

    assert _states(PLAIN, notes, "ur") == {"title": "human", "questions.q.wording": "human"}
    assert _states(changed, notes, "ur")["title"] == State.OUT_OF_DATE
    assert complete(PLAIN, notes, "ur")
    assert not complete(changed, notes, "ur")
    assert _states(with_text(changed, "title", "en", "About you"), notes, "ur")["title"] == "human"


def test_only_what_a_speaker_checked_throughout_is_no_draft():
    notes = seeded(PLAIN)
    sources = {"title": "About you", "questions.q.wording": "What happened?"}
    checked = [
        Translated(Change(path, "ur", "x"), note(source, Made.CHECKED, by="Amina"))
        for path, source in sources.items()
    ]

    assert progress(PLAIN, notes, "ur").is_draft
    assert publishable(PLAIN, with_notes(notes, checked[:1]))["drafts"] == ["ur"]
    whole = with_notes(notes, checked)
    assert publishable(PLAIN, whole)["drafts"] == []
    assert progress(PLAIN, whole, "ur").counts == {State.CHECKED: 2}


def test_a_language_that_is_not_complete_is_left_out_of_what_is_published_with_all_its_texts():
    ready = publishable(PLAIN, seeded(PLAIN))

    assert ready["languages"] == ["en", "ur"]
    assert all("pl" not in text.words for text in texts(ready))
    assert PLAIN["title"]["pl"] == "O Tobie"


@pytest.mark.parametrize("plain", [{}, {"languages": ["en", "ur"]}, {"title": {"ur": "آپ"}}])
def test_a_survey_without_words_offers_no_translation(plain):
    assert languages_to_publish(plain, {}) == tuple(plain.get("languages", ()))[:1]


@given(strategies.definitions(), st.data())
def test_whatever_is_missing_what_is_published_can_be_read(definition, data):
    plain = definition.to_json()
    notes = seeded(plain)
    known = [text.path for text in texts(plain)]
    others = definition.languages[1:]
    gone = [
        Change(data.draw(st.sampled_from(known)), code, "")
        for code in others
        if data.draw(st.booleans())
    ]

    ready = read_definition(publishable(with_texts(plain, gone), notes))

    lacking = {change.language for change in gone}
    assert ready.languages == tuple(code for code in definition.languages if code not in lacking)
