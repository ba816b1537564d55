"""Earlier answers inside later texts: ``{{column|what is said without an answer}}``."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

#: Marks that keep the direction of an answer from turning the text around it (Unicode UAX 9).
_ISOLATED = "\u2068{}\u2069"
_PIPE = re.compile(r"\{\{([^{}|]*+)\|?([^{}]*+)\}\}")  # possessive: never tried twice
_MARK = re.compile(r"\{\{|\}\}")


@dataclass(frozen=True, slots=True)
class Pipe:
    """One place for an answer: the column, and what is said where there is none."""

    column: str
    fallback: str


def pipes_in(text: str) -> Iterator[Pipe]:
    """Every place for an answer in *text*."""
    for found in _PIPE.finditer(text):
        yield Pipe(found[1].strip(), found[2].strip())


def is_whole(text: str) -> bool:
    """Whether every pair of braces in *text* is closed and holds one place for an answer."""
    return not _MARK.search(_PIPE.sub("", text))


def filled_in(text: str, answer_in_words: Callable[[str], str]) -> str:
    """*text* with the answers put in; *answer_in_words* gives "" for a column without one.

    The result is plain text: whoever shows it escapes it like any other.
    """
    if "{{" not in text:
        return text

    def said(found: re.Match[str]) -> str:
        words = answer_in_words(found[1].strip())
        return _ISOLATED.format(words) if words else found[2].strip()

    return _PIPE.sub(said, text)
