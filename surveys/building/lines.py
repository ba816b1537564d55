"""A rule as lines that a person fills in: this question, in this way, with these answers.

Lines are joined by "all" or by "any". A rule that is deeper than that (one that came in with a file
may be) is shown in words and kept as it is, until somebody takes it away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from surveys.building.places import Plain
from surveys.definitions.question import ONE_CHOICE, Kind, Question
from surveys.definitions.rules import JOINING, TODAY, Op


class How(StrEnum):
    """In which way a line looks at an answer."""

    IS = "is"  # one of the ticked choices; the number or the day
    IS_NOT = "is_not"
    HAS = "has"  # of several choices: any of the ticked ones
    HAS_NOT = "has_not"
    MORE = "more"
    AT_LEAST = "at_least"
    LESS = "less"
    AT_MOST = "at_most"
    FEWEST = "fewest"
    MOST = "most"
    SHORTEST = "shortest"
    LONGEST = "longest"
    MATCHES = "matches"
    ANSWERED = "answered"
    BLANK = "blank"


#: Ways that are one operator with one value.
_PLAIN = {
    How.MORE: Op.MORE,
    How.AT_LEAST: Op.AT_LEAST,
    How.LESS: Op.LESS,
    How.AT_MOST: Op.AT_MOST,
    How.FEWEST: Op.FEWEST_CHOSEN,
    How.MOST: Op.MOST_CHOSEN,
    How.SHORTEST: Op.SHORTEST,
    How.LONGEST: Op.LONGEST,
    How.MATCHES: Op.MATCHES,
}
_BY_OP = {op: how for how, op in _PLAIN.items()}
_ORDERED = (How.IS, How.IS_NOT, How.MORE, How.AT_LEAST, How.LESS, How.AT_MOST)
_ANY_ANSWER = (How.ANSWERED, How.BLANK)
#: Ways that need no value.
BARE = frozenset(_ANY_ANSWER)
#: Ways whose value may be another answer.
COMPARING = frozenset(_ORDERED)
#: Ways that compare with a whole number, whatever the question is.
COUNTING = frozenset({How.FEWEST, How.MOST, How.SHORTEST, How.LONGEST})


@dataclass(frozen=True, slots=True)
class Line:
    """One line; *other* is a column to compare with, in place of *values*."""

    column: str
    how: How
    values: tuple[str, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """A whole rule: lines of which all hold, or any."""

    lines: tuple[Line, ...] = ()
    any_of_them: bool = False


def ways(question: Question, column: str) -> tuple[How, ...]:
    """In which ways the answer in *column* can be looked at."""
    if question.is_text or column in question.text_columns():
        return (*_ANY_ANSWER, How.SHORTEST, How.LONGEST, How.MATCHES)
    if question.kind in ONE_CHOICE or question.kind is Kind.MATRIX:
        return (How.IS, How.IS_NOT, *_ANY_ANSWER)
    if question.kind is Kind.SEVERAL:
        return (How.HAS, How.HAS_NOT, How.FEWEST, How.MOST, *_ANY_ANSWER)
    if question.kind is Kind.RANKING:
        return (How.FEWEST, How.MOST, *_ANY_ANSWER)
    if question.kind in {Kind.NUMBER, Kind.DATE}:
        return (*_ORDERED, *_ANY_ANSWER)
    return _ANY_ANSWER


def lines_of(rule: Plain | None) -> Lines | None:
    """The lines that *rule* comes to; None for a rule that is too deep for lines."""
    if rule is None:
        return Lines()
    alone = _line(rule)
    if alone is not None:
        return Lines((alone,))
    if rule.get("op") not in {Op.AND.value, Op.OR.value}:
        return None
    found = [_line(each) for each in rule.get("rules") or ()]
    kept = tuple(line for line in found if line is not None)
    return Lines(kept, rule["op"] == Op.OR.value) if len(kept) == len(found) else None


def rule_of(lines: Lines, kinds: dict[str, Kind]) -> Plain | None:
    """The rule that *lines* say; None for none. *kinds* says of each column what is asked."""
    rules = [_rule(line, kinds.get(line.column)) for line in lines.lines]
    if len(rules) <= 1:
        return rules[0] if rules else None
    return {"op": (Op.OR if lines.any_of_them else Op.AND).value, "rules": rules}


def _line(rule: Plain) -> Line | None:
    """The line that one node comes to; None where it is more than one."""
    if rule.get("op") == Op.NOT.value:
        inner = rule.get("rules") or [{}]
        line = _line(inner[0]) if len(inner) == 1 else None
        opposite = {How.IS: How.IS_NOT, How.HAS: How.HAS_NOT, How.ANSWERED: How.BLANK}
        if line is None or line.how not in opposite:
            return None
        return Line(line.column, opposite[line.how], line.values, line.other)
    if rule.get("op") == Op.OR.value:
        return _any_of_several(rule.get("rules") or [])
    return None if rule.get("op") in JOINING else _leaf(rule)


def _leaf(rule: Plain) -> Line | None:
    column, value, other = rule.get("question", ""), rule.get("value"), rule.get("other", "")
    values = tuple(_written(each) for each in (value if isinstance(value, list) else [value]))
    match rule.get("op"):
        case Op.ANSWERED.value:
            return Line(column, How.ANSWERED)
        case Op.EQUALS.value | Op.ONE_OF.value:
            return Line(column, How.IS, () if other else values, other)
        case Op.CONTAINS.value:
            return Line(column, How.HAS, values)
        case op if op in _BY_OP:
            return Line(column, _BY_OP[Op(op)], () if other else values, other)
    return None


def _any_of_several(rules: Sequence[Plain]) -> Line | None:
    """One line for "has this or that" of one question."""
    columns = {each.get("question") for each in rules if each.get("op") == Op.CONTAINS.value}
    if len(columns) != 1 or any(each.get("op") != Op.CONTAINS.value for each in rules):
        return None
    return Line(str(columns.pop()), How.HAS, tuple(_written(each.get("value")) for each in rules))


def _written(value: Any) -> str:
    return "" if value is None else str(value)


def _rule(line: Line, kind: Kind | None) -> Plain:
    if line.how in BARE:
        answered = {"op": Op.ANSWERED.value, "question": line.column}
        return answered if line.how is How.ANSWERED else _not(answered)
    if line.how in _PLAIN:
        return _compared(_PLAIN[line.how], line, kind)
    if line.how in {How.HAS, How.HAS_NOT}:
        each = [
            {"op": Op.CONTAINS.value, "question": line.column, "value": value}
            for value in line.values
        ]
        has = each[0] if len(each) == 1 else {"op": Op.OR.value, "rules": each}
        return has if line.how is How.HAS else _not(has)
    is_one = line.other or len(line.values) == 1
    same = _compared(Op.EQUALS if is_one else Op.ONE_OF, line, kind)
    return same if line.how is How.IS else _not(same)


def _not(rule: Plain) -> Plain:
    return {"op": Op.NOT.value, "rules": [rule]}


def _compared(op: Op, line: Line, kind: Kind | None) -> Plain:
    plain: Plain = {"op": op.value, "question": line.column}
    if line.other:
        return {**plain, "other": line.other}
    is_number = kind is Kind.NUMBER or line.how in COUNTING
    values = [number(value) if is_number else value for value in line.values]
    return {**plain, "value": values if op is Op.ONE_OF else values[0]}


def number(written: str) -> int | float:
    """A number as a definition holds it: whole ones without a point. Raises ValueError."""
    found = float(written.strip().replace(",", "."))
    return int(found) if found.is_integer() else found


def is_day(written: str) -> bool:
    """Whether that is a day as a definition holds one: ISO 8601, or "today"."""
    if written == TODAY:
        return True
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
