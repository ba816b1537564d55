"""What makes a definition unusable, and how that is said."""

import copy

import pytest

from feedback.core.i18n import ALL_LANGUAGES
from surveys.definitions.definition import DefinitionError
from surveys.definitions.fields import NotAnAnswer, asked
from surveys.definitions.question import Kind
from surveys.definitions.reading import read_definition
from surveys.library import read_library

PLAIN = {
    "schema": 1,
    "languages": ["en", "pl"],
    "title": {"en": "Title", "pl": "Tytuł"},
    "pages": [
        {
            "key": "one",
            "questions": [
                {
                    "key": "tea",
                    "kind": "single",
                    "wording": {"en": "Tea?", "pl": "Herbata?"},
                    "choices": [
                        {"value": "yes", "label": {"en": "Yes", "pl": "Tak"}},
                        {"value": "no", "label": {"en": "No", "pl": "Nie"}},
                    ],
                },
                {"key": "note", "kind": "information", "wording": {"en": "So.", "pl": "No."}},
            ],
        },
        {
            "key": "two",
            "questions": [
                {
                    "key": "cups",
                    "kind": "number",
                    "wording": {"en": "Cups?", "pl": "Ile?"},
                    "least": 0,
                    "most": 9,
                    "show_if": {"op": "equals", "question": "tea", "value": "yes"},
                }
            ],
        },
    ],
}
FIRST = ("pages", 0, "questions", 0)
RULE = ("pages", 1, "questions", 0, "show_if")
TEA, CUPS = "pages 1 > questions 1", "pages 2 > questions 1"
RULE_OF_NOTE = {"op": "answered", "question": "note"}
DEEP = {"op": "answered", "question": "tea"}
for _level in range(12):
    DEEP = {"op": "not", "rules": [DEEP]}


def _changed(path, value):
    plain = copy.deepcopy(PLAIN)
    holder = plain
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return plain


