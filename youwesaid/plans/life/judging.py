"""Whether a measure is met, by each of the nine kinds of targets: pure, and always with a reason.

"Cannot be said" is an honest answer and the usual one: most plans set no number. What a plan asks
to be shown by evidence, or only watches, is never met by a number.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from youwesaid.plans.life.counting import a_year_before
from youwesaid.plans.life.words import Moved, Reached

_WHOLE = 100.0  # percent


class Standing(StrEnum):
    """What may be said of a measure."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """The reason for a judgement; its words are in ``wording.WHY``."""

    COMPARED = "compared"  # now beside wanted
    CHANGED = "changed"  # by how much since when
    NO_READING = "no_reading"
    ONLY_WORDS = "only_words"
    NO_NUMBER_WANTED = "no_number_wanted"
    NO_START = "no_start"
    START_IS_NOTHING = "start_is_nothing"
    NO_DIRECTION = "no_direction"
    WENT = "went"
    TOLD_WENT = "told_went"
    PERSON_SAYS_YES = "person_says_yes"
    PERSON_SAYS_NO = "person_says_no"
    NOBODY_JUDGED = "nobody_judged"
    NOT_BY_NUMBER = "not_by_number"
    WATCHED = "watched"
    NO_WHOLE = "no_whole"
    IN_TIME = "in_time"
    COUNTED = "counted"
    TOO_EARLY = "too_early"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One reading, as far as judging needs it."""

    day: date
    value: float | None = None
    out_of: float | None = None
    said: str = ""
    moved: Moved | None = None
    reached: Reached | None = None
    period: str = ""
    is_baseline: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """How the deadlines of a measure went."""

    kept: int = 0
    late: int = 0  # met too late, or open and overdue
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """Met, not met, or cannot be said; *why* and the figures that belong in its sentence."""

    standing: Standing
    why: Why
    facts: Mapping[str, Any]


def judge(
    target: Mapping[str, Any] | None,
    points: Sequence[Point],
    *,
    on: date,
    times: Times | None = None,
) -> Judgement:
    """What may be said on the day *on* of a measure with this *target* after these readings."""
    if not target or str(target.get("type")) not in _JUDGES:
        return _unknown(Why.NO_TARGET)
    seen = sorted((each for each in points if each.day <= on), key=lambda each: each.day)
    kind = str(target["type"])
    if kind == "time_limit" and times and not _numbers(seen):
        return _by_deadlines(times)
    if kind == "monitor":
        return _unknown(Why.WATCHED)
    if not seen:
        return _unknown(Why.NO_READING)
    return _JUDGES[kind](target, seen, on)


def _unknown(why: Why, **facts: Any) -> Judgement:
    return Judgement(Standing.UNKNOWN, why, facts)


def _settled(is_met: bool, why: Why, **facts: Any) -> Judgement:
    return Judgement(Standing.MET if is_met else Standing.NOT_MET, why, facts)


def _numbers(points: Sequence[Point]) -> list[Point]:
    return [each for each in points if each.value is not None]


def _number(given: Any) -> float | None:
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    return float(given) if is_number else None


_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "gt": lambda now, wanted: now > wanted,
    "at_least": lambda now, wanted: now >= wanted,
    "lt": lambda now, wanted: now < wanted,
    "at_most": lambda now, wanted: now <= wanted,
    "within": lambda now, wanted: now <= wanted,
}


def _compares(target: Mapping[str, Any]) -> Callable[[float, float], bool]:
    # A plan that prints no comparison means "at least", or "at most" where down is better.
    usual = "at_most" if target.get("direction") == "down" else "at_least"
    if target.get("type") == "time_limit":
        usual = "within"
    return _COMPARISONS.get(str(target.get("comparator")), _COMPARISONS[usual])


def _threshold(target: Mapping[str, Any], seen: Sequence[Point], _on: date) -> Judgement:
    wanted, newest = _number(target.get("value")), seen[-1]
    if wanted is None:
        return _unknown(Why.NO_NUMBER_WANTED)
    if newest.value is None:
        return _unknown(Why.ONLY_WORDS)
    now = newest.value
    if target.get("unit") == "percent" and newest.out_of:
        now = _WHOLE * newest.value / newest.out_of
    return _settled(_compares(target)(now, wanted), Why.COMPARED, now=now, wanted=wanted)


def _relative_change(target: Mapping[str, Any], seen: Sequence[Point], on: date) -> Judgement:
    wanted, numbers = _number(target.get("value")), _numbers(seen)
    if wanted is None:
        return _direction(target, seen, on)
    if seen[-1].value is None:
        return _unknown(Why.ONLY_WORDS)
    start = _start(str(target.get("baseline") or ""), numbers)
    if start is None or start is numbers[-1]:
        return _unknown(Why.NO_START, since=str(target.get("baseline") or ""))
    if not start.value:
        return _unknown(Why.START_IS_NOTHING, since=start.period)
    now = numbers[-1].value or 0.0
    change = _WHOLE * (now - start.value) / abs(start.value)
    gained = -change if target.get("direction") == "down" else change
    return _settled(
        _compares({"comparator": target.get("comparator")})(gained, wanted),
        Why.CHANGED,
        change=change,
        since=start.period,
        since_day=start.day,
    )


