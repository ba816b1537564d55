"""How many to code twice, against the published table; what is drawn keeps the proportions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.coding.agreement.planning import TENTATIVE, Stratum, allocated, drawn, wanted

strata = st.dictionaries(
    st.builds(Stratum, st.sampled_from(["en", "pl", "ur"]), st.none() | st.sampled_from("abc")),
    st.integers(0, 200),
    min_size=1,
)


@pytest.mark.parametrize(
    ("share", "least", "number"),
    # Krippendorff's table for two coders at .05, as ATLAS.ti's manual quotes it for p = 1/4.
    [(0.25, 0.8, 139), (0.25, 0.667, 81), (0.5, 0.667, 60)],
)
def test_the_number_is_that_of_the_published_table(share, least, number):
    assert wanted(share, least=least) == number


def test_a_rarer_theme_and_a_higher_aim_need_more():
    assert wanted(0.05, least=TENTATIVE) > wanted(0.2, least=TENTATIVE)
    assert wanted(0.2, least=0.8) > wanted(0.2, least=TENTATIVE)
    assert wanted(0, least=TENTATIVE) == wanted(0.0001, least=TENTATIVE)


@given(strata, st.integers(0, 400))
def test_each_stratum_gets_its_share_and_never_more_than_it_has(available, number):
    taken = allocated(available, number)

    total = sum(available.values())
    assert sum(taken.values()) == min(number, total)
    for stratum, count in available.items():
        assert 0 <= taken[stratum] <= count
        assert abs(taken[stratum] - count * min(number, total) / max(total, 1)) < 1


@given(strata)
def test_each_language_gets_ten_when_that_is_asked(available):
    taken = allocated(available, 20, each_language=True)

    for language in {stratum.language for stratum in available}:
        has = sum(count for s, count in available.items() if s.language == language)
        gets = sum(count for s, count in taken.items() if s.language == language)
        assert gets >= min(10, has)


def test_the_same_seed_draws_the_same_ones():
    assert drawn(range(100), 7, seed="3/en") == drawn(range(100), 7, seed="3/en")
    assert drawn(range(100), 7, seed="3/en") != drawn(range(100), 7, seed="4/en")
    assert sorted(drawn(range(5), 7, seed="x")) == list(range(5))
