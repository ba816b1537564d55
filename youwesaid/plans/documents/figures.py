"""Numbers in what a plan says: targets, deadlines, who leads. Guesses for a person to check."""

import re
from typing import Any

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WHEN = (
    rf"(?:(?:the )?end (?:of )?)?(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH},? (?:20\d\d|\d\d\b)|"
    r"(?:early |late |mid[- ]|spring |summer |autumn |winter )?(?:of "
    r")?20\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?|"
    r"\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d|q[1-4] 20\d\d(?:\s?[/–-]\s?\d\d)?|(?:spring|summer|"
    r"autumn|winter) "
    r"(?:of )?20\d\d|year (?:one|two|three|four|five|[1-5])|(?:the )?end of (?:the )?(?:year|"
    r"plan|strategy))"
)
_DUE = re.compile(
    rf"\b(?:by|before|no later than|until|in|from|during|for)\s+(?P<when>{_WHEN})|"
    r"\b(?P<term>within (?:the )?(?:first |next )?(?:\d{1,3}|one|two|three|six|twelve|eighteen) "
    r"(?:working )?(?:days?|weeks?|months?|years?))\b",
    re.IGNORECASE,
)
_BARE_WHEN = re.compile(rf"\b{_WHEN}", re.IGNORECASE)
_LED = re.compile(
    r"[(\[]?\b(?:lead|led by|owner|lead (?:officer|agency|partner|body)|responsible)\s*[:–-]\s*"
    r"(?P<who>[A-Z][^.;,()\[\]]{2,80})", re.IGNORECASE,
)  # fmt: skip
_EVENT = re.compile(r"\b(?:of|after|from|following)\s+(?P<event>[^.;]{3,120})")
_UNITS = r"(?P<unit>(?:working |calendar )?(?:hours?|days?|weeks?|months?|years?))"
_AMOUNT = (
    r"(?P<value>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|twelve)"
)
_TIME_LIMIT = re.compile(
    rf"\b(?:within|with|in less than|under|no more than)\s+(?:the specified |a "
    rf")?{_AMOUNT}[- ]{_UNITS}\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"{_AMOUNT}\s?(?:%|per ?cent|percent(?:age points?)?)", re.IGNORECASE)
_AT_LEAST = re.compile(
    r"\b(?:at least|minimum of|no fewer than|not less than|more than|over|above|beyond|"
    r"exceed\w*|or more|greater than)\b",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"\b(?:at most|no more than|fewer than|less than|below|under|maximum of|up to)\b", re.IGNORECASE
)
_UP = re.compile(
    r"\b(?:increas\w*|improv\w*|rais\w*|more|higher|grow\w*|rise|rising|greater|better|"
    r"strengthen\w*|uptake)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:reduc\w*|decreas\w*|fewer|less|lower\w*|fall\w*|declin\w*|cut\w*|minimis\w*|"
    r"prevent\w*|shorter|drop\w*)\b",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(
    r"\b(?:(?P<times>at least (?:once|twice|\w+ times)|once|twice|\w+ times|one|two|three|four|"
    r"\d{1,2}) "
    r"(?:\w+ ){0,3}?(?:a|per|each|every) (?P<period>year|month|quarter|week|term|period))\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^(?:no\.?|number|numbers|count|total|volume|rate|percentage|proportion|%|share)s?\b",
    re.IGNORECASE,
)
_UNIVERSAL = re.compile(r"\b(?P<all>all|every|each|always|everyone|100 ?%)\b", re.IGNORECASE)
_MADE = re.compile(
    r"\b(?:publish\w*|complet\w*|produced|in place|established|launched|developed|agreed|"
    r"approved|adopted|implemented|created|written)\b",
    re.IGNORECASE,
)
_BASELINE = re.compile(
    r"\b(?:from|against|compared (?:with|to)|based on|baseline(?: of| is|"
    r":)?)\s+(?P<base>[^.;,)]{2,60})",
    re.IGNORECASE,
)
_NUMBERS = {
    "one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip


def due(text: str) -> str | None:
    """The deadline that *text* names, in its own words; None where it names none."""
    found = _DUE.search(text)
    return (found["when"] or found["term"]).strip() if found else None


def printed_date(text: str) -> str | None:
    """The first date that is printed in *text*, such as a title's “2024 to 2027”."""
    found = _BARE_WHEN.search(text)
    return found[0] if found else None


def owner(text: str) -> str | None:
    """Who leads, where *text* says so in so many words."""
    found = _LED.search(text)
    return (
        re.split(r"\s+(?:by|due|when|timescale)\b", found["who"], flags=re.IGNORECASE)[0].strip()
        if found
        else None
    )


def target(text: str) -> dict[str, Any] | None:
    """The target that *text* sets, as a plan file writes it; None where it sets none."""
    blank: dict[str, Any] = dict.fromkeys(
        ("type", "comparator", "value", "unit", "direction", "baseline", "from_event", "quantifier")
    )
    for find in (_time_limit, _percent, _frequency, _plain_kinds):
        if told := find(text):
            return {**blank, **told}
    return None


def _time_limit(text: str) -> dict[str, Any] | None:
    found = _TIME_LIMIT.search(text)
    if not found:
        return None
    event = _EVENT.search(text[found.end() :])
    return {
        "type": "time_limit",
        "comparator": "within",
        "value": _number(found["value"]),
        "unit": _unit(found["unit"]),
        "from_event": event["event"].strip() if event else None,
    }


def _percent(text: str) -> dict[str, Any] | None:
    found = _PERCENT.search(text)
    if not found:
        return None
    several = list(_PERCENT.finditer(text))
    spread = re.search(r"\bfrom\b.*\bto\b", text)
    value = _number((several[-1] if spread and len(several) > 1 else found)["value"])
    direction = _direction(text)
    base = _BASELINE.search(text)
    is_relative = bool(
        direction and re.search(r"\bby (?:at least |up to )?$", text[: found.start()])
    )
    return {
        "type": "relative_change" if is_relative else "threshold",
        "value": value,
        "unit": "percent",
        "comparator": _comparator(text, direction, is_relative),
        "direction": direction,
        "baseline": base["base"].strip() if base else None,
    }


def _frequency(text: str) -> dict[str, Any] | None:
    found = _FREQUENCY.search(text)
    if not found:
        return None
    word = re.sub(r"^at least ", "", found["times"].lower()).split()[0]
    value = _NUMBERS.get(word) or (int(word) if word.isdigit() else None)
    return {"type": "frequency", "comparator": "at_least", "value": value,
            "unit": f"per {found['period'].lower()}"}  # fmt: skip


def _plain_kinds(text: str) -> dict[str, Any] | None:
    """Targets without a number: up or down, a plain count, everybody, something that exists."""
    if direction := _direction(text):
        return {"type": "direction", "direction": direction}
    if _COUNTED.match(text):
        return {"type": "monitor", "unit": "count"}
    if found := _UNIVERSAL.search(text):
        return {"type": "coverage", "quantifier": found["all"].lower()}
    if _MADE.search(text):
        return {"type": "milestone"}
    return (
        {"type": "evidence"} if re.search(r"\bevidenc|\bdemonstrat", text, re.IGNORECASE) else None
    )


def _direction(text: str) -> str | None:
    up, down = _UP.search(text), _DOWN.search(text)
    if up and down:
        return "up" if up.start() < down.start() else "down"
    return "up" if up else "down" if down else None


def _comparator(text: str, direction: str | None, is_relative: bool) -> str:
    if _AT_LEAST.search(text) or is_relative:
        return "at_least"
    return "at_most" if _AT_MOST.search(text) or direction == "down" else "at_least"


def _number(text: str) -> int | float:
    if text.lower() in _NUMBERS:
        return _NUMBERS[text.lower()]
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _unit(text: str) -> str:
    unit = text.lower().replace(" ", "_")
    return unit if unit.endswith("s") else f"{unit}s"
