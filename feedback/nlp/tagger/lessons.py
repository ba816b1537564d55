"""Comments as rows of numbers, and the machines that learn which themes they are about.

For each theme two linear support vector machines are averaged: one on the features as they are, one
on features scaled by how much they tell of the theme (Wang and Manning 2012, "Baselines and
Bigrams", with their interpolation). Both are linear, so that one weight a feature is what is kept.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from feedback.nlp.tagger.features import Features, Vocabulary

PENALTY = 0.3
TELLING_PENALTY = 0.2
TELLING_SHARE = 0.3
MOST_TELLING = 4.0
RATIO_SMOOTHING = 0.5
FOLDS = 5
SEED = 20261122


def _margin(
    rows: csr_matrix, about: NDArray[np.bool_], counts_as: NDArray[np.float64], penalty: float
) -> tuple[NDArray[np.float64], float]:
    machine = LinearSVC(C=penalty, random_state=SEED)
    machine.fit(rows, about, sample_weight=counts_as)
    return machine.coef_[0], float(machine.intercept_[0])


def _telling(rows: csr_matrix, about: NDArray[np.bool_], words: int) -> NDArray[np.float64]:
    """How much each feature tells of each theme (rows): its log-count ratio, drawn towards 1.

    Only the first ``words`` features are counts; for the others it is 1.
    """
    found = np.ones((about.shape[1], rows.shape[1]))
    rows = rows[:, :words]
    inside = about.T.astype(np.float64) @ rows + RATIO_SMOOTHING
    outside = np.asarray(rows.sum(axis=0)) + 2 * RATIO_SMOOTHING - inside
    inside /= inside.sum(axis=1, keepdims=True)
    outside /= outside.sum(axis=1, keepdims=True)
    ratio = np.abs(np.log(inside / outside))
    share = TELLING_SHARE * ratio / ratio.mean(axis=1, keepdims=True)
    found[:, :words] = np.minimum(1 - TELLING_SHARE + share, MOST_TELLING)
    return found


class Lessons:
    """Comments, then primers, as rows of numbers; and which of the learned themes each is about.

    ``points`` has a row for each comment: what a sentence model says of it, or no columns.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        counted: Sequence[Features],
        truth: NDArray[np.bool_],
        counts_as: NDArray[np.float64],
        points: NDArray[np.float64],
    ) -> None:
        vectors = [vocabulary.vector(each) for each in counted]
        starts = np.cumsum([0, *(len(places) for places, _ in vectors)])
        places = np.concatenate([places for places, _ in vectors])
        values = np.concatenate([values for _, values in vectors]).astype(np.float64)
        shape = (len(vectors), len(vocabulary.names))
        rows = csr_matrix((values, places, starts), shape=shape)
        blank = np.zeros((len(vectors) - len(points), points.shape[1]))
        self._rows = csr_matrix(hstack([rows, csr_matrix(np.vstack([points, blank]))]))
        self._words = len(vocabulary.names)
        self._truth = truth
        self._comments = len(points)
        self._counts_as = counts_as

    def taught(self, comments: NDArray[np.intp]) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Weights (features by themes) and biases from some of the comments and all primers."""
        chosen_rows = np.concatenate([comments, np.arange(self._comments, len(self._truth))])
        rows, counts_as = self._rows[chosen_rows], self._counts_as[chosen_rows]
        weights = np.zeros((rows.shape[1], self._truth.shape[1]), dtype=np.float32)
        biases = np.zeros(self._truth.shape[1])
        telling = _telling(rows, self._truth[chosen_rows], self._words)
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
