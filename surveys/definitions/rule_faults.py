"""What is wrong with rules: names they do not know, questions that fit no operator, values."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from surveys.definitions.definition import END, Definition, DefinitionError, Page
from surveys.definitions.patterns import NotAPattern, compiled
from surveys.definitions.places import At, pages_of, questions_on
from surveys.definitions.question import AGREED, Kind, Question
from surveys.definitions.rules import COUNTING, JOINING, ORDERING, TODAY, Op, Rule, Value

Faults = Iterator[DefinitionError]
DEEPEST_RULE = 10
MOST_PARTS = 50  # rules that one rule joins

_ONE, _MANY, _TEXT, _LONG = "one", "many", "text", "long"
_NUMBER, _DAY = "number", "day"
_SORTS: Mapping[Kind, str] = {
    Kind.SEVERAL: _MANY,
    Kind.RANKING: _MANY,
    Kind.SHORT_TEXT: _TEXT,
    Kind.LONG_TEXT: _LONG,
    Kind.NUMBER: _NUMBER,
    Kind.DATE: _DAY,
}
_COMPARED = frozenset({_ONE, _TEXT, _NUMBER, _DAY})
_FITTING: Mapping[Op, frozenset[str]] = {
    Op.EQUALS: _COMPARED,
    Op.ONE_OF: _COMPARED,
    Op.CONTAINS: frozenset({_MANY}),
    Op.ANSWERED: _COMPARED | {_MANY, _LONG},
    **dict.fromkeys(ORDERING, frozenset({_NUMBER, _DAY})),
    **dict.fromkeys((Op.FEWEST_CHOSEN, Op.MOST_CHOSEN), frozenset({_MANY})),
    **dict.fromkeys((Op.SHORTEST, Op.LONGEST, Op.MATCHES), frozenset({_TEXT, _LONG})),
}
#: Operators that may compare with the answer to another question.
_WITH_OTHER = frozenset({Op.EQUALS, *ORDERING})


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a rule may look at, by column."""

    known: Mapping[str, Question]
    everywhere: Mapping[str, Question]
    kept_out: frozenset[str] = field(default_factory=frozenset)  # of the same page in random order


def find(definition: Definition) -> Faults:
    """Every fault of every rule, and every skip that leads backward or nowhere."""
    everywhere = {
        column: question for question in definition.questions() for column in _looked_at(question)
    }
    earlier: dict[str, Question] = {}
    for at, page in pages_of(definition):
        if page.show_if is not None:
            yield from _rule(at.into("show_if"), page.show_if, _Scope(dict(earlier), everywhere))
        yield from _questions(at, page, earlier, everywhere)
        yield from _skips(at, page, definition, _Scope(dict(earlier), everywhere))


def _looked_at(question: Question) -> tuple[str, ...]:
    """Its columns; of what has none its key, so that a rule about it is refused for its kind."""
    return question.columns() or (question.key,)


def _questions(
    at: At, page: Page, earlier: dict[str, Question], everywhere: Mapping[str, Question]
) -> Faults:
    here: set[str] = set()
    for place, question in questions_on(at, page):
        kept_out = frozenset(here) if page.is_random else frozenset()
        scope = _Scope(dict(earlier), everywhere, kept_out)
        if question.show_if is not None:
            yield from _rule(place.into("show_if"), question.show_if, scope)
        for number, choice in enumerate(question.choices, 1):
            if choice.show_if is not None:
                yield from _rule(
                    place.into("choices", number).into("show_if"), choice.show_if, scope
                )
        columns = _looked_at(question)
        earlier |= dict.fromkeys(columns, question)
        here |= set(columns)
        own = _Scope(dict(earlier), everywhere, kept_out)
        for number, check in enumerate(question.checks, 1):
            yield from _check(place.into("checks", number), check.rule, own, question)


def _check(at: At, rule: Rule, scope: _Scope, question: Question) -> Faults:
    if not question.columns():
        yield at.refused(
            _("A question of kind %(kind)s cannot be checked.", kind=question.kind.value)
        )
    elif not rule.columns() & set(question.columns()):
        yield at.refused(_("The check does not look at the answer to this question."))
    yield from _rule(at.into("rule"), rule, scope)


