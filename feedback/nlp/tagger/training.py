"""Trains a tagger: one linear support vector machine for each theme that people have coded enough.

This module alone imports scikit-learn and scipy (1 CPU second, 90 MB): import it where training
happens, not where suggestions are made.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.comments import Comment, Reading, read
from feedback.nlp.tagger.features import Features, Vocabulary, features, learn_vocabulary
from feedback.nlp.tagger.model import Model, blended
from feedback.nlp.tagger.primers import primers
from feedback.nlp.tagger.prior import CUT, Prior
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

PENALTY = 0.3
TELLING_PENALTY = 0.2
TELLING_SHARE = 0.3
MOST_TELLING = 4.0
RATIO_SMOOTHING = 0.5
FOLDS = 5
SEED = 20261122


class ThemeNotInCodebook(ValueError):
    """A comment is coded with a theme that the codebook does not have."""


def train(comments: Sequence[Comment], codebook: Codebook) -> Model:
    """A model from the codebook's seed terms and from comments that people coded, if any.

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
    lessons = _Lessons(vocabulary, counted, about, counts_as, len(comments))
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
        **meaning._asdict(),
    )


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


def _margin(
    rows: csr_matrix, about: NDArray[np.bool_], counts_as: NDArray[np.float64], penalty: float
) -> tuple[NDArray[np.float64], float]:
    machine = LinearSVC(C=penalty, random_state=SEED)
    machine.fit(rows, about, sample_weight=counts_as)
    return machine.coef_[0], float(machine.intercept_[0])


def _telling(rows: csr_matrix, about: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How much each feature tells of each theme (rows): its log-count ratio, drawn towards 1.

    Wang and Manning 2012, "Baselines and Bigrams" (NB-SVM), with their interpolation.
    """
    inside = about.T.astype(np.float64) @ rows + RATIO_SMOOTHING
    outside = np.asarray(rows.sum(axis=0)) + 2 * RATIO_SMOOTHING - inside
    inside /= inside.sum(axis=1, keepdims=True)
    outside /= outside.sum(axis=1, keepdims=True)
    ratio = np.abs(np.log(inside / outside))
    share = TELLING_SHARE * ratio / ratio.mean(axis=1, keepdims=True)
    return np.asarray(np.minimum(1 - TELLING_SHARE + share, MOST_TELLING))


class _Lessons:
    """Comments, then primers, as rows of numbers; and which of the learned themes each is about."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        counted: Sequence[Features],
        truth: NDArray[np.bool_],
        counts_as: NDArray[np.float64],
        comments: int,
    ) -> None:
        vectors = [vocabulary.vector(each) for each in counted]
        starts = np.cumsum([0, *(len(places) for places, _ in vectors)])
        places = np.concatenate([places for places, _ in vectors])
        values = np.concatenate([values for _, values in vectors]).astype(np.float64)
        shape = (len(vectors), len(vocabulary.names))
        self._rows = csr_matrix((values, places, starts), shape=shape)
        self._truth = truth
        self._comments = comments
        self._counts_as = counts_as

    def taught(self, comments: NDArray[np.intp]) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Weights (features by themes) and biases from some of the comments and all primers."""
        chosen_rows = np.concatenate([comments, np.arange(self._comments, len(self._truth))])
        rows, counts_as = self._rows[chosen_rows], self._counts_as[chosen_rows]
        weights = np.zeros((rows.shape[1], self._truth.shape[1]), dtype=np.float32)
        biases = np.zeros(self._truth.shape[1])
        telling = _telling(rows, self._truth[chosen_rows])
        for column, about in enumerate(self._truth[chosen_rows].T):
            if about.all() or not about.any():  # a fold may hold every example of one kind
                biases[column] = 1.0 if about.all() else -1.0
                continue
            plain, bias = _margin(rows, about, counts_as, PENALTY)
            told = rows.copy()
            told.data *= telling[column, rows.indices]
            scaled, other_bias = _margin(told, about, counts_as, TELLING_PENALTY)
            weights[:, column] = ((plain + scaled * telling[column]) / 2).astype(np.float16)
            biases[column] = (bias + other_bias) / 2
        return weights, biases

    def unseen_margins(self) -> NDArray[np.float64]:
        """The margin of each comment from machines that were not taught it, in five folds."""
        margins = np.zeros((self._comments, self._truth.shape[1]))
        order = np.random.default_rng(SEED).permutation(self._comments)
        for fold in np.array_split(order, FOLDS):
            weights, biases = self.taught(np.setdiff1d(order, fold))
            margins[fold] = self._rows[fold] @ weights.astype(np.float64) + biases
        return margins


class _Meaning(NamedTuple):
    """What scores mean: see ``Model``."""

    thresholds: tuple[float, ...]
    bar: float
    chances: tuple[float, ...]


def _meaning(
    lessons: _Lessons,
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
