"""Rules as lines that a person fills in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.building import lines, parts
from surveys.building.lines import How, Line, Lines
from surveys.building.parts import Place
from surveys.definitions.question import Kind
from surveys.definitions.reading import read_draft
from surveys.definitions.wording import condition_in_words

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


def test_a_rule_of_lines_says_what_it_means():
    who = [{"value": value, "label": {"en": value.title()}} for value in ("parent", "nobody")]
    asked = {"key": "who", "kind": "single", "wording": {"en": "Who are you?"}, "choices": who}
    story = {"key": "story", "kind": "long_text", "wording": {"en": "What helped?"}}
    pages = [{"key": each["key"], "questions": [each]} for each in (asked, story)]
    plain = {"schema": 1, "languages": ["en"], "title": {"en": "A survey"}, "pages": pages}

    rule = lines.rule_of(Lines((Line("who", How.IS_NOT, ("nobody",)),)), {"who": Kind.SINGLE})
    place = Place(group="pages", key="story", name="show_if")
    definition = read_draft(parts.set_show_if(plain, place, rule))
    shown = definition.pages[1].show_if

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
