import io

import pytest

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.core.db import session, writing
from youwesaid.plans import events, queries, services
from youwesaid.plans.events import LinkedInsight, Voices
from youwesaid.plans.examples import example_file


@pytest.mark.parametrize("role", list(Role))
def test_all_staff_may_read_plans(sign_in, bring_in, small, role):
    bring_in(small)
    browser = sign_in(role)

    whole = ("about", "groups", "versions", "versions/1")
    paths = [f"/plans/pln-1/-/{name}" for name in whole]
    for path in ("/plans/", "/plans/pln-1", "/plans/pln-1/a1", *paths):
        browser.page(path)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.EDITOR, 200), (Role.PUBLISHER, 200), (Role.CODER, 403), (Role.VIEWER, 403)],
)
def test_only_those_who_keep_plans_may_change_them(sign_in, bring_in, small, role, status):
    bring_in(small)
    browser = sign_in(role)

    item = ("names", "standing", "better", "carried")
    whole = ("/plans/new/file", "/plans/pln-1/-/words", "/plans/pln-1/-/groups/g1")
    for path in (*whole, *(f"/plans/pln-1/a1/{name}" for name in item)):
        browser.page(path, status=status)


@pytest.mark.one_database
def test_how_far_an_item_is_is_said_in_the_plans_own_words_and_kept_by_day(
    sign_in, bring_in, small
):
    small["statuses"] = [{"id": "s1", "label": "Under way"}, {"id": "s2", "label": "Finished"}]
    bring_in(small)
    browser = sign_in(Role.EDITOR)

    path = "/plans/pln-1/a1/standing"
    page = browser.page(path)
    browser.submit(path, status=302, rag="Amber", note="At last.", due_marked="y")

    session().rollback()
    assert [each.text for each in page.select("#status option")] == [
        "The plan does not say", "Under way", "Finished",
    ]  # fmt: skip
    action = queries.item("pln-1", "a1")
    assert (action.status, action.rag) == (None, "Amber")
    assert action.plan.inferred == ["a1.due"]
    shown = browser.page("/plans/pln-1/a1")
    assert "Amber" in shown.text
    assert "At last." in shown.text
    browser.submit(path, status=302, rag="Green", due_marked="y")
    assert "Amber" in browser.page("/plans/pln-1/a1").text
    same = browser.submit(path, status=400, rag="Green", due_marked="y")
    assert "This is how far it is already." in same.text
    foreign = browser.submit(path, status=400, rag="Mauve")
    assert foreign.select_one("#rag-error")


@pytest.mark.one_database
def test_a_group_is_given_plain_names_and_dates(sign_in, bring_in, small):
    small["groups"][0]["members"] = ["The Council", "NHS: north"]
    bring_in(small)
    browser = sign_in(Role.EDITOR)

    browser.submit(
        "/plans/pln-1/-/groups/g1",
        status=302,
        name_en="The board",
        aliases="Comittee\nBoard",
        since="2022-07",
        members="The Council: until July 2022\nNHS: north:",
    )

    session().rollback()
    group = queries.group("pln-1", "g1")
    assert (group.public_names, group.aliases) == ({"en": "The board"}, ["Comittee", "Board"])
    assert group.member_dates == {"The Council": "until July 2022"}
    page = browser.page("/plans/pln-1/-/groups")
    assert "July 2022" in page.text
    assert page.select_one("#group-g1").text == "The board"


@pytest.mark.one_database
def test_an_item_is_joined_to_its_like_in_a_later_plan_and_parted_again(sign_in, bring_in, small):
    bring_in(small)
    small["plan"] |= {"id": "pln-2", "title": "Next plan", "period": {"start": "2027"}}
    bring_in(small)
    browser, other = sign_in(Role.EDITOR), str(queries.item("pln-2", "p1").id)
    path = "/plans/pln-1/p1/carried"

    offered = browser.page(path)
    browser.submit(path, status=302, other=other, way="into")
    joined = browser.page(path)
    again = browser.submit(path, status=400, other=other, way="into")
    browser.submit(path, status=302, other=other, way="part_into")

    assert offered.select_one('a[href="/plans/pln-2/p1"]')
    assert "It goes on in another plan:" in joined.text
    assert "These two are joined already." in again.text
    assert "It goes on in another plan:" not in browser.page(path).text


