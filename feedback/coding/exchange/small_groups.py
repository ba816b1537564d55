"""Answers about people that may stand beside their words: only what many share.

All the answers that leave about one person are, taken together, also those of so many others.
Otherwise the rarest one is left out, until that holds (k-anonymity by local suppression; Sweeney
2002).
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

Person = TypeVar("Person", bound=Hashable)
Answers = Mapping[str, str]  # by question
_Pairs = frozenset[tuple[str, str]]


def shareable(
    answers: Mapping[Person, Answers], *, least: int
) -> tuple[dict[Person, dict[str, str]], int]:
    """What may leave of each person's answers, and how many answers stay behind.

    *least* people must share everything that leaves about any of them.
    """
    kept = {person: dict(given) for person, given in answers.items()}
    before = sum(map(len, kept.values()))
    while True:
        often = Counter(pair for given in kept.values() for pair in given.items())
        together = _together(Counter(frozenset(given.items()) for given in kept.values()))
        changed = False
        for given in kept.values():
            if given and together[frozenset(given.items())] < least:
                rarest = min(given.items(), key=lambda pair: (often[pair], pair))
                del given[rarest[0]]
                changed = True
        if not changed:
            return kept, before - sum(map(len, kept.values()))


def _together(alike: Mapping[_Pairs, int]) -> dict[_Pairs, int]:
    """For each set of answers: how many people leave with these, or with these and more."""
    return {
        pairs: sum(number for others, number in alike.items() if pairs <= others) for pairs in alike
    }
