"""A quarter is counted once, guarded; what a viewer sees does not move in between."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from feedback.accounts.roles import Role
from feedback.coding.findings import snapshots
from feedback.coding.findings.models import Snapshot
from feedback.core import clock
from feedback.core.db import session, writing
from youwesaid.cli import main

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)


def made(quarter=MARCH, **more):
    with writing():
        return snapshots.make_snapshot(quarter=quarter, threshold=10, **more)


def on(day):
    return clock.pretend(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))


def test_a_snapshot_holds_guarded_figures_and_nothing_else(spoke):
    for _ in range(12):
        spoke("children")
    for _ in range(4):
        spoke("money")
    spoke("money", on=date(2026, 4, 1))  # after the quarter

    snapshot = made()

    assert snapshot.figures == {
        "people": 15,
        "themes": {"heard": 10, "listened": 10, "children": 10, "money": None},
        "others": {},
    }
    assert snapshot.codebook_version == 1


def test_a_figure_is_repeated_until_it_has_moved_by_the_threshold(spoke):
    for _ in range(12):
        spoke("money")
    made()
    for _ in range(5):
        spoke("money", on=date(2026, 5, 1))

    with on(date(2026, 7, 1)):
        assert made(JUNE).figures["themes"]["money"] == 10  # 17 are there
        spoke("money", on=date(2026, 5, 1))
        assert made(JUNE, reason="One was forgotten").figures["themes"]["money"] == 20


def test_no_snapshot_is_made_again_in_silence(spoke, make_staff):
    spoke("money")
    publisher = make_staff(Role.PUBLISHER)
    made()

    with pytest.raises(snapshots.AlreadyMade):
        made()
    with pytest.raises(snapshots.QuarterNotOver):
        made(date(2099, 12, 31))
    with pytest.raises(snapshots.NotAQuarter):
        made(date(2026, 2, 28))
    again = made(reason="A file was coded twice.", by=publisher)

    assert (again.edition, again.reason) == (2, "A file was coded twice.")
    assert len(snapshots.all_snapshots()) == 2
    with on(date(2026, 7, 1)):
        made(JUNE)
        with pytest.raises(snapshots.LaterOnes):
            made(reason="Too late.")
    twice = Snapshot(quarter=MARCH, edition=1, threshold=10, codebook_version=1, figures={})
    with pytest.raises(IntegrityError), writing():
        session().add(twice)


def test_the_worker_counts_a_quarter_once_it_is_over(spoke):
    spoke("money")
    with on(date(2026, 4, 1)), writing():
        assert snapshots.make_if_due(threshold=10).quarter == MARCH
        assert snapshots.make_if_due(threshold=10) is None
    with on(date(2026, 2, 1)), writing():
        assert snapshots.make_if_due(threshold=10) is None


def test_nothing_is_counted_before_anything_was_coded(themes):
    with writing():
        assert snapshots.make_if_due(threshold=10) is None


def test_a_viewer_sees_figures_of_the_quarter_and_no_live_number(spoke, sign_in):
    for _ in range(12):
        spoke("money")
    made()
    for _ in range(31):
        spoke("money", on=clock.today())
    viewer = sign_in(Role.VIEWER)

    listing, theme = viewer.page("/themes/"), viewer.page("/themes/money")

    for page in (listing, theme):
        assert "About 10 people" in page.text
        numbers = re.findall(r"(?<![:\d])\d+(?![:\d])", page.select_one("main").text)  # no times
        assert not {"31", "43"} & set(numbers)
    assert "For staff" not in theme.text
    for path in ("/findings/month", "/findings/month.csv", "/findings/age", "/findings/quotes",
                 "/themes/money/said"):  # fmt: skip
        assert viewer.get(path).status_code == 403, path
    taken = viewer.get("/findings/snapshots.csv")
    assert "Money" in taken.text
    assert "43" not in taken.text
    both = sign_in(Role.VIEWER, Role.EDITOR)
    assert "43 people" in both.page("/themes/").text


def test_a_publisher_counts_the_quarter_and_must_say_why_to_count_it_again(spoke, sign_in):
    spoke("money", on=date(2026, 3, 1))
    publisher = sign_in(Role.PUBLISHER)
    assert "Count now" in publisher.page("/findings/snapshots").text

    assert publisher.post("/findings/snapshots").status_code == 302
    refused = publisher.submit("/findings/snapshots", status=400)
    done = publisher.post("/findings/snapshots", data={"reason": "A theme was merged."})

    assert "Write what was wrong." in refused.text
    assert done.status_code == 302
    assert "A theme was merged." in publisher.page("/findings/snapshots").text
    assert sign_in(Role.EDITOR).post("/findings/snapshots").status_code == 403


def test_the_command_counts_a_quarter(spoke, settings, monkeypatch, capsys):
    spoke("money", on=date(2026, 3, 1))
    monkeypatch.setenv("YOUWESAID_DATA", str(settings.data))
    monkeypatch.setenv("YOUWESAID_DATABASE", settings.database)
    from feedback.coding.findings.commands import findings

    with pytest.raises(SystemExit) as ended:
        findings(["snapshot", "--quarter", "2026-03-31", "--json"], standalone_mode=True)
    assert ended.value.code == 0
    assert '"quarter": "2026-03-31"' in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        findings(["snapshot", "--quarter", "2026-03-31"], standalone_mode=True)
    assert ended.value.code == 1
    assert "give --reason" in capsys.readouterr().err
    assert "findings" in main.commands
