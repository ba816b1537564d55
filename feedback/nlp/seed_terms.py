"""Proposes seed terms for a theme: the phrases that its comments say more often than the others.

Two measures must agree. *Contrast* is the log-odds ratio of a phrase between the theme's comments
and the others, each drawn towards how common the phrase is in all text, over its standard error
(Monroe, Colaresi and Quinn 2008, "Fightin' Words", informative Dirichlet prior). *At home* is the
phrase's class-based tf-idf (Grootendorst 2022, BERTopic): its share of the theme against its share
of every theme. Both count comments, not words, so that nobody counts twice who says a thing twice.

Where too few comments are coded, uncoded ones in which a term of the theme already stands are
taken for its comments: what people say beside "bus" may be a term as well.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from feedback.nlp.phrases import Key, Said, Table, is_inside
from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.comments import Comment, read, spoken
from feedback.nlp.tokens import words

FEWEST_CODED = 8
FEWEST_WITH_TERM = 3
LEAST_CONTRAST = 1.96  # standard errors: one in forty by chance alone
LEAST_AT_HOME = 0.5
PRIOR_WEIGHT = 50.0
SHORTEST_PREFIX = 4
MOSTLY = 0.6
MOST_PROPOSED = 20


class Basis(StrEnum):
    """Whose comments a term was found in."""

    CODED = "coded"
    NEAR_TERMS = "near terms"


@dataclass(frozen=True, slots=True)
class ProposedTerm:
    """A term that a theme might take, written as codebooks write them (``wait*`` is a prefix).

    ``inside`` and ``outside`` count the comments with the phrase that are, and are not, on the
    theme (coded ones; or, on the basis ``near terms``, those where its terms stand). ``uncoded``
    counts comments with it that nobody has coded. ``contrast`` is in standard errors.
    """

    term: str
    language: str
    basis: Basis
    inside: int
    outside: int
    uncoded: int
    contrast: float


def proposed_terms(
    theme: str,
    codebook: Codebook,
    *,
    coded: Sequence[Comment],
    uncoded: Sequence[Comment] = (),
    limit: int = MOST_PROPOSED,
) -> list[ProposedTerm]:
    """Terms for the theme of this identity, the strongest first, none that the codebook has.

    A coded comment without themes is one that somebody read and found none for. Raises KeyError
    for a theme that the codebook does not have.
    """
    if theme not in codebook.identities:
        raise KeyError(theme)
    known = {language: _known_to(codebook, language) for language in codebook.languages}
    found: list[ProposedTerm] = []
    sides = _by_language(coded, codebook), _by_language(uncoded, codebook)
    for language in sorted({*sides[0], *sides[1]}):
        search = _Search(
            theme, codebook, language, sides[0].get(language, []), sides[1].get(language, [])
        )
        found.extend(search.found(known.get(language, [])))
    found.sort(key=lambda each: (-each.contrast, each.language, each.term))
    return found[:limit]


def _by_language(comments: Iterable[Comment], codebook: Codebook) -> dict[str, list[Comment]]:
    found: dict[str, list[Comment]] = {}
    for comment in comments:
        found.setdefault(spoken(comment, codebook) or "en", []).append(comment)
    return found


def _known_to(codebook: Codebook, language: str) -> list[Key]:
    """The terms of all themes in one language, so that none is proposed twice."""
    table = Table(
        [Said(each.written, language) for each in codebook.terms if each.language == language]
    )
    return list(table.phrases())


class _Strong(NamedTuple):
    contrast: float
    key: Key
    inside: int


class _Search:
    """The comments of one language, and which themes each of them is on."""

    def __init__(
        self,
        theme: str,
        codebook: Codebook,
        language: str,
        coded: Sequence[Comment],
        uncoded: Sequence[Comment],
    ) -> None:
        self._theme, self._codebook, self._language = theme, codebook, language
        self._uncoded = Table([Said(each.text, language) for each in uncoded])
        is_coded = sum(theme in each.themes for each in coded) >= FEWEST_CODED
        self._basis = Basis.CODED if is_coded else Basis.NEAR_TERMS
        if is_coded:
            self._themes = [each.themes for each in coded]
            self._table = Table([Said(each.text, language) for each in coded])
        else:
            every = [*coded, *uncoded]
            self._themes = [each.themes | self._near(each) for each in every]
            self._table = Table([Said(each.text, language) for each in every])
        self._sizes = Counter(theme for themes in self._themes for theme in themes)

    def _near(self, comment: Comment) -> frozenset[str]:
        hits = read(comment, self._codebook).hits()
        return frozenset(self._codebook.identities[place] for place in hits)

    def found(self, known: Sequence[Key]) -> list[ProposedTerm]:
        """The terms worth proposing, without parts of stronger ones."""
        on_theme = frozenset(
            number for number, themes in enumerate(self._themes) if self._theme in themes
        )
        if not on_theme or len(on_theme) == len(self._themes):
            return []
        strong: list[_Strong] = []
        for key in self._table.phrases():
            inside = len(self._table.where(key) & on_theme)
            if inside < FEWEST_WITH_TERM or self._is_known(key, known):
                continue
            contrast = self._contrast(key, inside, len(on_theme))
            if contrast >= LEAST_CONTRAST and self._is_at_home(key, inside, len(on_theme)):
                strong.append(_Strong(contrast, key, inside))
        strong.sort(key=lambda each: (-each.contrast, each.key))
        return [self._proposed(each.contrast, each.key, on_theme) for each in _apart(strong)]

    def _is_known(self, key: Key, known: Sequence[Key]) -> bool:
        """Whether it is a term already, or is found by one (``wait*`` finds "waiting")."""
        if key in known or any(is_inside(term, key) for term in known):
            return True
        written = words(self._table.written(key))
        return bool(self._codebook.lexicon.find(written, self._language))

    def _contrast(self, key: Key, inside: int, on_theme: int) -> float:
        """The log-odds ratio of having the phrase, over its standard error."""
        count = self._table.count(key)
        prior = PRIOR_WEIGHT * (count + self._uncoded.count(key)) / self._everything()
        outside = count - inside
        off_theme = len(self._themes) - on_theme
        odds = math.log((inside + prior) / (on_theme + PRIOR_WEIGHT - inside - prior))
        others = math.log((outside + prior) / (off_theme + PRIOR_WEIGHT - outside - prior))
        return (odds - others) / math.sqrt(1 / (inside + prior) + 1 / (outside + prior))

    def _everything(self) -> int:
        """All comments of which phrases are counted; near terms the uncoded are counted twice."""
        return len(self._themes) + self._uncoded.texts

    def _is_at_home(self, key: Key, inside: int, on_theme: int) -> bool:
        """Whether no theme has more than twice this theme's class-based tf-idf of the phrase.

        The idf is the same for all themes, so that the shares can be compared without it.
        """
        with_phrase: Counter[str] = Counter()
        for number in self._table.where(key):
            with_phrase.update(self._themes[number])
        most = max(count / self._sizes[theme] for theme, count in with_phrase.items())
        return inside / on_theme >= LEAST_AT_HOME * most

    def _proposed(self, contrast: float, key: Key, on_theme: frozenset[int]) -> ProposedTerm:
        where = self._table.where(key)
        return ProposedTerm(
            term=self._written(key),
            language=self._language,
            basis=self._basis,
            inside=len(where & on_theme),
            outside=len(where - on_theme),
            uncoded=self._uncoded.count(key),
            contrast=round(contrast, 2),
        )

    def _written(self, key: Key) -> str:
        """The phrase as a term: a prefix where a word stands in several endings."""
        if len(key) > 1:
            return self._table.written(key)
        spellings = sorted(self._table.spellings(key))
        start = spellings[0]
        while not all(each.startswith(start) for each in spellings):
            start = start[:-1]
        is_prefix = len(spellings) > 1 and len(start) >= max(SHORTEST_PREFIX, len(key[0]) - 1)
        return f"{start}*" if is_prefix else self._table.written(key)


def _apart(strong: Sequence[_Strong]) -> list[_Strong]:
    """Without words that mostly stand in a longer phrase here, nor phrases that repeat a word."""
    kept: list[_Strong] = []
    for each in strong:
        in_a_longer = any(
            is_inside(each.key, other.key) and other.inside >= MOSTLY * each.inside
            for other in strong
        )
        repeats = any(
            is_inside(each.key, other.key) or is_inside(other.key, each.key) for other in kept
        )
        if not in_a_longer and not repeats:
            kept.append(each)
    return kept
