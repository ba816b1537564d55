"""Readings and rows of the plan's own template: out, back in, and a line for every row."""

import csv
import io
from datetime import date

import docx
import openpyxl
import pytest

from feedback.core import clock
from feedback.core.db import writing
from feedback.core.lines import Verb
from feedback.core.tables import UnreadableTable
from youwesaid.plans import queries as plans
from youwesaid.plans.life import offers, queries, readings_file, rows_file
from youwesaid.plans.life.words import Kind, Moved, Reached

PLAN = "shropshire-2023-2026"


def _csv(*rows: str) -> bytes:
    return "\n".join(rows).encode()


@pytest.fixture
def plan(bring):
    return bring(PLAN)


@pytest.fixture
def two_rows(plan, keep):
    columns, categories = offers.template_columns(plan), offers.template_categories(plan)
    for category, action in ((categories[5], "Ask each family."), (categories[0], "=1+1 courses")):
        keep(Kind.ROW, plan, {
            "category": category, "cells": dict.fromkeys(columns, "") | {columns[0]: action},
            "status": "In Progress", "rag": "Amber", "due_on": date(2026, 5, 4),
            "items": [plans.item("shr-2023", "shr-p3")],
        })  # fmt: skip
    return plan


def test_readings_come_in_row_by_row(plan):
    raw = _csv(
        "measure,day,number,words,way,shows_it,period",
        "shr-m-s1-1,2026-03-01,3.4%,,,,Q4",
        "Re-offending,01/03/2026,,has fallen,down,,",
        "shr-m-s2-4,2026-03-01,,A panel says so,,yes,",
        "nothing,2026-03-01,1,,,,",
        "shr-m-s1-2,soon,1,,,,",
        "shr-m-s1-2,2026-03-01,many,,,,",
        "shr-m-s1-2,2999-03-01,1,,,,",
        "shr-m-s1-2,2026-03-01,1,,sideways,,",
        "Learning briefing out,2026-03-01,1,,,,",
        "shr-m-s1-2,,,,,,",
    )

    with writing():
        lines = readings_file.take_in(raw, plan=plan, by=None)

    assert lines.counts() == {Verb.TAKEN: 3, Verb.CHANGED: 0, Verb.REFUSED: 6}
    refused = [(line.place, line.why[0]) for line in lines.worth_reading()]
    assert [place for place, _why in refused] == [f"Row {number}" for number in range(5, 11)]
    for (_place, why), word in zip(
        refused,
        ["nothing called", "is no day", "is no number", "still to come", "one of these",
         "more than one"], strict=True,
    ):  # fmt: skip
        assert word in why
    by_key = {each.measure.key: each for each in queries.records(plan, Kind.READING)}
    assert by_key["shr-m-s1-1"].value == 3.4
    assert by_key["shr-m-s3-9"].moved is Moved.DOWN
    assert by_key["shr-m-s2-4"].reached is Reached.YES


def test_the_same_file_again_changes_nothing_and_another_number_keeps_the_one_before(plan):
    raw = _csv("measure,day,number", "shr-m-s1-1,2026-03-01,3.4")
    for expected in (Verb.TAKEN, Verb.TAKEN):
        with writing():
            assert readings_file.take_in(raw, plan=plan, by=None).counts()[expected] == 1
    with writing():
        lines = readings_file.take_in(raw.replace(b"3.4", b"3.5"), plan=plan, by=None)

    assert lines.counts()[Verb.CHANGED] == 1
    (reading,) = queries.records(plan, Kind.READING)
    assert reading.changes[0].fields == {"value": [3.4, 3.5]}


def test_a_file_without_the_needed_columns_is_refused_whole(plan):
    with pytest.raises(UnreadableTable, match="day"):
        readings_file.take_in(b"measure,number\nx,1", plan=plan, by=None)


def test_the_blank_file_has_a_row_for_each_measure_and_takes_in_nothing(plan):
    file = readings_file.blank_file(plan)

    assert len(list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))) == 56
    with writing():
        assert not readings_file.take_in(file.content, plan=plan, by=None).lines


@pytest.mark.parametrize("how", ["csv", "xlsx"])
def test_rows_go_out_in_the_plans_own_columns_and_come_back_unchanged(two_rows, how):
    plan = two_rows
    file = rows_file.rows_file(plan, how)

    if how == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
        heads = [cell.value for cell in sheet[1]]
        assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n"}
    else:
        heads = next(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert heads[2:7] == offers.template_columns(plan)
    assert len(offers.template_categories(plan)) == 6
    with writing():
        lines = rows_file.take_in(file.content, plan=plan, by=None)
    assert lines.counts() == {Verb.TAKEN: 2, Verb.CHANGED: 0, Verb.REFUSED: 0}
    assert not any(row.changes for row in queries.records(plan, Kind.ROW))


def test_rows_come_back_changed_new_and_refused_with_the_reason(two_rows):
    plan = two_rows
    rows = list(
        csv.reader(io.StringIO(rows_file.rows_file(plan, "csv").content.decode("utf-8-sig")))
    )
    first = rows[1]
    first[7], first[6] = "Completed", "All families were asked."
    new = ["", first[1], "Listen again.", "", "", "", "", "", "", "", "", "shr-p1; shr-m-p1-6", ""]
    bad = [["7", *new[1:]], [new[0], "Other", *new[2:]], [*new[:7], "Nearly", *new[8:]],
           [*new[:11], "shr-none", ""], ["", first[1], *[""] * 11]]  # fmt: skip
    out = io.StringIO()
    csv.writer(out).writerows([[*rows[0], "Mood"], first, new, *bad])

    with writing():
        lines = rows_file.take_in(out.getvalue().encode(), plan=plan, by=None)

    assert lines.counts() == {Verb.TAKEN: 1, Verb.CHANGED: 1, Verb.REFUSED: 6}
    (changed,) = [line for line in lines.lines if line.verb is Verb.CHANGED]
    assert (changed.was, changed.now) == ("–; In Progress", "All families were asked.; Completed")
    assert all(line.why for line in lines.lines if line.verb is Verb.REFUSED)
    made = [row for row in queries.records(plan, Kind.ROW) if row.made_on == clock.today()]
    assert {tuple(item.key for item in row.items) for row in made} == {
        ("shr-p3",), ("shr-p1", "shr-m-p1-6")}  # fmt: skip


def test_the_document_has_a_table_for_each_category_that_has_rows(two_rows):
    plan = two_rows
    book = docx.Document(io.BytesIO(rows_file.rows_file(plan, "docx").content))

    headings = [each.text for each in book.paragraphs if each.style.name == "Heading 1"]
    assert headings == offers.template_categories(plan)
    assert len(book.tables) == 2
    table = book.tables[0]
    assert [cell.text for cell in table.rows[0].cells][:5] == offers.template_columns(plan)
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    assert table.rows[1].cells[0].text == "=1+1 courses"


def test_a_plan_without_a_template_says_so(bring):
    plan = bring("dundee-2019")

    for call in (lambda: rows_file.rows_file(plan, "csv"),
                 lambda: rows_file.take_in(b"row\n", plan=plan, by=None)):  # fmt: skip
        with pytest.raises(rows_file.NoTemplate):
            call()
