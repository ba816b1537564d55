"""The functions of other systems' expressions, as far as rules of ours can say them."""

import re
from collections.abc import Callable, Mapping
from typing import Protocol

from flask_babel import gettext as _

from surveys.definitions.patterns import NotAPattern, compiled
from surveys.definitions.question import TEXT_KINDS, Kind
from surveys.definitions.rules import Op, Rule
from surveys.exchange.algebra import Truth, either, opposite
from surveys.exchange.expressions import Node
from surveys.exchange.operands import Counted, Day, Fork, Operand, choice_of, is_fixed, spelt
from surveys.exchange.scope import Asked, Unsaid, chosen, plain, with_value


class Reader(Protocol):
    """Whoever reads an expression, for its functions."""

    def condition(self, node: Node) -> Truth:
        """Whether *node* is true."""

    def operand(self, node: Node) -> Operand:
        """What *node* stands for."""

    def own(self) -> Asked:
        """The answer that is being checked."""

    def true(self, operand: Operand) -> Truth:
        """Whether *operand* counts as true."""

    def compared(self, op: str, left: Operand, right: Operand) -> Truth:
        """Two values compared."""


def _is_selected(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    left, right = (reader.operand(each) for each in arguments)
    return _selected(reader, left, right)


def _selected(reader: Reader, left: Operand, right: Operand) -> Truth:
    if isinstance(left, Fork):
        one, other = (_selected(reader, each, right) for each in (left.one, left.other))
        return choice_of(left.condition, one, other)
    if isinstance(left, str) and isinstance(right, Asked):
        return either(with_value("=", right, each) for each in left.split())
    if not is_fixed(right):
        raise Unsaid(_("What is to be chosen is not the same for everybody."))
    value = spelt(right)
    if isinstance(left, Asked):
        return chosen(left, value)
    if is_fixed(left):
        return plain(value) in plain(spelt(left)).split()
    return reader.compared("=", left, right)


def _negated(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    return opposite(reader.condition(arguments[0]))


def _blank(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    return reader.compared("=", reader.operand(arguments[0]), "")


def _counted(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    operand = reader.operand(arguments[0]) if arguments else reader.own()
    if isinstance(operand, str):
        return len(operand)
    kinds = {Kind.SEVERAL, Kind.RANKING} | TEXT_KINDS
    if not isinstance(operand, Asked) or operand.kind not in kinds:
        raise Unsaid(_("It counts what has neither choices nor characters."))
    return Counted(operand)


def _regex(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    return _matching(reader, arguments, "{}")


def _matched(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    return _matching(reader, arguments[::-1], "{}")


def _beginning(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    return _matching(reader, arguments, "{}.*", is_fixed=True)


def _containing(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    return _matching(reader, arguments, ".*{}.*", is_fixed=True)


def _matching(
    reader: Reader, arguments: tuple[Node, ...], form: str, *, is_fixed: bool = False
) -> Rule:
    operand, given = (reader.operand(each) for each in arguments)
    if not isinstance(operand, Asked) or operand.kind not in TEXT_KINDS:
        raise Unsaid(_("Only a text can have a form."))
    if not isinstance(given, str):
        raise Unsaid(_("What is to be found is not the same for everybody."))
    pattern = form.format(re.escape(given)) if is_fixed else given
    try:
        compiled(pattern)
    except NotAPattern:
        raise Unsaid(_("“%(pattern)s” is no pattern here.", pattern=pattern[:60])) from None
    return Rule(Op.MATCHES, operand.column, pattern)


def _chosen_by(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    condition, one, other = arguments
    return Fork(reader.condition(condition), reader.operand(one), reader.operand(other))


def _first_answered(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    one, other = (reader.operand(each) for each in arguments)
    return Fork(reader.true(one), one, other)


def _joined(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    operands = [reader.operand(each) for each in arguments]
    if len(operands) == 1:
        return operands[0]
    return "".join(plain(spelt(each)) for each in operands)


def _itself(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    return reader.operand(arguments[0])


def _truth(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    return reader.condition(arguments[0])


def _whole(reader: Reader, arguments: tuple[Node, ...]) -> Operand:
    operand = reader.operand(arguments[0])
    if isinstance(operand, Asked) and operand.kind is Kind.NUMBER and operand.places:
        raise Unsaid(_("It rounds a number, which no rule of ours does."))
    return operand


_Function = tuple[int, int, Callable[[Reader, tuple[Node, ...]], Operand]]
FUNCTIONS: Mapping[str, _Function] = {
    "true": (0, 0, lambda _reader, _none: True),
    "false": (0, 0, lambda _reader, _none: False),
    "today": (0, 0, lambda _reader, _none: Day()),
    "now": (0, 0, lambda _reader, _none: Day()),
    "not": (1, 1, _negated),
    "selected": (2, 2, _is_selected),
    "count-selected": (1, 1, _counted),
    "string-length": (0, 1, _counted),
    "count_selected": (1, 1, _counted),
    "regexmatch": (2, 2, _matched),
    "strlen": (1, 1, _counted),
    "regex": (2, 2, _regex),
    "starts-with": (2, 2, _beginning),
    "contains": (2, 2, _containing),
    "if": (3, 3, _chosen_by),
    "coalesce": (2, 2, _first_answered),
    "is_empty": (1, 1, _blank),
    "empty": (1, 1, _blank),
    "boolean": (1, 1, _truth),
    "once": (1, 1, _itself),
    "number": (1, 1, _itself),
    "string": (1, 1, _itself),
    "concat": (1, 20, _joined),
    "date": (1, 1, _itself),
    "decimal-date-time": (1, 1, _itself),
    "jr:choice-name": (1, 2, _itself),
    "int": (1, 1, _whole),
    "floor": (1, 1, _whole),
    "round": (1, 2, _whole),
}
