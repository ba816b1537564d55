"""Expressions of other systems as rules of ours: what cannot be said is refused by name.

Calculations are followed: a rule that looks at ``consent = if(${a} = 'yes', 1, 0)`` becomes one
that looks at ``a``. Nothing is evaluated but what is the same for everybody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask_babel import gettext as _

from surveys.definitions.question import Kind
from surveys.definitions.rule_faults import DEEPEST_RULE, MOST_PARTS
from surveys.definitions.rules import TODAY, Rule
from surveys.exchange.algebra import Truth, both, depth_of, either
from surveys.exchange.expressions import (
    Arithmetic,
    Bare,
    Call,
    Compare,
    Itself,
    Join,
    Literal,
    Name,
    Node,
    NotAnExpression,
    all_of,
    parse,
)
from surveys.exchange.functions import FUNCTIONS
from surveys.exchange.operands import (
    Counted,
    Day,
    Fork,
    Operand,
    choice_of,
    is_fixed,
    spelt,
    with_count,
    with_truth,
)
from surveys.exchange.scope import (
    Asked,
    Scope,
    Unsaid,
    answered,
    flipped,
    same,
    with_other,
    with_value,
)

MOST_LEAVES = MOST_PARTS
_MOST_STEPS = 3_000
_DEEPEST_CALCULATION = 12


@dataclass(slots=True)
class Said:
    """What an expression comes to: a rule, or always, or never; and what could not be said."""

    truth: Truth = True
    unsaid: list[str] = field(default_factory=list)

    @property
    def rule(self) -> Rule | None:
        """The rule, where there is one to keep."""
        return self.truth if isinstance(self.truth, Rule) else None

    @property
    def is_never(self) -> bool:
        """Whether it is true of nobody."""
        return self.truth is False


def said(text: str, scope: Scope) -> Said:
    """What *text* says where *scope* stands. Never raises.

    Of several conditions that must all be true, those that can be said are kept: the rule that
    remains is true of everybody of whom the whole one is.
    """
    try:
        nodes = all_of(text, scope.dialect)
    except NotAnExpression as problem:
        return Said(unsaid=[str(problem)])
    outcome = Said()
    kept: list[Truth] = []
    for node in nodes:
        try:
            kept.append(_Compiler(scope).condition(node))
        except (Unsaid, NotAnExpression) as problem:
            if str(problem) not in outcome.unsaid:
                outcome.unsaid.append(str(problem))
    outcome.truth = both(kept)
    if outcome.rule and (fault := _too_much(outcome.rule)):
        return Said(unsaid=[*outcome.unsaid, fault])
    return outcome


def column_of(text: str, scope: Scope) -> Asked | None:
    """The one answer that *text* stands for, where it stands for just that."""
    try:
        operand = _Compiler(scope).operand(parse(text, scope.dialect))
    except (Unsaid, NotAnExpression):
        return None
    return operand if isinstance(operand, Asked) else None


def _too_much(rule: Rule) -> str:
    leaves = sum(1 for _leaf in rule.leaves())
    if leaves > MOST_LEAVES or depth_of(rule) > DEEPEST_RULE:
        return str(_("It looks at too much for one rule."))
    return ""


class _Compiler:
    """One expression, with the calculations that it leads to."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._open: list[str] = []
        self._steps = 0

    def condition(self, node: Node) -> Truth:
        """Whether *node* is true. Raises Unsaid, and NotAnExpression for a calculation."""
        match node:
            case Join(op=op, parts=parts):
                truths = [self.condition(part) for part in parts]
                return both(truths) if op == "and" else either(truths)
            case Compare(op=op, left=left, right=right):
                return self.compared(op, self.operand(left), self.operand(right))
        return self.true(self.operand(node))

    def operand(self, node: Node) -> Operand:
        """What *node* stands for. Raises Unsaid, and NotAnExpression for a calculation."""
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise Unsaid(_("It looks at too much for one rule."))
        match node:
            case Literal(value=value):
                return value
            case Name(name=name):
                return self._named(name)
            case Itself():
                return self.own()
            case Bare(name=name):
                return self._bare(name)
            case Call():
                return self._called(node)
            case Arithmetic():
                raise Unsaid(_("It reckons with numbers, which no rule of ours does."))
        return self.condition(node)

    def own(self) -> Asked:
        """The answer that is being checked. Raises Unsaid where there is none."""
        if self._scope.own is None:
            raise Unsaid(_("It looks at its own answer, which is not there yet."))
        return self._scope.own

    def _bare(self, name: str) -> Operand:
        if name in self._scope.bare:
            return self._scope.bare[name]
        if name.lower() in ("true", "false"):
            return name.lower() == "true"
        raise Unsaid(_("The word “%(word)s” stands for nothing there.", word=name[:40]))

    def _named(self, name: str) -> Operand:
        if name in self._scope.answers or name not in self._scope.calculations:
            return self._scope.asked(name)
        with self._inside(name):
            return self.operand(parse(self._scope.calculations[name], self._scope.dialect))

    @contextmanager
    def _inside(self, name: str) -> Iterator[None]:
        if name in self._open or len(self._open) >= _DEEPEST_CALCULATION:
            raise Unsaid(_("The calculation “%(name)s” leads back to itself.", name=name))
        own, self._scope.own = self._scope.own, None
        self._open.append(name)
        try:
            yield
        finally:
            self._open.pop()
            self._scope.own = own

    def _called(self, call: Call) -> Operand:
        function = FUNCTIONS.get(call.function)
        if function is None:
            raise Unsaid(_("We have nothing like “%(function)s()”.", function=call.function[:40]))
        least, most, do = function
        if not least <= len(call.arguments) <= most:
            raise Unsaid(
                _("“%(function)s()” has other arguments than it should.", function=call.function)
            )
        return do(self, call.arguments)

    def true(self, operand: Operand) -> Truth:
        """Whether *operand* counts as true, as in XPath. Raises Unsaid."""
        match operand:
            case bool() | Rule():
                return operand
            case str():
                return operand != ""
            case int() | float():
                return operand != 0
            case Asked():
                return answered(operand)
            case Fork(condition=condition, one=one, other=other):
                return choice_of(condition, self.true(one), self.true(other))
            case Counted(asked=asked):
                return answered(asked)
        raise Unsaid(_("It is neither true nor false."))

    def compared(self, op: str, left: Operand, right: Operand) -> Truth:
        """Two values compared. Raises Unsaid."""
        if isinstance(left, Fork):
            one = self.compared(op, left.one, right)
            return choice_of(left.condition, one, self.compared(op, left.other, right))
        if isinstance(right, Fork) or (is_fixed(left) and not is_fixed(right)):
            return self.compared(flipped(op), right, left)
        if isinstance(left, Rule):
            return with_truth(op, left, right)
        if isinstance(left, Asked):
            return self._asked_compared(op, left, right)
        if isinstance(left, Counted):
            is_own = self._scope.own is not None and self._scope.own.column == left.asked.column
            return with_count(op, left.asked, right, is_own=is_own)
        if is_fixed(left) and is_fixed(right):
            return same(op, spelt(left), spelt(right))
        raise Unsaid(_("It compares today with a fixed day."))

    def _asked_compared(self, op: str, left: Asked, right: Operand) -> Truth:
        if isinstance(right, Asked):
            is_own = self._scope.own is not None and self._scope.own.column == left.column
            return with_other(op, left, right, blank_is_same=not is_own)
        if isinstance(right, Day):
            if left.kind is not Kind.DATE:
                raise Unsaid(_("“%(name)s” is no date.", name=left.column))
            return with_value(op, left, TODAY)
        if isinstance(right, Counted | Rule | Fork):
            raise Unsaid(_("“%(name)s” cannot be compared like this here.", name=left.column))
        return with_value(op, left, spelt(right))
