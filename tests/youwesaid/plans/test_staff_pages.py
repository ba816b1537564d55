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

    for path in ("/plans/", "/plans/pln-1", "/plans/pln-1/a1"):
        browser.page(path)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.EDITOR, 200), (Role.PUBLISHER, 200), (Role.CODER, 403), (Role.VIEWER, 403)],
)
def test_only_those_who_keep_plans_may_change_them(sign_in, bring_in, small, role, status):
    bring_in(small)
    browser = sign_in(role)

    for path in ("/plans/new/file", "/plans/pln-1/-/words", "/plans/pln-1/a1/names"):
        browser.page(path, status=status)


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
