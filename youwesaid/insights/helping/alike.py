"""Does an answer look like an earlier one? By the runs of words that both have."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from feedback.nlp import tokens

_RUN = 3  # words that stand together in both texts
#: Share of the shorter text's runs. Two answers about different things share a few; a reply with
#: one name changed shares nearly all.
ALIKE = 0.5
#: Words. Shorter answers are alike by chance.
_FEWEST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier answer, and how much of the shorter text stands in both (0 to 1)."""

    answer_id: uuid.UUID
    share: float

    @property
    def is_same(self) -> bool:
        """Whether the words are the same."""
        return self.share >= 1


def most_alike(text: str, earlier: Iterable[tuple[uuid.UUID, str]]) -> Alike | None:
    """The earlier answer that *text* looks most like; None when it looks like none."""
    own = tokens.forms(text)
    if not own:
        return None
    found = [Alike(answer_id, _share(own, tokens.forms(words))) for answer_id, words in earlier]
    best = max(found, key=lambda each: (each.share, str(each.answer_id)), default=None)
    return best if best is not None and best.share >= ALIKE else None


def _share(one: list[str], other: list[str]) -> float:
    if one == other:
        return 1.0
    shorter = min(len(one), len(other))
    if shorter < _FEWEST_WORDS:
        return 0.0
    first, second = _runs(one), _runs(other)
    # Never a whole one: only the very same words are the same.
    return min(len(first & second) / min(len(first), len(second)), 0.99)


def _runs(forms: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(forms[at : at + _RUN]) for at in range(len(forms) - _RUN + 1))
