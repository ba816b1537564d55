"""What the parts of an expression come to, and how two of them compare."""

from dataclasses import dataclass

from flask_babel import gettext as _

from surveys.definitions.question import TEXT_KINDS
from surveys.definitions.rules import Op, Rule
from surveys.exchange.algebra import Truth, both, either, opposite
from surveys.exchange.scope import Asked, Unsaid, answered, number, plain


@dataclass(frozen=True, slots=True)
class Day:
    """Today."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many are chosen, or how many characters there are."""

    asked: Asked


@dataclass(frozen=True, slots=True)
class Fork:
    """One value when *condition* holds, else another."""

    condition: Truth
    one: "Operand"
    other: "Operand"


Operand = str | int | float | bool | Rule | Asked | Day | Counted | Fork


def is_fixed(operand: Operand) -> bool:
    """Whether it is the same for everybody, as it stands in the file."""
    return isinstance(operand, str | int | float | bool)


def spelt(operand: Operand) -> str | int | float:
    """What stands in the file, as it is compared; true and false are words there."""
    if isinstance(operand, bool):
        return "true" if operand else "false"
    if isinstance(operand, str | int | float):
        return operand
    raise Unsaid(_("It compares what is not the same for everybody."))


def choice_of(condition: Truth, one: Truth, other: Truth) -> Truth:
    """*one* when *condition* holds, else *other*."""
    return either([both([condition, one]), both([opposite(condition), other])])


def with_truth(op: str, rule: Rule, value: Operand) -> Truth:
    """A condition compared with true or false, as calculations keep them."""
    meant = {
        "true": True,
        "1": True,
        "yes": True,
        "false": False,
        "0": False,
        "": False,
        "no": False,
    }
    word = plain(spelt(value)).lower()
    if op not in ("=", "!=") or word not in meant:
        raise Unsaid(_("It compares a condition with something that is neither true nor false."))
    return rule if meant[word] is (op == "=") else opposite(rule)


def with_count(op: str, asked: Asked, value: Operand, *, is_own: bool) -> Truth:
    """How many are chosen, or characters there are, compared with a number; a blank has none."""
    wanted = None if isinstance(value, bool) else number(value)
    if not isinstance(wanted, int) or abs(wanted) > _MOST_COUNTED:
        raise Unsaid(_("It counts up to something that is no whole number."))
    low = {">": wanted + 1, "<": None, "<=": None}.get(op, wanted)
    high = {"<": wanted - 1, ">": None, ">=": None}.get(op, wanted)
    truth = both([_at_least(asked, low), _at_most(asked, high, is_own=is_own)])
    return opposite(truth) if op == "!=" else truth


def _at_least(asked: Asked, count: int | None) -> Truth:
    op = Op.SHORTEST if asked.kind in TEXT_KINDS else Op.FEWEST_CHOSEN
    return True if count is None or count <= 0 else Rule(op, asked.column, count)


def _at_most(asked: Asked, count: int | None, *, is_own: bool) -> Truth:
    if count is None or count < 0:
        return count is None
    is_blank = opposite(answered(asked))
    if count == 0:
        return is_blank
    few = Rule(Op.LONGEST if asked.kind in TEXT_KINDS else Op.MOST_CHOSEN, asked.column, count)
    return few if is_own else either([few, is_blank])


_MOST_COUNTED = 1_000_000
