"""Files as spreadsheets write them, files that are none, and files of a real size."""

import csv
import io
import time

import pytest
from sqlalchemy import func, select

from feedback.coding.codebook.keeping import load_codebook
from feedback.contributions.models import Contribution
from feedback.contributions.opening import original
from feedback.core.db import session, writing
from feedback.core.tables import UnreadableTable
from feedback.reading.importing import FileSource, import_csv
from feedback.reading.mapping import Mapping, NoSuchColumn
from feedback.reading.rows import Refusal


def table(*rows, heads="ref,comment"):
    return ("\r\n".join([heads, *rows]) + "\r\n").encode()


def take(raw, keyring, mapping=None, **more):
    source = FileSource(name="spring", mapping=mapping or Mapping(text="comment", id="ref"), **more)
    return import_csv(raw, source=source, keyring=keyring)


def stored():
    return session().scalars(select(Contribution).order_by(Contribution.source_ref)).all()


@pytest.mark.parametrize(
    "raw",
    [
        "\ufeffref,comment\n1,Café staff were kind\n".encode(),
        "ref,comment\n1,Café staff were kind\n".encode("cp1252"),
        "ref,comment\n1,Café staff were kind\n".encode("utf-16"),
        b'ref,comment\r1,"Caf\xc3\xa9 staff were kind"\r',
        "ref,comment,,\n1,Café staff were kind,,,,extra\n\n  ,\n".encode(),
    ],
    ids=["mark", "windows", "utf-16", "old mac", "ragged"],
)
def test_files_as_spreadsheets_write_them_come_in(app, keyring, raw):
    take(raw, keyring)

    assert [original(each, keyring) for each in stored()] == ["Café staff were kind"]


def test_a_row_that_is_too_short_counts_as_blank_where_it_ends(app, keyring):
    report = take(table("1", "2,Two"), keyring)

    assert report.rows[0].refusal is Refusal.NO_WORDS
    assert report.counts()["taken"] == 1


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"ref,comment,comment\n1,a,b\n", "twice"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'ref,comment\n1,"' + b"x" * 140_000 + b'"\n', "Line 2"),
    ],
)
def test_what_is_no_table_is_refused_in_words_before_the_first_row(app, keyring, raw, complaint):
    with pytest.raises((UnreadableTable, NoSuchColumn), match=complaint):
        take(raw, keyring)

    assert stored() == []


def test_a_file_without_headings_is_refused_with_the_column_it_lacks(app, keyring):
    with pytest.raises(NoSuchColumn, match="'comment'"):
        take(b"1,First words\n2,More words\n", keyring)

    assert stored() == []


def test_a_file_of_headings_only_is_no_trouble(app, keyring):
    assert take(table(), keyring).counts()["rows"] == 0


def test_a_file_that_is_not_there_is_refused_in_words(app, keyring, tmp_path):
    with pytest.raises(UnreadableTable, match="cannot be read"):
        take(tmp_path / "missing.csv", keyring)


def test_progress_is_told_up_to_the_last_row(app, keyring):
    told = []
    raw = table(*[f"{number},Words {number}" for number in range(120)])
    source = FileSource(name="many", mapping=Mapping(text="comment", id="ref"))

    import_csv(
        raw, source=source, keyring=keyring, progress=lambda done, total: told.append((done, total))
    )

    assert told[-1] == (120, 120)
    assert len(told) == 3


def test_3526_real_comments_come_in_within_a_minute(app, keyring, shared):
    raw = (shared / "themes" / "train.csv").read_bytes()
    with writing():
        load_codebook()
    source = FileSource(name="real", mapping=Mapping(text="text", id="id", question="question"))
    began = time.process_time()

    report = import_csv(raw, source=source, keyring=keyring)

    assert time.process_time() - began < 60
    rows = list(csv.DictReader(io.StringIO(raw.decode())))
    assert report.counts()["rows"] == len(rows) == 3526
    assert report.counts()["refused"] == 0
    assert session().scalar(select(func.count(Contribution.id))) == 3526
