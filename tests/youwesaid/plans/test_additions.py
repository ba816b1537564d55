"""What people here say of a plan comes along in its file, and comes in again."""

import copy
from datetime import date

import pytest
import yaml

from feedback.core.db import session, writing
from tests.youwesaid.plans.conftest import EXAMPLES
from youwesaid.plans import additions, carrying, editions, events, queries, services
from youwesaid.plans.exporting import plan_document, plan_yaml
from youwesaid.plans.models import Plan, PlanCarry, PlanChange, PlanEdition, PlanGroup, PlanItem
from youwesaid.plans.reading import UnreadablePlan, checked, read_plan


@pytest.fixture
def changed(bring_in, small, make_staff):
    """The small plan after everything that people can change about it."""
    bring_in(small)
    by, action, aim = make_staff(), queries.item("pln-1", "a1"), queries.item("pln-1", "aim-1")
    with writing():
        services.change_standing(item=action, status="Started", rag="Amber", note="Slow.", by=by)
        services.change_wording(item=action, field="text", new="Ask first.", by=by)
        services.change_wording(item=aim, field="text", new="Hear.", by=by)
        services.name_plainly(item=queries.item("pln-1", "p1"), names={"en": "Voice"})
        services.note_measure(item=queries.item("pln-1", "o1"), notes={"en": "Not always."})
        services.describe_group(
            group=queries.group("pln-1", "g1"),
            names={"en": "The board"},
            aliases=["Comittee", " "],
            since="2022",
            until="",
            member_dates={},
        )
        plan = queries.plan_by_key("pln-1")
        services.set_values(plan=plan, statuses=["Started", "Done", "Started"], rags=["Amber"])
        services.mark_inferred(plan=plan, asked=["period.end"], marked=["period.end"])
        session().add(PlanCarry(from_plan="old", from_item="x", into_plan="pln-1", into_item="p1"))
    return queries.plan_by_key("pln-1")


def test_a_file_that_nobody_changed_has_no_key_of_ours(bring_in):
    for path in EXAMPLES:
        key = bring_in(path).key
        assert additions.KEY not in plan_document(queries.plan_by_key(key))


def test_changes_stand_where_the_document_has_a_place_and_else_under_a_key(changed):
    document = plan_document(changed)

    action, aim = document["actions"][0], document["aims"][0]
    assert (action["text"], action["status"], action["rag"]) == ("Ask first.", "Started", "Amber")
    assert (aim["text"], aim["known"]) == ("Hear.", True)
    here = document["here"]
    assert here["public_names"] == {"p1": {"en": "Voice"}}
    assert here["groups"] == {
        "g1": {"public_names": {"en": "The board"}, "aliases": ["Comittee"], "since": "2022"}
    }
    assert (here["statuses"], here["inferred"]) == (["Started", "Done"], ["period.end"])
    assert here["carried"][0]["into"] == {"plan": "pln-1", "item": "p1"}
    assert {change["field"] for change in here["changes"]} == {"text", "status", "rag"}


def test_a_changed_plan_comes_in_elsewhere_and_goes_out_the_same(changed, bring_in):
    text = plan_yaml(changed)
    with writing() as active:
        for table in (PlanCarry, PlanChange, PlanItem, PlanGroup, PlanEdition, Plan):
            for row in active.query(table):
                active.delete(row)

    bring_in(read_plan(text.encode()))

    assert plan_document(queries.plan_by_key("pln-1")) == yaml.safe_load(text)


def test_a_changed_plan_that_comes_in_again_changes_nothing_more(changed, bring_in):
    before = plan_document(changed)

    report = bring_in(read_plan(plan_yaml(changed).encode()))

    assert (report.reworded, report.restated, report.removed) == ([], [], [])
    assert plan_document(queries.plan_by_key("pln-1")) == before


@pytest.mark.one_database
@pytest.mark.parametrize(
    "here",
    [
        [],
        {"nobody": {}},
        {"public_names": {"p1": "Voice"}},
        {"changes": [{"item": "a1", "field": "owner", "old": "", "new": "", "changed_on": "x"}]},
        {"carried": [{"from": {"plan": "a"}, "into": {}}]},
        {"groups": {"g1": {"chair": "x"}}},
    ],
)
def test_additions_that_cannot_be_read_are_refused_in_words(bring_in, small, here):
    with pytest.raises(UnreadablePlan, match="here"):
        bring_in(checked({**small, "here": here}))


