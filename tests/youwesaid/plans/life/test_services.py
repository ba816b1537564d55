"""Records are kept with every earlier value, linked to the plan, and what follows is worked out."""

from datetime import date, timedelta

import pytest

from feedback.audit.models import AuditEntry
from feedback.core import clock
from feedback.core.db import session, writing
from youwesaid.plans import queries as plans
from youwesaid.plans.importing import import_plan
from youwesaid.plans.life import queries, reporting, rules, services
from youwesaid.plans.life.models import Review
from youwesaid.plans.life.words import (
    Decision,
    Difference,
    Fit,
    Kind,
    Nation,
    RiskState,
    Telling,
    Unit,
)

PLAN = "dumfries-galloway-2024-2027"


@pytest.fixture
def today() -> date:
    return clock.today()


def test_an_action_is_edited_through_the_year_and_every_value_stays(bring, keep, make_staff, today):
    plan, member = bring(PLAN), make_staff()
    activity = plans.item("dg-2024", "dg-a1-4")
    action = keep(Kind.WORK, plan, {
        "year": "2026", "action": "Send plain letters.", "status": "Not started",
        "due_on": today - timedelta(days=3), "items": [activity],
    })  # fmt: skip

    assert [line.days_late for line in reporting.late_actions(plan, today)] == [3]
    with writing():
        services.change(record=action, values={"status": "In progress", "rag": "Amber"},
                        why="Begun in May", by=member)  # fmt: skip
    with writing():
        assert services.change(record=action, values={"rag": "Amber"}, by=member) is None
        services.change(record=action, values={"finished_on": today}, by=member)

    assert [change.fields for change in action.changes] == [
        {"status": ["Not started", "In progress"], "rag": ["", "Amber"]},
        {"finished_on": [None, today.isoformat()]},
    ]
    assert not reporting.late_actions(plan, today)
    (line,) = reporting.actions_of_workplan(plan, "2026", on=today)
    assert (line.edits, line.items, line.status, line.rag) == (
        2,
        (activity,),
        "In progress",
        "Amber",
    )
    verbs = (
        session()
        .query(AuditEntry.verb)
        .filter_by(thing="plan_workplan")
        .order_by(AuditEntry.number)
        .all()
    )
    assert [verb for (verb,) in verbs] == ["plan_life.kept", *["plan_life.changed"] * 2]


def test_a_deadline_is_worked_out_again_when_its_event_moves(bring, keep, make_staff):
    plan = bring("shropshire-2023-2026")
    briefing = plans.item("shr-2023", "shr-m-s4a-4")
    deadline = keep(Kind.DEADLINE, plan, {
        "name": "Learning briefing", "measure": briefing, "event_on": date(2026, 4, 2),
        "length": 10, "unit": Unit.WORKING_DAYS, "nation": Nation.ENGLAND,
    })  # fmt: skip

    assert (deadline.due_on, deadline.items) == (date(2026, 4, 20), [briefing])
    with writing():
        services.change(record=deadline, values={"nation": Nation.SCOTLAND}, by=make_staff())
    assert deadline.due_on == date(2026, 4, 17)
    late = reporting.due_now(plan, date(2026, 4, 20))
    assert [(line.name, line.days_late) for line in late] == [("Learning briefing", 3)]
    (line,) = [each for each in reporting.measure_lines(plan, on=date(2026, 4, 20))
               if each.measure is briefing]  # fmt: skip
    assert line.judgement.facts == {"kept": 0, "late": 1, "waiting": 0}


def test_a_review_that_was_held_plans_the_next_one_once(bring, keep, make_staff, today):
    plan = bring("dudley-2024-2026")
    asks = plan.document["reviews"][0]["asks"]
    review = keep(Kind.REVIEW, plan, {
        "name": "12-month check-in", "planned_on": today, "asks": asks,
        "goes_to": ["dud24-g-dsab"],
    }, review_key="dud24-rev1")  # fmt: skip
    held = {"held_on": today, "answers": ["Much."] * len(asks), "difference": Difference.PARTLY,
            "fits": Fit.YES, "next_on": today + timedelta(days=365)}  # fmt: skip

    with writing():
        services.change(record=review, values=held, by=make_staff())
        services.change(record=review, values={"next_on": today + timedelta(days=300)}, by=None)

    newest, oldest = queries.records(plan, Kind.REVIEW)
    assert oldest is review
    assert (newest.planned_on, newest.asks) == (today + timedelta(days=300), asks)
    assert (newest.held_on, newest.review_key) == (None, "dud24-rev1")
    (line,) = reporting.reviews_between(plan, today, today)
    assert line.asked[0] == ("What was done?", "Much.")
    assert line.goes_to == tuple(g.name for g in plan.groups if g.key == "dud24-g-dsab")
    assert session().query(Review).count() == 2


