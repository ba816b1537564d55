"""Agreement is held against scikit-learn, krippendorff and NLTK: none of them makes our figures."""

import math
import warnings

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance, masi_distance
from sklearn.metrics import cohen_kappa_score

from feedback.coding.agreement import figures, reliability
from feedback.coding.agreement.figures import Counts

counts = st.builds(Counts, *[st.integers(0, 60)] * 4)
sets = st.frozensets(st.sampled_from("abcde"), max_size=4)


def matrices(answers):
    """Units with two to four coders, of whom some did not answer."""
    return st.integers(2, 4).flatmap(
        lambda coders: st.lists(
            st.lists(st.none() | answers, min_size=coders, max_size=coders), min_size=2, max_size=25
        )
    )


def _answers(four):
    pairs = ((1, 1, four.both), (1, 0, four.first), (0, 1, four.second), (0, 0, four.neither))
    first = [one for one, _other, times in pairs for _each in range(times)]
    second = [other for _one, other, times in pairs for _each in range(times)]
    return first, second


def _theirs(table, metric="nominal"):
    """What krippendorff says; None where it has no value."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        value = float(
            krippendorff.alpha(
                reliability_data=np.array(table, dtype=float).T, level_of_measurement=metric
            )
        )
    return None if math.isnan(value) else value


@given(counts)
@settings(max_examples=150, deadline=None)
def test_kappa_is_that_of_scikit_learn(four):
    first, second = _answers(four)
    assume(len({*first, *second}) > 1)

    assert figures.kappa(four) == pytest.approx(cohen_kappa_score(first, second))


@given(counts)
@settings(max_examples=150, deadline=None)
def test_alpha_of_two_is_that_of_krippendorff_and_the_general_one(four):
    units = list(zip(*_answers(four), strict=True))
    assume(len({answer for unit in units for answer in unit}) > 1)

    assert figures.alpha(four) == pytest.approx(_theirs(units))
    assert figures.alpha(four) == pytest.approx(reliability.alpha(units))


@given(matrices(st.integers(0, 3)))
@settings(max_examples=150, deadline=None)
def test_alpha_of_any_coders_with_gaps_is_that_of_krippendorff(units):
    table = [[math.nan if each is None else each for each in unit] for unit in units]
    values = {each for unit in units if sum(a is not None for a in unit) > 1 for each in unit}
    assume(len(values - {None}) > 1)

    assert reliability.alpha(units) == pytest.approx(_theirs(table))


@given(matrices(sets))
@settings(max_examples=100, deadline=None)
def test_alpha_of_sets_is_that_of_nltk_given_our_distance(units):
    pairable = [unit for unit in units if sum(each is not None for each in unit) > 1]
    assume(len({each for unit in pairable for each in unit} - {None}) > 1)
    triples = [
        (coder, number, answer)
        for number, unit in enumerate(pairable)
        for coder, answer in enumerate(unit)
        if answer is not None
    ]

    for distance in (reliability.masi, reliability.jaccard):
        theirs = AnnotationTask(data=triples, distance=distance).alpha()
        assert reliability.alpha(units, distance) == pytest.approx(theirs)


@given(sets, sets)
def test_distances_of_sets_are_those_of_nltk(one, other):
    assume(one or other)  # NLTK divides by nothing there

    # NLTK writes 2/3 and 1/3 as .67 and .33.
    assert reliability.masi(one, other) == pytest.approx(masi_distance(one, other), abs=0.004)
    assert reliability.jaccard(one, other) == pytest.approx(jaccard_distance(one, other))


def test_two_who_found_no_theme_agree():
    assert reliability.masi(frozenset(), frozenset()) == 0
    assert reliability.jaccard(frozenset(), frozenset()) == 0


@given(counts)
@settings(max_examples=40, deadline=None)
def test_the_interval_holds_the_figure_and_is_the_same_every_time(four):
    interval = figures.kappa_interval(four)
    assume(interval is not None and four.total >= figures.FEWEST)

    assert interval.low - 0.15 <= figures.kappa(four) <= interval.high + 0.15
    assert -1 <= interval.low <= interval.high <= 1
    assert figures.kappa_interval(four) == interval


def test_more_contributions_make_the_interval_narrower():
    few, many = Counts(10, 4, 4, 22), Counts(100, 40, 40, 220)

    widths = [high - low for low, high in map(figures.alpha_interval, (few, many))]

    assert figures.alpha(many) == pytest.approx(figures.alpha(few), abs=0.01)
    assert widths[1] < widths[0] / 2
    assert figures.alpha_interval(many) == pytest.approx(
        reliability.reliability(list(zip(*_answers(many), strict=True))).interval, abs=0.02
    )


@pytest.mark.parametrize("four", [Counts(), Counts(both=12), Counts(neither=12)])
def test_what_chance_alone_explains_has_no_figure(four):
    assert figures.kappa(four) is None
    assert figures.alpha(four) is None
    assert figures.alpha_interval(four) is None


def test_a_rare_theme_says_so_though_people_nearly_always_agree():
    rare, usual = Counts(1, 2, 2, 55), Counts(20, 3, 3, 34)

    assert figures.agreement(rare) > 0.9
    assert figures.kappa(rare) < 0.4
    assert (rare.is_rare, usual.is_rare) == (True, False)
    assert figures.prevalence_index(rare) == pytest.approx(-0.9)
    assert figures.bias_index(Counts(5, 6, 1, 8)) == pytest.approx(0.25)


def test_a_published_example_comes_out():
    # Krippendorff 2011, section B: two observers, ten units, binary; there worked out as 0.095.
    jon = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    han = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]

    assert reliability.alpha(list(zip(jon, han, strict=True))) == pytest.approx(0.095, abs=0.001)
