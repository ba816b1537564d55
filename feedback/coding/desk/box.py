"""What somebody types into the one code box, and what it means. Pure: it knows no theme.

A digit takes a suggestion, letters look for a theme, a sign at the beginning does what it says.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What an entry asks for."""

    SAVE = "save"
    TAKE = "take"  # suggestions
    REFUSE = "refuse"  # a suggestion
    FIND = "find"  # a theme
    SAME = "same"  # themes as before
    NEW = "new"  # a draft theme
    MEMO = "memo"
    MARK = "mark"  # a quote for the bank
    WORRY = "worry"
    ASK = "ask"  # a colleague
    NO_THEME = "no_theme"
    NOT_CODABLE = "not_codable"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. *words* are a theme to look for, a reason, a memo, a name, as the act wants."""

    act: Act
    words: str = ""
    numbers: tuple[int, ...] = ()  # of suggestions, from 1
    under: str = ""  # the theme above a new one, as typed
    meaning: str = ""  # the new theme's definition


_NUMBERS = re.compile(r"\d(?:[\s,،]*\d)*")
_REFUSAL = re.compile(r"[-−–]\s*(\d)(?!\d)\s*(.*)", re.DOTALL)
_NEW = re.compile(r"(?:([^:/]*[^:/\s])\s*/)?\s*([^:]*?)\s*(?::\s*(.*))?", re.DOTALL)


def parse(typed: str) -> Entry:
    """What *typed* asks for; anything that begins with no sign is a theme to look for."""
    text = typed.strip()
    if not text:
        return Entry(Act.SAVE)
    if text in _ALONE:
        return Entry(_ALONE[text])
    if _NUMBERS.fullmatch(text):
        return _numbered(text)
    if refusal := _REFUSAL.fullmatch(text):
        return Entry(Act.REFUSE, words=refusal[2], numbers=(int(refusal[1]),))
    reader = _SIGNS.get(text[0])
    return reader(text[1:].strip()) if reader else Entry(Act.FIND, words=text)


def _numbered(text: str) -> Entry:
    numbers = tuple(int(each) for each in text if each.isdecimal())
    if numbers == (0,):
        return Entry(Act.NO_THEME)
    return Entry(Act.TAKE, numbers=tuple(dict.fromkeys(numbers)))


def _new(text: str) -> Entry:
    found = _NEW.fullmatch(text)
    if found is None:  # pragma: no cover - the expression takes every text
        return Entry(Act.NEW, words=text)
    return Entry(Act.NEW, words=found[2], under=found[1] or "", meaning=found[3] or "")


def _with_words(act: Act) -> Callable[[str], Entry]:
    return lambda words: Entry(act, words=words)


_ALONE: Mapping[str, Act] = {
    ".": Act.SAME,
    "۔": Act.SAME,
    "।": Act.SAME,
    "?": Act.HELP,
    "؟": Act.HELP,
}
_SIGNS: Mapping[str, Callable[[str], Entry]] = {
    "+": _new,
    "#": _with_words(Act.MEMO),
    "!": _with_words(Act.WORRY),
    "@": _with_words(Act.ASK),
    "~": _with_words(Act.NOT_CODABLE),
    **dict.fromkeys('"“”„«»', _with_words(Act.MARK)),
}
