"""Files that somebody made to keep us busy: refused or read in the time of a file of that size."""

import time

import pytest

from feedback.core.tables import UnreadableTable, read_csv
from youwesaid.plans.reading import LARGEST_FILE, UnreadablePlan, read_plan


def test_a_heading_line_of_many_columns_is_read_in_linear_time():
    heads = ",".join(f"c{number}" for number in range(40_000))
    began = time.process_time()

    (row,) = read_csv(f"{heads}\n1,2\n".encode())

    assert row[1]["c1"] == "2"
    assert time.process_time() - began < 2


def test_a_repeated_heading_is_still_refused():
    with pytest.raises(UnreadableTable, match="'b' is there twice"):
        list(read_csv(b"a,b,b\n1,2,3\n"))


def test_a_plan_of_many_names_is_read_in_linear_time():
    many = "".join(f"n{number}: 1\n" for number in range(10_000))
    assert len(many) < LARGEST_FILE
    began = time.process_time()

    with pytest.raises(UnreadablePlan):
        read_plan(many.encode())

    few = time.process_time() - began
    assert few < 8  # YAML itself; comparing each name with each took longer than all of it


@pytest.mark.parametrize(
    "odd",
    ["a: !!map [[b, c]]", "a: !!timestamp foo", "a: !!bool foo", "a: !!int ''", "a: !!float ''",
     "a: !!omap 3", "a: !!pairs [b]", "a: !!binary \u2603", "? [a]\n: 1", "? {a: b}\n: 1"],
)  # fmt: skip
def test_an_odd_value_is_refused_in_words(odd):
    with pytest.raises(UnreadablePlan):
        read_plan(odd.encode())
