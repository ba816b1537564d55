"""Do new contributions still bring new themes? No table, no SQL; arithmetic in ``fitted``.

A. Lowe, A. C. Norris, A. J. Farris and D. R. Babbage, "Quantifying thematic saturation in
qualitative data analysis", Field Methods 30 (3), 2018, 191-207 (doi 10.1177/1525822X17749386): the
number of different themes after n observations is fitted to a curve of growth with A, the number
of themes that there are to be found, and b, the share of them that one observation shows. Their
index is 100 T / floor(A), T being the themes found so far. They give three curves and no winner;
the one that lies nearest to what was seen is taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, floor, lgamma

STEP = 50  # contributions
#: With fewer points than this any curve fits.
FEWEST_POINTS = 4
_TRIES = 60
_GOLDEN = 0.618034


@dataclass(frozen=True, slots=True)
class Point:
    """After *read* contributions there were *found* different themes, *fresh* since the last."""

    read: int
    found: int
    fresh: int


@dataclass(frozen=True, slots=True)
class Fit:
    """The curve that lies nearest: themes there are to be found, and the index in points of 100."""

    model: str
    themes: float
    index: int


def growth(themes: Sequence[frozenset[object]], step: int = STEP) -> list[Point]:
    """How many different themes there were after each *step* contributions, oldest first."""
    seen: set[object] = set()
    points: list[Point] = []
    for place, given in enumerate(themes, 1):
        seen |= given
        if place % step == 0 or place == len(themes):
            before = points[-1].found if points else 0
            points.append(Point(place, len(seen), len(seen) - before))
    return points


def fitted(points: Sequence[Point]) -> Fit | None:
    """Lowe's index for these points; None where there are too few, or no theme yet."""
    if len(points) < FEWEST_POINTS or not points[-1].found:
        return None
    found = points[-1].found
    fits = [_nearest(name, shape, points) for name, shape in _SHAPES.items()]
    _squares, name, themes = min(fits)
    there = max(float(found), themes)
    return Fit(name, there, round(100 * found / floor(there)))


def _independent(read: int, share: float) -> float:
    """Each observation shows themes whatever the others showed."""
    return 1 - (1 - share) ** read


def _informed(read: int, share: float) -> float:
    """What is known already comes up again the more of it there is."""
    return share * read / (1 + share * (read - 1))


def _sized(read: int, share: float) -> float:
    """Observations overlap the more of them there are."""
    return 1 - exp(lgamma(1 - share + read) - lgamma(1 - share) - lgamma(1 + read))


_SHAPES: dict[str, Callable[[int, float], float]] = {
    "independent samples": _independent,
    "information weighted": _informed,
    "sample size weighted": _sized,
}


def _nearest(
    name: str, shape: Callable[[int, float], float], points: Sequence[Point]
) -> tuple[float, str, float]:
    """The least sum of squares of a curve, its name, and the number of themes it tends to.

    For a given share that number follows from the points; the share is looked for between powers
    of ten, by the golden section (J. Kiefer, 1953).
    """

    def misses(power: float) -> tuple[float, float]:
        heights = [shape(point.read, 10**power) for point in points]
        whole = sum(height * height for height in heights)
        if not whole:
            return float("inf"), 0.0
        themes = sum(h * p.found for h, p in zip(heights, points, strict=True)) / whole
        off = sum((themes * h - p.found) ** 2 for h, p in zip(heights, points, strict=True))
        return off, themes

    low, high = -6.0, -0.0005
    for _try in range(_TRIES):
        one, other = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        if misses(one)[0] < misses(other)[0]:
            high = other
        else:
            low = one
    off, themes = misses((low + high) / 2)
    return off, name, themes
