"""How easily somebody who is known can be found again in a table without names. No tables, no SQL.

A row that is like few others can be recognised by whoever knows a little about its giver (P.
Samarati and L. Sweeney, "Protecting privacy when disclosing information", SRI 1998: k-anonymity).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

#: Rows that are like fewer than this many, themselves included, are rare.
FEWEST_ALIKE = 5


@dataclass(frozen=True, slots=True)
class Rarity:
    """Of *rows*, how many are like no other, and how many are like fewer than four others."""

    rows: int
    alone: int
    rare: int


def rarity_of(rows: Iterable[Hashable]) -> Rarity:
    """How many of *rows* are alike; each is everything that it says, without words."""
    alike = Counter(Counter(rows).values())
    return Rarity(
        rows=sum(size * groups for size, groups in alike.items()),
        alone=alike[1],
        rare=sum(size * groups for size, groups in alike.items() if size < FEWEST_ALIKE),
    )


def folded(values: Sequence[str], fewest: int) -> list[str]:
    """*values* with blanks in place of those that fewer than *fewest* rows have.

    Where one small group alone would be blank, blank would be its name: then the next smallest
    goes with it.
    """
    counts = Counter(values)
    hidden = {value for value, count in counts.items() if value and count < fewest}
    shown = sorted((count, value) for value, count in counts.items() if value not in hidden)
    left = [value for _count, value in shown if value]
    while left and 0 < sum(counts[value] for value in hidden | {""}) < fewest:
        hidden.add(left.pop(0))
    return ["" if value in hidden else value for value in values]
