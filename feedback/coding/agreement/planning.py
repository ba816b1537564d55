"""How many contributions to code twice, and how many of each kind: pure arithmetic."""

import math
import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import NormalDist
from typing import NamedTuple, TypeVar

Choice = TypeVar("Choice")

#: Agreement from which results may be drawn on, and from which carefully (Krippendorff 2019).
RELIABLE, TENTATIVE = 0.8, 2 / 3
SURE = 0.95  # one-sided: how sure a sample of that size lets one be
FEWEST_OF_A_LANGUAGE = 10  # below that no figure is shown for it
RAREST = 0.01  # a share below this is taken for this: no plan is without end


class Stratum(NamedTuple):
    """Contributions in one language that answer one question (none: a story)."""

    language: str
    question: str | None


def wanted(prevalence: float, *, least: float) -> int:
    """How many to code twice so that an α of *least* is told from a lower one.

    Bloch and Kraemer 1989 (equation 3.7) as used by Krippendorff, "Content analysis" (2019), for
    two coders: 2 z² ((1+α)(3-α) / (4 (1-α) p (1-p)) - α), with p the share of contributions that
    have the theme, and z for 95 %, one-sided. The rarest theme needs the most.
    """
    share = min(max(prevalence, RAREST), 1 - RAREST)
    z = NormalDist().inv_cdf(SURE)
    spread = (1 + least) * (3 - least) / (4 * (1 - least) * share * (1 - share))
    return math.ceil(2 * z**2 * (spread - least))


def allocated(
    available: Mapping[Stratum, int], number: int, *, each_language: bool = False
) -> Mapping[Stratum, int]:
    """How many of *number* to draw from each stratum: its share, by largest remainders.

    With *each_language*, every language first gets ten, or all that there are.
    """
    taken = dict.fromkeys(available, 0)
    if each_language:
        for language in sorted({stratum.language for stratum in available}):
            inside = {s: count for s, count in available.items() if s.language == language}
            taken.update(_shared(inside, min(FEWEST_OF_A_LANGUAGE, sum(inside.values()))))
    left = {stratum: count - taken[stratum] for stratum, count in available.items()}
    for stratum, more in _shared(left, max(0, number - sum(taken.values()))).items():
        taken[stratum] += more
    return taken


def drawn(choices: Sequence[Choice], number: int, *, seed: str) -> Sequence[Choice]:
    """*number* of *choices* by chance; the same seed draws the same ones."""
    return random.Random(seed).sample(list(choices), min(number, len(choices)))  # noqa: S311


def _shared(available: Mapping[Stratum, int], number: int) -> dict[Stratum, int]:
    total = sum(available.values())
    if total <= number:
        return dict(available)
    exact = {s: Fraction(count * number, total) for s, count in available.items()}
    shares = {stratum: math.floor(share) for stratum, share in exact.items()}
    by_remainder = sorted(
        available, key=lambda s: (shares[s] - exact[s], s.language, s.question or "")
    )
    for stratum in by_remainder[: number - sum(shares.values())]:
        shares[stratum] += 1
    return shares
