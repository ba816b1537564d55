import pytest

from youwesaid.plans.documents import figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 75% of audits show it", ("threshold", "at_least", 75, "percent", None)),
        ("Reduce theft by at least 5%", ("relative_change", "at_least", 5, "percent", "down")),
        ("Fewer emergency admissions", ("direction", None, None, None, "down")),
        ("Reviews done within six months", ("time_limit", "within", 6, "months", None)),
        ("Sent within 10 working days", ("time_limit", "within", 10, "working_days", None)),
        ("An audit at least twice a year", ("frequency", "at_least", 2, "per year", None)),
        ("No. of people detained", ("monitor", None, None, "count", None)),
        ("All services have a policy", ("coverage", None, None, None, None)),
        ("Policy published", ("milestone", None, None, None, None)),
        ("Unemployment below 3% by 2030", ("threshold", "at_most", 3, "percent", None)),
    ],
)  # fmt: skip
def test_targets_are_read_out_of_words(text, expected):
    target = figures.target(text)

    assert target is not None
    assert (
        tuple(target[name] for name in ("type", "comparator", "value", "unit", "direction"))
        == expected
    )


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Open the hub by March 2027", "March 2027"),
        ("Publish by 31 March 2026.", "31 March 2026"),
        ("Done by the end of 2026", "the end of 2026"),
        ("In place by Q2 2026/27", "Q2 2026/27"),
        ("Start in autumn 2025", "autumn 2025"),
        ("Reach everybody", None),
    ],
)
def test_deadlines_keep_the_words_that_are_printed(text, due):
    assert figures.due(text) == due


def test_who_leads_is_read_where_it_is_said():
    assert figures.owner("Train staff (Lead: Health Board, by May 2026)") == "Health Board"
    assert figures.owner("Take the lead on training") is None
