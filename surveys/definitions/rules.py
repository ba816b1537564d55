"""Rules that show or hide: a tree of a closed list of operators, kept as JSON, never as code."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Op(StrEnum):
    """Everything that a rule can ask. A definition that asks anything else is refused."""

    EQUALS = "equals"
    ONE_OF = "one_of"
    CONTAINS = "contains"
    ANSWERED = "answered"
    NOT = "not"
    AND = "and"
    OR = "or"


#: Operators that join other rules; the rest ask one question's answer.
JOINING = frozenset({Op.NOT, Op.AND, Op.OR})

#: What an answer may be compared with: a choice's value, a number, or several of these.
Value = str | int | tuple[str | int, ...] | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One node: *question* and *value* for those that ask, *rules* for those that join."""

    op: Op
    question: str = ""
    value: Value = None
    rules: tuple["Rule", ...] = ()

    def leaves(self) -> Iterator["Rule"]:
        """The nodes that ask a question's answer."""
        if self.op not in JOINING:
            yield self
        for rule in self.rules:
            yield from rule.leaves()

    def to_json(self) -> dict[str, Any]:
        """The rule as plain JSON."""
        if self.op in JOINING:
            return {"op": self.op.value, "rules": [rule.to_json() for rule in self.rules]}
        if self.op is Op.ANSWERED:
            return {"op": self.op.value, "question": self.question}
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        return {"op": self.op.value, "question": self.question, "value": value}
