"""Patterns that people write, matched under a time limit."""

import logging
from functools import lru_cache
from typing import Any

import regex

log = logging.getLogger(__name__)
LONGEST_PATTERN = 500  # characters
SECONDS = 0.1  # for one match: a good pattern needs a thousandth of it


class NotAPattern(ValueError):
    """It is too long, or no regular expression."""


@lru_cache(maxsize=512)
def compiled(pattern: str) -> Any:
    """*pattern*, ready to match. Raises NotAPattern."""
    if len(pattern) > LONGEST_PATTERN:
        raise NotAPattern
    try:
        return regex.compile(pattern, regex.VERSION0)
    except (regex.error, RecursionError, OverflowError, ValueError) as problem:
        raise NotAPattern from problem


def matches(pattern: str, text: str) -> bool:
    """Whether *pattern* fits the whole of *text*; one that takes too long counts as fitting.

    People are not kept from answering by a pattern of ours that is slow.
    """
    try:
        return compiled(pattern).fullmatch(text, timeout=SECONDS) is not None
    except TimeoutError:
        log.warning("a pattern of %d characters took too long and was let pass", len(pattern))
        return True
