"""One thing that a record holds: how it is asked, and how its value reads. Described once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from feedback.core.templating import short_day
from youwesaid.partnership.models import Post
from youwesaid.plans.models import Plan, PlanItem


class How(StrEnum):
    """The ways of asking."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    WHOLE = "whole"  # a whole number
    TICK = "tick"
    WORD = "word"  # of a vocabulary of ours
    GRADE = "grade"  # 1 to 5, each with a word
    OFFERED = "offered"  # of what the plan prints
    MEASURE = "measure"
    POST = "post"
    LINES = "lines"  # several, each on a line of its own
    GROUPS = "groups"
    ITEMS = "items"
    CELLS = "cells"  # one text for each column of the plan's template
    ANSWERS = "answers"  # one text for each question of the review
    ENTRIES = "entries"  # published entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A field of a record: name of its column, words on the page, and what may be given."""

    name: str
    label: LazyString
    how: How
    hint: LazyString | None = None
    needed: LazyString | None = None  # the complaint where it is left blank
    words: Mapping[Any, LazyString] | None = None  # of WORD, GRADE and OFFERED
    offered: Callable[[Plan], Sequence[str]] | None = None
    begins: Callable[[Plan], Any] | None = None  # with what a new record's page begins
    is_main: bool = False  # shown in lists


def plain(asked: Asked, value: Any) -> Any:
    """*value* as JSON that stays readable: names of posts and keys of items, never ids."""
    if isinstance(value, Post):
        return value.name_in("en")
    if isinstance(value, PlanItem):
        return value.key
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if asked.how is How.ITEMS:
        return [each.key for each in value or []]
    return value


def reads(asked: Asked, value: Any, plan: Plan | None = None) -> str:
    """What ``plain`` gave, in the reader's words; empty for nothing. *plan* names its groups."""
    if value is None or value in ("", []):
        return ""
    said = _READS.get(asked.how)
    if said is not None:
        return said(asked, value)
    if asked.how is How.GROUPS and plan is not None:
        names = {group.key: group.name for group in plan.groups}
        return ", ".join(names.get(key, key) for key in value)
    if isinstance(value, dict):
        return "\n".join(f"{name}: {words}" for name, words in value.items() if words)
    if isinstance(value, list):
        return ("\n" if asked.how in {How.LINES, How.ANSWERS} else ", ").join(value)
    return str(value)


def _word(asked: Asked, value: Any) -> str:
    return str((asked.words or {}).get(value, value))


def _tick(_asked: Asked, value: Any) -> str:
    return str(_("Yes") if value else _("No"))


def _grade(asked: Asked, value: Any) -> str:
    return f"{value} – {_word(asked, value)}"


_READS: Mapping[How, Callable[[Asked, Any], str]] = {
    How.DAY: lambda _asked, value: short_day(date.fromisoformat(value)),
    How.NUMBER: lambda _asked, value: str(format_decimal(value)),
    How.WORD: _word,
    How.OFFERED: _word,
    How.GRADE: _grade,
    How.TICK: _tick,
}
