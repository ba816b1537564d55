"""Whether the same people were, or will be, asked already: so that partners ask them once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

Known = TypeVar("Known")
#: Days before and after within which asking the same people again is a burden to them.
NEAR = timedelta(days=90)
#: Groups so broad that sharing them alone says nothing.
BROAD = frozenset({"anyone", "staff", "others"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """When which people are asked; localities empty: the whole area."""

    starts_on: date
    ends_on: date | None
    whom: frozenset[str]
    localities: frozenset[str]


def is_near(one: Asking, other: Asking) -> bool:
    """Whether less than three months lie between the two."""
    one_end, other_end = one.ends_on or one.starts_on, other.ends_on or other.starts_on
    return one.starts_on - NEAR <= other_end and other.starts_on - NEAR <= one_end


def shared_people(one: Asking, other: Asking) -> frozenset[str]:
    """The groups of people that both ask, where their areas touch."""
    is_apart = one.localities and other.localities and not one.localities & other.localities
    return frozenset() if is_apart else (one.whom & other.whom) - BROAD


def asked_twice(
    asking: Asking, others: Iterable[tuple[Known, Asking]]
) -> Sequence[tuple[Known, frozenset[str]]]:
    """Those of *others* that ask the same people at nearly the same time, and which people."""
    found = []
    for known, other in others:
        shared = shared_people(asking, other)
        if shared and is_near(asking, other):
            found.append((known, shared))
    return found
