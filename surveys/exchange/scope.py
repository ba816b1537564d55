"""What the names in an expression stand for, and what one answer can be compared with."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from feedback.core.errors import Refused
from surveys.definitions.question import FILE_KINDS, FIXED_VALUES, ONE_CHOICE, TEXT_KINDS, Kind
from surveys.definitions.rules import TODAY, Op, Rule
from surveys.exchange.algebra import Truth, both, either, opposite
from surveys.exchange.expressions import Dialect


class Unsaid(Refused):
    """Something that no rule of ours can say; the text names it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer that a name stands for: its column, its kind, and the file's values as ours.

    *yes* is the value that a box to tick has in the file; *part* is one choice of several, which
    some files name like a question.
    """

    column: str
    kind: Kind
    values: Mapping[str, str] = field(default_factory=dict)
    places: int = 0
    yes: str = ""
    part: str = ""

    def value(self, given: object) -> str | None:
        """Our value for the file's *given*; None where there is no such choice."""
        said = plain(given)
        return self.values.get(said, self.values.get(said.strip()))


@dataclass(slots=True)
class Scope:
    """Everything that an expression can name where it stands."""

    answers: dict[str, Asked] = field(default_factory=dict)
    calculations: dict[str, str] = field(default_factory=dict)
    unaskable: dict[str, str] = field(default_factory=dict)  # names with the reason why
    later: frozenset[str] = frozenset()
    dialect: Dialect = Dialect.XLSFORM
    own: Asked | None = None
    bare: Mapping[str, str] = field(default_factory=dict)  # columns of the choice

    def asked(self, name: str) -> Asked:
        """The answer called *name*. Raises Unsaid with the reason why there is none."""
        if name in self.answers:
            return self.answers[name]
        if name in self.unaskable:
            raise Unsaid(self.unaskable[name])
        if name in self.later:
            raise Unsaid(_("“%(name)s” is asked later.", name=name))
        raise Unsaid(_("There is no question “%(name)s”.", name=name))


