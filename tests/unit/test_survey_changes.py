"""Changes to a draft, each a function of JSON: keys stay, nothing points at what is gone."""

import copy
from typing import Any

import pytest

from surveys.building import changes, mentions, naming, parts
from surveys.building.parts import Place
from surveys.building.places import NoSuchPlace, page, question, questions
from surveys.definitions.checking import faults
from surveys.definitions.question import Kind
from surveys.definitions.reading import read_draft


def words(text: str) -> dict[str, str]:
    return {"en": text}


def choice(value: str) -> dict[str, Any]:
    return {"value": value, "label": words(value.title())}


@pytest.fixture
def plain() -> dict[str, Any]:
    """Three pages: who they are; what they did, for some; their words, which repeat an answer."""
    return {
        "schema": 1,
        "languages": ["en"],
        "title": words("A survey"),
        "exits": [{"key": "not_you", "heading": words("Not for you"), "body": words("Thank you.")}],
        "pages": [
            {
                "key": "who",
                "questions": [
                    {
                        "key": "who",
                        "kind": "single",
                        "wording": words("Who are you?"),
                        "choices": [choice("parent"), choice("worker"), choice("nobody")],
                    }
                ],
                "skips": [
                    {
                        "to": "not_you",
                        "rule": {"op": "equals", "question": "who", "value": "nobody"},
                    }
                ],
            },
            {
                "key": "place",
                "show_if": {"op": "one_of", "question": "who", "value": ["parent", "worker"]},
                "questions": [
                    {"key": "place", "kind": "short_text", "wording": words("Where was it?")},
                    {"key": "when", "kind": "date", "wording": words("When was it?")},
                ],
            },
            {
                "key": "story",
                "questions": [
                    {
                        "key": "story",
                        "kind": "long_text",
                        "wording": words("What happened in {{place|that place}}?"),
                        "show_if": {"op": "answered", "question": "place"},
                    }
                ],
            },
        ],
    }


def keys(plain: dict[str, Any]) -> list[list[str]]:
    return [[each["key"] for each in page["questions"]] for page in plain["pages"]]


def test_the_draft_of_these_tests_can_be_published(plain):
    assert not faults(read_draft(plain))


@pytest.mark.parametrize(
    ("wording", "key"),
    [
        ("Did people ask what you wanted?", "people_ask_wanted"),
        ("Who are you?", "who_are_you"),
        ("How is it?", "how_is_it"),
        ("Où étiez-vous ?", "ou_etiez_vous"),
        ("آپ کون ہیں؟", "question"),
        ("x" * 90, "x" * 30),
    ],
)
def test_a_key_is_made_of_the_words_that_say_something(wording, key):
    assert naming.key_from(wording, taken={"who"}, otherwise="question") == key


def test_a_key_that_somebody_has_gets_a_number():
    assert naming.key_from("Place", taken={"place", "place_2"}, otherwise="q") == "place_3"
    assert naming.value_from("No", taken={"no"}) == "no_2"


def test_a_new_question_stands_on_its_own_page_after_the_one_that_was_open(plain):
    changed = changes.add_question(
        plain, key="more", page_key="more", kind=Kind.AGREE, wording="More?", after="place"
    )

    assert keys(changed) == [["who"], ["place", "when"], ["more"], ["story"]]
    assert question(changed, "more")["choices"][0]["value"] == "strongly_agree"
    assert set(question(changed, "more")["choices"][0]["label"]) == {"en"}
    assert keys(plain) == [["who"], ["place", "when"], ["story"]]
    assert not faults(read_draft(changed))


@pytest.mark.parametrize(
    ("key", "up", "then"),
    [
        ("story", True, [["who"], ["story"], ["place", "when"]]),
        ("story", False, [["who"], ["place", "when"], ["story"]]),
        ("when", True, [["who"], ["when", "place"], ["story"]]),
        ("when", False, [["who"], ["place"], ["when"], ["story"]]),
        ("place", True, [["who"], ["place"], ["when"], ["story"]]),
        ("who", False, [["place", "when"], ["who"], ["story"]]),
    ],
)
def test_a_question_moves_past_its_neighbour_and_out_of_a_group(plain, key, up, then):
    assert keys(changes.move_question(plain, key, up=up)) == then


def test_a_page_that_is_split_and_joined_again_shows_the_same_to_the_same_people(plain):
    split = changes.split_page(plain, "when")
    joined = changes.join_pages(split, "when")

    assert keys(split) == [["who"], ["place"], ["when"], ["story"]]
    assert page(split, "when")["show_if"] == page(plain, "place")["show_if"]
    assert joined == plain


