"""Figures of contributions that two have coded: by theme, by language, of whole sets. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from feedback.coding.agreement import figures, reliability
from feedback.coding.agreement.figures import FEWEST, Counts, Interval
from feedback.coding.agreement.planning import RELIABLE, TENTATIVE
from feedback.coding.agreement.reliability import Reliability, Themes


@dataclass(frozen=True, slots=True)
class Compared:
    """The themes that two gave to one contribution."""

    first: Themes
    second: Themes
    language: str = "en"


class Verdict(StrEnum):
    """What may be done with the results of a theme."""

    TOO_FEW = "too_few"  # nothing is told
    RARE = "rare"  # the counts say more than the figures
    RELIABLE = "reliable"  # α of at least .8
    TENTATIVE = "tentative"  # at least 2/3
    UNRELIABLE = "unreliable"


@dataclass(frozen=True, slots=True)
class ThemeAgreement:
    """How far two agree on one theme; below ten contributions only the counts are there."""

    counts: Counts
    verdict: Verdict
    agreement: float | None = None
    kappa: float | None = None
    kappa_interval: Interval | None = None
    alpha: float | None = None
    alpha_interval: Interval | None = None
    prevalence: float | None = None
    bias: float | None = None


@dataclass(frozen=True, slots=True)
class SetAgreement:
    """How far two agree on all themes of a contribution together; None below ten of them."""

    units: int
    same: int  # contributions on which both gave exactly the same themes
    masi: Reliability | None = None
    jaccard: Reliability | None = None
    verdict: Verdict = Verdict.TOO_FEW


def counted(compared: Iterable[Compared], key: str) -> Counts:
    """On how many of *compared* both, one or neither gave the theme of that *key*."""
    both = first = second = neither = 0
    for each in compared:
        in_first, in_second = key in each.first, key in each.second
        both += in_first and in_second
        first += in_first and not in_second
        second += in_second and not in_first
        neither += not (in_first or in_second)
    return Counts(both, first, second, neither)


def on_theme(counts: Counts) -> ThemeAgreement:
    """All figures of one theme."""
    if counts.total < FEWEST:
        return ThemeAgreement(counts, Verdict.TOO_FEW)
    alpha = figures.alpha(counts)
    return ThemeAgreement(
        counts=counts,
        verdict=Verdict.RARE if counts.is_rare else verdict_on(alpha),
        agreement=figures.agreement(counts),
        kappa=figures.kappa(counts),
        kappa_interval=figures.kappa_interval(counts),
        alpha=alpha,
        alpha_interval=figures.alpha_interval(counts),
        prevalence=figures.prevalence_index(counts),
        bias=figures.bias_index(counts),
    )


def on_sets(compared: Sequence[Compared]) -> SetAgreement:
    """All figures of the themes taken together."""
    same = sum(each.first == each.second for each in compared)
    if len(compared) < FEWEST:
        return SetAgreement(len(compared), same)
    units = [(each.first, each.second) for each in compared]
    masi = reliability.reliability(units, reliability.masi)
    return SetAgreement(
        units=len(compared),
        same=same,
        masi=masi,
        jaccard=reliability.reliability(units, reliability.jaccard),
        verdict=verdict_on(masi.alpha),
    )


def verdict_on(alpha: float | None) -> Verdict:
    """Krippendorff's marks ("Content analysis", 2019): .8 to rely on, 2/3 to go carefully."""
    if alpha is None:
        return Verdict.RARE
    if alpha >= RELIABLE:
        return Verdict.RELIABLE
    return Verdict.TENTATIVE if alpha >= TENTATIVE else Verdict.UNRELIABLE
