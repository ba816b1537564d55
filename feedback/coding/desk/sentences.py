"""The sentences of a working text, numbered, in any of the languages people write in.

Boundaries come from sentencex, the Wikimedia Foundation's segmenter for about 300 languages
(https://github.com/wikimedia/sentencex). A line end is a boundary too: people write lists.
"""

from collections.abc import Sequence
from typing import NamedTuple

import sentencex


class Sentence(NamedTuple):
    """A stretch of a text: code points from ``start`` up to, and without, ``end``."""

    number: int  # from 1
    start: int
    end: int


def sentences(text: str, language: str) -> Sequence[Sentence]:
    """The sentences of *text* in order, without the space around them.

    Every character that is not white space stands in exactly one of them.
    """
    found: list[Sentence] = []
    place = 0
    for piece in sentencex.segment(language.partition("-")[0], text):
        for line in piece.splitlines(keepends=True):
            bare = line.strip()
            if bare:
                start = place + line.index(bare)
                found.append(Sentence(len(found) + 1, start, start + len(bare)))
            place += len(line)
    return found


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
