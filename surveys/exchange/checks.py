"""The constraints of a file as checks of ours, bounds of a number, or a choice that goes alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.core import clock
from feedback.core.lines import Verb
from surveys.definitions.holding import holds
from surveys.definitions.question import FILE_KINDS, Kind
from surveys.definitions.rules import Op, Rule
from surveys.exchange.algebra import both
from surveys.exchange.compiling import said
from surveys.exchange.found import FoundQuestion
from surveys.exchange.report import Report
from surveys.exchange.scope import Asked, Scope
from surveys.exchange.speaking import Speaker, our_words

_MESSAGE = _l("This answer does not fit. Please look at it again.")
_UNCHECKED = frozenset({Kind.INFORMATION, Kind.CONSENT, Kind.MATRIX}) | FILE_KINDS


class Checks:
    """Makes the checks of each question, and tells what cannot be checked."""

    def __init__(self, scope: Scope, speaker: Speaker, report: Report) -> None:
        self._scope = scope
        self._speaker = speaker
        self._report = report

    def of(
        self, question: FoundQuestion, asked: Asked, choices: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """The checks of *question*; marks those of *choices* that go with no other."""
        if not question.constraint:
            return []
        if question.kind in _UNCHECKED:
            self._tell(question, [_("An answer of this kind cannot be checked.")])
            return []
        self._scope.own = asked
        outcome = said(question.constraint, self._scope)
        self._scope.own = None
        if outcome.is_never:
            outcome.unsaid.append(_("No answer would ever fit."))
        if outcome.unsaid:
            rest = _("The rest is checked.") if outcome.rule else _("It is not checked.")
            self._tell(question, [*outcome.unsaid, rest], is_partly=bool(outcome.rule))
        if outcome.rule is None:
            return []
        if asked.column not in outcome.rule.columns():
            self._tell(question, [_("It does not look at the answer that it checks.")])
            return []
        rules = outcome.rule.rules if outcome.rule.op is Op.AND else (outcome.rule,)
        # Only an answer is checked: that there is one goes without saying.
        telling = [rule for rule in rules if rule != Rule(Op.ANSWERED, asked.column)]
        rest_of_rules = _without_exclusive(question, asked, telling, choices)
        return self._kept(question, asked, rest_of_rules)

    def _kept(
        self, question: FoundQuestion, asked: Asked, rules: Sequence[Rule]
    ) -> list[dict[str, Any]]:
        truth = both(rules)
        if not isinstance(truth, Rule):
            return []
        message = self._speaker.words(question.message, question.place, "constraint_message")
        if not message and _are_bounds(question, asked, rules):
            _bound(question, rules)
            return []
        codes = self._speaker.languages.codes
        return [{"rule": truth.to_json(), "message": message or our_words(_MESSAGE, codes)}]

    def _tell(
        self, question: FoundQuestion, why: Sequence[str], *, is_partly: bool = False
    ) -> None:
        verb = Verb.CHANGED if is_partly else Verb.REFUSED
        name = f"{question.name}: constraint"
        self._report.add(verb, question.place, name, was=question.constraint, why=why)


def _without_exclusive(
    question: FoundQuestion,
    asked: Asked,
    rules: Sequence[Rule],
    choices: Sequence[dict[str, Any]],
) -> list[Rule]:
    """*rules* without those that only say that one choice goes with no other."""
    if question.kind is not Kind.SEVERAL:
        return list(rules)
    by_value = {choice["value"]: choice for choice in choices}
    rest: list[Rule] = []
    for rule in rules:
        value = _exclusive(rule, asked, by_value)
        alone = sum(1 for choice in choices if choice.get("exclusive"))
        if value is None or alone + 1 >= len(choices):
            rest.append(rule)
            continue
        by_value[value]["exclusive"] = True
        question.changes.append(_("“%(value)s” goes with no other choice.", value=value))
    return rest


def _exclusive(rule: Rule, asked: Asked, choices: Mapping[str, object]) -> str | None:
    """The value that *rule* allows only by itself, when that is all that it says."""
    values = {leaf.value for leaf in rule.leaves() if leaf.op is Op.CONTAINS}
    if rule.columns() != {asked.column} or len(values) != 1:
        return None
    alone = values.pop()
    others = [value for value in choices if value != alone]
    if not isinstance(alone, str) or len(others) < 2:  # noqa: PLR2004 - two beside it
        return None
    one, two = others[:2]
    trials = {(alone,): True, (alone, one): False, (one,): True, (one, two): True}
    today = clock.today()
    fits = all(
        holds(rule, {asked.column: chosen}, today=today) is wanted
        for chosen, wanted in trials.items()
    )
    return alone if fits else None


def _are_bounds(question: FoundQuestion, asked: Asked, rules: Sequence[Rule]) -> bool:
    """Whether *rules* say no more than the least and the most of a whole number."""
    is_whole = question.kind is Kind.NUMBER and not question.places
    ops = [rule.op for rule in rules]
    fits = all(
        rule.question == asked.column and not rule.other and isinstance(rule.value, int)
        for rule in rules
    )
    lows = [op for op in ops if op in (Op.MORE, Op.AT_LEAST)]
    highs = [op for op in ops if op in (Op.LESS, Op.AT_MOST)]
    return (
        is_whole and fits and len(lows) <= 1 and len(highs) <= 1 and len(lows + highs) == len(ops)
    )


def _bound(question: FoundQuestion, rules: Sequence[Rule]) -> None:
    for rule in rules:
        value = rule.value
        if not isinstance(value, int):
            continue
        if rule.op in (Op.MORE, Op.AT_LEAST):
            question.least = value + (rule.op is Op.MORE)
        else:
            question.most = value - (rule.op is Op.LESS)
