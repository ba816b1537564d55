"""Comments as numbers: word and letter sequences weighted by rarity, and the seed terms found.

Four kinds, each with its own mark before its name so that all can share one table:

* ``w``: words without their endings, and pairs of them, both ends of a text counting as words;
* ``k``: pairs of them two or three words apart;
* ``c``: three to five letters in a row inside a word, which carries over spellings and endings;
* ``h s t n q x``: what the seed terms say, which carries over languages and to rare themes.

All but the last are tf-idf weights (1 + ln count, smoothed idf; ``w`` and ``k`` together scaled to
length 1, ``c`` likewise). The numbers of the last, and the distances of ``k``, were chosen by
cross-validation on 3,526 comments of the public v6 patient experience file.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feedback.nlp.tagger.comments import Reading

LETTERS = (3, 4, 5)
FARTHEST_PAIR = 3
FEWEST_COMMENTS = 2
LARGEST_SHARE = 0.9
FEWEST_TO_A_QUESTION = 20
MOST_QUESTIONS = 12

HIT, SHARE, FLAG, QUESTION, CROSSED, TERM = 0.7, 0.49, 0.7, 0.35, 0.35, 0.3


class Features(NamedTuple):
    """The counts of words and of letters of one comment, and its seed-term features by name."""

    words: Counter[str]
    letters: Counter[str]
    seeds: dict[str, float]


def features(reading: Reading) -> Features:
    """Everything that can be counted in a comment, whether or not a model knows it."""
    letters: Counter[str] = Counter()
    for word in reading.words:
        letters.update(letter_names(word.form))
    named = word_names(reading.stems) + _pair_names(reading.stems)
    return Features(Counter(named), letters, _seeds(reading))


def word_names(found: Sequence[str]) -> list[str]:
    """The names of a text's words (their stems), then of pairs of neighbours, ends included."""
    ends = ["^", *found, "$"]
    pairs = [f"w {left} {right}" for left, right in pairwise(ends)]
    return [f"w {form}" for form in found] + pairs


def _pair_names(found: Sequence[str]) -> list[str]:
    """The names of pairs of words that are two or three words apart, ends included."""
    ends = ["^", *found, "$"]
    return [
        f"k {distance} {left} {right}"
        for distance in range(2, FARTHEST_PAIR + 1)
        for left, right in zip(ends, ends[distance:], strict=False)
    ]


def letter_names(form: str) -> list[str]:
    """The names of the letter sequences in one word, its two edges counting as letters."""
    edged = f" {form} "
    found: list[str] = []
    for length in LETTERS:
        found.extend(
            "c" + edged[start : start + length] for start in range(len(edged) - length + 1)
        )
    return found


def _seeds(reading: Reading) -> dict[str, float]:
    hits = reading.hits()
    total = sum(hits.values())
    question = reading.question
    found = {match.term.feature: TERM for match in reading.matches}
    for theme, count in hits.items():
        weight = count / (count + 1)
        found[f"h {theme}"] = HIT * weight
        found[f"s {theme}"] = SHARE * count / total
        if question:
            found[f"x {theme} {question}"] = CROSSED * weight
    if len(hits) < 2:  # noqa: PLR2004 - none, or only one: both say something
        found[f"n {len(hits)}"] = FLAG
    if question:
        found[f"q {question}"] = QUESTION
    return found


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The features that a model knows, in order, with the rarity weight of each (1 for seeds)."""

    names: tuple[str, ...]
    weights: NDArray[np.float32]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each feature stands."""
        return {name: place for place, name in enumerate(self.names)}

    def vector(self, counted: Features) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The places of the known features of one comment, and their values."""
        places: list[int] = []
        values: list[float] = []
        for counts in (counted.words, counted.letters):
            self._add_block(counts, places, values)
        for name, value in counted.seeds.items():
            place = self.places.get(name)
            if place is not None:
                places.append(place)
                values.append(value)
        return np.array(places, dtype=np.intp), np.array(values, dtype=np.float32)

    def _add_block(self, counts: Counter[str], places: list[int], values: list[float]) -> None:
        """Add one kind of count, weighted and scaled to length 1."""
        find = self.places.get
        known = [
            (place, count) for name, count in counts.items() if (place := find(name)) is not None
        ]
        if not known:
            return
        block = self.weights[[place for place, _ in known]].astype(np.float64)
        block *= [1.0 if count == 1 else 1.0 + math.log(count) for _, count in known]
        block /= math.sqrt(float(block @ block))
        places.extend(place for place, _ in known)
        values.extend(block.tolist())


def learn_vocabulary(counted: Sequence[Features]) -> Vocabulary:
    """The features worth keeping: neither met once only nor in nearly every comment."""
    documents: Counter[str] = Counter()
    for each in counted:
        documents.update(each.words.keys())
        documents.update(each.letters.keys())
    most = LARGEST_SHARE * len(counted)
    kept = {name: n for name, n in documents.items() if FEWEST_COMMENTS <= n <= most}
    seeds = _seeds_worth_keeping(each.seeds for each in counted)
    names = tuple(sorted([*kept, *seeds]))
    rarity = [
        math.log((1 + len(counted)) / (1 + kept[name])) + 1 if name in kept else 1.0
        for name in names
    ]
    return Vocabulary(names, np.array(rarity, dtype=np.float32))


def _seeds_worth_keeping(found: Iterable[dict[str, float]]) -> set[str]:
    met: Counter[str] = Counter()
    for seeds in found:
        met.update(seeds.keys())
    asked = [(-n, name[2:]) for name, n in met.items() if name.startswith("q ")]
    often = {
        question for n, question in sorted(asked)[:MOST_QUESTIONS] if -n >= FEWEST_TO_A_QUESTION
    }
    return {name for name in met if _question_of(name) in {"", *often}}


def _question_of(name: str) -> str:
    if name.startswith("q "):
        return name[2:]
    return name.split(" ", 2)[2] if name.startswith("x ") else ""
