"""The way through a survey, worked out a second time, from its JSON alone."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any


def true(rule: dict[str, Any] | None, answers: dict[str, Any], today: date) -> bool:
    """The rule read from its JSON, as its author would explain it."""
    if rule is None:
        return True
    if rule["op"] in {"and", "or", "not"}:
        inner = [true(each, answers, today) for each in rule["rules"]]
        return {"and": all, "or": any, "not": lambda found: not any(found)}[rule["op"]](inner)
    given = answers.get(rule["question"])
    if rule["op"] == "answered" or given is None:
        return given is not None
    value = answers.get(rule["other"]) if "other" in rule else rule["value"]
    if value is None:
        return False

    def meant(each: Any) -> Any:
        return today.isoformat() if each == "today" else each

    meanings = {
        "equals": lambda: given in (value, meant(value)),
        "one_of": lambda: given in [*value, *map(meant, value)],
        "contains": lambda: value in given,
        "less": lambda: given < meant(value),
        "at_most": lambda: given <= meant(value),
        "more": lambda: given > meant(value),
        "at_least": lambda: given >= meant(value),
        "fewest_chosen": lambda: len(given) >= value,
        "most_chosen": lambda: len(given) <= value,
        "shortest": lambda: len(given) >= value,
        "longest": lambda: len(given) <= value,
        "matches": lambda: re.fullmatch(value, given) is not None,
    }
    return meanings[rule["op"]]()


def _compared(rule: dict[str, Any]) -> set[str]:
    if "rules" in rule:
        return set().union(*map(_compared, rule["rules"]))
    named = {rule["question"], rule.get("other", rule["question"])}
    return set() if rule["op"] == "answered" else named


@dataclass
class Way:
    """What somebody is shown, and what of their answers counts."""

    shown: list[str] = field(default_factory=list)
    counted: dict[str, Any] = field(default_factory=dict)
    left_by: str = ""


def way_through(plain: dict[str, Any], answers: dict[str, Any], today: date) -> Way:
    """The way that the rules of *plain* allow somebody who gave *answers* by column."""
    way = Way()
    exits = {each["key"] for each in plain.get("exits", ())}
    wanted = ""
    for page in plain["pages"]:
        if (wanted and page["key"] != wanted) or not true(page.get("show_if"), way.counted, today):
            wanted = "" if page["key"] == wanted else wanted
            continue
        wanted = ""
        any_here = [_ask(question, answers, way, today) for question in page["questions"]]
        if not any(any_here):
            continue
        for skip in page.get("skips", ()):
            if true(skip.get("rule"), way.counted, today):
                wanted = skip["to"]
                break
        if wanted in exits or wanted == "end":
            way.left_by = wanted
            return way
    return way


def _ask(question: dict[str, Any], answers: dict[str, Any], way: Way, today: date) -> bool:
    if not true(question.get("show_if"), way.counted, today):
        return False
    choices = question.get("choices", ())
    offered = [each["value"] for each in choices if true(each.get("show_if"), way.counted, today)]
    if choices and not offered:
        return False
    if question["kind"] not in {"photo", "voice"}:
        way.shown.append(question["key"])
        known = way.counted | _kept(question, offered, answers)
        if not _breaks_check(question, known, way.counted, today):
            way.counted = known
    return True


def _kept(question: dict[str, Any], offered: list[str], answers: dict[str, Any]) -> dict[str, Any]:
    """What was answered to *question*, without choices that are not offered."""
    found = {}
    for column, answer in answers.items():
        key, _dot, part = column.partition(".")
        if key != question["key"]:
            continue
        if not offered or part == "other":
            found[column] = answer
        elif isinstance(answer, tuple):
            found[column] = tuple(each for each in answer if each in offered)
        elif answer in offered:
            found[column] = answer
    found = {column: answer for column, answer in found.items() if answer != ()}
    others = [each["value"] for each in question.get("choices", ()) if each.get("other")]
    chosen = found.get(question["key"], ())
    if others and others[0] not in (chosen if isinstance(chosen, tuple) else (chosen,)):
        found.pop(question["key"] + ".other", None)
    return found


def _breaks_check(
    question: dict[str, Any], known: dict[str, Any], before: dict[str, Any], today: date
) -> bool:
    return any(
        known != before
        and not check.get("soft")
        and _compared(check["rule"]) <= set(known)
        and not true(check["rule"], known, today)
        for check in question.get("checks", ())
    )