def plain(value: object) -> str:
    """A value as the file would write it: whole numbers without a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def number(value: object) -> int | float | None:
    """The number in *value*, or None."""
    try:
        found = float(str(value).strip())
    except ValueError:
        return None
    if not math.isfinite(found):
        return None
    return int(found) if found.is_integer() else found


_ORDER: Mapping[str, Op] = {"<": Op.LESS, "<=": Op.AT_MOST, ">": Op.MORE, ">=": Op.AT_LEAST}
_FLIPPED: Mapping[str, str] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_IN_ORDER: Mapping[str, Callable[[float, float], bool]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


def flipped(op: str) -> str:
    """The comparison that says the same with its sides exchanged."""
    return _FLIPPED.get(op, op)


def same(op: str, one: object, other: object) -> bool:
    """Two values that stand in the file, compared there."""
    numbers = number(one), number(other)
    if op in _IN_ORDER:
        return None not in numbers and _IN_ORDER[op](*numbers)  # type: ignore[arg-type]
    is_equal = plain(one) == plain(other) or (None not in numbers and numbers[0] == numbers[1])
    return is_equal is (op == "=")


def answered(asked: Asked) -> Rule:
    """That there is an answer. Raises Unsaid for files, which are no answers before Send."""
    if asked.kind in FILE_KINDS:
        raise Unsaid(_("“%(name)s” is a file, which no rule can look at.", name=asked.column))
    if asked.part:
        return Rule(Op.CONTAINS, asked.column, asked.part)
    return Rule(Op.ANSWERED, asked.column)


def with_value(op: str, asked: Asked, value: object) -> Truth:
    """An answer compared with *value* from the file. Raises Unsaid where it cannot be."""
    if plain(value) == "":
        is_blank = opposite(answered(asked))
        if op in _ORDER:
            return False  # nothing is before or after a blank
        return is_blank if op == "=" else opposite(is_blank)
    if op == "!=":
        return opposite(with_value("=", asked, value))
    return _compared(asked)(op, asked, value)


def _compared(asked: Asked) -> Callable[[str, Asked, object], Truth]:
    if asked.part:
        return _with_tick
    if asked.kind in ONE_CHOICE or asked.kind is Kind.MATRIX:
        return _with_choice
    if asked.kind in TEXT_KINDS:
        return _with_text
    found = {
        Kind.SEVERAL: _with_several,
        Kind.NUMBER: _with_number,
        Kind.DATE: _with_date,
        Kind.CONSENT: _with_tick,
    }.get(asked.kind)
    if found is None:
        raise _cannot(asked)
    return found


def _cannot(asked: Asked) -> Unsaid:
    return Unsaid(_("“%(name)s” cannot be compared like this here.", name=asked.column))


def _with_choice(op: str, asked: Asked, value: object) -> Truth:
    if op == "=":
        chosen = asked.value(value)
        return False if chosen is None else Rule(Op.EQUALS, asked.column, chosen)
    if asked.kind in FIXED_VALUES:
        raise _cannot(asked)
    return either(
        Rule(Op.EQUALS, asked.column, ours)
        for theirs, ours in asked.values.items()
        if same(op, theirs, value)
    )


def _with_several(op: str, asked: Asked, value: object) -> Truth:
    if op != "=":
        raise _cannot(asked)
    chosen = asked.value(value)
    if chosen is None:
        return False
    alone = Rule(Op.MOST_CHOSEN, asked.column, 1)
    return both([Rule(Op.CONTAINS, asked.column, chosen), alone])


def _with_number(op: str, asked: Asked, value: object) -> Truth:
    wanted = number(value)
    if wanted is None:
        return False
    if isinstance(wanted, float) and not asked.places and op == "=":
        return False
    if isinstance(wanted, float) and not asked.places:
        # A whole number is more than 2.5 when it is 3 or more.
        up = op in (">", ">=")
        return Rule(Op.AT_LEAST if up else Op.AT_MOST, asked.column, math.floor(wanted) + up)
    return Rule(_ORDER.get(op, Op.EQUALS), asked.column, wanted)


def _with_date(op: str, asked: Asked, value: object) -> Truth:
    day = str(value).strip()
    if day != TODAY:
        try:
            day = date.fromisoformat(day[:10]).isoformat()
        except ValueError:
            raise Unsaid(_("“%(value)s” is no date.", value=day[:40])) from None
    return Rule(_ORDER.get(op, Op.EQUALS), asked.column, day)


def _with_tick(op: str, asked: Asked, value: object) -> Truth:
    if op != "=":
        raise _cannot(asked)
    is_yes = not asked.yes or plain(value).lower() == asked.yes.lower()
    return answered(asked) if is_yes else False


def _with_text(op: str, asked: Asked, value: object) -> Truth:
    if op != "=":
        raise Unsaid(_("“%(name)s” is a text, which has no order.", name=asked.column))
    if asked.kind is Kind.LONG_TEXT:
        return Rule(Op.MATCHES, asked.column, re.escape(plain(value)))
    return Rule(Op.EQUALS, asked.column, plain(value))


def chosen(asked: Asked, value: object) -> Truth:
    """That *value* is chosen, alone or among others."""
    if asked.kind in (Kind.SEVERAL, Kind.RANKING):
        ours = asked.value(value)
        if ours is None:
            return False
        if asked.kind is Kind.RANKING:
            raise _cannot(asked)
        return Rule(Op.CONTAINS, asked.column, ours)
    return with_value("=", asked, value)


def with_other(op: str, asked: Asked, other: Asked, *, blank_is_same: bool) -> Truth:
    """Two answers compared with each other. Raises Unsaid where they are not of one sort."""
    kinds = {asked.kind, other.kind}
    if asked.part or other.part:
        raise _cannot(asked)
    if op in _ORDER:
        if kinds not in ({Kind.NUMBER}, {Kind.DATE}):
            raise _cannot(asked)
        return Rule(_ORDER[op], asked.column, other=other.column)
    if op == "!=":
        return opposite(with_other("=", asked, other, blank_is_same=blank_is_same))
    is_one_sort = asked.kind is other.kind and asked.kind in (Kind.NUMBER, Kind.DATE)
    if not is_one_sort and not (kinds <= ONE_CHOICE and asked.values == other.values):
        raise _cannot(asked)
    equal = Rule(Op.EQUALS, asked.column, other=other.column)
    if not blank_is_same:
        return equal
    return either([equal, both([opposite(answered(asked)), opposite(answered(other))])])
