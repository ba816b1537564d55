"""Between which bounds a share, or the difference of two, lies: pure arithmetic."""

from math import sqrt

#: Shares of fewer people than this are not compared, nor given as shares.
FEWEST_COMPARED = 30
#: 99 of 100: many pairs are looked at, and one of twenty would differ by chance alone.
_Z = 2.576


def difference(count: int, base: int, other: int, other_base: int) -> tuple[float, float]:
    """Between which bounds the difference of two shares lies, 99 times of 100.

    R. G. Newcombe, "Interval estimation for the difference between independent proportions",
    Statistics in Medicine 17, 1998, method 10: from the score interval of each share.
    """
    share, other_share = count / base, other / other_base
    low, high = around(count, base)
    other_low, other_high = around(other, other_base)
    between = share - other_share
    return (
        between - sqrt((share - low) ** 2 + (other_high - other_share) ** 2),
        between + sqrt((high - share) ** 2 + (other_share - other_low) ** 2),
    )


def around(count: int, base: int) -> tuple[float, float]:
    """Between which bounds a share lies, 99 times of 100 (E. B. Wilson's score interval, 1927)."""
    share, square = count / base, _Z**2
    middle = (share + square / (2 * base)) / (1 + square / base)
    reach = _Z * sqrt(share * (1 - share) / base + square / (4 * base**2)) / (1 + square / base)
    return middle - reach, middle + reach
