from datetime import timedelta

import pytest
import yaml

from feedback.core import clock
from feedback.core.db import session, writing
from tests.youwesaid.plans.documents import layouts
from youwesaid.plans import queries as plan_queries
from youwesaid.plans.documents import documenting, queries, services
from youwesaid.plans.documents.documenting import Head
from youwesaid.plans.documents.finding import find
from youwesaid.plans.documents.reading import read_document
from youwesaid.plans.exporting import plan_yaml
from youwesaid.plans.reading import read_plan

HEAD = Head(
    key="lark-2025", title="Larkdale strategy", partnership="Larkdale", start="2025", end="2030"
)


@pytest.fixture
def draft(app):
    """A draft of the invented health strategy."""
    blocks = read_document("health.md", layouts.health())
    with writing():
        kept = services.keep_draft(
            proposal=find(blocks, name="health.md"), blocks=blocks, file_name="health.md", by=None
        )
        return kept.id


def changed(draft_id, act, **values):
    """Do something to a draft in a transaction of its own; what it gives back."""
    with writing():
        return act(draft=queries.draft(draft_id), **values)


def number_of(draft_id, words):
    return next(
        row["number"] for row in queries.draft(draft_id).items
        if words in f"{row['title']} {row['text']}"
    )  # fmt: skip


def test_what_was_accepted_becomes_a_plan_that_goes_out_as_yaml(draft):
    changed(draft, services.accept_sure)
    changed(draft, services.drop, number=number_of(draft, "homeless health"))

    changed(draft, services.make_plan, head=HEAD, leave_out_waiting=True, by=None)

    plan = plan_queries.plan_by_key("lark-2025")
    given = read_plan(plan_yaml(plan).encode())
    assert [each["title"] for each in given["priorities"]] == [
        "Starting well",
        "Living well",
        "Ageing well",
    ]
    assert [each["ref"] for each in given["priorities"]] == ["Pillar 1", "Pillar 2", "Pillar 3"]
    assert len(given["actions"]) == 8
    assert {each["priority"] for each in given["outcomes"]} == {
        "lark-2025-p1",
        "lark-2025-p2",
        "lark-2025-p3",
    }
    assert given["measures"][0]["target"]["value"] == 85
    assert yaml.safe_load(plan_yaml(plan))["plan"]["source_file"] == "health.md"
    assert not queries.drafts()


def test_a_plan_is_not_made_while_items_wait_or_none_is_kept_or_the_id_is_taken(
    draft, bring_in, small
):
    with pytest.raises(services.NothingKept):
        changed(draft, services.make_plan, head=HEAD, leave_out_waiting=True, by=None)
    changed(draft, services.accept, number=1)
    with pytest.raises(services.ItemsWaiting):
        changed(draft, services.make_plan, head=HEAD, leave_out_waiting=False, by=None)
    bring_in(small)
    taken = Head(key="pln-1", title="x", partnership="x", start=None, end=None)
    with pytest.raises(services.KeyTaken):
        changed(draft, services.make_plan, head=taken, leave_out_waiting=True, by=None)


def test_an_item_is_split_at_empty_lines_and_merged_again(draft):
    number = number_of(draft, "Train midwives")

    first, second = changed(
        draft, services.split, number=number, text="Train midwives.\n\nAsk both parents."
    )
    assert [queries.row(queries.draft(draft), each)["text"] for each in (first, second)] == [
        "Train midwives.", "Ask both parents.",
    ]  # fmt: skip

    assert changed(draft, services.merge, number=second) == first
    assert queries.row(queries.draft(draft), first)["text"] == "Train midwives. Ask both parents."
    with pytest.raises(services.ItemNotThere):
        changed(draft, services.drop, number=second)
    with pytest.raises(services.NothingToSplit):
        changed(draft, services.split, number=first, text="In one piece")


def test_an_item_may_be_changed_and_moved_but_not_under_itself(draft):
    pillar, other = number_of(draft, "Starting well"), number_of(draft, "Living well")
    action = number_of(draft, "falls service")

    changed(
        draft,
        services.change,
        number=action,
        values={"type": "measure", "parent": other, "due": "2027"},
    )
    row = queries.row(queries.draft(draft), action)
    assert (row["type"], row["parent"], row["due"], row["state"]) == (
        "measure",
        other,
        "2027",
        "kept",
    )

    changed(draft, services.change, number=pillar, values={"parent": other})
    with pytest.raises(services.ParentIsInside):
        changed(draft, services.change, number=other, values={"parent": pillar})
    with pytest.raises(services.WordsMissing):
        changed(draft, services.change, number=action, values={"title": None, "text": None})


def test_what_stood_under_a_dropped_priority_stands_on_its_own(draft):
    changed(draft, services.accept_sure)
    changed(draft, services.drop, number=number_of(draft, "Ageing well"))

    made = documenting.plan_document(queries.draft(draft), HEAD)

    assert None in {each["priority"] for each in made["actions"]}


def test_drafts_are_deleted_after_thirty_days(draft):
    def left():
        session().expire_all()
        return len(queries.drafts())

    with clock.pretend(clock.now() + timedelta(days=29)):
        with writing():
            assert services.forget_old() == 0
        assert left() == 1
    with clock.pretend(clock.now() + timedelta(days=30)):
        with writing():
            assert services.forget_old() == 1
        assert left() == 0
