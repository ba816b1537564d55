"""How far two people agree on one theme: pure arithmetic over four counts.

Each figure names its source. The tests hold them against scikit-learn and ``krippendorff``.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]

RESAMPLES = 2000
SEED = 20_260_401  # of the resamples: the same answers give the same interval each time
CONFIDENCE = 0.95
#: Of the resamples, how many may have no value before there is no interval at all.
_MOST_UNDEFINED = 0.05
FEWEST = 10  # contributions under which no figure is told; ours, as for every published count


class Interval(NamedTuple):
    """The 95 % bootstrap interval of a figure."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Counts:
    """On how many contributions both, one or neither of two people gave a theme."""

    both: int = 0
    first: int = 0  # only the first
    second: int = 0  # only the second
    neither: int = 0

    @property
    def total(self) -> int:
        """Contributions that both have coded."""
        return self.both + self.first + self.second + self.neither

    @property
    def is_rare(self) -> bool:
        """Whether one of the two answers is so rare that κ and α swing with each contribution.

        Ours: fewer than 10 contributions on which either gave it, or on which either did not. With
        a lopsided prevalence κ can be low though people nearly always agree (Feinstein and
        Cicchetti 1990, "High agreement but low kappa").
        """
        return min(self.total - self.neither, self.total - self.both) < FEWEST


def agreement(counts: Counts) -> float | None:
    """The share on which both said the same, 0 to 1; None for no contributions."""
    return (counts.both + counts.neither) / counts.total if counts.total else None


def kappa(counts: Counts) -> float | None:
    """Cohen's κ (Cohen 1960, "A coefficient of agreement for nominal scales").

    None when chance alone explains everything: both always gave it, or both never did.
    """
    return _single(_kappas(_weights(counts)))


def alpha(counts: Counts) -> float | None:
    """Krippendorff's α, nominal, of two coders (Krippendorff 2011, "Computing α-reliability").

    The general one, for any number of coders, is ``reliability.alpha``. None as for ``kappa``.
    """
    return _single(_alphas(_weights(counts)))


def prevalence_index(counts: Counts) -> float | None:
    """(both - neither) / all: -1 never given, 0 given half of the time, 1 always.

    Byrt, Bishop and Carlin 1993, "Bias, prevalence and kappa".
    """
    return (counts.both - counts.neither) / counts.total if counts.total else None


def bias_index(counts: Counts) -> float | None:
    """(only the first - only the second) / all: above 0 the first gives it more often.

    Byrt, Bishop and Carlin 1993, "Bias, prevalence and kappa".
    """
    return (counts.first - counts.second) / counts.total if counts.total else None


def kappa_interval(counts: Counts) -> Interval | None:
    """The bootstrap interval of κ; see ``interval_of``."""
    return interval_of(_kappas(_resampled(counts)))


def alpha_interval(counts: Counts) -> Interval | None:
    """The bootstrap interval of α; see ``interval_of``."""
    return interval_of(_alphas(_resampled(counts)))


def interval_of(values: Floats) -> Interval | None:
    """The percentile interval of the resampled *values* of a figure.

    Contributions are drawn anew, with all that was said of each (Zapf and others 2016, "Measuring
    inter-rater reliability for nominal data", who found it to hold its 95 % for α). None when more
    than one resample in twenty has no value: the theme is too rare for an interval.
    """
    known = values[~np.isnan(values)]
    if not values.size or known.size < (1 - _MOST_UNDEFINED) * values.size:
        return None
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.percentile(known, [tail, 100 - tail])
    return Interval(float(low), float(high))


def resampled(frequencies: NDArray[np.integer[Any]]) -> Floats:
    """RESAMPLES rows: how often each pattern comes when the contributions are drawn anew.

    Drawing units with replacement is drawing their patterns from a multinomial distribution.
    """
    total = int(frequencies.sum())
    if not total:
        return np.empty((0, len(frequencies)))
    drawn = np.random.default_rng(SEED).multinomial(total, frequencies / total, size=RESAMPLES)
    return drawn.astype(float)


def _weights(counts: Counts) -> Floats:
    return np.array([[counts.both, counts.first, counts.second, counts.neither]], dtype=float)


@lru_cache(maxsize=1)  # for κ and α of one theme
def _resampled(counts: Counts) -> Floats:
    return resampled(_weights(counts)[0].astype(int))


def _kappas(weights: Floats) -> Floats:
    """κ of each row of both, first, second, neither."""
    both, first, second, neither = weights.T
    total = weights.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = (both + neither) / total
        by_first, by_second = (both + first) / total, (both + second) / total
        expected = by_first * by_second + (1 - by_first) * (1 - by_second)
        return np.where(expected < 1, (observed - expected) / (1 - expected), np.nan)


def _alphas(weights: Floats) -> Floats:
    """α of each row of both, first, second, neither."""
    both, first, second, neither = weights.T
    given = 2 * both + first + second
    left = 2 * neither + first + second
    values = given + left  # two for each contribution
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(
            given * left > 0, 1 - (values - 1) * (first + second) / (given * left), np.nan
        )


def _single(values: Floats) -> float | None:
    return None if np.isnan(values[0]) else float(values[0])
