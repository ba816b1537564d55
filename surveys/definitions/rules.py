"""Rules that show, skip and check: a tree of a closed list of operators, kept as JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Op(StrEnum):
    """Everything that a rule can ask. A definition that asks anything else is refused."""

    EQUALS = "equals"
    ONE_OF = "one_of"
    CONTAINS = "contains"  # of several choices: this one is among them
    ANSWERED = "answered"
    LESS = "less"  # of numbers and dates, from here
    AT_MOST = "at_most"
    MORE = "more"
    AT_LEAST = "at_least"  # to here
    FEWEST_CHOSEN = "fewest_chosen"  # of several choices or a ranking: so many or more
    MOST_CHOSEN = "most_chosen"
    SHORTEST = "shortest"  # of a text: so many characters or more
    LONGEST = "longest"
    MATCHES = "matches"  # of a text: the whole of it, a regular expression under a time limit
    NOT = "not"
    AND = "and"
    OR = "or"


#: Operators that join other rules; the rest ask one question's answer.
JOINING = frozenset({Op.NOT, Op.AND, Op.OR})
#: Operators that put two numbers, or two dates, in order.
ORDERING = frozenset({Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST})
#: Operators that compare with a whole number, whatever kind the answer is of.
COUNTING = frozenset({Op.FEWEST_CHOSEN, Op.MOST_CHOSEN, Op.SHORTEST, Op.LONGEST})
#: The value of a date that is the day on which the rule is asked.
TODAY = "today"

#: What an answer may be compared with: a choice's value, a number, a date, or several of these.
Value = str | int | float | tuple[str | int | float, ...] | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One node: *question* and *value* for those that ask, *rules* for those that join.

    *question* names a column of answers (``surveys.definitions.definition.Question.columns``).
    *other* names another column, to compare with its answer in place of a fixed *value*.
    """

    op: Op
    question: str = ""
    value: Value = None
    rules: tuple["Rule", ...] = ()
    other: str = ""

    def leaves(self) -> Iterator["Rule"]:
        """The nodes that ask a question's answer."""
        if self.op not in JOINING:
            yield self
        for rule in self.rules:
            yield from rule.leaves()

    def columns(self) -> frozenset[str]:
        """Every column of answers that the rule looks at."""
        leaves = list(self.leaves())
        return frozenset(name for leaf in leaves for name in (leaf.question, leaf.other) if name)

    def to_json(self) -> dict[str, Any]:
        """The rule as plain JSON."""
        if self.op in JOINING:
            return {"op": self.op.value, "rules": [rule.to_json() for rule in self.rules]}
        plain: dict[str, Any] = {"op": self.op.value, "question": self.question}
        if self.op is Op.ANSWERED:
            return plain
        if self.other:
            return plain | {"other": self.other}
        return plain | {"value": list(self.value) if isinstance(self.value, tuple) else self.value}
