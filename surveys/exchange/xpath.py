"""Rules as the expressions of an XLSForm."""

from collections.abc import Iterable
from decimal import Decimal

from surveys.definitions.definition import Definition
from surveys.definitions.question import Kind
from surveys.definitions.rules import JOINING, TODAY, Op, Rule
from surveys.exchange.form_names import Names

#: The value of an acknowledged line.
ACKNOWLEDGED = "OK"
_COMPARED = {
    Op.EQUALS: "=",
    Op.LESS: "<",
    Op.AT_MOST: "<=",
    Op.MORE: ">",
    Op.AT_LEAST: ">=",
}
_COUNTED = {
    Op.FEWEST_CHOSEN: "count-selected({answer}) >= {number}",
    Op.MOST_CHOSEN: "count-selected({answer}) <= {number}",
    Op.SHORTEST: "string-length({answer}) >= {number}",
    Op.LONGEST: "string-length({answer}) <= {number}",
}
#: Operators that would be true of no answer in XPath; of ours none is.
_TRUE_OF_NOTHING = frozenset({Op.MOST_CHOSEN, Op.LONGEST, Op.MATCHES})


class Expressions:
    """Rules of one survey in XPath, with the names of its form."""

    def __init__(self, definition: Definition, names: Names) -> None:
        self._definition = definition
        self._names = names

    def of(self, rule: Rule | None, *, own: str = "") -> str:
        """*rule* in XPath, blank for none; the answer in column *own* is the one being given."""
        if rule is None:
            return ""
        if rule.op is Op.NOT:
            return opposite(self.of(rule.rules[0], own=own))
        if rule.op in JOINING:
            parts = [self.of(each, own=own) for each in rule.rules]
            return every(parts) if rule.op is Op.AND else some(parts)
        return self._leaf(rule, own)

    def reference(self, column: str, own: str = "") -> str:
        """How an expression names the answer in *column*."""
        return "." if column == own else f"${{{self._names.columns.get(column, column)}}}"

    def _leaf(self, rule: Rule, own: str) -> str:
        answer = self.reference(rule.question, own)
        is_there = f"{answer} != ''"
        if rule.op is Op.ANSWERED:
            return is_there
        if rule.other:
            other = self.reference(rule.other, own)
            return every([is_there, f"{answer} {_COMPARED[rule.op]} {other}"])
        values = rule.value if isinstance(rule.value, tuple) else (rule.value,)
        compared = some([self._compared(rule, answer, value) for value in values])
        return every([is_there, compared]) if rule.op in _TRUE_OF_NOTHING else compared

    def _compared(self, rule: Rule, answer: str, value: object) -> str:
        if rule.op in _COUNTED:
            return _COUNTED[rule.op].format(answer=answer, number=value)
        if rule.op is Op.CONTAINS:
            return f"selected({answer}, {literal(str(value))})"
        if rule.op is Op.MATCHES:
            return f"regex({answer}, {literal(f'^(?:{value})$')})"
        return f"{answer} {_COMPARED.get(rule.op, '=')} {self._value(rule, value)}"

    def _value(self, rule: Rule, value: object) -> str:
        question = self._definition.question_with(rule.question)
        kind = question.kind if question and question.key == rule.question else None
        if kind is Kind.NUMBER:
            return number(value)
        if kind is Kind.CONSENT:
            return literal(ACKNOWLEDGED)
        if kind is Kind.DATE:
            return "today()" if value == TODAY else f"date({literal(str(value))})"
        return literal(str(value))


def number(value: object) -> str:
    """A number in XPath, which knows no exponents."""
    return format(Decimal(str(value)), "f")


def literal(text: str) -> str:
    """*text* in XPath, which has no way to write a quote inside quotes."""
    pieces = [_quoted(piece) for piece in _split(text)]
    return pieces[0] if len(pieces) == 1 else f"concat({', '.join(pieces)})"


def _split(text: str) -> list[str]:
    """*text* in pieces that hold no two kinds of quotes and no mark of a reference."""
    pieces = [""]
    for sign in text:
        last = pieces[-1]
        clashes = {"'": '"' in last, '"': "'" in last, "{": last.endswith("$")}
        if clashes.get(sign, False):
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _quoted(text: str) -> str:
    return f'"{text}"' if "'" in text else f"'{text}'"


def every(parts: Iterable[str]) -> str:
    """All of *parts* that say anything; blank when none does."""
    return _joined([part for part in parts if part], "and")


def some(parts: Iterable[str]) -> str:
    """At least one of *parts*."""
    return _joined(list(parts), "or")


def opposite(part: str) -> str:
    """Not *part*."""
    return f"not({part})"


def _joined(parts: list[str], word: str) -> str:
    if len(parts) < 2:  # noqa: PLR2004 - one alone is not joined
        return "".join(parts)
    return f" {word} ".join(f"({part})" if _is_joined(part) else part for part in parts)


def _is_joined(part: str) -> bool:
    """Whether *part* joins others at its top, so that it needs brackets."""
    return " and " in part or " or " in part
