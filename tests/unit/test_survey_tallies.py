"""Counts of answers by kind: no answer of a stranger makes a chart that nobody can draw."""

import pytest

from surveys.definitions.question import Kind, Question
from surveys.results.columns import Column
from surveys.results.labels import label_of
from surveys.results.tallying import tally

BORN = Question(key="born", kind=Kind.DATE, wording={"en": "When were you born?"})
AGED = Question(key="aged", kind=Kind.NUMBER, wording={"en": "How old are you?"})


def column(question: Question) -> Column:
    return Column(name=question.key, question=question, wording="", row="", labels={})


@pytest.mark.parametrize(
    ("question", "given", "most"),
    [
        (BORN, [("0001-01-01", 10), ("1996-05-31", 40), ("9999-12-31", 10)], 120),
        (BORN, [("1907-01-01", 1), ("2026-01-01", 1)], 120),
        (AGED, [(-999_999_999_999, 10), (40, 40), (999_999_999_999.5, 10)], 10),
    ],
)
def test_answers_that_are_far_apart_make_no_endless_chart(question, given, most):
    found = tally(column(question), given)

    assert len(found.bars) <= most
    assert sum(bar.count for bar in found.bars) == sum(count for _answer, count in given)
    assert all(bar.start <= bar.end for bar in found.bars if question is BORN)


def test_ages_are_named_by_their_first_and_last_year(app):
    found = tally(column(BORN), [("0196-05-31", 1), ("1996-05-31", 2)])

    named = {label_of(bar, column(BORN)): bar.count for bar in found.bars if bar.count}
    assert named == {"0180 – 0199": 1, "1980 – 1999": 2}
