"""A comment as the tagger reads it: its words, the seed terms in them, the question it answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from feedback.nlp.language import detect
from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.terms import Match
from feedback.nlp.tokens import Word, forms, stem, words

WORDS_REMEMBERED = 8192
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote, and the identities of the themes that people gave it.

    In training no themes means that a person read it and found that none fits. ``question`` is the
    question it answers, in any wording that stays the same; ``language`` None is found out.
    """

    text: str
    themes: frozenset[str] = frozenset()
    question: str | None = None
    language: str | None = None


class Reading(NamedTuple):
    """A comment taken apart: what scores are made from."""

    words: Sequence[Word]
    stems: Sequence[str]
    """The words without their endings where a stemmer knows the language; any number is a 0."""
    matches: Sequence[Match]
    language: str
    question: str
    """The question's words in compared form, joined by spaces; empty when there is none."""

    def hits(self) -> dict[int, int]:
        """How many places in the text point to each theme, by the theme's position."""
        places = {(match.term.theme, match.first) for match in self.matches}
        found: dict[int, int] = {}
        for theme, _ in sorted(places):
            found[theme] = found.get(theme, 0) + 1
        return found


def read(comment: Comment, codebook: Codebook) -> Reading:
    """The comment taken apart with the seed terms of its language."""
    found = words(comment.text)
    language = spoken(comment, codebook)
    return Reading(
        words=found,
        stems=[_stem(comment.text[word.start : word.end], language) for word in found],
        matches=codebook.lexicon.find(found, language),
        language=language,
        question=" ".join(forms(comment.question or "")),
    )


def spoken(comment: Comment, codebook: Codebook) -> str:
    """The language whose seed terms to look for: the comment's, or the likeliest in the codebook.

    A comment in a language for which the codebook has no terms is left without any: words of one
    language that look like another's (Romanian *care*, "which") would point the wrong way.
    """
    if comment.language:
        return comment.language.split("-", 1)[0]
    if len(codebook.languages) < 2:  # noqa: PLR2004 - nothing to choose between
        return "".join(codebook.languages)
    return detect(comment.text, among=codebook.languages, default=codebook.languages[0]).language


@lru_cache(maxsize=WORDS_REMEMBERED)
def _stem(word: str, language: str) -> str:
    """Remembered for the commonest words: a stemmer takes longer than all the rest."""
    return _DIGITS.sub("0", stem(word, language))