@pytest.mark.parametrize(
    ("path", "value", "place", "why"),
    [
        (("schema",), 2, "schema", "It must be 1."),
        (("colour",), "red", "the survey", "“colour” is not known here."),
        (("languages",), [], "languages", "Name at least one"),
        (("languages",), ["en", "xx"], "languages", "There is no language xx."),
        (("languages",), ["en", "en"], "languages", "Name each language once."),
        (("drafts",), ["cy"], "drafts", "Only languages of the survey"),
        (("title",), {"en": "Title"}, "title > pl", "The text is missing"),
        (("title",), {"en": "a", "pl": " "}, "title > pl", "The text is missing"),
        (("title",), {"en": "a", "pl": "b", "cy": "c"}, "title > cy", "does not name"),
        (("title",), {"en": "a" * 5_001, "pl": "b"}, "title > en", "The text is too long."),
        (("title",), {"en": 1, "pl": "b"}, "title > en", "It must be text"),
        (("title",), "Title", "title", "a text for each language"),
        (("pages",), [], "pages", "The survey asks nothing."),
        (("pages",), {}, "pages", "It must be a list."),
        (("pages", 1, "questions"), [], "pages 2 > questions", "The page is empty."),
        (("pages", 1, "key"), "one", "pages 2 > key", "“one” is there twice."),
        (("pages", 1, "key"), "Two!", "pages 2 > key", "small letters"),
        ((*FIRST, "key"), "cups", CUPS + " > key", "“cups” is there twice."),
        ((*FIRST, "kind"), "essay", TEA + " > kind", "no kind of question “essay”"),
        ((*FIRST, "kind"), "agree", TEA + " > choices", "must be: strongly_agree"),
        ((*FIRST, "kind"), "number", TEA + " > choices", "has none"),
        ((*FIRST, "choices"), [], TEA + " > choices", "There must be 2 to 300."),
        ((*FIRST, "choices", 1, "value"), "yes", TEA + " > choices 2 > value", "twice"),
        ((*FIRST, "choices", 1, "exclusive"), True, TEA + " > choices", "several"),
        ((*FIRST, "choices", 1, "exclusive"), 1, TEA + " > choices 2 > exclusive", "or"),
        ((*FIRST, "least"), 1, TEA, "Only a number has"),
        (("pages", 1, "questions", 0, "least"), 10, CUPS, "more than the most"),
        (("pages", 1, "questions", 0, "least"), "1", CUPS + " > least", "whole number"),
        (RULE, {"op": "sounds_like"}, CUPS + " > show_if > op", "no operator “sounds_like”"),
        (RULE, {"op": "and", "rules": []}, CUPS + " > show_if", "joins no rules"),
        (RULE, {"op": "not", "rules": [], "question": "tea"}, CUPS + " > show_if", "known"),
        (RULE, DEEP, "rules 1", "nested too deeply"),
        ((*RULE, "question"), "milk", CUPS + " > show_if", "no question “milk”"),
        ((*RULE, "question"), "cups", CUPS + " > show_if", "not asked before this"),
        ((*RULE, "question"), "note", CUPS + " > show_if", "of kind information"),
        ((*RULE, "op"), "contains", CUPS + " > show_if", "“contains” cannot be asked"),
        ((*RULE, "value"), "maybe", "show_if > value", "“tea” has no answer “maybe”."),
        ((*RULE, "value"), ["yes"], "show_if > value", "needs a list"),
        ((*RULE, "value"), True, "show_if > value", "a word or a number"),
        ((*FIRST, "show_if"), RULE_OF_NOTE, TEA + " > show_if", "not asked before"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_by_name_and_place(path, value, place, why):
    with pytest.raises(DefinitionError) as refusal:
        read_definition(_changed(path, value))

    assert place in refusal.value.place
    assert why in refusal.value.why
    assert str(refusal.value) == f"{refusal.value.place}: {refusal.value.why}"


def test_a_survey_that_makes_sense_is_read():
    definition = read_definition(PLAIN)

    assert [question.key for question in definition.questions()] == ["tea", "note", "cups"]
    assert definition.to_json() == PLAIN


@pytest.mark.parametrize(
    ("asked_for", "given"), [("pl", "pl"), ("en-easy", "en"), ("ur", "en"), ("en", "en")]
)
def test_a_reader_is_asked_in_their_language_or_the_nearest(asked_for, given):
    assert read_definition(PLAIN).language_for(asked_for) == given


@pytest.mark.parametrize(("slug", "definition"), read_library().items())
def test_each_ready_made_survey_speaks_every_language_and_says_what_is_a_draft(slug, definition):
    assert definition.languages == tuple(language.code for language in ALL_LANGUAGES)
    assert set(definition.drafts) == set(definition.languages) - {"en"}
    assert len(slug) <= 3


def test_the_ready_made_survey_asks_in_every_way_but_requires_nothing():
    definition = read_library()["k7"]

    kinds = {question.kind for question in definition.questions()}
    assert {Kind.SINGLE, Kind.SEVERAL, Kind.AGREE, Kind.RATING, Kind.LONG_TEXT} <= kinds
    assert [question.key for question in definition.questions() if question.is_text] == [
        "helped",
        "change",
    ]


def _asked(kind, **more):
    words = {"en": "Question"}
    values = {"single": ["a", "b"], "several": ["a", "b", "none"]}.get(kind, [])
    choices = [{"value": each, "label": {"en": each.upper()}} for each in values]
    if kind == "several":
        choices[-1]["exclusive"] = True
    question = {"key": "k", "kind": kind, "wording": words, "choices": choices, **more}
    page = {"key": "p", "questions": [question]}
    plain = {"schema": 1, "languages": ["en"], "title": words, "pages": [page]}
    return asked(read_definition(plain).question("k"), "en")


@pytest.mark.parametrize(
    ("kind", "given", "answer"),
    [
        ("single", ["a"], "a"),
        ("single", "b", "b"),
        ("single", [""], None),
        ("single", None, None),
        ("several", ["b", "a", "b"], ("a", "b")),
        ("several", [], None),
        ("several", "none", ("none",)),
        ("short_text", ["  two \n lines\u202e "], "two lines"),
        ("short_text", 7, "7"),
        ("long_text", [" two\r\nlines \x00"], "two\nlines"),
        ("long_text", ["\u200b"], None),
        ("number", ["  ۱۲ "], 12),
        ("number", 0, 0),
        ("number", "-3", -3),
        ("number", "", None),
    ],
)
def test_answers_are_cleaned_by_their_kind(kind, given, answer):
    assert _asked(kind).clean(given) == answer


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("single", "c"),
        ("single", ["a", "b"]),
        ("single", {"a": 1}),
        ("single", True),
        ("single", 1.5),
        ("several", ["a", "x"]),
        ("several", ["a", "none"]),
        ("several", [["a"]]),
        ("short_text", "x" * 201),
        ("short_text", ["a", "b"]),
        ("long_text", "x" * 10_001),
        ("number", "three"),
        ("number", "9" * 5_000),
        ("number", "1.5"),
        ("number", [None]),
    ],
)
def test_what_is_no_answer_is_refused(kind, given):
    with pytest.raises(NotAnAnswer) as refusal:
        _asked(kind).clean(given)

    assert refusal.value.question == "k"


@pytest.mark.parametrize(("given", "why"), [("-1", "Write 0 or more."), ("10", "9 or less")])
def test_a_number_keeps_to_its_bounds(given, why):
    with pytest.raises(NotAnAnswer, match=why):
        _asked("number", least=0, most=9).clean(given)


def test_an_answer_is_said_in_its_givers_words():
    assert _asked("several").in_words(("a", "none")) == "A\nNONE"
    assert _asked("number").in_words(0) == "0"
    assert _asked("short_text").in_words("as written") == "as written"
