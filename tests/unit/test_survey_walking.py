"""What single rules do to somebody's way through a survey."""

from typing import Any

import pytest

from surveys.definitions.answering import taken
from surveys.definitions.fields import NotAnAnswer
from surveys.definitions.reading import read_definition
from surveys.definitions.routing import Path, path_of


def _question(key: str, kind: str = "short_text", **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "wording": {"en": key}, **more}


def _choices(*values: str, **more: Any) -> list[dict[str, Any]]:
    return [{"value": each, "label": {"en": each}, **more.get(each, {})} for each in values]


def _survey(*pages: dict[str, Any], **more: Any) -> Any:
    numbered = [{"key": f"p{number}", **page} for number, page in enumerate(pages)]
    plain = {"schema": 1, "languages": ["en"], "title": {"en": "T"}, "pages": numbered, **more}
    return read_definition(plain)


def _page(*questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"questions": list(questions), **more}


def _equals(question: str, value: Any) -> dict[str, Any]:
    return {"op": "equals", "question": question, "value": value}


def _shown(path: Path) -> str:
    return "".join(question.key for step in path.steps for question in step.questions)


A = _question("a", "single", choices=_choices("x", "y", "z"))


def test_a_skip_leads_past_what_lies_between_and_the_first_that_holds_is_taken():
    skips = [{"to": "p2", "rule": _equals("a", "x")}, {"to": "end", "rule": _equals("a", "y")}]
    survey = _survey(_page(A, skips=skips), _page(_question("b")), _page(_question("c")))

    assert [_shown(path_of(survey, {"a": each})) for each in "xyz"] == ["ac", "a", "abc"]
    smuggled = taken(survey, {"a": "x", "b": "words", "c": "more"}, "en")
    assert dict(smuggled.texts) == {"c": "more"}


def test_a_page_of_photos_alone_is_no_step_and_its_skip_counts():
    photos = _page(_question("f", "photo"), skips=[{"to": "p3", "rule": _equals("a", "x")}])
    survey = _survey(_page(A), photos, _page(_question("b")), _page(_question("c")))

    path = path_of(survey, {"a": "x"})

    assert _shown(path) == "ac"
    assert [question.key for question in path.files] == ["f"]


def test_an_answer_that_breaks_a_check_stands_nowhere_but_a_doubtful_one_does():
    def survey(*, soft: bool) -> Any:
        rule = {"op": "at_most", "question": "n", "value": 5}
        check = {"rule": rule, "message": {"en": "Too many"}, "soft": soft}
        after = _question("b", show_if={"op": "answered", "question": "n"})
        return _survey(_page(_question("n", "number", checks=[check]), after))

    assert _shown(path_of(survey(soft=False), {"n": 9})) == "n"
    assert _shown(path_of(survey(soft=True), {"n": 9})) == "nb"
    with pytest.raises(NotAnAnswer, match="Too many"):
        taken(survey(soft=False), {"n": 9}, "en")
    assert dict(taken(survey(soft=True), {"n": 9}, "en").closed) == {"n": 9}


def test_a_check_between_two_answers_is_asked_only_when_both_are_there():
    rule = {"op": "at_least", "question": "m", "other": "n"}
    check = {"rule": rule, "message": {"en": "Less than before"}}
    survey = _survey(_page(_question("n", "number"), _question("m", "number", checks=[check])))

    assert dict(taken(survey, {"m": 1}, "en").closed) == {"m": 1}
    with pytest.raises(NotAnAnswer, match="Less than before"):
        taken(survey, {"n": 2, "m": 1}, "en")


def test_words_go_with_other_when_it_is_not_offered_any_more():
    other = {"other": True, "show_if": _equals("a", "x")}
    asked = _question("o", "several", choices=_choices("one", "two", "more", more=other))
    survey = _survey(_page(A), _page(asked))
    answers = {"o": ["one", "more"], "o.other": "words"}

    offered = taken(survey, {"a": "x", **answers}, "en")
    assert (dict(offered.texts), offered.closed["o"]) == ({"o.other": "words"}, ["one", "more"])
    withdrawn = taken(survey, {"a": "y", **answers}, "en")
    assert (dict(withdrawn.texts), withdrawn.closed["o"]) == ({}, ["one"])
    unchosen = path_of(survey, {"a": "x", "o": ("one",), "o.other": "words"})
    assert dict(unchosen.answers) == {"a": "x", "o": ("one",)}


def test_what_must_be_answered_is_asked_for_where_it_is_shown_and_nowhere_else():
    consent = _question("c", "consent", required=True, show_if=_equals("a", "x"))
    survey = _survey(_page(A), _page(consent))

    assert dict(taken(survey, {"a": "y"}, "en").closed) == {"a": "y"}
    with pytest.raises(NotAnAnswer) as refusal:
        taken(survey, {"a": "x"}, "en")
    assert refusal.value.question == "c"


def test_a_question_all_of_whose_choices_are_gone_is_not_asked():
    gone = {"show_if": _equals("a", "x")}
    asked = _question("o", "list", choices=_choices("one", "two", one=gone, two=gone))
    survey = _survey(_page(A), _page(asked))

    assert _shown(path_of(survey, {"a": "x"})) == "ao"
    assert _shown(path_of(survey, {"a": "y"})) == "a"


@pytest.mark.parametrize("leaving", ["at_least", "less"])
def test_where_two_ways_meet_the_answers_of_both_are_possible(leaving):
    many = {"op": "at_least", "question": "n", "value": 7}
    few = {"op": "at_most", "question": "n", "value": 3}
    rule = {"op": leaving, "question": "n", "value": 5}
    survey = _survey(
        _page(_question("n", "number"), skips=[{"to": "p2", "rule": rule}]),
        _page(_question("b")),
        _page(_question("c", show_if=few), _question("d", show_if=many)),
    )

    ways = {"at_least": ["nbc", "nd"], "less": ["nc", "nbd"]}
    assert [_shown(path_of(survey, {"n": number})) for number in (2, 8)] == ways[leaving]
