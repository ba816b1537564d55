"""Changes to a draft, each a function of JSON: keys stay, nothing points at what is gone."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.building import changes, lines, mentions, naming, parts
from surveys.building.lines import How, Line, Lines
from surveys.building.parts import Place
from surveys.building.places import NoSuchPlace, page, question, questions
from surveys.definitions.checking import faults
from surveys.definitions.question import Kind
from surveys.definitions.reading import read_draft
from surveys.definitions.wording import condition_in_words


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


_LINE = st.one_of(
    st.builds(Line, st.just("place"), st.sampled_from([How.ANSWERED, How.BLANK])),
    st.builds(
        Line,
        st.just("who"),
        st.sampled_from([How.IS, How.IS_NOT]),
        st.lists(st.sampled_from(["parent", "worker"]), min_size=1, unique=True).map(tuple),
    ),
    st.builds(
        Line,
        st.just("many"),
        st.sampled_from([How.HAS, How.HAS_NOT]),
        st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, unique=True).map(tuple),
    ),
    st.builds(
        Line,
        st.just("age"),
        st.sampled_from([How.MORE, How.AT_MOST, How.IS, How.IS_NOT]),
        st.integers(0, 99).map(lambda number: (str(number),)),
    ),
    st.builds(Line, st.just("many"), st.sampled_from([How.FEWEST, How.MOST]), st.just(("2",))),
)
_KINDS = {"who": Kind.SINGLE, "many": Kind.SEVERAL, "age": Kind.NUMBER, "place": Kind.SHORT_TEXT}


@given(st.lists(_LINE, min_size=2, max_size=5), st.booleans())
def test_a_rule_that_was_made_of_lines_is_shown_as_lines_and_made_again(several, any_of_them):
    made = lines.rule_of(Lines(tuple(several), any_of_them), _KINDS)
    shown = lines.lines_of(made)

    assert shown is not None
    assert lines.rule_of(shown, _KINDS) == made
    assert any_of_them or shown == Lines(tuple(several))


def test_a_rule_that_is_deeper_than_lines_is_left_alone():
    deep = {
        "op": "and",
        "rules": [
            {"op": "or", "rules": [{"op": "answered", "question": "a"}] * 2},
            {"op": "answered", "question": "b"},
        ],
    }

    assert lines.lines_of(deep) is None
    assert lines.lines_of(None) == Lines()


def test_a_rule_of_lines_says_what_it_means(plain):
    rule = lines.rule_of(Lines((Line("who", How.IS_NOT, ("nobody",)),)), {"who": Kind.SINGLE})
    place = Place(group="pages", key="story", name="show_if")
    definition = read_draft(parts.set_show_if(plain, place, rule))
    shown = definition.pages[2].show_if

    assert shown is not None
    assert condition_in_words(shown, definition, "en") == "“Who are you?” is not “Nobody”"


def test_every_place_of_a_rule_is_written_and_read_alike():
    for written in (
        "questions.who.show_if",
        "questions.who.choices.parent",
        "questions.who.checks.2",
        "pages.who.skips.new",
        "pages.who.show_if",
    ):
        assert Place.read(written).written == written
    for wrong in ("pages.who.checks.1", "questions.who.show_if.1", "questions.who", "x.y.show_if"):
        with pytest.raises(ValueError, match=r"."):
            Place.read(wrong)


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
