"""Krippendorff's α for any number of coders, missing answers, and whole sets of themes."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from feedback.coding.agreement.figures import Floats, Interval, interval_of, resampled

Value = TypeVar("Value", bound=Hashable)
Distance = Callable[[Value, Value], float]
Themes = frozenset[str]


@dataclass(frozen=True, slots=True)
class Reliability:
    """α with its interval, over *units* contributions on which at least two people answered."""

    alpha: float | None
    interval: Interval | None
    units: int


def nominal(one: Hashable, other: Hashable) -> float:
    """0 for the same, else 1."""
    return float(one != other)


def jaccard(one: Themes, other: Themes) -> float:
    """The Jaccard distance: 1 - shared themes / all themes of both; two empty sets are the same."""
    if not one and not other:
        return 0.0
    return 1 - len(one & other) / len(one | other)


def masi(one: Themes, other: Themes) -> float:
    """The MASI distance of two sets of themes.

    Passonneau 2006, "Measuring agreement on set-valued items (MASI)": 1 - Jaccard x monotonicity,
    which is 1 for equal sets, 2/3 when one holds the other, 1/3 when they overlap, else 0. Two
    empty sets ("no theme here", said twice) are equal.
    """
    if one == other:
        return 0.0
    shared = one & other
    if not shared:
        return 1.0
    monotonicity = 2 / 3 if shared in (one, other) else 1 / 3
    return 1 - len(shared) / len(one | other) * monotonicity


def alpha(
    units: Sequence[Sequence[Value | None]], distance: Distance[Value] = nominal
) -> float | None:
    """Krippendorff's α of *units*, each with one answer a coder, None where one is missing.

    Krippendorff 2011, "Computing Krippendorff's α-reliability": 1 - observed / expected
    disagreement; units with fewer than two answers do not count. None when no disagreement was to
    be expected: all answers are the same, or there are none.
    """
    patterns = _patterns(units)
    if not patterns:
        return None
    value = _alphas(np.array([list(patterns.values())], dtype=float), list(patterns), distance)[0]
    return None if np.isnan(value) else float(value)


def reliability(
    units: Sequence[Sequence[Value | None]], distance: Distance[Value] = nominal
) -> Reliability:
    """α of *units* with its bootstrap interval."""
    patterns = _patterns(units)
    if not patterns:
        return Reliability(None, None, 0)
    frequencies = np.array(list(patterns.values()), dtype=int)
    drawn = _alphas(resampled(frequencies), list(patterns), distance)
    return Reliability(alpha(units, distance), interval_of(drawn), int(frequencies.sum()))


def _patterns(units: Sequence[Sequence[Value | None]]) -> dict[tuple[Value, ...], int]:
    """How often each combination of answers came, in whatever order the coders stood."""
    found: Counter[tuple[Value, ...]] = Counter()
    for unit in units:
        answers = [answer for answer in unit if answer is not None]
        if len(answers) > 1:
            found[tuple(sorted(answers, key=_in_order))] += 1
    return dict(sorted(found.items(), key=lambda pair: [_in_order(each) for each in pair[0]]))


def _in_order(answer: Hashable) -> list[str]:
    """So that the same answers always give the same resamples."""
    return sorted(answer) if isinstance(answer, frozenset) else [str(answer)]


def _alphas(
    weights: Floats, patterns: Sequence[tuple[Value, ...]], distance: Distance[Value]
) -> Floats:
    """α for each row of *weights*, which says how often each of *patterns* came."""
    values = list(dict.fromkeys(answer for pattern in patterns for answer in pattern))
    place = {value: number for number, value in enumerate(values)}
    far = np.array([[distance(one, other) for other in values] for one in values])
    held = np.zeros((len(patterns), len(values)))
    for row, pattern in enumerate(patterns):
        for answer in pattern:
            held[row, place[answer]] += 1
    answers = held.sum(axis=1)
    apart = np.einsum("pc,ck,pk->p", held, far, held) / (answers - 1)
    total = weights @ answers
    in_all = weights @ held
    chance = np.einsum("rc,ck,rk->r", in_all, far, in_all)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(chance > 0, 1 - (total - 1) * (weights @ apart) / chance, np.nan)
