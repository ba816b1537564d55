"""Rules in words: what the paper, the builder and the document say about routing."""

import pytest

from surveys.definitions.definition import Definition, Page
from surveys.definitions.question import Choice, Kind, Question, Row
from surveys.definitions.rules import Op, Rule
from surveys.definitions.wording import check_in_words, rule_in_words, skip_in_words

ASKED = Question(
    key="asked",
    kind=Kind.SINGLE,
    wording={"en": "Were you {{before|asked}}?", "cy": "Gofynnwyd?"},
    choices=(
        Choice(value="yes", label={"en": "Yes", "cy": "Do"}),
        Choice(value="no", label={"en": "No", "cy": "Naddo"}),
        Choice(value="else", label={"en": "100% else", "cy": "Arall"}, is_other=True),
    ),
)
NIGHTS = Question(key="nights", kind=Kind.NUMBER, wording={"en": "How many nights?"})
BORN = Question(key="born", kind=Kind.DATE, wording={"en": "Which day?"})
STAFF = Question(
    key="staff",
    kind=Kind.MATRIX,
    wording={"en": "The staff"},
    choices=ASKED.choices,
    rows=(Row(key="kind", label={"en": "They were kind"}),),
)
SURVEY = Definition(
    languages=("en", "cy"),
    title={"en": "A"},
    pages=(Page(key="one", questions=(ASKED, NIGHTS, BORN, STAFF)),),
)
YES = Rule(Op.EQUALS, "asked", "yes")
MANY = Rule(Op.AT_LEAST, "nights", 3)
KIND = Rule(Op.ONE_OF, "staff.kind", ("yes", "no"))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (YES, "“Were you asked?” is “Yes”"),
        (Rule(Op.NOT, rules=(YES,)), "“Were you asked?” is not “Yes”"),
        (KIND, "“The staff – They were kind” is “Yes” or “No”"),
        (Rule(Op.ANSWERED, "asked.other"), "“Were you asked? – 100% else” is answered"),
        (Rule(Op.LESS, "born", "2024-02-01"), "“Which day?” is before 1 February 2024"),
        (Rule(Op.AT_MOST, "born", "today"), "“Which day?” is on or before today"),
        (
            Rule(Op.MORE, "nights", other="nights"),
            "“How many nights?” is more than the answer to “How many nights?”",
        ),
        (
            Rule(Op.NOT, rules=(Rule(Op.AND, rules=(YES, MANY)),)),
            "“Were you asked?” is not “Yes” or “How many nights?” is not 3 or more",
        ),
        (
            Rule(Op.AND, rules=(Rule(Op.OR, rules=(YES, MANY)), KIND)),
            (
                "(“Were you asked?” is “Yes” or “How many nights?” is 3 or more) and"
                " “The staff – They were kind” is “Yes” or “No”"
            ),
        ),
    ],
)
def test_a_rule_is_said_in_whole_sentences(app, rule, words):
    assert rule_in_words(rule, SURVEY, "en") == f"Shown only when {words}."
    assert check_in_words(rule, SURVEY, "en") == f"The answer is taken only when {words}."


def test_a_skip_says_where_to_and_uses_the_words_of_the_language_that_is_read(app):
    assert skip_in_words(None, "question 4", SURVEY, "en") == "Go on to question 4."
    assert "“Gofynnwyd?”" in skip_in_words(YES, "4", SURVEY, "cy")
    assert "“Do”" in skip_in_words(YES, "4", SURVEY, "cy")
