"""Reading plain JSON: the small parts, and rules."""

import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import gettext as _

from feedback.core.text import clean
from surveys.definitions.places import At
from surveys.definitions.question import Words
from surveys.definitions.rule_faults import DEEPEST_RULE
from surveys.definitions.rules import JOINING, Op, Rule, Value

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def read_rule(plain: object, at: At, depth: int = 1) -> Rule:
    """The rule that *plain* holds."""
    if depth > DEEPEST_RULE:
        raise at.refused(_("The rule is nested too deeply."))
    raw = mapping(plain, at, None)
    name = text(raw.get("op"), at.into("op"))
    try:
        op = Op(name)
    except ValueError:
        raise at.into("op").refused(_("There is no operator “%(op)s”.", op=name)) from None
    if op in JOINING:
        mapping(raw, at, frozenset({"op", "rules"}))
        return Rule(
            op, rules=many(raw, at, "rules", lambda each, place: read_rule(each, place, depth + 1))
        )
    compared = set() if op is Op.ANSWERED else {"other"} if "other" in raw else {"value"}
    mapping(raw, at, frozenset({"op", "question"} | compared))
    return Rule(
        op,
        question=text(raw.get("question"), at.into("question")),
        value=_value(raw.get("value"), at.into("value")),
        other=text(raw.get("other", ""), at.into("other")),
    )


def rule_or_none(raw: Mapping[str, Any], at: At, name: str = "show_if") -> Rule | None:
    """The rule called *name*, when there is one."""
    return read_rule(raw[name], at.into(name)) if raw.get(name) is not None else None


def _value(plain: object, at: At) -> Value:
    if isinstance(plain, list):
        return tuple(_one_value(each, at) for each in plain)
    return None if plain is None else _one_value(plain, at)


def _one_value(plain: object, at: At) -> str | int | float:
    if isinstance(plain, bool) or not isinstance(plain, str | int | float):
        raise at.refused(_("It must be a word or a number."))
    if isinstance(plain, float) and not math.isfinite(plain):
        raise at.refused(_("It must be a word or a number."))
    return plain


def mapping(plain: object, at: At, known: frozenset[str] | None) -> Mapping[str, Any]:
    """The names with values that *plain* holds, all of them *known* where that is told."""
    if not isinstance(plain, Mapping):
        raise at.refused(_("It must be a group of names with values."))
    for name in plain:
        if known is not None and name not in known:
            raise at.refused(_("“%(name)s” is not known here.", name=str(name)))
    return plain


def many(
    raw: Mapping[str, Any], at: At, name: str, read: Callable[[object, At], T]
) -> tuple[T, ...]:
    """Each part of the list called *name*."""
    plain = raw.get(name, [])
    if not isinstance(plain, list | tuple):
        raise at.into(name).refused(_("It must be a list."))
    return tuple(read(each, at.into(name, number)) for number, each in enumerate(plain, 1))


def words(plain: object, at: At) -> Words:
    """A text for each language."""
    if plain is None:
        return {}
    if not isinstance(plain, Mapping):
        raise at.refused(_("It must be a text for each language."))
    return {str(code): clean(text(each, at.into(str(code)))) for code, each in plain.items()}


def text(plain: object, at: At) -> str:
    """A text."""
    if not isinstance(plain, str):
        raise at.refused(_("It must be text: put it in quotes."))
    return plain


def number(plain: object, at: At) -> int | None:
    """A whole number, or none."""
    if plain is not None and (isinstance(plain, bool) or not isinstance(plain, int)):
        raise at.refused(_("It must be a whole number."))
    return plain


def truth(raw: Mapping[str, Any], at: At, name: str) -> bool:
    """Whether what is called *name* is so."""
    plain = raw.get(name, False)
    if not isinstance(plain, bool):
        raise at.into(name).refused(_("It must be true or false."))
    return plain