def _start(baseline: str, numbers: Sequence[Point]) -> Point | None:
    """The reading of the period that the plan names, else the one that a person marked."""
    named = [each for each in numbers if baseline and each.period == baseline]
    marked = [each for each in numbers if each.is_baseline]
    return next(iter(named or marked), None)


def _direction(target: Mapping[str, Any], seen: Sequence[Point], _on: date) -> Judgement:
    wanted, newest = str(target.get("direction")), seen[-1]
    if wanted not in {Moved.UP, Moved.DOWN}:
        return _unknown(Why.NO_DIRECTION)
    if newest.moved is not None:
        return _settled(newest.moved == wanted, Why.TOLD_WENT, moved=newest.moved)
    numbers = _numbers(seen)
    if newest.value is None:
        return _unknown(Why.ONLY_WORDS)
    start = _start("", numbers) or numbers[0]
    if start is newest:
        return _unknown(Why.NO_START, since="")
    was, now = start.value or 0.0, newest.value
    moved = Moved.SAME if now == was else Moved.UP if now > was else Moved.DOWN
    return _settled(moved == wanted, Why.WENT, moved=moved, was=was, now=now, since_day=start.day)


def _time_limit(target: Mapping[str, Any], seen: Sequence[Point], on: date) -> Judgement:
    if seen[-1].value is None and seen[-1].reached is not None:
        return _judged(seen[-1])
    # A time has no whole, and more of it is never better.
    return _threshold({**target, "unit": None}, seen, on)


def _by_deadlines(times: Times) -> Judgement:
    facts = {"kept": times.kept, "late": times.late, "waiting": times.waiting}
    if times.late:
        return _settled(False, Why.IN_TIME, **facts)
    if times.kept:
        return _settled(True, Why.IN_TIME, **facts)
    return _unknown(Why.TOO_EARLY)


def _judged(newest: Point) -> Judgement:
    if newest.reached is None:
        return _unknown(Why.NOBODY_JUDGED)
    is_met = newest.reached is Reached.YES
    return _settled(is_met, Why.PERSON_SAYS_YES if is_met else Why.PERSON_SAYS_NO)


def _milestone(_target: Mapping[str, Any], seen: Sequence[Point], _on: date) -> Judgement:
    return _judged(seen[-1])


def _coverage(target: Mapping[str, Any], seen: Sequence[Point], _on: date) -> Judgement:
    newest, whole = seen[-1], _number(target.get("value"))
    if newest.value is None:
        return _judged(newest)
    whole = newest.out_of or whole or (_WHOLE if target.get("unit") == "percent" else None)
    if whole is None:
        return _judged(newest) if newest.reached else _unknown(Why.NO_WHOLE)
    return _settled(newest.value >= whole, Why.COMPARED, now=newest.value, wanted=whole)


def _evidence(_target: Mapping[str, Any], seen: Sequence[Point], _on: date) -> Judgement:
    newest = seen[-1]
    if not newest.said:
        return _unknown(Why.NOT_BY_NUMBER)
    return _judged(newest)


def _monitor(_target: Mapping[str, Any], _seen: Sequence[Point], _on: date) -> Judgement:
    return _unknown(Why.WATCHED)


def _frequency(target: Mapping[str, Any], seen: Sequence[Point], on: date) -> Judgement:
    wanted = _number(target.get("value"))
    if wanted is None:
        return _unknown(Why.NO_NUMBER_WANTED)
    newest = seen[-1]
    if newest.value is not None:
        is_met = newest.value >= wanted
        return _settled(is_met, Why.COMPARED, now=newest.value, wanted=wanted)
    if target.get("unit") != "per year":
        return _judged(newest)
    since = a_year_before(on)
    times = sum(1 for each in seen if each.day > since)
    if times < wanted and seen[0].day > since:
        return _unknown(Why.TOO_EARLY)
    return _settled(times >= wanted, Why.COUNTED, times=times, wanted=wanted)


_JUDGES: Mapping[str, Callable[[Mapping[str, Any], Sequence[Point], date], Judgement]] = {
    "threshold": _threshold,
    "relative_change": _relative_change,
    "direction": _direction,
    "time_limit": _time_limit,
    "milestone": _milestone,
    "coverage": _coverage,
    "evidence": _evidence,
    "monitor": _monitor,
    "frequency": _frequency,
}
