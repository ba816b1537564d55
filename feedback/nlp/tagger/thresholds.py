"""From which score on a theme is suggested, chosen on comments that were not trained on."""

import numpy as np
from numpy.typing import NDArray

from feedback.nlp.tagger.prior import CUT

GRID = np.round(np.arange(0.1, 0.901, 0.01), 2)

# Both counts were chosen by nested cross-validation: fewer fit the noise of rare themes.
COMMENTS_TO_TRUST_THE_CUT = 100
POSITIVES_TO_TRUST_A_THEME = 150


def chosen(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> NDArray[np.float64]:
    """A threshold for each theme (columns), from scores of comments (rows) and what people said.

    The threshold with the best F1 over all themes is drawn towards the cut of the seed terms,
    ``n / (n + 100)`` for n comments; a theme's own best is drawn towards that one,
    ``positives / (positives + 150)``.
    """
    true = np.empty((len(GRID), truth.shape[1]))
    said = np.empty_like(true)
    for row, threshold in enumerate(GRID):
        above = scores >= threshold
        true[row] = (above & truth).sum(axis=0)
        said[row] = above.sum(axis=0)
    positives = truth.sum(axis=0)
    shared = 2 * true.sum(axis=1) / np.maximum(said.sum(axis=1) + positives.sum(), 1)
    trust = len(truth) / (len(truth) + COMMENTS_TO_TRUST_THE_CUT)
    common = trust * float(GRID[int(shared.argmax())]) + (1 - trust) * CUT
    own = 2 * true / np.maximum(said + positives, 1)
    nearest = np.abs(GRID - common)[:, None] * 1e-6  # of equals the one nearest to the common one
    best = GRID[(own - nearest).argmax(axis=0)]
    weight = positives / (positives + POSITIVES_TO_TRUST_A_THEME)
    return np.asarray(weight * best + (1 - weight) * common)
