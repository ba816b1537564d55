"""Whether a rule is true of somebody's answers."""

from collections.abc import Callable, Mapping
from datetime import date

from surveys.definitions.patterns import matches
from surveys.definitions.question import Answer
from surveys.definitions.rules import ORDERING, TODAY, Op, Rule, Value

Answers = Mapping[str, Answer]


def holds(rule: Rule | None, answers: Answers, *, today: date) -> bool:
    """Whether *rule* is true of *answers*; no rule always is, and a missing answer equals none."""
    if rule is None:
        return True
    match rule.op:
        case Op.AND:
            return all(holds(each, answers, today=today) for each in rule.rules)
        case Op.OR:
            return any(holds(each, answers, today=today) for each in rule.rules)
        case Op.NOT:
            return not holds(rule.rules[0], answers, today=today)
        case Op.ANSWERED:
            return rule.question in answers
        case _:
            return _compares(rule, answers, today)


def can_be_asked(rule: Rule, answers: Answers) -> bool:
    """Whether everything that *rule* compares was answered: a blank breaks no check."""
    compared = (leaf for leaf in rule.leaves() if leaf.op is not Op.ANSWERED)
    return all(name in answers for leaf in compared for name in (leaf.question, leaf.other) if name)


def _compares(rule: Rule, answers: Answers, today: date) -> bool:
    answer = answers.get(rule.question)
    value: Value = answers.get(rule.other) if rule.other else rule.value
    if answer is None or value is None:
        return False
    if rule.op in ORDERING:
        return _in_order(rule.op, answer, today.isoformat() if value == TODAY else value)
    return _MEANINGS[rule.op](answer, value, today)


def _in_order(op: Op, answer: Answer, value: Value) -> bool:
    """Numbers by size, dates (ISO 8601) by day; anything else is in no order."""
    left, right = _comparable(answer), _comparable(value)
    if left is None or right is None or isinstance(left, str) is not isinstance(right, str):
        return False
    is_less, is_same = left < right, left == right  # type: ignore[operator]  # both are of one sort
    return {
        Op.LESS: is_less,
        Op.AT_MOST: is_less or is_same,
        Op.MORE: not (is_less or is_same),
        Op.AT_LEAST: not is_less,
    }[op]


def _comparable(value: Value) -> str | int | float | None:
    return None if isinstance(value, tuple) else value


def _equals(answer: Answer, value: Value, today: date) -> bool:
    return answer == value or (value == TODAY and answer == today.isoformat())


def _one_of(answer: Answer, value: Value, today: date) -> bool:
    return isinstance(value, tuple) and any(_equals(answer, each, today) for each in value)


def _contains(answer: Answer, value: Value, _today: date) -> bool:
    return isinstance(answer, tuple) and value in answer


def _counted(answer: Answer, value: Value, *, is_text: bool) -> tuple[int, int] | None:
    """How many there are, and the number to compare with; None where nothing can be counted."""
    wanted = str if is_text else tuple
    if not isinstance(answer, wanted) or not isinstance(value, int):
        return None
    return len(answer), value


def _enough(*, is_text: bool) -> Callable[[Answer, Value, date], bool]:
    def check(answer: Answer, value: Value, _today: date) -> bool:
        counted = _counted(answer, value, is_text=is_text)
        return counted is not None and counted[0] >= counted[1]

    return check


def _not_too_many(*, is_text: bool) -> Callable[[Answer, Value, date], bool]:
    def check(answer: Answer, value: Value, _today: date) -> bool:
        counted = _counted(answer, value, is_text=is_text)
        return counted is not None and counted[0] <= counted[1]

    return check


def _matches(answer: Answer, value: Value, _today: date) -> bool:
    return isinstance(answer, str) and isinstance(value, str) and matches(value, answer)


_MEANINGS: Mapping[Op, Callable[[Answer, Value, date], bool]] = {
    Op.EQUALS: _equals,
    Op.ONE_OF: _one_of,
    Op.CONTAINS: _contains,
    Op.FEWEST_CHOSEN: _enough(is_text=False),
    Op.MOST_CHOSEN: _not_too_many(is_text=False),
    Op.SHORTEST: _enough(is_text=True),
    Op.LONGEST: _not_too_many(is_text=True),
    Op.MATCHES: _matches,
}