def test_risks_tests_and_messages_are_told_to_reports_and_never_to_the_public(bring, keep, today):
    plan = bring("dundee-2019")
    measure = plans.item("dun-2019", "dun-m4")
    keep(Kind.RISK, plan, {"risk": "Nobody has time.", "likelihood": 4, "impact": 3,
                           "state": RiskState.OPEN, "items": [measure]})  # fmt: skip
    keep(Kind.RISK, plan, {"risk": "Over.", "likelihood": 5, "impact": 5,
                           "state": RiskState.CLOSED})  # fmt: skip
    keep(Kind.TEST, plan, {"team": "West team", "change": "chronologies", "result": "up",
                           "cycle": 1, "decision": Decision.ADOPT, "scaled_on": today})  # fmt: skip
    told = {"audience": "workforce", "told": "We listen.", "items": [measure]}
    keep(Kind.MESSAGE, plan, {**told, "telling": Telling.DRAFT, "told_on": today})
    keep(Kind.MESSAGE, plan, {**told, "telling": Telling.TOLD, "told_on": today})

    (risk,) = reporting.risks_open(plan)
    assert (risk.score, risk.score_words, risk.items) == (12, "High", (measure,))
    (round_,) = reporting.tests_of_change(plan)
    assert (round_.decision, round_.scaled_on) == (Decision.ADOPT, today)
    assert len(reporting.communications_between(plan, today, today)) == 1
    for kind in (Kind.RISK, Kind.TEST):
        assert not queries.records(plan, kind, for_public=True)
    assert len(queries.records(plan, Kind.MESSAGE, for_public=True)) == 1
    assert len(queries.records_of_item(measure)) == 3


def test_what_is_taken_out_stays_for_staff_and_changes_no_more(bring, keep, make_staff, today):
    plan, member = bring("dundee-2019"), make_staff()
    reading = keep(Kind.READING, plan, {"measure": plans.item("dun-2019", "dun-m2"),
                                        "taken_on": today, "said": "has risen"})  # fmt: skip

    with writing(), pytest.raises(services.WhyMissing):
        services.take_out(record=reading, why=" ", by=member)
    with writing():
        services.take_out(record=reading, why="Of another team", by=member)
    with writing(), pytest.raises(services.TakenOut):
        services.change(record=reading, values={"said": "has fallen"}, by=member)

    assert not queries.records(plan, Kind.READING)
    assert len(queries.records(plan, Kind.READING, with_gone=True)) == 1
    assert not reporting.readings_between(plan, today, today)


def test_a_measure_that_leaves_the_plan_file_stays_because_it_was_read(bring, keep, today):
    plan = bring("dundee-2019")
    keep(Kind.READING, plan, {"measure": plans.item("dun-2019", "dun-m2"), "taken_on": today,
                              "value": 4.0})  # fmt: skip
    document = {**plan.document}
    document["measures"] = [each for each in document["measures"] if each["id"] != "dun-m2"]

    with writing():
        assert "dun-m2" in import_plan(document).kept


@pytest.mark.parametrize(
    ("kind", "values", "rule"),
    [
        (Kind.READING, {"taken_on": date(2020, 1, 1)}, rules.NothingRead),
        (Kind.READING, {"taken_on": date(2020, 1, 1), "value": 1.0, "out_of": 0.0},
         rules.PartOfNothing),
        (Kind.READING, {"taken_on": date(2999, 1, 1), "value": 1.0}, rules.StillToCome),
        (Kind.WORK, {"year": "next", "action": "x"}, rules.NotAYear),
        (Kind.ROW, {"cells": {"Who": ""}}, rules.RowIsBlank),
        (Kind.DEADLINE, {"event_on": date(2026, 1, 2), "met_on": date(2026, 1, 1), "length": 3,
                         "unit": Unit.DAYS, "nation": Nation.WALES}, rules.MetBeforeEvent),
        (Kind.DEADLINE, {"event_on": date(2026, 1, 2), "length": 1001, "unit": Unit.DAYS,
                         "nation": Nation.WALES}, rules.TooLong),
        (Kind.REVIEW, {"name": "x", "planned_on": date(2026, 1, 2), "next_on": date(2026, 1, 2)},
         rules.NextIsNotLater),
        (Kind.TEST, {"team": "x", "change": "x", "cycle": 0}, rules.NoRound),
        (Kind.TEST, {"team": "x", "change": "x", "scaled_on": date(2026, 1, 1)},
         rules.ScaledWithoutResult),
        (Kind.MESSAGE, {"telling": Telling.TOLD}, rules.ToldOnNoDay),
    ],
)  # fmt: skip
def test_what_cannot_be_true_is_refused_by_name(bring, kind, values, rule):
    plan = bring("dundee-2019")

    with writing(), pytest.raises(rule):
        services.keep(kind=kind, plan=plan, values=values, by=None)
