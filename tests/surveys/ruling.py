"""Rules of every sort, put where the checks of a whole survey let them be."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from surveys.definitions.checking import faults
from surveys.definitions.definition import END, Definition, Exit, Page, Skip
from surveys.definitions.question import Check, Kind, Question
from surveys.definitions.rules import COUNTING, ORDERING, TODAY, Op, Rule
from tests.surveys.texts import days, texts, words

Columns = dict[str, Question]


def _value(question: Question, column: str, op: Op) -> st.SearchStrategy[Any]:
    """What a rule may compare that column with."""
    if op in COUNTING:
        return st.integers(0, 3)
    if op is Op.MATCHES:
        return st.sampled_from(["[a-z]+", ".*7.*", "(a|aB)+", r"\d{2}"])
    if question.kind is Kind.NUMBER:
        return st.integers(0, 9) | st.sampled_from([0.5, 2.25])
    if question.kind is Kind.DATE:
        return days | st.just(TODAY)
    if column in question.text_columns():
        return texts
    return st.sampled_from([choice.value for choice in question.choices] or ["yes"])


def _ops(question: Question, column: str) -> list[Op]:
    if column in question.text_columns():
        return [Op.ANSWERED, Op.SHORTEST, Op.LONGEST, Op.MATCHES]
    if question.kind in {Kind.SEVERAL, Kind.RANKING}:
        return [Op.ANSWERED, Op.CONTAINS, Op.FEWEST_CHOSEN, Op.MOST_CHOSEN]
    if question.kind in {Kind.NUMBER, Kind.DATE}:
        return [Op.ANSWERED, Op.EQUALS, Op.ONE_OF, *sorted(ORDERING)]
    return [Op.ANSWERED, Op.EQUALS, Op.ONE_OF]


@st.composite
def _rules(draw: st.DrawFn, columns: Columns, depth: int = 0) -> Rule:
    if depth < 2 and draw(st.integers(0, 2)) == 0:
        op = draw(st.sampled_from([Op.NOT, Op.AND, Op.OR]))
        fewest, most = (1, 1) if op is Op.NOT else (2, 3)
        inner = st.lists(_rules(columns, depth + 1), min_size=fewest, max_size=most)
        return Rule(op, rules=tuple(draw(inner)))
    column = draw(st.sampled_from(sorted(columns)))
    question = columns[column]
    op = draw(st.sampled_from(_ops(question, column)))
    if op is Op.ANSWERED:
        return Rule(op, question=column)
    if op in ORDERING and draw(st.booleans()):
        same = sorted(key for key, each in columns.items() if each.kind is question.kind)
        return Rule(op, question=column, other=draw(st.sampled_from(same)))
    values = _value(question, column, op)
    if op is Op.ONE_OF:
        return Rule(
            op, question=column, value=tuple(draw(st.lists(values, min_size=1, max_size=3)))
        )
    return Rule(op, question=column, value=draw(values))


_values = st.sampled_from(["a", "b"])
_leaves = st.one_of(
    st.builds(Rule, st.just(Op.EQUALS), st.sampled_from("xy"), _values),
    st.builds(
        Rule, st.just(Op.ONE_OF), st.sampled_from("xy"), st.lists(_values, min_size=1).map(tuple)
    ),
    st.builds(Rule, st.just(Op.CONTAINS), st.just("z"), _values),
    st.builds(Rule, st.sampled_from(sorted(ORDERING)), st.just("n"), st.integers(0, 4)),
    st.builds(Rule, st.sampled_from([Op.FEWEST_CHOSEN, Op.MOST_CHOSEN]), st.just("z"), st.just(2)),
    st.builds(Rule, st.just(Op.ANSWERED), st.sampled_from("xyz")),
)


def _joined(inner: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    def of(op: Op, fewest: int, most: int) -> st.SearchStrategy[Rule]:
        several = st.lists(inner, min_size=fewest, max_size=most).map(tuple)
        return several.map(lambda rules: Rule(op, rules=rules))

    return st.one_of(of(Op.NOT, 1, 1), of(Op.AND, 1, 3), of(Op.OR, 1, 3))


#: Rules about two single choices, x and y, several choices, z, and a number, n; and their answers.
free_rules = st.recursive(_leaves, _joined, max_leaves=6)
free_answers = st.fixed_dictionaries(
    {},
    optional={
        "x": _values,
        "y": _values,
        "z": st.sampled_from([("a",), ("b",), ("a", "b")]),
        "n": st.integers(0, 4),
    },
)


@st.composite
def ruled(draw: st.DrawFn, definition: Definition, way_out: Exit) -> Definition:
    """*definition* with rules, each where the checks of a whole survey let it be."""
    for place, page in enumerate(definition.pages):
        if draw(st.integers(0, 2)) == 0:
            continue
        changed = draw(_page_ruled(definition, place))
        definition = _with_page(definition, place, changed, page)
    asking = [(place, page) for place, page in enumerate(definition.pages) if _columns([page])]
    if asking and draw(st.booleans()):
        place, page = draw(st.sampled_from(asking))
        rule = draw(_rules(_columns(definition.pages[: place + 1])))
        skip = Skip(to=way_out.key, rule=rule)
        leaving = replace(definition, exits=(way_out,))
        left = _with_page(leaving, place, replace(page, skips=(*page.skips, skip)), page)
        definition = left if left.pages[place].skips != page.skips else definition
    return definition


def _with_page(definition: Definition, place: int, page: Page, before: Page) -> Definition:
    pages = list(definition.pages)
    for candidate in (page, before):
        pages[place] = candidate
        changed = replace(definition, pages=tuple(pages))
        if candidate is before or not faults(changed):
            return changed
    return definition


def _columns(pages: Sequence[Page]) -> Columns:
    return {
        column: question
        for page in pages
        for question in page.questions
        for column in question.columns()
    }


@st.composite
def _page_ruled(draw: st.DrawFn, definition: Definition, place: int) -> Page:
    """The page with one more thing: a rule of its own, of a question, a choice, a check, a skip."""
    page = definition.pages[place]
    first = page.questions[0]
    earlier = _columns(definition.pages[:place])
    own = dict.fromkeys(first.columns(), first)
    things = [
        st.just(replace(page, is_random=True)),
        _skipping(definition, place, earlier | _columns([page])),
        _with_rule(page, 0, earlier),
        _with_rule(page, len(page.questions) - 1, earlier | own),
    ]
    if earlier:
        things.append(_rules(earlier).map(lambda rule: replace(page, show_if=rule)))
        things.append(_with_dependent_choice(page, earlier))
    if own:
        things.append(_with_check(page, definition.languages, own))
    return draw(st.one_of(things))


@st.composite
def _skipping(draw: st.DrawFn, definition: Definition, place: int, known: Columns) -> Page:
    page = definition.pages[place]
    later = [each.key for each in definition.pages[place + 1 :]]
    if not known:
        return page
    skip = Skip(to=draw(st.sampled_from([END, *later])), rule=draw(_rules(known)))
    return replace(page, skips=(skip,))


@st.composite
def _with_rule(draw: st.DrawFn, page: Page, place: int, known: Columns) -> Page:
    if not known:
        return page
    return _with_question(page, place, show_if=draw(_rules(known)))


@st.composite
def _with_dependent_choice(draw: st.DrawFn, page: Page, known: Columns) -> Page:
    *others, last = page.questions[0].choices or (None,)
    if last is None:
        return page
    return _with_question(page, 0, choices=(*others, replace(last, show_if=draw(_rules(known)))))


@st.composite
def _with_check(draw: st.DrawFn, page: Page, languages: tuple[str, ...], own: Columns) -> Page:
    check = Check(
        rule=draw(_rules(own)), message=draw(words(languages)), is_soft=draw(st.booleans())
    )
    return _with_question(page, 0, checks=(check,))


def _with_question(page: Page, place: int, **changes: Any) -> Page:
    questions = list(page.questions)
    questions[place] = replace(questions[place], **changes)
    return replace(page, questions=tuple(questions))
