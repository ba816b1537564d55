"""What people say more than before, found without anybody's codings: phrases, and themes suggested.

Two periods are compared. Of each phrase of one to three words the contributions that hold it are
counted, not its repetitions, and one-sided exact probabilities (Fisher 1922) say how surprising the
later count is. Thousands of phrases are looked at, so the false discovery rate is held down
(Benjamini and Hochberg 1995). What fewer than five contributions say is never shown: nobody's own
words are to be singled out.
"""

import math
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from feedback.nlp.phrases import Key, Said, Table, is_inside
from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tokens import words

FEWEST = 5
FALSE_DISCOVERIES = 0.05
MOST_SHOWN = 20
ALMOST_ALL = 0.8
SAID_TOGETHER = 0.5


@dataclass(frozen=True, slots=True)
class RisingPhrase:
    """A phrase, the contributions with it in each period, and of how many.

    ``is_new``: nobody said it in the earlier period. ``is_unexpected``: no seed term of any theme
    finds it. ``beside`` holds other rising phrases that mostly stand in the same contributions.
    ``probability`` is that of so high a count by chance, before it is corrected for many looks.
    """

    phrase: str
    language: str
    before: int
    before_of: int
    after: int
    after_of: int
    is_new: bool
    is_unexpected: bool
    probability: float
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RisingTheme:
    """A theme's identity, and the contributions with it in each period, and of how many."""

    theme: str
    before: int
    before_of: int
    after: int
    after_of: int
    probability: float


def rising_phrases(
    before: Sequence[Said],
    after: Sequence[Said],
    *,
    codebook: Codebook | None = None,
    fewest: int = FEWEST,
    limit: int = MOST_SHOWN,
) -> list[RisingPhrase]:
    """The phrases that rose most surprisingly, language by language compared, each told once.

    Each text is one contribution. ``fewest`` contributions at least must hold a phrase.
    """
    found: list[RisingPhrase] = []
    for language in sorted({_plain(each.language) for each in after}):
        earlier = [each for each in before if _plain(each.language) == language]
        later = [each for each in after if _plain(each.language) == language]
        found.extend(_risen(language, Table(earlier), Table(later), codebook, fewest))
    found.sort(key=lambda each: (each.probability, each.language, each.phrase))
    return found[:limit]


def rising_themes(
    before: Sequence[Set[str]], after: Sequence[Set[str]], *, fewest: int = FEWEST
) -> list[RisingTheme]:
    """The themes that more contributions are about than before, the most surprising first.

    Each set holds the themes suggested for (or given to) one contribution.
    """
    names = sorted(frozenset[str]().union(*after))
    counts = {
        name: (sum(name in each for each in before), sum(name in each for each in after))
        for name in names
    }
    enough = {name: each for name, each in counts.items() if each[1] >= fewest}
    chances = {
        name: surprise(earlier, len(before), later, len(after))
        for name, (earlier, later) in enough.items()
    }
    kept = _discoveries(chances.values())
    found = [
        RisingTheme(name, enough[name][0], len(before), enough[name][1], len(after), chance)
        for name, chance in chances.items()
        if chance <= kept
    ]
    return sorted(found, key=lambda each: (each.probability, each.theme))


def surprise(before: int, before_of: int, after: int, after_of: int) -> float:
    """The chance of ``after`` or more of ``after_of``, if both periods were alike (Fisher).

    With the total of both fixed, the later count is hypergeometric.
    """
    total, everything = before + after, before_of + after_of
    most = min(total, after_of)
    below = _ln_choose(everything, total)
    return min(
        1.0,
        math.fsum(
            math.exp(_ln_choose(after_of, count) + _ln_choose(before_of, total - count) - below)
            for count in range(after, most + 1)
            if total - count <= before_of
        ),
    )


def _ln_choose(of: int, some: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(some + 1) - math.lgamma(of - some + 1)


def _discoveries(chances: Iterable[float]) -> float:
    """The highest chance that is still a discovery; below 0 when none is."""
    ordered = sorted(chances)
    kept = -1.0
    for rank, chance in enumerate(ordered, 1):
        if chance <= FALSE_DISCOVERIES * rank / len(ordered):
            kept = chance
    return kept


def _plain(language: str) -> str:
    return language.split("-", 1)[0]


class _Candidate(NamedTuple):
    key: Key
    chance: float
    where: frozenset[int]


def _risen(
    language: str, earlier: Table, later: Table, codebook: Codebook | None, fewest: int
) -> list[RisingPhrase]:
    candidates = [
        _Candidate(
            key,
            surprise(earlier.count(key), earlier.texts, later.count(key), later.texts),
            later.where(key),
        )
        for key in later.phrases()
        if later.count(key) >= fewest
    ]
    kept = _discoveries(each.chance for each in candidates)
    risen = _told_once([each for each in candidates if each.chance <= kept])
    return [
        RisingPhrase(
            phrase=later.written(each.key),
            language=language,
            before=earlier.count(each.key),
            before_of=earlier.texts,
            after=len(each.where),
            after_of=later.texts,
            is_new=not earlier.count(each.key),
            is_unexpected=not _is_known(later.written(each.key), language, codebook),
            probability=each.chance,
            beside=tuple(
                later.written(other.key)
                for other in risen
                if other is not each and _share(each.where, other.where) >= SAID_TOGETHER
            ),
        )
        for each in risen
    ]


def _told_once(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The longest phrase stands for its parts where nearly all contributions with one have it."""
    ordered = sorted(candidates, key=lambda each: (-len(each.key), each.chance, each.key))
    kept: list[_Candidate] = []
    for each in ordered:
        longer = [other for other in kept if is_inside(each.key, other.key)]
        if not any(len(other.where) >= ALMOST_ALL * len(each.where) for other in longer):
            kept = [other for other in kept if not _adds_little(other, each)]
            kept.append(each)
    return sorted(kept, key=lambda each: (each.chance, each.key))


def _adds_little(longer: _Candidate, part: _Candidate) -> bool:
    return is_inside(part.key, longer.key) and part.chance <= longer.chance


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    """Contributions with both, of those with either (Jaccard)."""
    return len(one & other) / len(one | other)


def _is_known(phrase: str, language: str, codebook: Codebook | None) -> bool:
    return codebook is not None and bool(codebook.lexicon.find(words(phrase), language))
