"""True of every survey and of all answers to it."""

import contextlib
import copy
import json
import os
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.definitions.answering import problems_on, sorted_answers, taken
from surveys.definitions.definition import Definition, DefinitionError
from surveys.definitions.fields import NotAnAnswer
from surveys.definitions.holding import holds
from surveys.definitions.reading import read_definition
from surveys.definitions.routing import path_of
from tests.surveys.oracle import true, way_through
from tests.surveys.ruling import free_answers, free_rules
from tests.surveys.strategies import answers_to, definitions
from tests.surveys.texts import junk

# The machine may be busy with other things: slowness is not what is tested here.
TODAY = date(2026, 3, 3)
unhurried = settings(deadline=None, max_examples=int(os.environ.get("SURVEY_EXAMPLES", "60")))

answered = definitions().flatmap(lambda each: st.tuples(st.just(each), answers_to(each)))


@unhurried
@given(definitions())
def test_reading_what_was_written_gives_the_same_survey(definition):
    plain = json.loads(json.dumps(definition.to_json()))

    again = read_definition(plain)

    assert again == definition
    assert again.digest == definition.digest
    assert again.to_json() == plain


@unhurried
@given(free_rules, free_answers)
def test_a_rule_means_what_its_json_says(rule, answers):
    assert holds(rule, answers, today=TODAY) is true(rule.to_json(), answers, TODAY)


@unhurried
@given(answered)
def test_any_answers_follow_a_path_that_the_rules_allow(case):
    definition, answers = case
    found = sorted_answers(definition, answers, definition.languages[0])

    path = path_of(definition, found.answers, today=TODAY)

    way = way_through(definition.to_json(), dict(found.answers), TODAY)
    assert [question.key for step in path.steps for question in step.questions] == way.shown
    assert dict(path.answers) == way.counted
    assert (path.exit is not None) == (way.left_by not in {"", "end"})
    assert all(step.questions for step in path.steps)


def _chain() -> Definition:
    """Three pages, each shown only after the one before it was answered."""
    pages = [
        {"key": key, "questions": [{"key": key, "kind": "number", "wording": {"en": key}}]}
        for key in "abc"
    ]
    for page, before in zip(pages[1:], pages, strict=False):
        page["show_if"] = {"op": "answered", "question": before["key"]}
    return read_definition(
        {"schema": 1, "languages": ["en"], "title": {"en": "Chain"}, "pages": pages}
    )


@pytest.mark.parametrize(
    ("answers", "shown"),
    [({}, "a"), ({"a": 0}, "ab"), ({"a": 1, "b": 1}, "abc"), ({"b": 1, "c": 1}, "a")],
)
def test_an_answer_that_was_not_asked_for_opens_no_page(answers, shown):
    path = path_of(_chain(), answers)

    assert "".join(step.page.key for step in path.steps) == shown
    assert set(path.answers) <= set(shown)


@unhurried
@given(answered)
def test_no_smuggled_answer_survives(case):
    definition, answers = case
    try:
        kept = taken(definition, answers, "en")
    except NotAnAnswer:
        return  # refused beside its question, as the next test says

    shown = {each.key: each for step in kept.path.steps for each in step.questions}
    came_for = {name.partition(".")[0] for name in answers}
    assert not set(kept.closed) & set(kept.texts)
    for column, answer in kept.closed.items():
        question = shown[column.partition(".")[0]]
        values = {choice.value for choice in question.choices}
        assert column in question.closed_columns()
        assert question.key in came_for
        assert not values or set(answer if isinstance(answer, list) else [answer]) <= values
    for column in kept.texts:
        question = shown[column.partition(".")[0]]
        assert column in question.text_columns()
        assert question.is_text or question.other.value in str(kept.closed[question.key])
    if kept.path.exit is not None:
        assert kept.is_empty
        return
    # What was kept, sent again, is kept as it is.
    again = taken(definition, {**kept.closed, **kept.texts}, "en")
    assert (again.closed, again.texts) == (kept.closed, kept.texts)


@unhurried
@given(answered)
def test_what_is_refused_is_refused_only_where_its_question_is_shown(case):
    definition, answers = case
    found = sorted_answers(definition, answers, "en")
    path = path_of(definition, found.answers)
    problems = problems_on(definition, path, found, "en")
    shown = {question.key for step in path.steps for question in step.questions}

    assert set(problems) <= shown
    assert shown & set(found.problems) <= set(problems)
    if problems:
        with pytest.raises(NotAnAnswer) as refusal:
            taken(definition, answers, "en")
        assert refusal.value.question == next(iter(problems))
        assert str(refusal.value)
    else:
        taken(definition, answers, "en")


@unhurried
@given(answered)
def test_on_and_back_walk_the_same_pages(case):
    definition, answers = case
    found = sorted_answers(definition, answers, "en")
    path = path_of(definition, found.answers)

    walked, step = [], path.after("")
    while step is not None:
        walked.append(step)
        step = path.after(step.page.key)
    back, step = [], path.last
    while step is not None:
        back.append(step)
        step = path.before(step.page.key)

    assert walked == list(path.steps) == back[::-1]
    numbers = [path.number_of(step) for step in path.steps if step.asks]
    assert numbers == [(place, len(numbers)) for place in range(1, len(numbers) + 1)]


@unhurried
@given(definitions(), st.sampled_from(["en", "ur", "en-easy"]))
def test_other_words_in_the_language_shown_are_another_digest(definition, language):
    shown = definition.language_for(language)
    plain = definition.to_json()
    plain["title"][shown] += "!"

    changed = read_definition(plain)

    assert changed.shown_digest(language) != definition.shown_digest(language)
    for other in definition.languages:
        if other != shown:
            assert changed.shown_digest(other) == definition.shown_digest(other)


@unhurried
@given(junk)
def test_what_is_no_survey_is_refused_and_never_crashes(plain):
    with pytest.raises(DefinitionError) as refusal:
        read_definition(plain)

    assert refusal.value.place
    assert refusal.value.why


@st.composite
def _damaged(draw: st.DrawFn) -> Any:
    plain = copy.deepcopy(draw(definitions()).to_json())
    holder: Any = plain
    while True:
        place = draw(
            st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder)))
        )
        inner = holder[place]
        if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
            holder[place] = draw(junk)
            return plain
        holder = inner


@unhurried
@given(_damaged())
def test_a_damaged_survey_is_refused_by_place_or_is_still_one(plain):
    with contextlib.suppress(DefinitionError):
        definition = read_definition(plain)
        assert read_definition(definition.to_json()) == definition
