"""Who to call: help lines as data, each with the page and the day on which it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

_FILE = Path(__file__).with_name("help_lines.yaml")
_OLDER_PAGE = "older page"
LIMIT_DAYS = 180  # a number is read again on its own page at least twice a year

#: What a line is for, when it is open, what it costs: the fixed sentences that lines may use.
DESCRIPTIONS: Mapping[str, LazyString] = {
    "danger_now": _l("If you or a child is in danger now"),
    "cannot_speak": _l("If you cannot speak: call 999 on a mobile phone, then press 55"),
    "sign_language": _l("If you use British Sign Language: use the 999 BSL app or website"),
    "text_relay": _l("If you are deaf and use text relay"),
    "text_999": _l("If you are deaf: text 999. You must register your phone first"),
    "police_not_urgent": _l("To talk to the police when it is not an emergency"),
    "talk": _l("To talk to someone about how you feel"),
    "talk_by_text": _l("To talk to someone by text message"),
    "under_19": _l("To talk to someone if you are under 19"),
    "health": _l("For help with your health when it is not an emergency"),
    "slavery": _l("If someone makes you work, or controls you"),
    "abuse_at_home": _l("If someone close to you hurts, scares or controls you"),
    "abuse_at_home_men": _l("For men: if someone close to you hurts, scares or controls you"),
    "abuse_or_forced_marriage": _l(
        "If someone close to you hurts, scares or controls you, or wants to make you marry"
    ),
    "worried_about_someone": _l("If you are worried about a child or an adult"),
    "worried_about_adult": _l("If you are worried about an adult"),
    "worried_about_child": _l("If you are worried about a child"),
    "all_day": _l("Open day and night, every day"),
    "out_of_hours": _l("When offices are closed"),
    "free": _l("Free"),
    "interpreters": _l("They can find someone who speaks your language"),
}

#: Names that are words. A name that is not here is a proper name, the same in every language.
NAMES: Mapping[str, LazyString] = {
    "Emergency services": _l("Emergency services"),
    "Emergency services, if you cannot speak": _l("Emergency services, if you cannot speak"),
    "Emergency text relay": _l("Emergency text relay"),
    "Emergency text message": _l("Emergency text message"),
    "Police": _l("Police"),
    "Modern slavery helpline": _l("Modern slavery helpline"),
    "Advice line for men": _l("Advice line for men"),
    "Scotland's domestic abuse and forced marriage helpline": _l(
        "Scotland's domestic abuse and forced marriage helpline"
    ),
    "Report a concern": _l("Report a concern"),
    "Help for adults": _l("Help for adults"),
    "Help for children": _l("Help for children"),
    "Help when offices are closed": _l("Help when offices are closed"),
    "First point of contact": _l("First point of contact"),
    "Emergency duty team": _l("Emergency duty team"),
}


class How(StrEnum):
    """How a line is reached."""

    CALL = "call"
    TEXT = "text"
    BSL = "bsl"
    RELAY = "relay"


class BadHelpLine(ValueError):
    """The list of help lines cannot be used as it stands; the message names the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """One way to get help. *purpose*, *hours*, *cost* and *languages* are keys of DESCRIPTIONS."""

    key: str
    nation: str
    name: str
    purpose: str
    how: How
    source: str
    checked_on: date
    area: str | None = None
    number: str | None = None
    then_press: str | None = None
    text_number: str | None = None
    hours: str | None = None
    cost: str | None = None
    languages: str | None = None
    note: str | None = None  # for staff
    urgent: bool = False

    @property
    def title(self) -> LazyString | str:
        """The name in the reader's language; a proper name as it is."""
        return NAMES.get(self.name, self.name)

    @property
    def descriptions(self) -> tuple[LazyString, ...]:
        """What it is for, then what is known of hours, cost and languages."""
        keys = (self.purpose, self.hours, self.cost, self.languages)
        return tuple(DESCRIPTIONS[key] for key in keys if key)

    @property
    def display_number(self) -> str | None:
        """The number as people read it, grouped; show it left to right in every language."""
        return self.number or self.text_number

    @property
    def tel_uri(self) -> str | None:
        """What a link that calls points to; None where there is nothing to call."""
        return f"tel:{_digits(self.number)}" if self.number else None

    @property
    def sms_uri(self) -> str | None:
        """What a link that writes a text message points to; None where there is none."""
        return f"sms:{_digits(self.text_number)}" if self.text_number else None


@dataclass(frozen=True, slots=True)
class HelpGroup:
    """Lines under one heading."""

    key: str
    heading: LazyString
    lines: tuple[HelpLine, ...]


@cache
def all_lines() -> tuple[HelpLine, ...]:
    """Every line, in the order of the file. Raises BadHelpLine."""
    entries = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(_line(entry) for entry in entries)


def lines_for(nation: str, area: str | None) -> tuple[HelpGroup, ...]:
    """The lines for one place: danger first, then the area's own, then somebody to talk to.

    A nation or area without lines of its own gives those for everybody and refuses nothing:
    this is the page that must open. Groups without lines are left out.
    """
    lines = [line for line in all_lines() if _serves(line, nation, area)]
    urgent = tuple(line for line in lines if line.urgent)
    near = tuple(line for line in lines if line.area)
    talk = tuple(line for line in lines if not line.urgent and not line.area)
    groups = (
        HelpGroup("now", _l("In danger now"), urgent),
        HelpGroup("near", _l("Tell someone who can act near you"), near),
        HelpGroup("talk", _l("Talk to someone"), talk),
    )
    return tuple(group for group in groups if group.lines)


def is_old(line: HelpLine, today: date, limit_days: int = LIMIT_DAYS) -> bool:
    """Whether *line* must be read again: checked too long ago, or on a page that was old then."""
    return line.note == _OLDER_PAGE or today - line.checked_on > timedelta(days=limit_days)


def to_check(today: date, limit_days: int = LIMIT_DAYS) -> tuple[HelpLine, ...]:
    """For staff: the lines that somebody must read again, longest unread first."""
    old = [line for line in all_lines() if is_old(line, today, limit_days)]
    return tuple(sorted(old, key=lambda line: (line.checked_on, line.key)))


def _serves(line: HelpLine, nation: str, area: str | None) -> bool:
    return line.area == area if line.area else line.nation in {"all", nation}


def _line(entry: Mapping[str, Any]) -> HelpLine:
    fields = {name: value for name, value in entry.items() if name not in {"for", "how"}}
    try:
        line = HelpLine(purpose=entry["for"], how=How(entry["how"]), **fields)
    except (KeyError, TypeError, ValueError) as error:
        raise BadHelpLine(f"{entry.get('key')}: {error}") from error
    for key in (line.purpose, line.hours, line.cost, line.languages):
        if key and key not in DESCRIPTIONS:
            raise BadHelpLine(f"{line.key}: {key} is not among the descriptions")
    return line


def _digits(number: str) -> str:
    return number.replace(" ", "")
