"""Expressions of other systems become rules of ours, or are refused in words; nothing else."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from surveys.definitions.holding import holds
from surveys.definitions.question import Kind
from surveys.definitions.rule_faults import DEEPEST_RULE
from surveys.definitions.rules import Rule
from surveys.exchange.algebra import depth_of
from surveys.exchange.compiling import MOST_LEAVES, said
from surveys.exchange.expressions import Dialect
from surveys.exchange.scope import Asked, Scope

YES_NO = {"yes": "yes", "no": "no"}
STEPS = {"1": "1", "2": "2", "3": "3", "-99": "minus_99"}


def scope(dialect=Dialect.XLSFORM, own=None):
    answers = {
        "age": Asked("age", Kind.NUMBER),
        "weight": Asked("weight", Kind.NUMBER, places=2),
        "met": Asked("met", Kind.SINGLE, YES_NO),
        "told": Asked("told", Kind.SINGLE, YES_NO),
        "step": Asked("step", Kind.SINGLE, STEPS),
        "help": Asked("help", Kind.SEVERAL, {"phone": "phone", "none": "none", "visit": "visit"}),
        "day": Asked("day", Kind.DATE),
        "why": Asked("why", Kind.SHORT_TEXT),
        "ok": Asked("ok", Kind.CONSENT, yes="OK"),
        "help_phone": Asked("help", Kind.SEVERAL, part="phone", yes="Y"),
    }
    return Scope(
        answers=answers,
        calculations={
            "adult": "if(${age} >= 18, 1, 0)",
            "spoken": "coalesce(${met}, ${told})",
            "round_about": "${round_about}",
        },
        unaskable={"start": "“start” is not asked."},
        later=frozenset({"last"}),
        dialect=dialect,
        own=answers[own] if own else None,
    )


#: An expression, answers of whom it is true, and answers of whom it is not.
MEANINGS = [
    ("${age} > 17 and ${age} <= 65", [{"age": 18}, {"age": 65}], [{}, {"age": 17}, {"age": 66}]),
    ("not(${age} > 17)", [{}, {"age": 17}], [{"age": 18}]),
    ("${age} > 17.5", [{"age": 18}], [{"age": 17}]),
    ("${met} = 'yes' or ${told} = 'yes'", [{"met": "yes"}, {"told": "yes"}], [{}, {"met": "no"}]),
    ("${met} != 'yes'", [{}, {"met": "no"}], [{"met": "yes"}]),
    ("${met} = ’yes’", [{"met": "yes"}], [{"met": "no"}]),
    ("${met} = ''", [{}], [{"met": "no"}]),
    ("${met} != ''", [{"met": "no"}], [{}]),
    ("${met}", [{"met": "no"}], [{}]),
    ("${met} = ${told}", [{}, {"met": "no", "told": "no"}], [{"met": "no"}]),
    ("${met} = 'gone' or ${age} = 3", [{"age": 3}], [{"met": "yes"}, {}]),
    ("${step} > 1 and ${step} != -99", [{"step": "2"}, {"step": "3"}], [{"step": "1"}, {}]),
    ("${step} = -99", [{"step": "minus_99"}], [{"step": "1"}]),
    ("selected(${help}, 'phone')", [{"help": ("phone", "visit")}], [{}, {"help": ("visit",)}]),
    ("selected(../help, 'phone')", [{"help": ("phone",)}], [{}]),
    ("selected('yes maybe', ${met})", [{"met": "yes"}], [{"met": "no"}, {}]),
    ("count-selected(${help}) >= 2", [{"help": ("phone", "visit")}], [{"help": ("phone",)}, {}]),
    ("count-selected(${help}) < 2", [{"help": ("phone",)}, {}], [{"help": ("phone", "visit")}]),
    ("${help} = 'phone'", [{"help": ("phone",)}], [{"help": ("phone", "visit")}]),
    ("${day} <= today()", [{"day": "2026-05-04"}], [{"day": "2026-05-05"}, {}]),
    ("${day} > date('2026-01-31')", [{"day": "2026-02-01"}], [{"day": "2026-01-31"}]),
    ("string-length(${why}) > 2", [{"why": "abc"}], [{"why": "ab"}, {}]),
    ("regex(${why}, '[0-9]{3}')", [{"why": "123"}], [{"why": "1234"}, {}]),
    ("starts-with(${why}, 'a.')", [{"why": "a.b"}], [{"why": "axb"}]),
    ("${why} = 'x'", [{"why": "x"}], [{"why": "xx"}]),
    ("${ok} = 'OK'", [{"ok": "yes"}], [{}]),
    ("${adult} = 1 and ${met} = 'yes'", [{"age": 18, "met": "yes"}], [{"age": 17, "met": "yes"}]),
    ("not(${adult})", [{"age": 17}, {}], [{"age": 18}]),
    ("${spoken} = 'no'", [{"met": "no"}, {"told": "no"}], [{"met": "yes", "told": "no"}]),
    ("${weight} = 2.5", [{"weight": 2.5}], [{"weight": 2}]),
]


@pytest.mark.parametrize(("text", "true", "false"), MEANINGS, ids=[each[0] for each in MEANINGS])
def test_a_rule_is_true_of_those_of_whom_the_expression_is(text, true, false):
    outcome = said(text, scope())

    assert not outcome.unsaid
    today = date(2026, 5, 4)
    assert [holds(outcome.rule, each, today=today) for each in true] == [True] * len(true)
    assert [holds(outcome.rule, each, today=today) for each in false] == [False] * len(false)


def test_limesurvey_says_the_same_in_other_words():
    limesurvey = scope(Dialect.LIMESURVEY)

    both = said('((met.NAOK == "yes")) && !is_empty(age.NAOK)', limesurvey).rule
    tick = said('help_phone.NAOK == "Y" or age > 3', limesurvey).rule

    today = date(2026, 5, 4)
    assert holds(both, {"met": "yes", "age": 3}, today=today)
    assert not holds(both, {"met": "yes"}, today=today)
    assert holds(tick, {"help": ("phone",)}, today=today)
    assert not holds(tick, {"help": ("visit",), "age": 3}, today=today)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("${nobody} = 1", "nobody"),
        ("${last} = 1", "last"),
        ("${start} = 1", "start"),
        ("${age} + 1 > 2", "reckons"),
        ("position(..) > 1", "read"),
        ("indexed-repeat(${age}, 1) = 2", "indexed-repeat"),
        ("${round_about} = 1", "itself"),
        ("${age} >", "too early"),
        ("(${age} > 1", "cannot be read"),
        ("${age} > 1 ;", ";"),
        (". > 1", "own answer"),
        ("selected(${help})", "arguments"),
        ("regex(${why}, '(')", "pattern"),
        ("${help} > 2", "help"),
        ("${why} < 'b'", "order"),
        ("(" * 60 + "1" + ")" * 60, "brackets"),
        ("1" * 5_000, "too long"),
        (" or ".join(f"${{age}} != {each}" for each in range(200)), "too much"),
    ],
)
def test_what_cannot_be_said_is_refused_by_name(text, word):
    outcome = said(text, scope())

    assert outcome.rule is None
    assert word in " ".join(outcome.unsaid)


def test_of_conditions_that_must_all_hold_those_that_can_be_said_are_kept():
    outcome = said("${met} = 'yes' and ${age} + 1 > 3 and ${told} = 'no'", scope())

    assert outcome.rule.columns() == {"met", "told"}
    assert len(outcome.unsaid) == 1


PIECES = st.sampled_from(
    [
        *("${age}", "${met}", "${help}", "${nobody}", "${adult}", ".", "..", "../x", "'yes'", '"'),
        *("1", "2.5", "-", "+", "=", "!=", "<", ">=", "(", ")", ",", "and", "or", "div", "if("),
        *("selected(", "not(", "count-selected(", "regex(", "today()", "true()", "coalesce("),
        *("string-length(", "current()/", "[", "position(", "once(", " ", "’", "&&", "!", "||"),
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map(" ".join)))
@settings(max_examples=400, deadline=None)
@example("not(" * 50)
@example("-" * 3_000 + "1")
@example("9" * 400 + " = ${age}")
@example("${day} = '2026-99-99'")
def test_any_text_becomes_a_rule_or_a_refusal(text):
    for dialect in Dialect:
        for own in (None, "age", "help", "why"):
            outcome = said(text, scope(dialect, own))

            assert isinstance(outcome.truth, Rule | bool)
            assert all(isinstance(each, str) and each for each in outcome.unsaid)
            if outcome.rule:
                assert depth_of(outcome.rule) <= DEEPEST_RULE
                assert sum(1 for _leaf in outcome.rule.leaves()) <= MOST_LEAVES
                holds(outcome.rule, {"age": 3, "met": "yes"}, today=date(2026, 5, 4))