def test_a_status_of_the_file_is_taken_when_the_file_says_something_new(
    bring_in, small, make_staff
):
    bring_in(small)
    with writing():
        services.change_standing(
            item=queries.item("pln-1", "a1"), status="Started", rag="", by=make_staff()
        )
    kept = bring_in(small)
    newer = copy.deepcopy(small)
    newer["actions"][0]["status"] = "Done"

    taken = bring_in(newer)

    assert (kept.restated, taken.restated) == ([], ["a1"])
    told = [(change.old, change.new) for change in queries.item("pln-1", "a1").standings]
    assert sorted(told) == [("", "Started"), ("Started", "Done")]


def test_status_and_colour_are_two_things_and_neither_follows_from_the_other(changed, make_staff):
    action = queries.item("pln-1", "a1")
    with writing():
        services.change_standing(item=action, status="Done", rag="Amber", by=make_staff())

    assert (action.status, action.rag) == ("Done", "Amber")
    assert len(action.standings) == 3
    with pytest.raises(services.NothingChanged), writing():
        services.change_standing(item=action, status="Done", rag="Amber", by=make_staff())


def test_every_file_that_changed_something_is_an_edition(bring_in, small):
    first, again = bring_in(small), bring_in(small)
    newer = copy.deepcopy(small)
    newer["actions"].append({"id": "a2", "priority": "p1", "text": "Ring back."})
    newer["aims"] = []
    newer["outcomes"][0]["kind"] = "ambition"
    newer["plan"]["title"] = "Plan of Somewhere"

    third = bring_in(newer)

    assert (first.edition, again.edition, third.edition) == (1, None, 2)
    held = editions.kept(queries.plan_by_key("pln-1"))
    assert held[0].changes == {
        "added": ["a2"], "altered": ["o1"], "removed": ["aim-1"], "sections": ["plan"],
    }  # fmt: skip
    assert held[1].document == {**small}


def test_items_without_a_voice_are_those_of_which_nothing_was_heard(bring_in, small):
    bring_in(small)
    plan, outcome = queries.plan_by_key("pln-1"), queries.item("pln-1", "o1")

    def receiver(_sender, *, plan_item_ids):
        return {outcome.id: events.Voices(heard=1)}

    assert [each.key for each in queries.items_without_voice(plan)] == ["aim-1", "p1", "o1", "a1"]
    with events.voices_wanted.connected_to(receiver):
        assert [each.key for each in queries.items_without_voice(plan)] == ["aim-1", "a1"]


def test_changes_between_two_days_count_both_days(changed):
    today = date.today()  # noqa: TID251 - the clock of the test is the real one

    found = queries.changes_between(changed, today, today)

    assert (found[0].plan_item.key, found[0].field) == ("aim-1", "text")
    assert len(found) == 4
    assert queries.changes_between(changed, date(2020, 1, 1), date(2020, 12, 31)) == []


def test_items_are_joined_across_plans_once_and_never_inside_one(bring_in, small, make_staff):
    bring_in(small)
    later = copy.deepcopy(small)
    later["plan"] |= {"id": "pln-2", "period": {"start": "2027"}}
    bring_in(later)
    source, target, by = queries.item("pln-1", "p1"), queries.item("pln-2", "p1"), make_staff()
    with writing():
        services.carry(source=source, target=target, by=by)

    assert carrying.carried_into(source) == [target]
    assert carrying.carried_from(target) == [source]
    assert carrying.carried_from(source) == []
    with pytest.raises(services.AlreadyCarried), writing():
        services.carry(source=source, target=target, by=by)
    with pytest.raises(services.SamePlan), writing():
        services.carry(source=source, target=queries.item("pln-1", "a1"), by=by)


def test_what_left_the_file_stays_when_it_goes_on_in_another_plan(bring_in, small):
    bring_in(small)
    with writing() as active:
        active.add(PlanCarry(from_plan="pln-1", from_item="o1", into_plan="x", into_item="y"))
    small["outcomes"] = []

    assert bring_in(small).kept == ["o1"]
