"""Seed terms: how they are written, and where they occur in a text.

A term is a word (``rude``), a prefix (``complain*``) or several words in a row (``waiting list*``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from feedback.nlp.beginnings import bare, shapes
from feedback.nlp.tokens import Word, forms

SHORTEST_PREFIX = 2


class UnusableTerm(ValueError):
    """A seed term that could never be found, or would be found everywhere; says why."""


class Part(NamedTuple):
    """One word of a term in each shape that its beginning takes."""

    shapes: tuple[str, ...]
    is_prefix: bool

    def fits(self, alternatives: Sequence[str]) -> bool:
        """Whether a word of a text, given in its alternative forms, is this part."""
        if self.is_prefix:
            return any(form.startswith(self.shapes) for form in alternatives)
        return any(form in self.shapes for form in alternatives)


@dataclass(frozen=True, slots=True)
class Term:
    """A seed term of the theme at position ``theme`` in its codebook."""

    theme: int
    language: str
    written: str
    parts: tuple[Part, ...]

    @property
    def feature(self) -> str:
        """The name under which a model keeps what it learned about this term."""
        return f"t {self.theme} {self.language} {self.written}"


class Match(NamedTuple):
    """A term found in a text: words ``first`` up to, and without, ``last``."""

    term: Term
    first: int
    last: int


@lru_cache(maxsize=2**14)  # the codebook is read at each arrival, and holds thousands of terms
def parts(written: str, language: str) -> tuple[Part, ...]:
    """The parts of a term as a person writes it. Raises UnusableTerm."""
    found: list[Part] = []
    for piece in written.split():
        stem = piece.rstrip("*")
        if "*" in stem:
            raise UnusableTerm(f'"{written}" has a * that is not at the end of a word')
        pieces = forms(stem)
        if not pieces:
            continue  # a dash between two words
        found.extend(Part(_shapes(form, language), is_prefix=False) for form in pieces[:-1])
        found.append(_last_part(pieces[-1], language, is_prefix=piece.endswith("*")))
    if not found:
        raise UnusableTerm(f'"{written}" holds no word')
    if found[-1].is_prefix and sum(len(part.shapes[0]) for part in found) < SHORTEST_PREFIX:
        raise UnusableTerm(
            f'"{written}" is too short before its *, so it would fit nearly anything'
        )
    return tuple(found)


def _last_part(form: str, language: str, *, is_prefix: bool) -> Part:
    found = _shapes(form, language)
    if is_prefix:  # a mutated g is no letter at all: too little may be left
        found = (form, *(shape for shape in found if len(shape) > SHORTEST_PREFIX))
    return Part(tuple(dict.fromkeys(found)), is_prefix)


def _shapes(form: str, language: str) -> tuple[str, ...]:
    without_article = bare(form, language)[-1] if form.startswith("ال") else form
    return tuple(dict.fromkeys((form, without_article, *shapes(form, language))))


class Lexicon:
    """All seed terms of a codebook, by language, ready to be looked up word by word."""

    def __init__(self, terms: Iterable[Term]) -> None:
        by_language: defaultdict[str, list[Term]] = defaultdict(list)
        for term in terms:
            by_language[term.language].append(term)
        self._indexes = {language: _Index(found) for language, found in by_language.items()}

    def find(self, words: Sequence[Word], language: str) -> list[Match]:
        """Every term of this language in the text, in order, without those inside a longer one."""
        index = self._indexes.get(language)
        if index is None:
            return []
        alternatives = [bare(word.form, language) for word in words]
        return _longest(
            [
                Match(term, first, first + len(term.parts))
                for first in range(len(words))
                for term in index.starting(alternatives[first])
                if _follows(term, alternatives, first)
            ]
        )


class _Index:
    def __init__(self, terms: Sequence[Term]) -> None:
        self._whole: defaultdict[str, list[Term]] = defaultdict(list)
        self._prefix: defaultdict[str, list[Term]] = defaultdict(list)
        for term in terms:
            first = term.parts[0]
            for shape in first.shapes:
                (self._prefix if first.is_prefix else self._whole)[shape].append(term)
        self._lengths = sorted({len(prefix) for prefix in self._prefix})

    def starting(self, alternatives: Sequence[str]) -> list[Term]:
        """The terms whose first part is this word, each once, in codebook order."""
        found: list[Term] = []
        for form in alternatives:
            found.extend(self._whole.get(form, ()))
            for length in self._lengths:
                if length > len(form):
                    break
                found.extend(self._prefix.get(form[:length], ()))
        return list(dict.fromkeys(found)) if len(found) > 1 else found


def _follows(term: Term, alternatives: Sequence[Sequence[str]], first: int) -> bool:
    if len(term.parts) == 1:
        return True
    rest = alternatives[first + 1 : first + len(term.parts)]
    return len(rest) == len(term.parts) - 1 and all(
        part.fits(forms) for part, forms in zip(term.parts[1:], rest, strict=True)
    )


def _longest(found: list[Match]) -> list[Match]:
    """Without matches inside a longer one: in "waiting room" nobody speaks of waiting."""
    reach: dict[int, int] = {}
    for match in found:
        reach[match.first] = max(match.last, reach.get(match.first, 0))
    most = max((last - first for first, last in reach.items()), default=1)
    return [match for match in found if not _is_inside(match, reach, most)]


def _is_inside(match: Match, reach: Mapping[int, int], most: int) -> bool:
    """Whether a longer term covers the match; ``reach`` says how far one goes from each word."""
    return any(
        reach.get(first, 0) >= match.last and reach[first] - first > match.last - match.first
        for first in range(match.last - most, match.first + 1)
    )
