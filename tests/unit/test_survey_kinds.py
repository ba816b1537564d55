"""What is an answer to each kind of question, and what is none."""

import time
from datetime import date

import pytest

from surveys.definitions.answering import in_words, taken
from surveys.definitions.fields import NotAnAnswer, asked
from surveys.definitions.holding import holds
from surveys.definitions.ordering import choices_in_order
from surveys.definitions.patterns import matches
from surveys.definitions.piping import filled_in
from surveys.definitions.reading import read_definition
from surveys.definitions.rules import Op, Rule
from tests.surveys.all_kinds import ALL_KINDS

EVERYTHING = read_definition(ALL_KINDS)


def _asked(key: str, language: str = "en"):
    return asked(EVERYTHING.question(key), language)


@pytest.mark.parametrize(
    ("key", "given", "answers"),
    [
        ("born", {"born": "1990-05-02"}, {"born": "1990-05-02"}),
        (
            "born",
            {"born.day": ["2"], "born.month": ["05"], "born.year": ["1990"]},
            {"born": "1990-05-02"},
        ),
        ("born", {"born.day": "੨", "born.month": "٥", "born.year": "۱۹۹۰"}, {"born": "1990-05-02"}),
        (
            "born",
            {"born.day": "29", "born.month": "2", "born.year": "2024"},
            {"born": "2024-02-29"},
        ),
        ("born", {"born.day": " ", "born.month": "", "born.year": []}, {}),
        ("felt", {"felt.kind": ["often"], "felt.quick": [""]}, {"felt.kind": "often"}),
        ("felt", {"felt": "often", "felt.late": "often"}, {}),
        ("matters", {"matters.home": "1", "matters.money": "3"}, {"matters": ("home", "money")}),
        ("matters", {"matters": ["money", "home"]}, {"matters": ("money", "home")}),
        ("matters", {"matters.home": "۱"}, {"matters": ("home",)}),
        ("agree", {"agree": ["yes"]}, {"agree": "yes"}),
        (
            "heard",
            {"heard": "other", "heard.other": " My\naunt "},
            {"heard": "other", "heard.other": "My aunt"},
        ),
        ("heard", {"heard": "friend", "heard.other": "My aunt"}, {"heard": "friend"}),
        ("heard", {"heard.other": "My aunt"}, {"heard": "other", "heard.other": "My aunt"}),
        ("heard", {"heard": "other"}, {"heard": "other"}),
        ("amount", {"amount": "12,50"}, {"amount": 12.5}),
        ("amount", {"amount": "12.00"}, {"amount": 12}),
        ("amount", {"amount": 0.25}, {"amount": 0.25}),
    ],
)
def test_answers_are_read_by_part_and_by_column(key, given, answers):
    assert _asked(key).answers(given) == answers


@pytest.mark.parametrize(
    ("key", "given", "part", "why"),
    [
        ("born", {"born.month": "5", "born.year": "1990"}, "born.day", "Write the day too"),
        ("born", {"born.day": "5", "born.year": "1990"}, "born.month", "Write the month too"),
        ("born", {"born.day": "5", "born.month": "5"}, "born.year", "four digits"),
        (
            "born",
            {"born.day": "5", "born.month": "5", "born.year": "90"},
            "born.year",
            "four digits",
        ),
        ("born", {"born.day": "31", "born.month": "4", "born.year": "1990"}, "born", "no such day"),
        ("born", {"born.day": "x", "born.month": "4", "born.year": "1990"}, "born", "in digits"),
        ("born", {"born": "2026-W01-1"}, "born", "no such day"),
        ("born", {"born": ["1990-05-02", "1990-05-03"]}, "born", "could not read"),
        ("felt", {"felt.kind": "always"}, "felt", "Choose one of these"),
        ("matters", {"matters.home": "1", "matters.money": "1"}, "matters.money", "number 1 twice"),
        ("matters", {"matters.home": "4"}, "matters.home", "from the list"),
        ("matters", {"matters": ["home", "home"]}, "matters", "could not read"),
        ("agree", {"agree": "no"}, "agree", "Tick the box"),
        ("heard", {"heard": "other", "heard.other": "x" * 201}, "heard.other", "200 letters"),
        ("amount", {"amount": "1.234"}, "amount", "up to 2 digits"),
        ("amount", {"amount": "-0.5"}, "amount", "0 or more"),
        ("amount", {"amount": float("nan")}, "amount", "digits"),
    ],
)
def test_what_is_no_answer_is_refused_beside_its_part(key, given, part, why):
    with pytest.raises(NotAnAnswer, match=why) as refusal:
        _asked(key).answers(given)

    assert (refusal.value.question, refusal.value.part) == (key, part)


