"""What a tagger's score means: thresholds, the bar, bands and chances."""

import numpy as np
import pytest

from feedback.nlp.tagger.model import LIKELY, POSSIBLE, WEAK, band
from feedback.nlp.tagger.thresholds import (
    USUAL_CHANCES,
    bar_for,
    bars,
    chances_for,
    chosen,
    standings,
)


def test_a_band_says_how_far_a_theme_stands_above_its_threshold():
    found = [band(score) for score in (1.0, LIKELY, 0.6499, POSSIBLE, 0.4999, WEAK, 0.3499, 0.0)]

    assert found == ["likely"] * 2 + ["possible"] * 2 + ["weak"] * 2 + [None] * 2


def test_thresholds_stay_near_the_seed_terms_cut_until_there_is_enough_to_go_by():
    truth = np.array([[True], [False]])
    few = chosen(np.array([[0.9], [0.8]]), truth)
    many = chosen(np.array([[0.9], [0.8]] * 500), np.tile(truth, (500, 1)))

    assert few[0] == pytest.approx(0.4, abs=0.02)
    assert 0.7 < many[0] <= 0.9


def test_a_bar_is_raised_where_it_costs_little_and_seed_terms_lower_it():
    themed = np.tile([[0.9], [0.6]], (500, 1))
    blank = np.full((1000, 1), 0.52)
    scores, truth = np.vstack([themed, blank]), np.vstack([themed > 0, blank < 0])
    is_bare = np.full(len(scores), fill_value=True)

    bar = bar_for(scores, truth, np.array([0.5]), is_bare)

    assert 0.58 < bar < 0.6
    assert standings(np.array([0.52]), np.array([0.5]), bars(True, bar))[0] < 0.5
    assert standings(np.array([0.6]), np.array([0.5]), bars(True, bar))[0] == pytest.approx(0.6)
    assert 0.5 < bars(False, bar) < bar
    assert bar_for(scores[:1], truth[:1], np.array([0.5]), is_bare[:1]) < 0.503


def test_a_score_is_the_share_of_such_suggestions_that_were_right():
    standing = np.array([[0.5]] * 970 + [[0.2]] * 970)
    truth = np.array([[True], [False]] * 485 + [[False]] * 970)

    chances = chances_for(standing, truth)

    assert chances[5] == pytest.approx((485 + 30 * USUAL_CHANCES[5]) / 1000, abs=1e-3)
    assert chances[2] == pytest.approx(max(30 * USUAL_CHANCES[2] / 1000, USUAL_CHANCES[1]))
    assert list(chances) == sorted(chances)
    assert chances[0] == USUAL_CHANCES[0]
