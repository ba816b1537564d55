"""Everything that keeps a survey from being published is found, and named by its place."""

import copy

import pytest

from surveys.definitions.checking import faults
from surveys.definitions.reading import read_definition, read_draft
from tests.surveys.all_kinds import ALL_KINDS, PICTURES

PLACES = {page["key"]: number for number, page in enumerate(ALL_KINDS["pages"])}


def _question(key: str) -> tuple[object, ...]:
    return ("pages", PLACES[f"p_{key}"], "questions", 0)


def _changed(*changes):
    plain = copy.deepcopy(ALL_KINDS)
    for path, value in changes:
        holder = plain
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = value
    return plain


def _found(plain) -> list[str]:
    return [str(fault) for fault in faults(read_draft(plain))]


def _rule(op, question, value):
    return {"op": op, "question": question, "value": value}


def _both(*rules):
    return {"op": "and", "rules": list(rules)}


ADULT = ("pages", 0)
MONEY = ("pages", PLACES["p_help"], "questions", 1)
WORDS = {"en": "Words", "ur": "الفاظ"}
PIPED = {"en": "About {{%s}}", "ur": "الفاظ"}
IS_YES, IS_NO = _rule("equals", "adult", "yes"), _rule("equals", "adult", "no")
OVER_5, UNDER_3 = _rule("at_least", "amount", 5), _rule("at_most", "amount", 3)


def _check(rule, **more):
    return {"rule": rule, "message": WORDS, **more}


