"""Promises without a day: words by which nobody can hold anybody to anything. English only."""

import re
from collections.abc import Sequence

from feedback.nlp import tokens

_PROMISES = re.compile(
    r"\b(?:we(?:[’']ll| will| shall| are going to| plan to| intend to| aim to| hope to)"
    r"|soon|shortly|before long|in due course|in the near future|as soon as possible"
    r"|in the coming (?:days|weeks|months|years)|over time|eventually)\b",
    re.IGNORECASE,
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# "May" is a day only with its capital: people may.
_DAYS = re.compile(
    rf"\b(?:{'|'.join(_MONTHS)})\b|\b20\d\d\b|\b\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b"
    r"|\b[Ww]ithin (?:\d+|a|one|two|three|four|five|six|ten|twelve) "
    r"(?:working )?(?:days?|weeks?|months?|years?)\b"
)
_LOOKING_AGAIN = re.compile(r"\b(?:look|check|ask|review|come back|tell you)\b", re.IGNORECASE)


def vague_promises(text: str, *, has_day: bool = False, looks_again: bool = False) -> Sequence[str]:
    """The sentences of *text* that promise something and name no day, in their order.

    *has_day*: the answer as a whole is promised for a day, so every promise in it has one.
    *looks_again*: it has a day of the next look, which is enough for a promise to look again.
    """
    if has_day:
        return []
    sentences = [text[span.start : span.end] for span in tokens.sentences(text)]
    return [
        sentence
        for sentence in sentences
        if _PROMISES.search(sentence)
        and not _DAYS.search(sentence)
        and not (looks_again and _LOOKING_AGAIN.search(sentence))
    ]
