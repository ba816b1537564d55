"""What an answer can still be, once rules about it hold: to find rules that never can."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from surveys.definitions.rules import COUNTING, ORDERING, TODAY, Op, Rule

Bound = int | float | str


@dataclass(frozen=True, slots=True)
class Domain:
    """What one column can hold: nothing (*may_be_blank*), one of *values*, or what lies between.

    ``values`` is None where any value may be. Bounds are of numbers, dates (ISO 8601), how many
    are chosen, or how long a text is; each says whether it belongs to what is allowed.
    """

    may_be_blank: bool = True
    may_be_answered: bool = True
    values: frozenset[Bound] | None = None
    low: tuple[Bound, bool] | None = None
    high: tuple[Bound, bool] | None = None

    @property
    def is_impossible(self) -> bool:
        """Whether no answer and no blank fits."""
        return not self.may_be_blank and not self.can_be_answered

    @property
    def can_be_answered(self) -> bool:
        """Whether any answer fits."""
        if not self.may_be_answered or _are_crossed(self.low, self.high):
            return False
        return self.values is None or any(self._has(value) for value in self.values)

    def _has(self, value: Bound) -> bool:
        same = (value, True)
        return not _are_crossed(self.low, same) and not _are_crossed(same, self.high)

    def meet(self, other: "Domain") -> "Domain":
        """What fits both."""
        values = [each.values for each in (self, other) if each.values is not None]
        return Domain(
            self.may_be_blank and other.may_be_blank,
            self.may_be_answered and other.may_be_answered,
            frozenset.intersection(*values) if values else None,
            _tighter(self.low, other.low, is_low=True),
            _tighter(self.high, other.high, is_low=False),
        )

    def join(self, other: "Domain") -> "Domain":
        """What fits either, or a little more."""
        if not self.can_be_answered:
            return replace(other, may_be_blank=self.may_be_blank or other.may_be_blank)
        if not other.can_be_answered:
            return replace(self, may_be_blank=self.may_be_blank or other.may_be_blank)
        both = self.values is not None and other.values is not None
        return Domain(
            self.may_be_blank or other.may_be_blank,
            may_be_answered=True,
            values=(self.values or frozenset()) | (other.values or frozenset()) if both else None,
            low=self.low if self.low == other.low else None,
            high=self.high if self.high == other.high else None,
        )


#: What columns can hold, by column; those that are not named can hold anything.
State = Mapping[str, Domain]
#: What a column can hold, by its name, before any rule: its choices, for instance.
Universe = Mapping[str, Domain]
ANYTHING = Domain()


def _are_crossed(low: tuple[Bound, bool] | None, high: tuple[Bound, bool] | None) -> bool:
    if low is None or high is None or isinstance(low[0], str) is not isinstance(high[0], str):
        return False
    return low[0] > high[0] or (low[0] == high[0] and not (low[1] and high[1]))  # type: ignore[operator]


def _tighter(
    one: tuple[Bound, bool] | None, other: tuple[Bound, bool] | None, *, is_low: bool
) -> tuple[Bound, bool] | None:
    if one is None or other is None:
        return one or other
    if isinstance(one[0], str) is not isinstance(other[0], str):
        return one
    if one[0] == other[0]:
        return (one[0], one[1] and other[1])
    return one if (one[0] > other[0]) is is_low else other  # type: ignore[operator]


def meet(one: State, other: State) -> State | None:
    """What fits both; None where nothing does."""
    met = dict(one)
    for column, domain in other.items():
        met[column] = met[column].meet(domain) if column in met else domain
    return None if any(each.is_impossible for each in met.values()) else met


def join(states: Sequence[State | None]) -> State | None:
    """What fits any of *states*, or a little more; None where there is none."""
    possible = [state for state in states if state is not None]
    if not possible:
        return None

    def joined(one: State, other: State) -> State:
        return {column: one[column].join(other[column]) for column in one if column in other}

    return reduce(joined, possible)


def narrowed(state: State, rule: Rule | None, universe: Universe, *, holds: bool) -> State | None:
    """*state* where *rule* holds, or where it does not; None where that can never be."""
    if rule is None:
        return state if holds else None
    if rule.op is Op.NOT:
        return narrowed(state, rule.rules[0], universe, holds=not holds)
    if rule.op in (Op.AND, Op.OR):
        if (rule.op is Op.AND) is holds:
            return _all_of(state, rule.rules, universe, holds=holds)
        return join([narrowed(state, each, universe, holds=holds) for each in rule.rules])
    leaf = _leaf(rule, universe, holds=holds)
    return meet(state, leaf)


def _all_of(
    state: State, rules: Sequence[Rule], universe: Universe, *, holds: bool
) -> State | None:
    left: State | None = state
    for rule in rules:
        if left is not None:
            left = narrowed(left, rule, universe, holds=holds)
    return left


def _leaf(rule: Rule, universe: Universe, *, holds: bool) -> State:
    column = rule.question
    whole = universe.get(column, ANYTHING)
    if rule.op is Op.ANSWERED:
        blank_or_not = Domain(may_be_blank=not holds, may_be_answered=holds)
        return {column: whole.meet(blank_or_not)}
    if not holds:
        return {column: whole.meet(_not(rule, whole))}
    found = {column: whole.meet(Domain(may_be_blank=False)).meet(_positive(rule))}
    if rule.other:
        found[rule.other] = universe.get(rule.other, ANYTHING).meet(Domain(may_be_blank=False))
    return found


def _positive(rule: Rule) -> Domain:
    """What fits *rule*; bounds are compared only where they are fixed."""
    value = rule.value
    if rule.other or value == TODAY or value is None:
        return ANYTHING
    if isinstance(value, tuple):
        return ANYTHING if TODAY in value else Domain(values=frozenset(value))
    if rule.op is Op.EQUALS:
        return Domain(values=frozenset({value}))
    if rule.op in ORDERING | COUNTING:
        return _bounded(rule.op, value)
    return ANYTHING


def _bounded(op: Op, value: Bound) -> Domain:
    if op in (Op.MORE, Op.AT_LEAST, Op.FEWEST_CHOSEN, Op.SHORTEST):
        return Domain(low=(value, op is not Op.MORE))
    return Domain(high=(value, op is not Op.LESS))


_OPPOSITES: Mapping[Op, Op] = {
    Op.LESS: Op.AT_LEAST,
    Op.AT_LEAST: Op.LESS,
    Op.MORE: Op.AT_MOST,
    Op.AT_MOST: Op.MORE,
}


def _not(rule: Rule, whole: Domain) -> Domain:
    """What does not fit *rule*: a blank, or another value where all are known."""
    if rule.op in (Op.EQUALS, Op.ONE_OF) and whole.values is not None and not rule.other:
        barred = rule.value if isinstance(rule.value, tuple) else (rule.value,)
        return Domain(values=whole.values - set(barred))
    if rule.op in _OPPOSITES and not rule.other and rule.value != TODAY:
        return _positive(replace(rule, op=_OPPOSITES[rule.op]))
    return ANYTHING
