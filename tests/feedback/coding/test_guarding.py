"""Nobody who keeps every snapshot and every entry can work out a count under the threshold.

The reader in these tests knows all that is published, the rule by which it is, that nobody speaks
of a finer theme without speaking of what it stands under, and (the worst case) that nothing was
ever taken back. An integer program looks for the least and the most that a number can be.
"""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from feedback.coding.guarding import ROUNDED_TO, guarded
from feedback.coding.suppressing import list_hidden

THRESHOLDS = st.sampled_from([5, 10, 12])
MOST = 10_000
#: So many further numbers a count must at least be able to be.
OTHERS = 2


class Reader:
    """Somebody who knows bounds of numbers, and some sums of them."""

    def __init__(self):
        self.bounds, self.sums = [], []

    def knows(self, low, high):
        """A number between bounds; its place."""
        self.bounds.append((low, high))
        return len(self.bounds) - 1

    def knows_order(self, small, great):
        self.sums.append(({great: 1, small: -1}, 0, MOST))

    def knows_whole(self, parts, whole):
        self.sums.append(({**dict.fromkeys(parts, 1), whole: -1}, 0, 0))

    def cannot_tell(self, true, one, less=None):
        """That a number (or what it is more than another) can be several things besides *true*."""
        wanted = np.zeros(len(self.bounds))
        wanted[one] = 1
        if less is not None:
            wanted[less] = -1
        least, most = self._best(wanted), -self._best(-wanted)
        assert least <= true <= most
        assert most - least >= OTHERS, (one, less, true, least, most)

    def _best(self, wanted):
        matrix = np.zeros((len(self.sums), len(self.bounds)))
        for line, (signs, _low, _high) in enumerate(self.sums):
            for place, sign in signs.items():
                matrix[line, place] = sign
        low, high = ([each[side] for each in self.sums] for side in (1, 2))
        found = milp(
            wanted,
            constraints=[LinearConstraint(matrix, low, high)] if self.sums else [],
            integrality=np.ones(len(wanted)),
            bounds=Bounds(*zip(*self.bounds, strict=True)),
        )
        assert found.success, "the reader knows something that is not true"
        return round(found.fun)


def told(shown, before, threshold):
    """Between what a published figure says that the number is; *before* is what stood there."""
    if shown is None:
        return 0, threshold - 1
    near, least = ROUNDED_TO // 2, -(-threshold // ROUNDED_TO) * ROUNDED_TO
    if shown == before:  # it may stand for a figure that is less than the threshold away
        away = (threshold - 1) // ROUNDED_TO * ROUNDED_TO + near
        return max(threshold, shown - away), shown + away
    return (threshold if shown == least else shown - near), shown + near


def read(reader, counts, threshold):
    """The places of a theme's numbers, quarter by quarter, as snapshots tell of them."""
    places, before = [], None
    for count in counts:
        shown = guarded(count, threshold=threshold, before=before).shown
        places.append(reader.knows(*told(shown, before, threshold)))
        before = shown
    for earlier, later in pairwise(places):
        reader.knows_order(earlier, later)
    return places


@st.composite
def histories(draw):
    """People at the end of each quarter, by theme: each theme stands under the one before."""
    quarters = draw(st.integers(2, 4))
    steps = st.one_of(st.integers(0, 4), st.integers(0, 14), st.integers(0, 60))

    def growing():
        return np.cumsum([draw(steps) for _ in range(quarters)])

    chain = [growing()]
    for _ in range(draw(st.integers(1, 3))):
        chain.append(chain[-1] + growing())
    return [[int(n) for n in each] for each in reversed(chain)]


def small_differences(themes, places, threshold):
    """All that one could subtract: a quarter from the next, a finer theme from its parent."""
    for counts, line in zip(themes, places, strict=True):
        for (was, now), (one, other) in zip(pairwise(counts), pairwise(line), strict=True):
            yield now - was, other, one
    for (above, below), (great, small) in zip(pairwise(themes), pairwise(places), strict=True):
        yield from ((a - b, g, s) for a, b, g, s in zip(above, below, great, small, strict=True))


@settings(max_examples=60, deadline=None)
@given(histories(), THRESHOLDS, st.data())
def test_no_solver_finds_a_small_count_in_snapshots_or_beside_entries(themes, threshold, data):
    reader = Reader()
    places = [read(reader, counts, threshold) for counts in themes]
    for above, below in pairwise(places):
        for great, small in zip(above, below, strict=True):
            reader.knows_order(small, great)
    # Between two quarters an entry is published: all who spoke of the finest theme by then.
    finest, quarter = themes[-1], data.draw(st.integers(0, len(themes[-1]) - 2))
    heard = data.draw(st.integers(finest[quarter], finest[quarter + 1]))
    entry = reader.knows(*told(guarded(heard, threshold=threshold).shown, None, threshold))
    reader.knows_order(places[-1][quarter], entry)
    reader.knows_order(entry, places[-1][quarter + 1])

    counted = [
        pair for pairs in zip(themes, places, strict=True) for pair in zip(*pairs, strict=True)
    ]
    differences = [
        *small_differences(themes, places, threshold),
        (heard - finest[quarter], entry, places[-1][quarter]),
        (finest[quarter + 1] - heard, places[-1][quarter + 1], entry),
    ]

    for true, place in counted:
        if true < threshold:
            reader.cannot_tell(true, place)
    for true, one, other in differences:
        if true < threshold:
            reader.cannot_tell(true, one, other)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.integers(0, 12), st.integers(0, 60)), min_size=1, max_size=6), THRESHOLDS
)
def test_no_solver_finds_a_small_part_of_a_published_whole(counts, threshold):
    reader, hidden = Reader(), list_hidden(counts, threshold)
    parts = [
        reader.knows(
            *((0, MOST) if place in hidden else told(guarded(count, threshold=threshold).shown,
                                                      None, threshold))
        )
        for place, count in enumerate(counts)
    ]  # fmt: skip
    shown = guarded(sum(counts), threshold=threshold).shown
    reader.knows_whole(parts, reader.knows(*told(shown, None, threshold)))

    for true, place in zip(counts, parts, strict=True):
        if true < threshold:
            reader.cannot_tell(true, place)


@pytest.mark.parametrize(
    ("count", "before", "shown"),
    [
        (9, None, None),
        (10, None, 10),
        (12, None, 10),
        (13, None, 15),
        (13, 10, 10),  # five more would be told: the figure stands
        (17, 10, 10),
        (18, 10, 20),
        (33, 40, 40),
        (30, 40, 30),
        (9, 10, None),  # nothing under the threshold is shown, whatever stood there
    ],
)
def test_a_figure_stands_until_it_has_moved_by_the_threshold(count, before, shown):
    assert guarded(count, before=before).shown == shown


def test_a_threshold_between_two_fives_is_never_undercut_by_rounding():
    assert guarded(12, threshold=12).shown == 15
    assert guarded(11, threshold=12).shown is None
