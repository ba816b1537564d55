"""A working text for the desk: numbered sentences, the tagger's reasons marked, codes beside."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from feedback.coding.desk.sentences import Sentence, numbers_in, sentences
from feedback.nlp.tokens import forms, words


class Piece(NamedTuple):
    """Words in a row that are, or are not, a reason of the tagger's."""

    text: str
    is_reason: bool


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """One sentence; *names* are the themes given to it or to a part of it."""

    number: int
    start: int
    end: int
    pieces: Sequence[Piece]
    names: Sequence[str]

    @property
    def place(self) -> str:
        """Its code points, as the form sends them."""
        return f"{self.start}-{self.end}"


class Given(NamedTuple):
    """A theme given to a stretch, by the name that is shown."""

    name: str
    start: int
    end: int


def shown_sentences(
    text: str, *, reasons: Collection[str], given: Sequence[Given]
) -> Sequence[ShownSentence]:
    """Every sentence of *text* with what belongs beside it."""
    places = list(_reasons(text, reasons))
    found = sentences(text)
    return [
        ShownSentence(
            number=each.number,
            start=each.start,
            end=each.end,
            pieces=list(_pieces(text, each, places)),
            names=[
                one.name for one in given if each.number in numbers_in(one.start, one.end, found)
            ],
        )
        for each in found
    ]


def _reasons(text: str, reasons: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where the words stand for which a theme was suggested."""
    written = words(text)
    for reason in dict.fromkeys(reasons):
        wanted = forms(reason)
        for place in range(len(written) - len(wanted) + 1):
            seen = written[place : place + len(wanted)]
            if wanted and [word.form for word in seen] == wanted:
                yield seen[0].start, seen[-1].end


def _pieces(text: str, sentence: Sentence, places: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    at = sentence.start
    for start, end in _joined(places):
        start, end = max(start, sentence.start), min(end, sentence.end)  # noqa: PLW2901
        if start >= end:
            continue
        if at < start:
            yield Piece(text[at:start], is_reason=False)
        yield Piece(text[start:end], is_reason=True)
        at = end
    if at < sentence.end:
        yield Piece(text[at : sentence.end], is_reason=False)


def _joined(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in order, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
