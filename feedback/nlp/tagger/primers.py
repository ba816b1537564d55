"""What a tagger is taught beside people's codings: the codebook's own words, and non-answers."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.comments import Comment, Reading, read
from feedback.nlp.tagger.non_answers import non_answers

SEED_WEIGHT = 0.1
"""What a seed term or an example of the codebook counts as a training comment of its own."""

NON_ANSWER_WEIGHT = 1.0
FEWEST_IN_LANGUAGE = 20
MOST_QUESTIONS = 12


class Primers(NamedTuple):
    """Texts of our own as readings, the themes each is about (rows by themes), their weights."""

    readings: list[Reading]
    about: NDArray[np.bool_]
    counts_as: NDArray[np.float64]


def primers(
    codebook: Codebook, comments: Sequence[Comment], readings: Sequence[Reading]
) -> Primers:
    """Seed terms and examples as comments on their themes; non-answers as comments on none.

    Non-answers come in the languages of the comments, as answers to their questions in turn.
    """
    texts = [(term.written.replace("*", ""), term.language, term.theme) for term in codebook.terms]
    for place, theme in enumerate(codebook.themes):
        texts.extend((example, "", place) for example in theme.examples)
    found = [
        read(Comment(text, language=language or None), codebook) for text, language, _ in texts
    ]
    refused = [read(comment, codebook) for comment in _non_answers(comments, readings)]
    about = np.zeros((len(found) + len(refused), len(codebook.themes)), dtype=np.bool_)
    for row, (_, _, place) in enumerate(texts):
        about[row, [place, *found[row].hits()]] = True
    weights = [SEED_WEIGHT] * len(found) + [NON_ANSWER_WEIGHT] * len(refused)
    return Primers([*found, *refused], about, np.array(weights))


def _non_answers(comments: Sequence[Comment], readings: Sequence[Reading]) -> list[Comment]:
    spoken = Counter(reading.language for reading in readings)
    asked = Counter(comment.question for comment in comments)
    questions = sorted(asked, key=lambda each: (-asked[each], each or ""))[:MOST_QUESTIONS]
    return [
        Comment(answer, question=questions[number % len(questions)], language=language)
        for language in sorted(spoken)
        if spoken[language] >= FEWEST_IN_LANGUAGE
        for number, answer in enumerate(non_answers(language))
    ]
