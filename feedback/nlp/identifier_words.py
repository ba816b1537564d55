"""A text as a row of words, so that a name can be found by the words beside it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from feedback.nlp.identifier_kinds import Subject

# Vowel signs of Devanagari and Gurmukhi are part of a word, which \w does not know.
_LETTER = r"(?:[^\W\d_]|[\u0900-\u0963\u0a01-\u0a4d\u0a70-\u0a75])"
_WORD = re.compile(rf"{_LETTER}+(?:['-]{_LETTER}+)*")
_SENTENCE_END = re.compile(r"[.!?:;\n\"“”«»•*()\[\]…।۔؟]|^-|- $")
_MOSTLY_CAPITALS = 0.6  # of the letters: then a capital says nothing
_LONGEST_TERM = 5  # words


@dataclass(frozen=True, slots=True)
class Word:
    """One word: *plain* is folded and has no "'s"; *capital* where that was a choice."""

    start: int
    end: int
    plain: str
    capital: bool
    caseless: bool  # of a script without capitals


class Words:
    """The words of a text, and what stands between them."""

    def __init__(self, subject: Subject) -> None:
        self.plain = subject.plain
        self.language = subject.language
        shouted = _is_shouted(subject.written)
        self.words: Sequence[Word] = [
            _word(match, subject.written, shouted) for match in _WORD.finditer(subject.plain)
        ]

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, at: int) -> Word:
        return self.words[at]

    def gap(self, at: int) -> str:
        """What stands between the word *at* and the one after; a line feed after the last."""
        if at + 1 >= len(self.words):
            return "\n"
        return self.plain[self.words[at].end : self.words[at + 1].start]

    def opens_sentence(self, at: int) -> bool:
        """Whether the word *at* has its capital because a sentence begins."""
        return at == 0 or bool(_SENTENCE_END.search(self.gap(at - 1)))

    def term_at(self, at: int, terms: Collection[str]) -> int:
        """How many words from *at* on are one of *terms*, the longest; 0 when none is."""
        joined, longest = self.words[at].plain, 0
        for count in range(1, _LONGEST_TERM + 1):
            if joined in terms:
                longest = count
            if at + count >= len(self.words) or self.gap(at + count - 1) != " ":
                break
            joined += " " + self.words[at + count].plain
        return longest


def _word(match: re.Match[str], written: str, shouted: bool) -> Word:
    start, end, plain = match.start(), match.end(), match[0]
    if plain.endswith("'s"):
        plain, end = plain[:-2], end - 2
    first = written[start]
    caseless = first.upper() == first.lower()
    letters = written[start:end]
    is_short_form = len(letters) > 1 and letters.isupper()  # "SRN"; a shouted name is in the list
    return Word(start, end, plain, first.isupper() and not (shouted or is_short_form), caseless)


def _is_shouted(written: str) -> bool:
    capitals = sum(map(str.isupper, written))
    return capitals > _MOSTLY_CAPITALS * (capitals + sum(map(str.islower, written)))