def test_answers_are_said_in_the_readers_words():
    assert _asked("born", "ur").in_words("1990-05-02") == "2 مئی، 1990"
    assert _asked("felt").all_in_words({"felt.quick": "never"}) == "People were quick: Never"
    assert _asked("matters").in_words(("home", "money")) == "1. Home\n2. Money"
    assert _asked("heard").all_in_words({"heard": "other", "heard.other": "Aunt"}) == "Other\nAunt"


def test_an_earlier_answer_is_put_into_a_text_apart_from_its_direction():
    said = in_words(EVERYTHING, {"place": "<b>", "help": ("talk", "money")}, "en")

    assert filled_in("In {{place|x}} and {{ help | nothing }}.", said) == (
        "In \u2068<b>\u2069 and \u2068Talk and Money\u2069."
    )
    assert (
        filled_in("{{born|some day}}, {{place|x}}", in_words(EVERYTHING, {}, "ur")) == "some day, x"
    )
    # What somebody wrote is never read as a place for another answer.
    sly = in_words(EVERYTHING, {"place": "{{born|x}}"}, "en")
    assert filled_in("{{place|x}}", sly) == "\u2068{{born|x}}\u2069"


def test_a_pattern_fits_the_whole_text_or_not():
    assert matches(r"[A-Z]{2}\d+", "DG1")
    assert not matches(r"[A-Z]{2}\d+", "DG1 ")


def test_a_pattern_that_never_ends_lets_the_answer_pass_and_says_so_without_it(caplog):
    begun = time.monotonic()

    assert matches("(a|aa)+$", "a" * 4_000 + "b")

    assert time.monotonic() - begun < 2
    assert "took too long" in caplog.text
    assert "aaa" not in caplog.text


@pytest.mark.parametrize(
    ("op", "value", "answer", "expected"),
    [
        (Op.LESS, "today", "2026-03-02", True),
        (Op.LESS, "today", "2026-03-03", False),
        (Op.EQUALS, "today", "2026-03-03", True),
        (Op.AT_LEAST, 2, 2, True),
        (Op.AT_LEAST, 2, "2", False),
        (Op.MORE, 2, 2.5, True),
        (Op.FEWEST_CHOSEN, 2, ("a",), False),
        (Op.MOST_CHOSEN, 2, ("a", "b"), True),
        (Op.SHORTEST, 2, "a", False),
        (Op.LONGEST, 2, "ab", True),
        (Op.MATCHES, "[a-c]+", "abc", True),
    ],
)
def test_operators_mean_what_they_are_called(op, value, answer, expected):
    rule = Rule(op, question="q", value=value)

    assert holds(rule, {"q": answer}, today=date(2026, 3, 3)) is expected
    assert holds(rule, {}, today=date(2026, 3, 3)) is False


def test_one_answer_is_compared_with_another():
    rule = Rule(Op.AT_LEAST, question="end", other="start")

    assert holds(rule, {"start": "2026-01-01", "end": "2026-01-02"}, today=date(2026, 3, 3))
    assert not holds(rule, {"start": "2026-01-03", "end": "2026-01-02"}, today=date(2026, 3, 3))
    assert not holds(rule, {"end": "2026-01-02"}, today=date(2026, 3, 3))


def test_the_order_of_a_seed_is_always_the_same_and_keeps_other_last():
    question = EVERYTHING.question("heard")
    orders = {
        tuple(choice.value for choice in choices_in_order(question, seed=f"{seed:08x}").choices)
        for seed in range(40)
    }

    assert len(orders) == 6
    assert {order[-1] for order in orders} == {"other"}
    assert choices_in_order(question, seed="") == question
    assert choices_in_order(question, seed="1") == choices_in_order(question, seed="1")


def test_somebody_for_whom_the_questions_are_not_leaves_nothing():
    kept = taken(EVERYTHING, {"adult": "no", "agree": "yes", "story": "words"}, "en")

    assert kept.path.exit.key == "young"
    assert kept.is_empty
