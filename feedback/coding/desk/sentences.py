"""The sentences of a working text, numbered, in any of the languages people write in.

They are the tagger's sentences (``feedback.nlp.tokens``), so that a reason of its stands in one of
them, with three differences: nothing that somebody wrote stands outside (a row of faces is an
answer too), a full stop between a small letter and a capital ends a sentence without a space, and
one after an abbreviation does not when a small letter or a number follows.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from feedback.nlp import tokens

_INITIALS = re.compile(r"(?:^|[\s(\[])(?:[^\W\d_]\.){2,}$")  # p.m. N.H.S.
_SHORT = frozenset(  # a number or a small letter may follow these
    ["eg", "ie", "etc", "approx", "no", "nos", "hosp", "tyg", "godz", "cca", "бл", "буд", "міс"]
)
_TITLES = frozenset(["вул", "просп", "ਡਾ", "د", "d-na"])  # a name follows these


class Sentence(NamedTuple):
    """A stretch of a text: code points from ``start`` up to, and without, ``end``."""

    number: int  # from 1
    start: int
    end: int


def sentences(text: str) -> Sequence[Sentence]:
    """The sentences of *text* in order, without the space around them.

    Every character that is not white space stands in exactly one of them.
    """
    found: list[tuple[int, int]] = []
    for start, end in _pieces(text):
        if found and _goes_on(text, found[-1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [Sentence(number, *place) for number, place in enumerate(found, 1)]


def runs(chosen: Sequence[tuple[int, int]], text: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The sentences at the places *chosen* as stretches: those that follow each other are one."""
    stretches: list[tuple[int, int]] = []
    last = -1
    for sentence in text:
        if (sentence.start, sentence.end) not in chosen:
            continue
        if stretches and sentence.number == last + 1:
            stretches[-1] = (stretches[-1][0], sentence.end)
        else:
            stretches.append((sentence.start, sentence.end))
        last = sentence.number
    return stretches


def numbers_in(start: int, end: int, text: Sequence[Sentence]) -> Sequence[int]:
    """The numbers of the sentences that a stretch touches."""
    return [each.number for each in text if each.start < end and start < each.end]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The tagger's sentences, parted where a space is missing, and what stands between them."""
    at = 0
    for span in tokens.sentences(text):
        yield from _trimmed(text, at, span.start)
        start = span.start
        for stop in _glued(text[span.start : span.end]):
            yield from _trimmed(text, start, span.start + stop)
            start = span.start + stop
        yield from _trimmed(text, start, span.end)
        at = span.end
    yield from _trimmed(text, at, len(text))


def _glued(sentence: str) -> Iterator[int]:
    """Where a small letter, a stop and a capital meet without a space: "no one came.Then"."""
    for match in re.finditer(r"(?<=[^\W\d_]{2})[.!?]+(?=[^\W\d_])", sentence):
        if sentence[match.start() - 1].islower() and sentence[match.end()].isupper():
            yield match.end()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    bare = text[start:end].strip()
    if bare:
        left = start + text[start:end].index(bare)
        yield left, left + len(bare)


def _goes_on(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether what begins at *start* belongs to the sentence *before* it."""
    if any(letter in "\n\r\u2028\u2029" for letter in text[before[1] : start]):
        return False
    if not any(letter.isalnum() for letter in text[start:].split(maxsplit=1)[0]):
        return _is_bare(text, start)
    said = text[before[0] : before[1]]
    if _INITIALS.search(said):
        return text[start].islower()
    last = said.split()[-1].casefold().removesuffix(".")
    if last in _TITLES:
        return True
    return last in _SHORT and (text[start].islower() or text[start].isdecimal())


def _is_bare(text: str, start: int) -> bool:
    """Whether there is nothing but signs from *start* to the end of the line."""
    line = text[start:].splitlines()[0]
    return not any(letter.isalnum() for letter in line)
