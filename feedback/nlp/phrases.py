"""Phrases of one to three words, told apart by their stems, for counting in many texts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from feedback.nlp.function_words import function_words
from feedback.nlp.tokens import Word, stem, words

LONGEST = 3
SHORTEST_WORD = 3
HYPHENS = frozenset("-\u2010\u2011")
SHORTEST_IN_OTHER_SCRIPTS = 2

Key = tuple[str, ...]
"""The stems of a phrase: "waiting times" and "waiting time" are one."""


class Said(NamedTuple):
    """What one person or group said, and the language they said it in."""

    text: str
    language: str


def phrases(said: Said) -> dict[Key, str]:
    """Each phrase of a text once, with the words as they are compared.

    A phrase stops at punctuation, holds no numbers, and neither begins nor ends with a word that
    only holds sentences together.
    """
    language = said.language.split("-", 1)[0]
    found: dict[Key, str] = {}
    for run in _runs(said.text):
        stems = [stem(said.text[word.start : word.end], language) for word in run]
        for first in range(len(run)):
            for last in range(first + 1, min(first + LONGEST, len(run)) + 1):
                if _is_phrase(run[first:last], language):
                    written = " ".join(word.form for word in run[first:last])
                    found.setdefault(tuple(stems[first:last]), written)
    return found


def _runs(text: str) -> list[list[Word]]:
    """The words of a text, in runs that only spaces or a hyphen inside a word divide."""
    found: list[list[Word]] = []
    end = -1
    for word in words(text):
        between = text[end : word.start] if end >= 0 else "."
        if (between.strip() and between not in HYPHENS) or "\n" in between or not found:
            found.append([])
        found[-1].append(word)
        end = word.end
    return found


def _is_phrase(run: Sequence[Word], language: str) -> bool:
    if any(any(letter.isdigit() for letter in word.form) for word in run):
        return False
    empty = function_words(language)
    if run[0].form in empty or run[-1].form in empty:
        return False
    return len(run) > 1 or len(run[0].form) >= _shortest(run[0].form)


def _shortest(form: str) -> int:
    return SHORTEST_WORD if form.isascii() else SHORTEST_IN_OTHER_SCRIPTS


class Table:
    """In which of many texts each phrase stands, and how it is mostly written."""

    def __init__(self, said: Sequence[Said]) -> None:
        self.texts = len(said)
        self._where: defaultdict[Key, set[int]] = defaultdict(set)
        self._written: defaultdict[Key, Counter[str]] = defaultdict(Counter)
        for number, each in enumerate(said):
            for key, written in phrases(each).items():
                self._where[key].add(number)
                self._written[key][written] += 1

    def phrases(self) -> Iterable[Key]:
        """Every phrase, in the order of its first text."""
        return self._where.keys()

    def where(self, key: Key) -> frozenset[int]:
        """The numbers of the texts with this phrase."""
        return frozenset(self._where.get(key, ()))

    def count(self, key: Key) -> int:
        """How many texts have this phrase."""
        return len(self._where.get(key, ()))

    def spellings(self, key: Key) -> Mapping[str, int]:
        """How a phrase is written, with the number of texts."""
        return self._written.get(key, Counter())

    def written(self, key: Key) -> str:
        """The phrase as most texts write it; of equals the first in the alphabet."""
        spellings = self._written[key]
        return min(spellings, key=lambda each: (-spellings[each], each))


def is_inside(part: Key, whole: Key) -> bool:
    """Whether the words of one phrase stand in a row in another, longer one."""
    size = len(part)
    return size < len(whole) and any(
        whole[start : start + size] == part for start in range(len(whole) - size + 1)
    )
