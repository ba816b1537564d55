"""Reporting lines as a graph: where a matter is taken to, and how the lines are drawn."""

import pytest
import yaml

from tests.youwesaid.plans.conftest import EXAMPLES
from youwesaid.plans import inferring, lines, picture
from youwesaid.plans.models import PlanGroup


@pytest.fixture
def held():
    """Groups and printed lines of an example, without a database."""

    def read(stem):
        (path,) = [each for each in EXAMPLES if each.stem == stem]
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        groups = [
            PlanGroup(key=each["id"], name=each["name"], kind=each["kind"], details=each)
            for each in document["groups"]
        ]
        return document, groups, lines.printed_lines(document, groups)

    return read


@pytest.mark.parametrize(
    ("plan", "group", "above"),
    [
        ("dudley-2024-2026", "dud24-g-qap", ["dud24-g-dscpg", "dud24-g-dsab", "dud24-g-exec"]),
        ("dudley-2024-2026", "dud24-g-sub",
         ["dud24-g-qap", "dud24-g-dscpg", "dud24-g-dsab", "dud24-g-exec"]),
        ("dudley-2024-2026", "dud24-g-exec", []),
        ("dundee-2019", "dun-g-vawp", ["dun-g-cog", "dun-g-cspp"]),
        ("dundee-2019", "dun-g-ldcm", ["dun-g-over", "dun-g-cog", "dun-g-cspp"]),
        ("dumfries-galloway-2024-2027", "dg-g-standing", ["dg-g-ppc"]),
        ("shropshire-2023-2026", "shr-g-p1", ["shr-g-sgg"]),
    ],
)  # fmt: skip
def test_a_matter_goes_up_the_reporting_lines(held, plan, group, above):
    _document, groups, printed = held(plan)

    assert [each.key for each in lines.above(groups, printed, group)] == above


def test_lines_carry_cadence_and_condition_and_blanks_stay_blank(held):
    _document, _groups, printed = held("dudley-2024-2026")

    dashboard, trends = printed[0], printed[1]
    assert (dashboard.from_key, dashboard.cadence, dashboard.condition) == (None, "quarterly", None)
    assert (trends.to_key, trends.condition) == ("dud24-g-dscpg", "escalation")
    assert dashboard.ends is None


def test_groups_that_only_say_whom_they_report_to_are_lines_too(held):
    document, groups, printed = held("dundee-2019")

    found = lines.all_lines(document, groups)

    assert len(printed) == 4
    assert ("dun-g-adp", "dun-g-cog") in {line.ends for line in found if not line.is_printed}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_group_of_a_line_is_drawn_once_and_apart_from_the_others(held, path):
    document, groups, _printed = held(path.stem)
    every = lines.all_lines(document, groups)

    drawn = picture.drawn(groups, every)

    assert drawn is not None
    keys = [node.group.key for node in drawn.nodes]
    assert set(keys) == {key for line in every if line.ends for key in line.ends}
    assert [node.number for node in drawn.nodes] == list(range(1, len(keys) + 1))
    for node in drawn.nodes:
        assert 0 < node.x < drawn.width
        assert 0 < node.y < drawn.height
        for other in drawn.nodes:
            apart = ((node.x - other.x) ** 2 + (node.y - other.y) ** 2) ** 0.5
            assert other is node or apart > 2 * picture.RADIUS


def test_a_circle_of_groups_is_drawn_and_climbed_to_an_end():
    groups = [
        PlanGroup(key=key, name=key, kind=None, details={"reports_to": [above]})
        for key, above in (("a", "b"), ("b", "c"), ("c", "a"))
    ]
    every = lines.all_lines({}, groups)

    assert [each.key for each in lines.above(groups, every, "a")] == ["b", "c"]
    assert picture.drawn(groups, every) is not None
    assert picture.drawn([], []) is None


def test_notes_of_a_file_tell_which_ends_of_the_period_were_worked_out(held):
    assert inferring.inferred_in(held("dudley-2024-2026")[0]) == {"period.end"}
    assert inferring.inferred_in(held("dundee-2019")[0]) == {"period.start", "period.end"}
    assert inferring.inferred_in(held("shropshire-2023-2026")[0]) == set()
