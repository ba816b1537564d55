"""What the versions of an entry tell: since when, how often put off, how long it took."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from feedback.core import clock
from feedback.core.db import writing
from youwesaid.insights.models import AnswerKind
from youwesaid.tracker.contents import Contents, PublicAnswer
from youwesaid.tracker.owning import history, queries

NEW_YEAR = date(2026, 1, 1)


def said(*answers):
    return Contents(
        said={"en": "x"}, topic=None, heard_from=[], period=("", ""), count=None, threshold=10,
        plan_items=[], answers=answers,
    )  # fmt: skip


def answer(kind, promised=None, agency="council"):
    return PublicAnswer(
        kind=kind, reason_code=None, text={}, reason={}, who={"en": "Chair"},
        heard_on="2025-12-02", decided_on=None, next_look_on=None, evidence=[], agency=agency,
        promised_for=promised,
    )  # fmt: skip


def versions(*contents):
    return [(NEW_YEAR + timedelta(days=30 * n), each) for n, each in enumerate(contents)]


def test_since_when_and_how_often_put_off():
    other = answer("cannot", agency="police")
    past = versions(
        said(answer("looking")),
        said(answer("doing", "2026-03-01")),
        said(other, answer("doing", "2026-05-01")),  # newest decision first
        said(other, answer("doing", "2026-09-01")),
        said(other, answer("doing", "2026-08-01")),
    )

    police, council = sorted(history.ageing(past), key=lambda each: each.kind)

    assert council.kind == "doing"
    assert council.since == NEW_YEAR + timedelta(days=30)
    assert council.moved == 2
    assert council.first_promised == date(2026, 3, 1)
    assert police.since == NEW_YEAR + timedelta(days=60)


def test_from_heard_to_first_answer_and_from_planned_to_done():
    took = history.times(versions(said(), said(answer("doing")), said(answer("done"))))

    assert took.to_first_answer == 60
    assert took.to_done == 30
    assert history.times(versions(said(answer("done")))).to_done is None
    assert history.times([]) == history.Times(None, None)


def test_a_promise_is_broken_the_day_after_unless_it_is_done():
    late = answer("doing", "2026-03-03")

    assert history.broken_promise(late, on=date(2026, 3, 3)) is None
    assert history.broken_promise(late, on=date(2026, 3, 4)) == date(2026, 3, 3)
    assert history.broken_promise(replace(late, kind="done"), on=date(2027, 1, 1)) is None


def test_figures_of_what_is_published(published):
    doing = published(kind=AnswerKind.DOING)
    published(kind=AnswerKind.DONE)

    figures = queries.statistics()

    assert (figures.entries, figures.done, figures.planned) == (2, 1, 1)
    assert figures.percent(figures.done) == 50
    assert figures.days_to_first_answer == 30
    ((aged, one),) = queries.planned_ageing([doing.id])
    assert (aged.entry.id, one.days(clock.today())) == (doing.id, 0)
    assert queries.ageing([]) == []


@pytest.mark.one_database
def test_an_entry_that_promises_and_does_not_change_grows_stale(published):
    doing, done = published(kind=AnswerKind.DOING), published(kind=AnswerKind.DONE)
    with writing():
        doing.changed_on = done.changed_on = clock.today() - timedelta(days=200)

    assert queries.stale(clock.today(), months=6) == [doing]
    assert not queries.stale(clock.today(), months=7)
