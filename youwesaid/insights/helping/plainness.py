"""How plain a text is: sentence length in any language, a reading age where its formula holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.nlp import tokens

#: Words. GOV.UK's content design guidance splits sentences that are longer than 25.
LONGEST_SENTENCE = 25
#: Years. The public side is written for readers of nine; what asks for more than this is told.
OLDEST_READER = 12
#: Words. A formula made for pages says nothing about a line.
FEWEST_WORDS = 20
_YOUNGEST, _ADULT = 5, 18
#: Grade 1 of a school in the United States is for children of six, who turn six or seven in it.
_AGE_OF_GRADE_NONE = 5
_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Plainness:
    """*average* is words a sentence; *reading_age* is in years, None where nothing can be said."""

    words: int
    sentences: int
    average: float
    too_long: Sequence[str]
    reading_age: int | None

    @property
    def is_plain(self) -> bool:
        """Whether nothing about it should be told to its writer."""
        return not self.too_long and (self.reading_age or 0) <= OLDEST_READER


def plainness(text: str, language: str) -> Plainness:
    """How plain *text* is, written in *language* (a code; Easy Read counts as English)."""
    sentences = [text[span.start : span.end] for span in tokens.sentences(text)]
    lengths = [len(tokens.words(sentence)) for sentence in sentences]
    words = sum(lengths)
    is_english = language.partition("-")[0] == _ENGLISH
    return Plainness(
        words=words,
        sentences=len(sentences),
        average=words / len(sentences) if sentences else 0.0,
        too_long=[sentence for sentence, length in zip(sentences, lengths, strict=True)
                  if length > LONGEST_SENTENCE],
        reading_age=_reading_age(text, words, len(sentences)) if is_english else None,
    )  # fmt: skip


def _reading_age(text: str, words: int, sentences: int) -> int | None:
    """By the Automated Readability Index (Smith and Senter, AMRL-TR-66-220, 1967), in years."""
    if words < FEWEST_WORDS or not sentences:
        return None
    letters = sum(letter.isalnum() for letter in text)
    grade = 4.71 * letters / words + 0.5 * words / sentences - 21.43
    return min(max(round(grade) + _AGE_OF_GRADE_NONE, _YOUNGEST), _ADULT)