@pytest.mark.one_database
def test_a_measure_says_when_its_better_way_is_not_better(sign_in, bring_in):
    bring_in(example_file("dudley-2024-2026"))
    browser = sign_in(Role.EDITOR)

    browser.submit("/plans/dud-2024/dud24-m3-4/better", status=302, note_en="Fewer found is worse.")

    assert "Fewer found is worse." in browser.page("/plans/dud-2024/dud24-m3-4").text


def test_the_tree_shows_what_was_heard_answered_and_changed(sign_in, bring_in, small, make_staff):
    bring_in(small)
    action = queries.item("pln-1", "a1")
    with writing():
        services.change_wording(item=action, field="text", new="Ask.", by=make_staff())

    def receiver(_sender, *, plan_item_ids):
        return {action.id: Voices(heard=3, answered=2)} if action.id in plan_item_ids else {}

    with events.voices_wanted.connected_to(receiver):
        page = sign_in(Role.VIEWER).page("/plans/pln-1")

    row = page.select_one('tr:has(a[href="/plans/pln-1/a1"])')
    assert [cell.text for cell in row.select("td")] == ["3", "2", "1"]


def test_an_item_lists_the_insights_that_are_tied_to_it(sign_in, bring_in, small):
    bring_in(small)
    insight_id = queries.item("pln-1", "p1").id  # any id will do

    def receiver(_sender, *, plan_item_ids):
        return [LinkedInsight(insight_id, "Nobody rang back.", "Waiting for an answer")]

    with events.insights_wanted.connected_to(receiver):
        page = sign_in(Role.EDITOR).page("/plans/pln-1/a1")

    assert page.select_one(f'a[href="/insights/{insight_id}"]').text == "Nobody rang back."
    assert page.select_one(f'a[href="/insights/plan-items/{queries.item("pln-1", "a1").id}"]')


def test_a_plan_file_is_brought_in_by_hand_and_reported(sign_in):
    browser = sign_in(Role.EDITOR)
    file = (io.BytesIO(example_file("dundee-2019").read_bytes()), "dundee.yaml")

    page = browser.submit("/plans/new/file", file=file)

    session().rollback()  # see what the browser's request wrote
    assert "is in." in page.text
    assert "It has 44 plan items." in page.text
    assert queries.plan_by_key("dun-2019").title == "Leadership of Public Protection Arrangements"
    entry = session().query(AuditEntry).filter_by(verb="plan.imported").one()
    assert (entry.thing_id, entry.actor_id) == ("dun-2019", browser.member.id)


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        (b"a: b: c", "Line 1 is not YAML"),
        (b"schema_version: 1", "plan.id is missing"),
        (b"", "The file holds no plan"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_beside_the_field(sign_in, raw, complaint):
    page = sign_in(Role.EDITOR).submit(
        "/plans/new/file", status=400, file=(io.BytesIO(raw), "plan.yaml")
    )

    assert complaint in page.select_one("#file-error").text


def test_public_names_are_kept_by_language(sign_in, bring_in, small):
    bring_in(small)
    browser = sign_in(Role.EDITOR)

    browser.submit("/plans/pln-1/p1/names", status=302, name_en=" Having a say ", name_ur="بات")

    session().rollback()
    assert queries.item("pln-1", "p1").public_names == {"en": "Having a say", "ur": "بات"}
    assert browser.page("/plans/pln-1/p1/names").select_one("#name_en")["value"] == "Having a say"


def test_a_plan_is_called_by_its_own_words(sign_in, bring_in):
    bring_in(example_file("shropshire-2023-2026"))
    browser = sign_in(Role.EDITOR)

    browser.submit("/plans/shr-2023/-/words", status=302, measures="success statement")

    session().rollback()
    assert queries.item("shr-2023", "shr-m-s1-1").label == "success statement"
    assert "Success statement" in browser.page("/plans/shr-2023").text


def test_items_of_all_plans_can_be_searched(sign_in, bring_in, small):
    bring_in(small)

    page = sign_in(Role.VIEWER).page("/plans/?q=letters")

    assert [link["href"] for link in page.select(".rows a")] == [
        "/plans/pln-1/o1",
        "/plans/pln-1/a1",
    ]
