"""Whoever reads a file cannot tell one person by their answers."""

from hypothesis import given
from hypothesis import strategies as st

from feedback.coding.exchange.small_groups import shareable

answers = st.fixed_dictionaries(
    {},
    optional={name: st.sampled_from("abc") for name in ("age", "gender", "role")},
)


@given(st.lists(answers, max_size=40), st.integers(2, 12))
def test_all_that_leaves_about_anybody_is_said_of_as_many_others(people, least):
    said = dict(enumerate(people))

    kept, left_out = shareable(said, least=least)

    assert set(kept) == set(said)
    assert left_out == sum(map(len, said.values())) - sum(map(len, kept.values()))
    for person, given_by in kept.items():
        assert given_by.items() <= said[person].items()
        alike = [other for other in kept.values() if given_by.items() <= other.items()]
        assert not given_by or len(alike) >= least


def test_nothing_is_left_out_without_need():
    people = {number: {"age": "a"} for number in range(10)}

    assert shareable(people, least=10) == (people, 0)
