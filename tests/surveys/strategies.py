"""Definitions and answers of every shape, made up by Hypothesis."""

import string
from typing import Any

from hypothesis import strategies as st

from feedback.core.i18n import BY_CODE
from feedback.core.text import clean
from surveys.definitions.definition import Definition, Page
from surveys.definitions.question import (
    CHOICE_KINDS,
    FIXED_VALUES,
    ONE_CHOICE,
    Choice,
    Kind,
    Question,
    Words,
)
from surveys.definitions.rules import Op, Rule

names = st.text(string.ascii_lowercase + string.digits + "_", min_size=1, max_size=8).filter(
    lambda name: not name.startswith("_")
)
texts = (
    st.text(st.sampled_from("aB 7\n'\"<&%{}۷ہمਮیł\u200f😀"), min_size=1, max_size=12)
    .map(clean)
    .filter(bool)
)
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def words(languages: tuple[str, ...]) -> st.SearchStrategy[Words]:
    """One text in each of *languages*."""
    return st.fixed_dictionaries(dict.fromkeys(languages, texts))


@st.composite
def _choices(draw: st.DrawFn, kind: Kind, languages: tuple[str, ...]) -> tuple[Choice, ...]:
    if kind not in CHOICE_KINDS:
        return ()
    values = FIXED_VALUES.get(kind) or draw(st.lists(names, min_size=2, max_size=4, unique=True))
    labels = [draw(words(languages)) for _value in values]
    alone = draw(st.booleans()) if kind is Kind.SEVERAL else False
    return tuple(
        Choice(value=value, label=label, is_exclusive=alone and place == len(values) - 1)
        for place, (value, label) in enumerate(zip(values, labels, strict=True))
    )


@st.composite
def _rules(draw: st.DrawFn, earlier: list[Question], depth: int = 0) -> Rule:
    joining = [Op.NOT, Op.AND, Op.OR] if depth < 2 else []
    op = draw(st.sampled_from([*joining, Op.EQUALS, Op.ONE_OF, Op.CONTAINS, Op.ANSWERED]))
    if op in joining:
        fewest, most = (1, 1) if op is Op.NOT else (2, 3)
        inner = st.lists(_rules(earlier, depth + 1), min_size=fewest, max_size=most)
        return Rule(op, rules=tuple(draw(inner)))
    single = [each for each in earlier if each.kind in ONE_CHOICE | {Kind.NUMBER}]
    fitting = {
        Op.CONTAINS: [each for each in earlier if each.kind is Kind.SEVERAL],
        Op.EQUALS: single,
        Op.ONE_OF: single,
        Op.ANSWERED: earlier,
    }
    if not fitting[op]:
        op = Op.ANSWERED
    question = draw(st.sampled_from(fitting[op]))
    if op is Op.ANSWERED:
        return Rule(op, question=question.key)
    values: Any = st.sampled_from([choice.value for choice in question.choices] or list(range(5)))
    if op is Op.ONE_OF:
        several = draw(st.lists(values, min_size=1, max_size=3))
        return Rule(op, question=question.key, value=tuple(several))
    return Rule(op, question=question.key, value=draw(values))


_values = st.sampled_from(["a", "b"])
_leaves = st.one_of(
    st.builds(Rule, st.just(Op.EQUALS), st.sampled_from("xy"), _values),
    st.builds(
        Rule, st.just(Op.ONE_OF), st.sampled_from("xy"), st.lists(_values, min_size=1).map(tuple)
    ),
    st.builds(Rule, st.just(Op.CONTAINS), st.just("z"), _values),
    st.builds(Rule, st.just(Op.ANSWERED), st.sampled_from("xyz")),
)


def _joined(inner: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    def of(op: Op, fewest: int, most: int) -> st.SearchStrategy[Rule]:
        several = st.lists(inner, min_size=fewest, max_size=most).map(tuple)
        return several.map(lambda rules: Rule(op, rules=rules))

    return st.one_of(of(Op.NOT, 1, 1), of(Op.AND, 1, 3), of(Op.OR, 1, 3))


#: Rules about two single choices, x and y, and several choices, z; and what may be answered.
free_rules = st.recursive(_leaves, _joined, max_leaves=6)
free_answers = st.fixed_dictionaries(
    {}, optional={"x": _values, "y": _values, "z": st.sampled_from([("a",), ("b",), ("a", "b")])}
)


@st.composite
def _questions(
    draw: st.DrawFn, key: str, languages: tuple[str, ...], earlier: list[Question]
) -> Question:
    kind = draw(st.sampled_from(Kind))
    bounds = sorted(draw(st.lists(st.integers(0, 9), min_size=2, max_size=2)))
    has_bounds = kind is Kind.NUMBER and draw(st.booleans())
    return Question(
        key=key,
        kind=kind,
        wording=draw(words(languages)),
        hint=draw(st.just({}) | words(languages)),
        choices=draw(_choices(kind, languages)),
        show_if=draw(_rules(earlier) | st.none()) if earlier else None,
        least=bounds[0] if has_bounds else None,
        most=bounds[1] if has_bounds else None,
    )


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """A survey that can be published."""
    languages = tuple(
        draw(st.lists(st.sampled_from(sorted(BY_CODE)), min_size=1, max_size=2, unique=True))
    )
    keys = iter(draw(st.lists(names, min_size=8, max_size=8, unique=True)))
    page_keys = draw(st.lists(names, min_size=2, max_size=4, unique=True))
    earlier: list[Question] = []
    pages = []
    for page_key in page_keys:
        asked = [each for each in earlier if each.asks]
        how_many = draw(st.integers(1, 2))
        questions = tuple(draw(_questions(next(keys), languages, asked)) for _ in range(how_many))
        pages.append(
            Page(
                key=page_key,
                questions=questions,
                heading=draw(st.just({}) | words(languages)),
                show_if=draw(_rules(asked) | st.none()) if asked else None,
            )
        )
        earlier.extend(questions)
    if not any(question.asks for question in earlier):
        closing = Question(key="closing_", kind=Kind.LONG_TEXT, wording=draw(words(languages)))
        pages.append(Page(key="closing_", questions=(closing,)))
    return Definition(
        languages=languages,
        drafts=tuple(draw(st.lists(st.sampled_from(languages), max_size=1))),
        title=draw(words(languages)),
        introduction=draw(st.just({}) | words(languages)),
        pages=tuple(pages),
    )


@st.composite
def answers_to(draw: st.DrawFn, definition: Definition) -> dict[str, Any]:
    """What may come in: answers, nonsense, and answers to what was never asked."""
    given: dict[str, Any] = {}
    for question in definition.questions():
        values = [choice.value for choice in question.choices]
        plausible: st.SearchStrategy[Any] = st.one_of(texts, st.integers(0, 9))
        if values:
            one = st.sampled_from(values)
            plausible = st.one_of(one, st.lists(one, max_size=3), st.lists(one, max_size=1))
        if draw(st.integers(0, 3)):
            given[question.key] = draw(st.one_of(plausible, plausible, plausible, junk))
    return given | draw(st.dictionaries(names, junk, max_size=2))
