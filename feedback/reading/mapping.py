"""Which column of somebody's file is what, and what a cell of it means. Pure."""

import re
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from feedback.contributions.models import Channel
from feedback.core.errors import Refused
from feedback.core.i18n import ALL_LANGUAGES
from feedback.core.text import one_line
from feedback.stories.topics import TOPICS


class NoSuchColumn(Refused):
    """The mapping names a column that the file does not have."""

    def __init__(self, head: str, heads: Sequence[str]) -> None:
        has = ", ".join(repr(each) for each in heads if each)
        super().__init__(f"The file has no column {head!r}: it has {has}.")
        self.head = head


class NotADate(ValueError):
    """A cell that should be a day is none that can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """The headings of the columns that are used; empty where the file has no such column."""

    text: str
    id: str = ""
    question: str = ""
    language: str = ""
    received: str = ""
    topic: str = ""
    channel: str = ""
    labels: str = ""

    def refuse_missing(self, heads: Sequence[str]) -> None:
        """Raises NoSuchColumn, naming the first column that *heads* lacks."""
        for role in fields(self):
            head = getattr(self, role.name)
            if head and head not in heads:
                raise NoSuchColumn(head, heads)

    def cell(self, row: MappingOf[str, str], role: str) -> str:
        """The cell of *row* that has this role, without space around it; empty for none."""
        head = getattr(self, role)
        return row.get(head, "").strip() if head else ""


#: How the columns are called in files seen so far, the surest first.
_HEADS: MappingOf[str, Sequence[str]] = {
    "text": (
        "text", "comment", "comments", "words", "feedback", "response", "answer", "story",
        "free text", "what they said", "verbatim",
    ),
    "id": ("id", "ref", "reference", "response id", "respondent id", "record id", "number", "no"),
    "question": ("question", "prompt", "item", "question text"),
    "language": ("language", "lang", "locale", "startlanguage"),
    "received": (
        "received", "date", "received on", "date received", "submitted", "submitdate",
        "submission date", "timestamp", "created",
    ),
    "topic": ("topic", "subject", "category"),
    "channel": ("channel", "source", "method", "how"),
    "labels": ("labels", "label", "themes", "theme", "codes", "code", "tags", "tag"),
}  # fmt: skip
_WORD_ENDS = re.compile(r"[^a-z0-9]+")


def guess(heads: Sequence[str]) -> Mapping:
    """What each column probably is, by its heading; *text* may stay empty."""
    plain = {_plain(head): head for head in reversed(heads) if head}
    found = Mapping(text="")
    for role, names in _HEADS.items():
        hits = [plain[_plain(name)] for name in names if _plain(name) in plain]
        if hits:
            found = replace(found, **{role: hits[0]})
    return found


def _plain(head: str) -> str:
    return _WORD_ENDS.sub(" ", head.casefold()).strip()


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T,].*)?")
_IN_WORDS = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y")
_CENTURY = 2000


def day_in(cell: str) -> date:
    """The day that *cell* says: 2026-03-01, 01/03/2026, 1.3.26 or 1 March 2026, a time ignored.

    The day stands before the month, as it is written in the United Kingdom. Raises NotADate.
    """
    try:
        if found := _ISO.fullmatch(cell):
            return date(*map(int, found.groups()))
        if found := _DAY_FIRST.fullmatch(cell):
            day, month, year = map(int, found.groups())
            return date(year if year > 99 else _CENTURY + year, month, day)  # noqa: PLR2004
    except ValueError:
        raise NotADate from None
    for form in _IN_WORDS:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise NotADate


_LANGUAGES = {
    **{language.code: language.base for language in ALL_LANGUAGES},
    **{language.autonym.casefold(): language.base for language in ALL_LANGUAGES},
    "english": "en",
    "welsh": "cy",
    "scottish gaelic": "gd",
    "gaelic": "gd",
    "polish": "pl",
    "romanian": "ro",
    "ukrainian": "uk",
    "urdu": "ur",
    "punjabi": "pa",
    "panjabi": "pa",
    "arabic": "ar",
}


def language_in(cell: str) -> str | None:
    """The code of the language that *cell* names, by code, tag or name; None for another."""
    folded = one_line(cell).casefold().replace("_", "-")
    return _LANGUAGES.get(folded) or _LANGUAGES.get(folded.partition("-")[0])


def topic_in(cell: str) -> str | None:
    """The key of the topic that *cell* names, by key or English label; None for another."""
    folded = one_line(cell).casefold()
    for topic in TOPICS:
        if folded in {topic.key, topic.key.replace("_", " "), str(topic.label).casefold()}:
            return topic.key
    return None


def channel_in(cell: str) -> Channel | None:
    """The channel that *cell* names; None for another."""
    folded = one_line(cell).casefold().replace(" ", "_")
    return Channel(folded) if folded in set(Channel) else None
