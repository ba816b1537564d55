"""Rules put together, made as short as they can be: true and false disappear inside others."""

from collections.abc import Iterable, Sequence

from surveys.definitions.rules import Op, Rule

#: A rule, or what is always true or never.
Truth = Rule | bool


def both(parts: Iterable[Truth]) -> Truth:
    """True when all *parts* are; of none, always."""
    return _joined(Op.AND, parts)


def either(parts: Iterable[Truth]) -> Truth:
    """True when any of *parts* is; of none, never."""
    joined = _joined(Op.OR, parts)
    if isinstance(joined, Rule) and joined.op is Op.OR:
        return _one_of(joined.rules)
    return joined


def opposite(truth: Truth) -> Truth:
    """True when *truth* is not."""
    if isinstance(truth, bool):
        return not truth
    return truth.rules[0] if truth.op is Op.NOT else Rule(Op.NOT, rules=(truth,))


def depth_of(rule: Rule) -> int:
    """How many rules stand within each other."""
    return 1 + max((depth_of(each) for each in rule.rules), default=0)


def _joined(op: Op, parts: Iterable[Truth]) -> Truth:
    decides = op is Op.OR  # true decides "or", false decides "and"
    rules: list[Rule] = []
    for part in parts:
        if isinstance(part, bool):
            if part is decides:
                return decides
            continue
        for each in part.rules if part.op is op else (part,):
            if each not in rules:
                rules.append(each)
    if not rules:
        return not decides
    return rules[0] if len(rules) == 1 else Rule(op, rules=tuple(rules))


def _one_of(rules: Sequence[Rule]) -> Rule:
    """*rules* of which one must be true; several values of one column in one of them."""
    values: dict[str, list[str | int | float]] = {}
    for rule in rules:
        if _is_equal(rule):
            values.setdefault(rule.question, []).extend(_values(rule))
    short: list[Rule] = []
    for rule in rules:
        if not _is_equal(rule):
            short.append(rule)
        elif found := list(dict.fromkeys(values.pop(rule.question, ()))):
            several = Rule(Op.ONE_OF, rule.question, tuple(found))
            short.append(several if len(found) > 1 else Rule(Op.EQUALS, rule.question, found[0]))
    return short[0] if len(short) == 1 else Rule(Op.OR, rules=tuple(short))


def _is_equal(rule: Rule) -> bool:
    return rule.op in (Op.EQUALS, Op.ONE_OF) and not rule.other and rule.value is not None


def _values(rule: Rule) -> tuple[str | int | float, ...]:
    if isinstance(rule.value, tuple):
        return rule.value
    return () if rule.value is None else (rule.value,)
