"""Trains a tagger: linear machines for each theme that people have coded enough.

This module alone imports scikit-learn and scipy (1 CPU second, 90 MB): import it where training
happens, not where suggestions are made.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.comments import Comment, Reading, read
from feedback.nlp.tagger.features import Vocabulary, features, learn_vocabulary
from feedback.nlp.tagger.lessons import Lessons
from feedback.nlp.tagger.model import Model, blended
from feedback.nlp.tagger.primers import primers
from feedback.nlp.tagger.prior import CUT, Prior
from feedback.nlp.tagger.sentences import SENTENCE_WEIGHT, SentenceModel
from feedback.nlp.tagger.thresholds import (
    THRESHOLD,
    USUAL_CHANCES,
    bar_for,
    bars,
    chances_for,
    chosen,
    standings,
)

FEWEST_POSITIVES = 8
"""A theme with fewer coded comments is left to its seed terms."""


class ThemeNotInCodebook(ValueError):
    """A comment is coded with a theme that the codebook does not have."""


def train(
    comments: Sequence[Comment], codebook: Codebook, *, sentences: SentenceModel | None = None
) -> Model:
    """A model from the codebook's seed terms and from comments that people coded, if any.

    What ``sentences`` says of the comments is learned as well: the model then needs it to suggest.
    Every comment counts as read by a person: a theme it does not have is one it is not about.
    The same comments in the same order give the same model. Raises ThemeNotInCodebook.
    """
    truth = _truth(comments, codebook)
    learned = _learnable(truth)
    if not learned:
        return _untaught(codebook, len(comments))
    readings = [read(comment, codebook) for comment in comments]
    ours = primers(codebook, comments, readings)
    counted = [features(reading) for reading in (*readings, *ours.readings)]
    vocabulary = learn_vocabulary(counted)
    about = np.vstack([truth, ours.about])[:, learned]
    counts_as = np.concatenate([np.ones(len(comments)), ours.counts_as])
    lessons = Lessons(vocabulary, counted, about, counts_as, _points(comments, sentences))
    weights, biases = lessons.taught(np.arange(len(comments)))
    positives = np.zeros(len(codebook.themes))
    positives[learned] = truth[:, learned].sum(axis=0)
    meaning = _meaning(lessons, readings, codebook, truth, positives)
    return Model(
        codebook=codebook,
        vocabulary=vocabulary,
        learned=tuple(learned),
        weights=weights,
        biases=tuple(biases.tolist()),
        positives=tuple(positives.astype(int).tolist()),
        trained_on=len(comments),
        sentences=sentences,
        **meaning._asdict(),
    )


def _points(comments: Sequence[Comment], sentences: SentenceModel | None) -> NDArray[np.float64]:
    if sentences is None:
        return np.zeros((len(comments), 0))
    found = sentences.points([comment.text for comment in comments])
    return SENTENCE_WEIGHT * found.astype(np.float64)


def _truth(comments: Sequence[Comment], codebook: Codebook) -> NDArray[np.bool_]:
    place = {identity: place for place, identity in enumerate(codebook.identities)}
    truth = np.zeros((len(comments), len(place)), dtype=np.bool_)
    for row, comment in enumerate(comments):
        for theme in comment.themes:
            if theme not in place:
                raise ThemeNotInCodebook(f'the codebook has no theme "{theme}"')
            truth[row, place[theme]] = True
    return truth


def _learnable(truth: NDArray[np.bool_]) -> list[int]:
    """The themes that enough comments have, and that not all have."""
    with_theme = truth.sum(axis=0)
    without = len(truth) - with_theme
    return np.flatnonzero((with_theme >= FEWEST_POSITIVES) & (without > 0)).tolist()


def _untaught(codebook: Codebook, comments: int) -> Model:
    themes = len(codebook.themes)
    return Model(
        codebook=codebook,
        vocabulary=Vocabulary((), np.empty(0, dtype=np.float32)),
        learned=(),
        weights=np.empty((0, 0), dtype=np.float32),
        biases=(),
        positives=(0,) * themes,
        thresholds=(CUT,) * themes,
        bar=THRESHOLD,
        chances=USUAL_CHANCES,
        trained_on=comments,
    )


class _Meaning(NamedTuple):
    """What scores mean: see ``Model``."""

    thresholds: tuple[float, ...]
    bar: float
    chances: tuple[float, ...]


def _meaning(
    lessons: Lessons,
    readings: Sequence[Reading],
    codebook: Codebook,
    truth: NDArray[np.bool_],
    positives: NDArray[np.float64],
) -> _Meaning:
    margins = np.zeros(truth.shape)
    margins[:, positives > 0] = lessons.unseen_margins()
    prior = Prior(codebook)
    seeds = np.array([prior.scores(reading) for reading in readings])
    scores = blended(margins, seeds, positives)
    cuts = chosen(scores, truth)
    is_bare = np.array([not reading.matches for reading in readings])
    bar = bar_for(scores, truth, cuts, is_bare)
    chances = chances_for(standings(scores, cuts, bars(is_bare, bar)), truth)
    return _Meaning(tuple(cuts.tolist()), bar, chances)
