"""Where a stretch of one text stands in another that says nearly the same."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"\s+|\S+\s*")

Stretch = tuple[int, int]


def moved(stretch: Stretch, *, before: str, after: str) -> Stretch | None:
    """Where *stretch* of *before* stands in *after*: a working text with names hidden, say.

    A part that was replaced widens to all that stands in its place. None when nothing of it is
    left. Positions are code points, ends exclusive.
    """
    start, end = stretch
    if before == after:
        return stretch
    old, new = _places(before), _places(after)
    first, last = _word_at(old, start), _word_at(old, end - 1)
    begin, finish = len(after), 0
    for tag, a, b, c, d in _changes(before, after, old, new):
        if b <= first or a > last or tag == "insert":
            continue
        if tag == "equal":
            low, high = max(a, first), min(b - 1, last)
            begin = min(begin, new[c + low - a][0] + _inside(start, old, low, first))
            finish = max(finish, _finish(end, old, new, high, last, c + high - a))
        elif c < d:
            begin, finish = min(begin, new[c][0]), max(finish, new[d - 1][1])
    finish = _without_space(after, begin, finish)
    return (begin, finish) if begin < finish else None


def _places(text: str) -> Sequence[Stretch]:
    return [found.span() for found in _WORD.finditer(text)]


def _changes(
    before: str, after: str, old: Sequence[Stretch], new: Sequence[Stretch]
) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, _words(before, old), _words(after, new), False).get_opcodes()


def _words(text: str, places: Sequence[Stretch]) -> Sequence[str]:
    return [unicodedata.normalize("NFC", text[start:end]).strip() for start, end in places]


def _word_at(places: Sequence[Stretch], position: int) -> int:
    """The number of the word in which *position* lies; the last for one beyond the end."""
    for number, (_start, end) in enumerate(places):
        if position < end:
            return number
    return len(places) - 1


def _inside(start: int, old: Sequence[Stretch], word: int, first: int) -> int:
    """How far inside its first word a stretch begins."""
    return max(0, start - old[word][0]) if word == first else 0


def _finish(
    end: int, old: Sequence[Stretch], new: Sequence[Stretch], word: int, last: int, place: int
) -> int:
    """Where the stretch ends in the word at *place*, of which *word* is the older shape."""
    if word != last:
        return new[place][1]
    return min(new[place][0] + end - old[word][0], new[place][1])


def _without_space(text: str, begin: int, finish: int) -> int:
    return begin + len(text[begin:finish].rstrip()) if begin < finish else finish
