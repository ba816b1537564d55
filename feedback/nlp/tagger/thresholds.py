"""What a score means, found out on comments that were not trained on.

Three things: from which score on a theme is suggested; how well the best theme of a comment must
stand, lest one that is about none be given one; and how often a suggestion of each standing is
right. A *standing* is a score moved so that its theme's threshold is 0.5; 0 and 1 stay.
"""

import numpy as np
from numpy.typing import NDArray

from feedback.nlp.tagger.prior import CUT

GRID = np.round(np.arange(0.1, 0.901, 0.01), 2)
BARS = np.round(np.arange(0.5, 0.701, 0.01), 2)
THRESHOLD = 0.5

# Both counts were chosen by nested cross-validation: fewer fit the noise of rare themes.
COMMENTS_TO_TRUST_THE_CUT = 100
POSITIVES_TO_TRUST_A_THEME = 150

F1_FOR_SILENCE = 0.004
"""So much F1 may be given up to leave comments blank that are probably about no theme."""

WITH_SEED_TERM = 0.3
"""So much of the bar remains for comments with a seed term: rare themes live by those."""

KNOTS = np.round(np.arange(0, 1.01, 0.1), 1)
USUAL_CHANCES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.55, 0.7, 0.83, 0.93, 0.98)
"""How often suggestions at each tenth of standing were right, on the public v6 patient experience
file: where nothing is coded yet, this is assumed."""
SUGGESTIONS_TO_TRUST_A_KNOT = 30


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
    trust = _trust_in(len(truth))
    common = trust * float(GRID[int(shared.argmax())]) + (1 - trust) * CUT
    own = 2 * true / np.maximum(said + positives, 1)
    nearest = np.abs(GRID - common)[:, None] * 1e-6  # of equals the one nearest to the common one
    best = GRID[(own - nearest).argmax(axis=0)]
    weight = positives / (positives + POSITIVES_TO_TRUST_A_THEME)
    return np.asarray(weight * best + (1 - weight) * common)


def _trust_in(comments: int) -> float:
    return comments / (comments + COMMENTS_TO_TRUST_THE_CUT)


def standings(
    scores: NDArray[np.float64], thresholds: NDArray[np.float64], bar: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Scores (themes last) moved so that each theme's threshold is 0.5; 0 and 1 stay.

    Where a comment's best theme stands below the comment's bar, all are moved below 0.5.
    """
    above = THRESHOLD + (1 - THRESHOLD) * (scores - thresholds) / (1 - thresholds)
    found = np.where(scores >= thresholds, above, THRESHOLD * scores / thresholds)
    high = np.expand_dims(bar, -1)
    is_low = found.max(axis=-1, keepdims=True) < high
    return np.asarray(np.where(is_low, found * THRESHOLD / high, found))


def bars(is_bare: NDArray[np.bool_] | bool, bar: float) -> NDArray[np.float64]:
    """The bar of each comment: a seed term in it says that it is about something, and lowers it."""
    lowered = THRESHOLD + WITH_SEED_TERM * (bar - THRESHOLD)
    return np.where(is_bare, bar, lowered)


def bar_for(
    scores: NDArray[np.float64],
    truth: NDArray[np.bool_],
    thresholds: NDArray[np.float64],
    is_bare: NDArray[np.bool_],
) -> float:
    """How well the best theme of a comment without seed terms must stand to be suggested.

    It is the highest bar that costs no more than 0.004 of F1; few comments draw it towards 0.5,
    which bars nothing.
    """
    open_to_all = standings(scores, thresholds, bars(is_bare, THRESHOLD))
    best, above = open_to_all.max(axis=1), open_to_all >= THRESHOLD
    found = np.empty(len(BARS))
    for row, bar in enumerate(BARS):
        said = above & (best >= bars(is_bare, bar))[:, None]
        found[row] = 2 * (said & truth).sum() / max(said.sum() + truth.sum(), 1)
    enough = np.flatnonzero(found >= found.max() - F1_FOR_SILENCE)
    return float(THRESHOLD + _trust_in(len(truth)) * (BARS[enough[-1]] - THRESHOLD))


def chances_for(standing: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[float, ...]:
    """How often a suggestion is right at each tenth of standing, never falling.

    Each tenth is drawn towards the usual share by 30 suggestions.
    """
    nearest = np.rint(standing * (len(KNOTS) - 1)).astype(int)
    said = np.bincount(nearest.ravel(), minlength=len(KNOTS))
    right = np.bincount(nearest.ravel(), weights=truth.ravel(), minlength=len(KNOTS))
    usual = np.array(USUAL_CHANCES)
    share = (right + SUGGESTIONS_TO_TRUST_A_KNOT * usual) / (said + SUGGESTIONS_TO_TRUST_A_KNOT)
    return tuple(np.maximum.accumulate(share).round(4).tolist())