def test_pages_that_were_shown_to_different_people_keep_their_rules_when_joined(plain):
    joined = changes.join_pages(plain, "place")

    assert keys(joined) == [["who", "place", "when"], ["story"]]
    assert "show_if" not in page(joined, "who")
    assert question(joined, "when")["show_if"] == page(plain, "place")["show_if"]
    assert page(joined, "who")["skips"] == page(plain, "who")["skips"]


def test_a_section_begins_with_a_page_and_a_page_that_moves_past_its_edge_joins_the_next(plain):
    first = changes.add_section(plain, key="you", title="About you", page_key="who")
    both = changes.add_section(first, key="it", title="About it", page_key="place")
    moved = changes.move_question(both, "who", up=False)

    assert [each["section"] for each in both["pages"]] == ["you", "it", "it"]
    assert [each["section"] for each in moved["pages"]] == ["it", "it", "it"]
    assert [each["key"] for each in moved["sections"]] == ["it"]
    assert "sections" not in changes.remove_section(moved, "it")


def test_what_looks_at_a_question_is_named(plain):
    assert [(each.how.value, each.place) for each in mentions.of_question(plain, "place")] == [
        ("shows_question", "story"),
        ("repeats", "questions.story.wording"),
    ]
    assert [each.how.value for each in mentions.of_question(plain, "who")] == [
        "skips",
        "shows_page",
    ]
    assert [each.place for each in mentions.of_target(plain, "not_you")] == ["who"]
    assert [each.place for each in mentions.of_choice(plain, "who", "worker")] == ["place"]


def test_a_question_goes_with_everything_that_looked_at_it(plain):
    changed = changes.remove_question(changes.remove_question(plain, "place"), "who")

    assert keys(changed) == [["when"], ["story"]]
    assert question(changed, "story")["wording"] == words("What happened in that place?")
    assert "show_if" not in question(changed, "story")
    assert "show_if" not in page(changed, "place")


def test_a_skip_never_outlives_its_rule(plain):
    changed = parts.remove_part(plain, "who", parts.CHOICES, "nobody")

    assert "skips" not in page(changed, "who")


def test_a_choice_leaves_the_lists_of_rules_and_the_rest_of_them_stays(plain):
    changed = parts.remove_part(plain, "who", parts.CHOICES, "worker")

    assert page(changed, "place")["show_if"]["value"] == ["parent"]
    assert page(changed, "who")["skips"] == page(plain, "who")["skips"]


def test_a_question_under_a_new_key_is_looked_at_under_it_everywhere(plain):
    changed = changes.rename_question(plain, "place", new="town")

    assert keys(changed)[1] == ["town", "when"]
    assert question(changed, "story")["wording"] == words("What happened in {{town|that place}}?")
    assert question(changed, "story")["show_if"]["question"] == "town"
    assert not faults(read_draft(changed))


def test_a_copy_is_checked_by_its_own_answers(plain):
    rule = {"op": "less", "question": "when", "value": "today"}
    place = Place(group="questions", key="when", name="checks", part="new")
    checked = parts.set_check(plain, place, rule=rule, message="Not a later day.", is_soft=False)
    changed = changes.copy_question(checked, "when", new="when_2", page_key="when_2")

    assert question(changed, "when_2")["checks"][0]["rule"]["question"] == "when_2"
    assert question(changed, "when")["checks"][0]["rule"]["question"] == "when"


def test_a_question_of_another_kind_keeps_what_fits(plain):
    several = changes.set_kind(plain, "who", Kind.SEVERAL)
    text = changes.set_kind(plain, "who", Kind.SHORT_TEXT)

    assert [each["value"] for each in question(several, "who")["choices"]] == [
        "parent",
        "worker",
        "nobody",
    ]
    assert "choices" not in question(text, "who")
    assert len(question(changes.set_kind(text, "who", Kind.RATING), "who")["choices"]) == 5


def test_text_that_is_emptied_and_not_needed_is_gone_in_every_language(plain):
    two = copy.deepcopy(plain) | {"introduction": {"en": "Hello", "ur": "سلام"}}
    changed = changes.edit_survey(two, is_quick=False, introduction="")

    assert "introduction" not in changed


def test_a_place_that_is_not_there_is_refused_by_name(plain):
    with pytest.raises(NoSuchPlace, match="nothing"):
        changes.remove_question(plain, "nothing")


def test_every_question_keeps_its_key_through_any_change(plain):
    before = {each["key"] for each in questions(plain)}
    for key in before:
        for changed in (
            changes.move_question(plain, key, up=True),
            changes.split_page(plain, key),
            changes.join_pages(plain, key),
            changes.set_kind(plain, key, Kind.NUMBER),
        ):
            assert {each["key"] for each in questions(changed)} == before
