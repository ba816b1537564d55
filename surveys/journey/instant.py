"""What a browser may show or hide at once, where it can: the server's own rules, made smaller."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from feedback.core import clock
from surveys.definitions.definition import Page
from surveys.definitions.holding import Answers, holds
from surveys.definitions.question import Question
from surveys.definitions.rules import JOINING, TODAY, Op, Rule

#: Rules that browsers and this server could understand in different ways are left to the server.
_LEFT_TO_US = frozenset({Op.MATCHES, Op.SHORTEST, Op.LONGEST})


def instant_rules(page: Page, answers: Answers) -> dict[str, dict[str, Any]]:
    """The rules of *page*'s questions that look at the same page, as JSON, by question key.

    What they say of earlier pages is worked out already, so that no answer given there is in the
    page a second time.
    """
    here = {column for question in page.questions for column in question.columns()}
    today = clock.today()
    return {
        question.key: _smaller(question.show_if, here, answers, today)
        for question in page.questions
        if question.show_if is not None and _is_instant(question.show_if, here)
    }


def hidden_now(page: Page, shown: Sequence[Question], rules: dict[str, Any]) -> list[Question]:
    """The questions that an answer on the same page would bring, in the page's order."""
    keys = {question.key for question in shown}
    return [each for each in page.questions if each.key in rules and each.key not in keys]


def _is_instant(rule: Rule, here: set[str]) -> bool:
    return bool(rule.columns() & here) and all(leaf.op not in _LEFT_TO_US for leaf in rule.leaves())


def _smaller(rule: Rule, here: set[str], answers: Answers, today: date) -> dict[str, Any]:
    if not rule.columns() & here:
        # Nothing joined by "and" is true, nothing joined by "or" is false.
        known = Op.AND if holds(rule, answers, today=today) else Op.OR
        return {"op": known.value, "rules": []}
    if rule.op in JOINING:
        inner = [_smaller(each, here, answers, today) for each in rule.rules]
        return {"op": rule.op.value, "rules": inner}
    plain = rule.to_json()
    if plain.get("value") == TODAY:
        plain["value"] = today.isoformat()
    if rule.other and rule.other not in here:
        plain.pop("other")
        plain["value"] = answers.get(rule.other)
    return plain
