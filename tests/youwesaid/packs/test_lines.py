"""From when to when a report is, and to whom it goes, as the plan prints it: pure."""

from datetime import date

import pytest

from youwesaid.packs.kinds import PackKind
from youwesaid.packs.lines import owned, route
from youwesaid.packs.periods import EndsBeforeItBegins, Period, first_month, last_whole
from youwesaid.plans.examples import example_file
from youwesaid.plans.reading import read_plan_file


@pytest.mark.parametrize(
    ("months", "first", "start", "end"),
    [
        (3, None, date(2026, 7, 1), date(2026, 9, 30)),
        (6, 1, date(2026, 1, 1), date(2026, 6, 30)),
        (6, 4, date(2026, 4, 1), date(2026, 9, 30)),
        (12, 1, date(2025, 1, 1), date(2025, 12, 31)),
        (12, None, date(2025, 10, 1), date(2026, 9, 30)),
        (12, 4, date(2025, 4, 1), date(2026, 3, 31)),
    ],
)
def test_the_usual_time_is_the_last_whole_one(months, first, start, end):
    assert last_whole(months, today=date(2026, 11, 23), first_month=first) == Period(start, end)


def test_the_years_of_a_plan_begin_where_it_begins_if_that_is_a_quarter():
    assert [first_month(each) for each in ("2024-04", "2018-08", "2024", None)] == [
        4,
        None,
        None,
        None,
    ]
    with pytest.raises(EndsBeforeItBegins):
        Period(date(2026, 2, 1), date(2026, 1, 1))


def test_a_group_that_is_chosen_gives_its_own_report_about_what_it_owns():
    document = read_plan_file(example_file("shropshire-2023-2026"))

    way = route(document, PackKind.CHAIR, "shr-g-p1")

    assert way.levels == [["Local Domestic Abuse Partnership Board"], ["Strategic Governing Group"]]
    keys = owned(document, "shr-g-p1")
    assert "shr-p1" in keys
    assert "shr-p2" not in keys
    assert owned(document, "shr-g-bu") == set()


def test_a_check_in_asks_what_the_plans_own_review_asks():
    way = route(read_plan_file(example_file("dudley-2024-2026")), PackKind.CHECK_IN)

    assert way.review == "12-month check-in"
    assert way.asks[0] == "What was done?"
    assert way.levels[-1] == ["Executive Group"]


def test_a_plan_that_prints_no_lines_is_told_so_and_circles_end():
    circle = {"groups": [{"id": "a", "name": "A", "reports_to": ["b"]},
                         {"id": "b", "name": "B", "reports_to": ["a"]}]}  # fmt: skip

    assert route({}, PackKind.QUARTERLY).levels == []
    assert route(circle, PackKind.QUARTERLY).levels == [["A"], ["B"]]
