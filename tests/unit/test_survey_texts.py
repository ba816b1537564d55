"""Texts of a definition, one by one: what is written at a place is read there, and nowhere else."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definitions.origins import Made, seeded, tended
from surveys.definitions.texts import (
    Change,
    NoSuchText,
    text_at,
    texts,
    with_text,
    with_texts,
    without_language,
)
from tests.surveys import strategies

WHOLE = {
    "schema": 1,
    "languages": ["en", "ur"],
    "drafts": ["ur"],
    "title": {"en": "About you", "ur": "آپ کے بارے میں"},
    "introduction": {"en": "Hello"},
    "thanks": {"en": "Thank you"},
    "call": {"listener": {"en": "The board"}, "change": {"en": "The plan"}, "reasons": {}},
    "sections": [{"key": "first", "title": {"en": "First"}}],
    "exits": [{"key": "young", "heading": {"en": "Too young"}, "body": {"en": "Ask somebody"}}],
    "pages": [
        {
            "key": "p1",
            "heading": {"en": "Help"},
            "questions": [
                {
                    "key": "kind",
                    "kind": "pictures",
                    "wording": {"en": "Which?", "ur": "کون سا؟"},
                    "hint": {},
                    "choices": [
                        {"value": "a", "label": {"en": "A"}, "picture": "f" * 64, "alt": {}},
                        {"value": "b", "label": {"en": "B", "ur": "ب"}},
                    ],
                    "rows": [{"key": "r1", "label": {"en": "Row"}}],
                    "checks": [{"rule": {"op": "answered"}, "message": {"en": "No"}}],
                    "variants": {"ur": {"audio": "e" * 64}},
                }
            ],
        }
    ],
}


def test_the_texts_of_a_survey_come_in_reading_order():
    paths = [text.path for text in texts(WHOLE)]

    assert paths == [
        *("title", "introduction", "call.listener", "call.change", "sections.first.title"),
        *("pages.p1.heading", "questions.kind.wording"),
        *("questions.kind.choices.a.label", "questions.kind.choices.a.alt"),
        *("questions.kind.choices.b.label", "questions.kind.rows.r1.label"),
        *("questions.kind.checks.1.message", "exits.young.heading", "exits.young.body", "thanks"),
    ]
    assert [text.question for text in texts(WHOLE)][5:7] == ["", "kind"]


@pytest.mark.parametrize("plain", [{}, {"pages": None}, {"pages": [{}, 3], "title": "?"}])
def test_a_draft_that_lacks_almost_everything_has_a_title_to_write(plain):
    assert [text.path for text in texts(plain)] == ["title"]
    assert text_at(with_text(plain, "title", "en", "Hello"), "title") == {"en": "Hello"}


def test_a_text_that_is_not_there_yet_can_be_written_and_taken_away_again():
    with_hint = with_text(WHOLE, "questions.kind.hint", "en", "Take one")

    assert text_at(WHOLE, "questions.kind.hint") == {}
    assert text_at(with_hint, "questions.kind.hint") == {"en": "Take one"}
    without = with_text(with_hint, "questions.kind.hint", "en", " ")
    assert "hint" not in without["pages"][0]["questions"][0]
    with pytest.raises(NoSuchText):
        with_text(WHOLE, "questions.kind.choices.c.label", "en", "C")


def test_taking_a_language_away_leaves_the_others_as_they_are():
    alone = without_language(WHOLE, "ur")

    assert alone["languages"] == ["en"]
    assert alone["drafts"] == []
    assert not any("ur" in text.words for text in texts(alone))
    assert "variants" not in alone["pages"][0]["questions"][0]
    assert [text.words["en"] for text in texts(alone) if text.words] == [
        text.words["en"] for text in texts(WHOLE) if text.words
    ]


def test_a_survey_without_notes_pretends_nothing():
    notes = seeded(WHOLE)

    assert {note["state"] for note in notes["ur"].values()} == {Made.MACHINE}
    assert set(notes) == {"ur"}
    assert {note["state"] for note in seeded(WHOLE | {"drafts": []})["ur"].values()} == {Made.HUMAN}


def test_a_note_stays_when_its_source_changes_and_goes_with_its_text():
    notes = tended(WHOLE, {"ur": {"title": {"state": "checked"}, "questions.gone.hint": {}}})

    assert notes["ur"]["title"] == {"state": "checked"}
    assert set(notes["ur"]) == {
        *("title", "questions.kind.wording", "questions.kind.choices.b.label")
    }
    changed = with_text(WHOLE, "questions.kind.wording", "en", "Which one?")
    assert tended(changed, notes)["ur"] == notes["ur"]
    told = tended(changed, notes, WHOLE)
    assert told["ur"]["questions.kind.wording"]["was"] == "Which?"
    assert tended(with_text(changed, "title", "en", "You"), told, changed)["ur"] == told["ur"]
    assert tended(WHOLE, told, changed) == notes


@given(strategies.definitions(), st.data())
def test_what_is_written_at_a_place_is_read_there_and_nowhere_else(definition, data):
    plain = definition.to_json()
    before = copy.deepcopy(plain)
    known = list(texts(plain))
    chosen = data.draw(st.sampled_from(known)).path

    changed = with_texts(plain, [Change(chosen, "pl", "Nowe"), Change(chosen, "pl", "Nowsze")])

    assert plain == before
    assert text_at(changed, chosen)["pl"] == "Nowsze"
    others = [text for text in texts(changed) if text.path != chosen]
    assert others == [text for text in known if text.path != chosen]
    if "pl" not in definition.languages:
        assert with_text(changed, chosen, "pl", "") == before
