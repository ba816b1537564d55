"""How well suggested themes agree with people's: the usual figures for several labels a comment."""

from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray


class ThemeFigures(TypedDict):
    """Figures of one theme: shares from 0 to 1; comments with it (support) and suggested for it."""

    precision: float
    recall: float
    f1: float
    support: int
    predicted: int


@dataclass(frozen=True)
class Figures:
    """Figures over all themes, and theme by theme in codebook order. Shares from 0 to 1.

    A theme that nobody gave and that was never suggested is not part of the macro mean. A comment
    without themes for which none was suggested agrees fully.
    """

    micro_f1: float
    macro_f1: float
    samples_f1: float
    exact: float
    per_theme: list[ThemeFigures]


def figures(truth: NDArray[np.bool_], suggested: NDArray[np.bool_]) -> Figures:
    """Compare themes (columns) that people gave comments (rows) with those suggested."""
    both = truth & suggested
    themes = [
        _theme(int(hits), int(support), int(predicted))
        for hits, support, predicted in zip(
            both.sum(axis=0), truth.sum(axis=0), suggested.sum(axis=0), strict=True
        )
    ]
    met = [theme["f1"] for theme in themes if theme["support"] + theme["predicted"]]
    per_comment = [
        _f1(int(hits), int(given) + int(said), empty=1.0)
        for hits, given, said in zip(
            both.sum(axis=1), truth.sum(axis=1), suggested.sum(axis=1), strict=True
        )
    ]
    return Figures(
        micro_f1=_f1(int(both.sum()), int(truth.sum()) + int(suggested.sum())),
        macro_f1=_mean(met),
        samples_f1=_mean(per_comment),
        exact=_mean([bool(same) for same in (truth == suggested).all(axis=1)]),
        per_theme=themes,
    )


def _theme(hits: int, support: int, predicted: int) -> ThemeFigures:
    return ThemeFigures(
        precision=hits / predicted if predicted else 0.0,
        recall=hits / support if support else 0.0,
        f1=_f1(hits, support + predicted),
        support=support,
        predicted=predicted,
    )


def _f1(hits: int, given_and_said: int, *, empty: float = 0.0) -> float:
    return 2 * hits / given_and_said if given_and_said else empty


def _mean(values: list[float] | list[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
