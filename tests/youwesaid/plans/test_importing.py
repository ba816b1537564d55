import copy

import pytest
import yaml
from sqlalchemy import func, select

from feedback.core.db import session, writing
from tests.youwesaid.plans.conftest import EXAMPLES
from youwesaid.plans import queries, services
from youwesaid.plans.exporting import plan_document, plan_yaml
from youwesaid.plans.models import PlanChange, PlanItem
from youwesaid.plans.reading import read_plan_file


def test_five_plans_ship_with_the_product():
    assert len(EXAMPLES) == 5


def test_a_plan_given_back_is_the_plan_that_was_brought_in(bring_in, example):
    report = bring_in(example)

    given_back = plan_yaml(queries.plan_by_key(report.key))

    assert yaml.safe_load(given_back) == yaml.safe_load(example.read_text(encoding="utf-8"))


def test_the_plans_beside_the_checkout_come_in_and_go_out_unchanged(bring_in, shared):
    for path in sorted((shared / "plans").glob("*.yaml")):
        report = bring_in(path)
        given_back = plan_yaml(queries.plan_by_key(report.key))
        assert yaml.safe_load(given_back) == yaml.safe_load(path.read_text(encoding="utf-8"))


def test_every_item_of_a_file_is_in_the_plan(bring_in, example):
    document = yaml.safe_load(example.read_text(encoding="utf-8"))

    report = bring_in(example)

    sections = ("aims", "principles", "priorities", "outcomes", "actions", "measures")
    has_vision = bool(document["vision"]["text"])
    assert report.items == sum(len(document[name]) for name in sections) + has_vision
    assert report.groups == len(document["groups"])
    assert report.is_new
    assert not report.warnings


def test_the_same_file_again_changes_nothing(bring_in, example):
    bring_in(example)
    before = _snapshot()

    report = bring_in(example)

    assert _snapshot() == before
    assert not report.is_new
    assert [report.added, report.reworded, report.removed, report.kept] == [[], [], [], []]
    assert session().scalar(select(func.count(PlanChange.id))) == 0


def test_a_plan_keeps_its_own_words_for_things(bring_in):
    for path in EXAMPLES:
        bring_in(path)

    assert queries.item("dg-2024", "dg-o1-1").label == "what good looks like"
    assert queries.item("dud-2020", "dud20-a1-2").label == "objective"
    assert queries.item("dud-2020", "dud20-a1-2").ref == "1.2"
    assert queries.item("dud-2024", "dud24-x1").label == "cross-cutting"
    assert queries.item("shr-2023", "shr-m-s1-1").label == "measure"


def test_an_aim_whose_text_is_not_given_stays_blank_and_unknown(bring_in):
    bring_in(next(path for path in EXAMPLES if "dumfries" in path.name))

    aim = queries.item("dg-2024", "dg-aim-3")

    assert (aim.ref, aim.text, aim.known) == ("Strategic aim 3", None, False)


def test_items_stand_under_their_priority_in_the_order_of_the_file(bring_in, small):
    bring_in(small)

    tree = queries.tree(queries.plan_by_key("pln-1"))

    assert [branch.item.key for branch in tree.top] == ["aim-1", "p1"]
    assert [branch.item.key for branch in tree.of("priority")[0].under] == ["o1", "a1"]
    assert tree.of("priority")[0].item.owner == "The Committee"


def test_a_second_import_keeps_public_names_and_updates_the_rest(bring_in, small):
    bring_in(small)
    with writing():
        services.name_plainly(item=queries.item("pln-1", "p1"), names={"en": "Having a say"})
    small["actions"][0]["status"] = "in progress"

    bring_in(small)

    assert queries.item("pln-1", "p1").public_names == {"en": "Having a say"}
    assert queries.item("pln-1", "a1").status == "in progress"


def test_a_wording_new_in_the_file_is_recorded_beside_the_old_one(bring_in, small):
    bring_in(small)
    small["actions"][0]["text"] = "Rewrite every letter."

    report = bring_in(small)

    assert report.reworded == ["a1"]
    (change,) = queries.item("pln-1", "a1").changes
    assert (change.old, change.new) == ("Rewrite the letters.", "Rewrite every letter.")
    assert change.changed_by_id is None