CASES = {
    "no such question": (
        (*_question("town"), "show_if"),
        _rule("equals", "x", "y"),
        "no question “x”",
    ),
    "asked later": (
        (*_question("town"), "show_if"),
        _rule("equals", "rate", "5"),
        "“rate” is not asked before",
    ),
    "itself": (
        (*_question("town"), "show_if"),
        _rule("equals", "town", "annan"),
        "“town” is not asked before",
    ),
    "no such choice": (
        (*_question("town"), "show_if"),
        _rule("equals", "adult", "maybe"),
        "has no answer “maybe”",
    ),
    "no such row": (
        (*_question("rate"), "show_if"),
        _rule("equals", "felt.late", "often"),
        "no question “felt.late”",
    ),
    "matrix as a whole": (
        (*_question("rate"), "show_if"),
        {"op": "answered", "question": "felt"},
        "no question “felt”",
    ),
    "unfit operator": (
        (*_question("rate"), "show_if"),
        _rule("less", "adult", "yes"),
        "“less” cannot be asked of “adult”",
    ),
    "unfit pair": (
        (*_question("rate"), "show_if"),
        {"op": "less", "question": "born", "other": "amount"},
        "cannot be compared",
    ),
    "no day": (
        (*_question("rate"), "show_if"),
        _rule("less", "born", "2020-02-30"),
        "has no answer “2020-02-30”",
    ),
    "counting words": (
        (*_question("rate"), "show_if"),
        _rule("fewest_chosen", "help", "two"),
        "whole number",
    ),
    "bad pattern": (
        (*_question("rate"), "show_if"),
        _rule("matches", "place", "(a"),
        "pattern cannot be used",
    ),
    "long pattern": (
        (*_question("rate"), "show_if"),
        _rule("matches", "place", "a" * 501),
        "too long",
    ),
    "backward": ((*ADULT, "skips"), [{"to": "p_adult"}], "“p_adult” is not later"),
    "nowhere": ((*ADULT, "skips"), [{"to": "p_moon"}], "no page and no exit “p_moon”"),
    "skipped over": (("pages", 2, "skips"), [{"to": "p_help"}], "Nobody can come to this page"),
    "after an end": (("pages", 2, "skips"), [{"to": "end"}], "Nobody can come to this page"),
    "second skip": (
        (*ADULT, "skips"),
        [{"to": "young", "rule": IS_NO}, {"to": "end", "rule": IS_NO}],
        "never be taken",
    ),
    "screened out before": (
        (*_question("rate"), "show_if"),
        IS_NO,
        "never be true where the question stands",
    ),
    "page for nobody": (("pages", 5, "show_if"), IS_NO, "never be true where the page stands"),
    "two of one choice": (
        (*_question("rate"), "show_if"),
        _both(_rule("equals", "heard", "friend"), _rule("equals", "heard", "poster")),
        "never be true",
    ),
    "blank and answered": (
        (*_question("rate"), "show_if"),
        _both(
            {"op": "not", "rules": [{"op": "answered", "question": "heard"}]},
            _rule("equals", "heard", "poster"),
        ),
        "never be true",
    ),
    "impossible choice": ((*_question("next"), "choices", 2, "show_if"), IS_NO, "never be true"),
    "exit unused": ((*ADULT, "skips"), [], "No skip leads to this page"),
    "checks apart": (
        (*MONEY, "checks"),
        [_check(OVER_5), _check(UNDER_3)],
        "this check and those before it",
    ),
    "check by itself": (
        (*MONEY, "checks"),
        [_check(_both(OVER_5, UNDER_3))],
        "No answer can pass this check",
    ),
    "check of bounds": (
        (*MONEY, "checks"),
        [_check(_rule("less", "amount", 0))],
        "No answer can pass this check",
    ),
    "check elsewhere": ((*MONEY, "checks"), [_check(IS_YES)], "does not look at the answer"),
    "more than there are": (
        (*_question("help"), "checks"),
        [_check(_rule("fewest_chosen", "help", 4))],
        "No answer can pass",
    ),
    "random and ruled": (("pages", PLACES["p_help"], "random"), True, "whose order is random"),
    "required": ((*_question("town"), "required"), True, "may be required"),
    "required but not for screening": ((*_question("heard"), "required"), True, "may be required"),
    "no rows": ((*_question("felt"), "rows"), [], "There must be 1 to 50."),
    "no picture": ((*_question("weather"), "choices", 0, "picture"), "", "needs a picture"),
    "no words for a picture": (
        (*_question("weather"), "choices", 0, "alt"),
        {},
        "alt > en: The text is missing",
    ),
    "picture elsewhere": (
        (*_question("heard"), "choices", 0, "picture"),
        PICTURES[0],
        "Only a choice of pictures",
    ),
    "two others": (
        (*_question("heard"), "choices", 0, "other"),
        True,
        "Only one choice can have a box",
    ),
    "other of a scale": ((*_question("scale"), "choices", 0, "other"), True, "no box to say which"),
    "scale in random order": ((*_question("rate"), "random"), True, "stay in their order"),
    "piping what comes later": (
        ("pages", 2, "heading"),
        {**PIPED, "en": "So {{story|x}}"},
        "“story” is not asked before",
    ),
    "piping a story": (
        ("pages", PLACES["p_bye"], "heading"),
        {**PIPED, "en": "{{story|x}}"},
        "too long to repeat",
    ),
    "piping without words": (
        ("pages", 5, "heading"),
        {**PIPED, "en": "So {{place}}"},
        "was left blank",
    ),
    "piping half": (
        ("pages", 5, "heading"),
        {**PIPED, "en": "So {{place|x}"},
        "is repeated like this",
    ),
    "piping in a title": (
        ("title",),
        {**PIPED, "en": "So {{place|x}}"},
        "“place” is not asked before",
    ),
    "film in the open": (
        (*_question("weather"), "variants"),
        {"en": {"video": "http://x.org"}},
        "must begin with https",
    ),
    "film in no language": (
        (*_question("weather"), "variants"),
        {"pl": {"video": "https://x.org"}},
        "does not name this language",
    ),
    "no such section": (("pages", 1, "section"), "them", "no section “them”"),
    "section in two": (("pages", 12, "section"), "you", "must follow each other"),
    "quick and long": (("quick",), True, "just one page"),
    "call without a day": (
        ("call",),
        {"listener": WORDS, "change": WORDS},
        "by which day people will hear",
    ),
    "call without a listener": (
        ("call",),
        {"change": WORDS, "hear_by": "2026-09-30"},
        "call > listener > en: The text is missing",
    ),
    "call that decides late": (
        ("call",),
        {"listener": WORDS, "change": WORDS, "hear_by": "2026-09-30", "decide_on": "2026-10-01"},
        "before it is decided",
    ),
    "exit called like a page": (("exits", 0, "key"), "p_born", "is there twice"),
    "digits of a word": ((*_question("place"), "places"), 2, "Only a number"),
}


def test_what_makes_sense_has_no_fault():
    assert _found(ALL_KINDS) == []
    assert read_definition(ALL_KINDS).to_json() == ALL_KINDS


@pytest.mark.parametrize("name", CASES)
def test_each_mistake_is_found_and_named(name):
    path, value, words = CASES[name]

    found = _found(_changed((path, value)))

    assert any(words in fault for fault in found), found


def test_all_mistakes_are_told_at_once_each_with_its_question():
    wrong = _changed(
        (("title",), {"en": "Only English"}),
        ((*_question("town"), "show_if"), _rule("equals", "x", "y")),
        ((*_question("rate"), "choices"), []),
    )

    found = faults(read_draft(wrong))

    assert {(fault.page, fault.question) for fault in found} == {
        ("", ""),
        ("p_town", "town"),
        ("p_rate", "rate"),
    }


def test_what_two_ways_lead_to_is_no_contradiction():
    """Somebody who says no comes by another way than who says yes: both can be there."""
    plain = _changed(
        (
            (*ADULT, "skips"),
            [
                {"to": "p_born", "rule": IS_NO},
                {"to": "young", "rule": _rule("equals", "adult", "rather_not_say")},
            ],
        ),
        ((*_question("rate"), "show_if"), IS_NO),
        (("pages", 2, "show_if"), IS_YES),
    )

    assert _found(plain) == []