def _skips(at: At, page: Page, definition: Definition, scope: _Scope) -> Faults:
    places = {each.key: number for number, each in enumerate(definition.pages)}
    exits = {each.key for each in definition.exits}
    for number, skip in enumerate(page.skips, 1):
        place = at.into("skips", number)
        if skip.rule is not None:
            yield from _rule(place.into("rule"), skip.rule, scope)
        if skip.to == END or skip.to in exits:
            continue
        if skip.to not in places:
            yield place.into("to").refused(
                _("There is no page and no exit “%(key)s”.", key=skip.to)
            )
        elif places[skip.to] <= places[page.key]:
            yield place.into("to").refused(
                _("A skip leads forward only, and “%(key)s” is not later.", key=skip.to)
            )


def _rule(at: At, rule: Rule, scope: _Scope, depth: int = 1) -> Faults:
    if depth > DEEPEST_RULE:
        yield at.refused(_("The rule is nested too deeply."))
        return
    if rule.op in JOINING:
        if not 1 <= len(rule.rules) <= (1 if rule.op is Op.NOT else MOST_PARTS):
            yield at.refused(_("“%(op)s” joins no rules, or too many.", op=rule.op.value))
        for number, inner in enumerate(rule.rules, 1):
            yield from _rule(at.into("rules", number), inner, scope, depth + 1)
        return
    unknown = list(_unknown(at, rule, scope))
    yield from unknown
    if not unknown:
        yield from _comparison(at, rule, scope)


def _unknown(at: At, rule: Rule, scope: _Scope) -> Faults:
    for column in (rule.question, rule.other) if rule.other else (rule.question,):
        if column in scope.kept_out:
            yield at.refused(_("“%(key)s” is on the same page, whose order is random.", key=column))
        elif column not in scope.known and column in scope.everywhere:
            yield at.refused(_("“%(key)s” is not asked before this.", key=column))
        elif column not in scope.known:
            yield at.refused(_("There is no question “%(key)s”.", key=column))


def _sort(column: str, question: Question) -> str:
    if column in question.text_columns() and question.is_closed:
        return _TEXT
    return _SORTS.get(question.kind, _ONE) if column in question.columns() else ""


def _comparison(at: At, rule: Rule, scope: _Scope) -> Faults:
    question = scope.known[rule.question]
    sort = _sort(rule.question, question)
    if sort not in _FITTING[rule.op]:
        yield at.refused(
            _(
                "“%(op)s” cannot be asked of “%(key)s”, which is of kind %(kind)s.",
                op=rule.op.value,
                key=rule.question,
                kind=question.kind.value,
            )
        )
    elif rule.other:
        if rule.op not in _WITH_OTHER or _sort(rule.other, scope.known[rule.other]) != sort:
            yield at.refused(
                _(
                    "“%(key)s” and “%(other)s” cannot be compared.",
                    key=rule.question,
                    other=rule.other,
                )
            )
    elif rule.op is not Op.ANSWERED:
        yield from _value(at.into("value"), rule, question, sort)


def _value(at: At, rule: Rule, question: Question, sort: str) -> Faults:
    value = rule.value
    if isinstance(value, tuple) is not (rule.op is Op.ONE_OF) or value in (None, ()):
        yield at.refused(_("“one_of” needs a list, the others one value."))
        return
    if rule.op is Op.MATCHES and isinstance(value, str):
        yield from _pattern(at, value)
    elif rule.op in COUNTING:
        if type(value) is not int or value < 0:
            yield at.refused(_("It must be a whole number."))
    else:
        fits = _fits(question, sort)
        for each in value if isinstance(value, tuple) else (value,):
            if not fits(each):
                yield at.refused(
                    _(
                        "“%(key)s” has no answer “%(value)s”.",
                        key=rule.question,
                        value=str(each),
                    )
                )


def _fits(question: Question, sort: str) -> Callable[[Value], bool]:
    known = {choice.value for choice in question.choices} or {AGREED}
    return {
        _NUMBER: _is_number,
        _DAY: _is_day,
        _TEXT: lambda value: isinstance(value, str),
    }.get(sort, lambda value: value in known)


def _is_number(value: Value) -> bool:
    return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]


def _is_day(value: Value) -> bool:
    if value == TODAY:
        return True
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _pattern(at: At, value: Value) -> Faults:
    try:
        compiled(str(value))
    except NotAPattern:
        yield at.refused(_("This pattern cannot be used: it is too long, or not a pattern."))
