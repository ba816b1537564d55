"""Open data: described so that others' programs read it, kept by the quarter, never changed."""

import csv
import hashlib
import io
import json
import threading
import zipfile
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from frictionless import Package, system
from sqlalchemy.exc import SQLAlchemyError

from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.headers import KEEP_YEAR
from tests.youwesaid.tracker.sharing.conftest import IN_AUGUST, IN_OCTOBER, QUARTER
from youwesaid.tracker import services
from youwesaid.tracker.sharing import packaging, queries, snapshots
from youwesaid.tracker.sharing.commands import data
from youwesaid.tracker.sharing.examples import ENTRY
from youwesaid.tracker.sharing.models import NeverChanged


@pytest.fixture
def folder(stocked, tmp_path):
    """The files of what is public now."""
    for name, content in snapshots.live_files().items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.one_database
def test_the_package_is_valid_and_so_is_every_row_of_every_table(folder):
    limit = csv.field_size_limit()
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    csv.field_size_limit(limit)  # it lifts the limit for the whole process

    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    assert report.stats["tasks"] == len(packaging.file_names()) - 3


@pytest.mark.one_database
def test_the_tables_are_described_for_the_web_too(folder):
    group = json.loads((folder / "csv-metadata.json").read_text())

    assert group["@context"][0] == "http://www.w3.org/ns/csvw"
    for table in group["tables"]:
        head = _rows_head(folder / table["url"])
        assert [column["name"] for column in table["tableSchema"]["columns"]] == head
        assert set(table["tableSchema"]["primaryKey"]) <= set(head)
        for key in table["tableSchema"]["foreignKeys"]:
            assert key["columnReference"] in head
            assert (folder / key["reference"]["resource"]).is_file()
    assert {table["url"] for table in group["tables"]} == {
        path.name for path in folder.glob("*.csv")
    }


def _rows_head(path):
    return path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")


@pytest.mark.one_database
def test_the_files_say_what_is_published_in_every_language_under_the_licence(folder):
    package = json.loads((folder / "datapackage.json").read_text())
    everything = json.loads((folder / "everything.json").read_text())
    (entry,) = _rows((folder / "entries.csv").read_bytes())
    texts = _rows((folder / "texts.csv").read_bytes())

    assert package["licenses"][0]["name"] == "OGL-UK-3.0"
    assert (entry["id"], entry["people"], entry["state"]) == (ENTRY, "", "cannot")
    assert entry["said"] == "You tell the same story again."
    assert {"table": "entries", "id": ENTRY, "column": "said", "language": "ur"}.items() <= next(
        row for row in texts if row["id"] == ENTRY
    ).items()
    assert everything["entries"][0]["contents"]["said"]["ur"] == "ایک ہی بات بار بار۔"
    assert everything["until"] == "2026-08-03", "never newer than the last change published"


def test_no_cell_is_a_formula(published):
    published(said={"en": "=HYPERLINK(1)", "ur": "+SUM(1)"})

    made = snapshots.live_files()

    assert _rows(made["entries.csv"])[0]["said"] == "'=HYPERLINK(1)"
    assert "'+SUM(1)" in {row["text"] for row in _rows(made["texts.csv"])}


def test_a_quarter_is_kept_as_it_was_whatever_changes_later(client, stocked, publisher):
    kept = client.get("/data/2026-q3/entries.csv")
    with clock.pretend(IN_OCTOBER), writing():
        services.correct(stocked, note={"en": "A word was wrong."}, by=publisher, threshold=10)

    again = client.get("/data/2026-q3/entries.csv")
    live = client.get("/data/entries.csv")
    archive = client.get("/data/2026-q3/archive.zip")
    told = client.get("/api/v1/snapshots/2026-q3").json

    assert again.data == kept.data
    assert [_rows(each.data)[0]["version"] for each in (kept, live)] == ["1", "2"]
    assert kept.headers["Cache-Control"] == KEEP_YEAR
    assert hashlib.sha256(archive.data).hexdigest() == told["sha256"]
    assert set(zipfile.ZipFile(io.BytesIO(archive.data)).namelist()) == set(packaging.file_names())
    for path in ("/data/2026-q2/entries.csv", "/data/2026-q3/secrets.csv", "/data/x", "/data/x/y"):
        assert client.get(path).status_code == 404


def test_a_kept_quarter_is_never_changed_deleted_or_made_anew(stocked):
    snapshot = queries.snapshot_of(QUARTER)

    with pytest.raises(NeverChanged), writing():
        snapshot.licence = "other"
    session().rollback()
    with pytest.raises(NeverChanged), writing():
        session().delete(queries.snapshot_of(QUARTER))
    session().rollback()
    with clock.pretend(IN_OCTOBER), writing():
        assert snapshots.make_if_due() is None
        with pytest.raises(snapshots.AlreadyMade):
            snapshots.make_snapshot(quarter=date(2026, 6, 30))


def test_only_a_quarter_that_is_over_and_had_something_is_kept(published):
    with clock.pretend(IN_AUGUST):
        published()
    with clock.pretend(IN_OCTOBER), writing():
        for early in (date(2026, 12, 31), date(2026, 9, 29)):
            with pytest.raises(snapshots.QuarterNotOver):
                snapshots.make_snapshot(quarter=early)
        with pytest.raises(snapshots.NothingPublished):
            snapshots.make_snapshot(quarter=date(2026, 6, 30))
        assert snapshots.make_if_due() is not None


def test_people_behind_an_item_are_counted_once_and_guarded(told, published, plan_item):
    sources = [told(f"Story {number}.")[0] for number in range(23)]
    with clock.pretend(IN_AUGUST):
        published(sources[:12])
        published(sources)

    counted = snapshots.people_by_item(QUARTER, before=None)

    assert counted == {str(plan_item.id): 25}
    with clock.pretend(IN_AUGUST):
        published(sources[:1])
    assert snapshots.people_by_item(QUARTER, before=None) == {str(plan_item.id): None}


@pytest.mark.one_database
def test_commands_hand_the_data_out_and_keep_a_quarter_once(published, tmp_path):
    with clock.pretend(IN_AUGUST):
        published()
    out = tmp_path / "open"

    exported = CliRunner().invoke(data, ["export", "--out", str(out), "--json"])
    with clock.pretend(IN_OCTOBER):
        kept = CliRunner().invoke(data, ["snapshot", "--json"])
        again = CliRunner().invoke(data, ["snapshot", "--quarter", "2026-q3"])
        wrong = CliRunner().invoke(data, ["snapshot", "--quarter", "spring"])

    assert {each["name"] for each in json.loads(exported.output)} == {
        path.name for path in out.iterdir()
    }
    assert json.loads(kept.output)["quarter"] == "2026-q3"
    assert (again.exit_code, wrong.exit_code) == (1, 1)
    assert "None is made anew" in again.output
    assert "write it like 2026-q3" in wrong.output


def test_two_workers_at_once_make_one_snapshot_and_neither_fails(app, published):
    published()
    session().rollback()
    later = clock.now() + timedelta(days=120)
    together, made, failed = threading.Barrier(2), [], []

    def make():
        together.wait(10)
        try:
            with clock.pretend(later), app.app_context(), writing():
                made.append(snapshots.make_if_due() is not None)
        except SQLAlchemyError as problem:  # a thread keeps what it raises to itself
            failed.append(problem)

    makers = [threading.Thread(target=make) for _each in range(2)]
    for each in makers:
        each.start()
    for each in makers:
        each.join()

    assert not failed
    assert sorted(made) == [False, True]
