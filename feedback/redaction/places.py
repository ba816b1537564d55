"""Where in a text the words stand that somebody wants hidden. Pure; places are code points."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a text, from *start* up to and without *end*."""

    start: int
    end: int


def trimmed(text: str, start: int, end: int) -> Place | None:
    """The stretch without the space at its ends; None when it is empty or not inside *text*."""
    if not 0 <= start < end <= len(text):
        return None
    chosen = text[start:end]
    left = start + len(chosen) - len(chosen.lstrip())
    right = start + len(chosen.rstrip())
    return Place(left, right) if left < right else None


def occurrences(text: str, words: str) -> Sequence[Place]:
    """Every place where *words* stand in *text* exactly as they are written."""
    return list(_found(text, words))


def same_words(text: str, place: Place) -> Sequence[Place]:
    """*place* and every other one with the same words, where those are whole words."""
    found = _found(text, text[place.start : place.end])
    others = [each for each in found if _stands_alone(text, each)]
    return sorted({place, *others})


def _found(text: str, words: str) -> Iterator[Place]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield Place(at, at + len(words))
        at = text.find(words, at + len(words))


def _stands_alone(text: str, place: Place) -> bool:
    before = text[place.start - 1 : place.start]
    after = text[place.end : place.end + 1]
    return not (_is_letter(before) or _is_letter(after))


def _is_letter(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "LMN"