def test_an_older_file_does_not_undo_a_wording_changed_here(bring_in, small, make_staff):
    bring_in(small)
    with writing():
        services.change_wording(
            item=queries.item("pln-1", "a1"), field="text", new="Ask first.", by=make_staff()
        )

    report = bring_in(small)

    assert report.kept_wordings == ["a1"]
    assert queries.item("pln-1", "a1").text == "Ask first."
    assert plan_document(queries.plan_by_key("pln-1"))["actions"][0]["text"] == "Ask first."


def test_what_left_the_file_is_removed_unless_something_is_tied_to_it(bring_in, small, make_staff):
    bring_in(small)
    with writing():
        services.change_wording(
            item=queries.item("pln-1", "a1"), field="text", new="Ask first.", by=make_staff()
        )
    small["actions"], small["outcomes"] = [], []

    report = bring_in(small)

    assert (report.removed, report.kept) == (["o1"], ["a1"])
    tree = queries.tree(queries.plan_by_key("pln-1"))
    assert [item.key for item in tree.gone] == ["a1"]
    assert tree.of("priority")[0].under == ()


def test_what_came_back_into_the_file_is_in_the_plan_again(bring_in, small, make_staff):
    bring_in(small)
    with writing():
        services.change_wording(
            item=queries.item("pln-1", "a1"), field="text", new="Ask first.", by=make_staff()
        )
    without = copy.deepcopy(small)
    without["actions"] = []
    bring_in(without)

    bring_in(small)

    assert queries.item("pln-1", "a1").gone_on is None


def test_the_plan_that_starts_last_is_the_one_in_force(bring_in, small):
    bring_in(small)
    small["plan"] |= {"id": "pln-2", "title": "Next plan", "period": {"start": "2027"}}

    bring_in(small)

    first, second = queries.plan_by_key("pln-1"), queries.plan_by_key("pln-2")
    assert (first.is_current, second.is_current) == (False, True)
    assert queries.successor(first) == second
    assert queries.successor(second) is None


def test_loose_references_are_told_and_do_not_stop_an_import(bring_in, small):
    small["actions"][0] |= {"priority": "p9", "ref": 1.1}

    report = bring_in(small)

    pointer, number = report.warnings
    assert pointer == "priority of a1 names p9, which is not in the file."
    assert number.startswith("The reference of a1 was read as the number 1.1: put it in quotes")
    assert queries.item("pln-1", "a1").parent is None


def test_a_partnership_may_say_what_the_plan_calls_its_things(bring_in, small):
    bring_in(small)
    plan = queries.plan_by_key("pln-1")
    with writing():
        services.call_things(plan=plan, labels={"outcomes": "success statement", "actions": " "})

    bring_in(small)

    assert queries.item("pln-1", "o1").label == "success statement"
    assert queries.item("pln-1", "a1").label == "objective"


def test_items_are_found_by_reference_and_by_the_beginnings_of_words(bring_in, small):
    bring_in(small)

    assert [item.key for item in queries.search_items("1.1")] == ["a1"]
    assert [item.key for item in queries.search_items("LETT")] == ["o1", "a1"]
    assert [item.key for item in queries.search_items("letters rewr")] == ["a1"]
    assert queries.search_items(" ") == []


@pytest.mark.parametrize("field", ["title", "text"])
def test_a_wording_cannot_be_changed_to_nothing_or_to_itself(bring_in, small, make_staff, field):
    bring_in(small)
    item, by = queries.item("pln-1", "p1"), make_staff()

    with pytest.raises(services.NothingChanged), writing():
        services.change_wording(item=item, field=field, new=getattr(item, field), by=by)
    with pytest.raises(services.WordingMissing), writing():
        services.change_wording(item=item, field=field, new="  ", by=by)


def test_plan_files_beside_the_checkout_are_the_ones_that_ship(shared):
    for path in EXAMPLES:
        beside = shared / "plans" / path.name
        assert read_plan_file(beside) == read_plan_file(path)


def _snapshot():
    columns = [column for column in PlanItem.__table__.columns if column.name != "id"]
    rows = session().execute(select(*columns).order_by(PlanItem.plan_id, PlanItem.position))
    return [tuple(row) for row in rows]
