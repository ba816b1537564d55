import gzip

import pytest

from feedback.core.db import writing
from tests.youwesaid.plans.conftest import PARTS, FakeEntry
from youwesaid.plans import events, queries, services
from youwesaid.plans.examples import example_file

pytestmark = pytest.mark.one_database

LIMIT = 14_000  # bytes, gzipped


@pytest.fixture
def entries():
    """Somebody above the plans who knows published entries; forgets them afterwards."""
    asked = []

    def receiver(_sender, *, plan_item_ids):
        asked.append(list(plan_item_ids))
        return [FakeEntry()]

    with events.entries_wanted.connected_to(receiver):
        yield asked


def test_the_list_names_every_plan_and_says_which_are_superseded(client, all_plans):
    page = client.page("/en/plans")

    links = [link["href"] for link in page.select("main .entry a")]
    assert set(links) == {
        "/en/plans/dg-2024", "/en/plans/dud-2020", "/en/plans/dud-2024", "/en/plans/dun-2019",
        "/en/plans/shr-2023",
    }  # fmt: skip
    assert page.text.count("A newer plan has taken its place") == 1


def test_a_site_without_a_plan_says_so(client):
    assert "No plan is published here yet." in client.page("/en/plans").text


def test_every_kind_of_page_of_every_plan_opens_and_is_light(client, all_plans):
    for plan in queries.plans():
        items = [branch.item for top in queries.tree(plan).top for branch in (top, *top.under)]
        last_of_each = {item.type: item for item in items}.values()
        priorities = [item for item in items if item.type == "priority"]
        ends = [f"/{item.key}" for item in (*priorities, *last_of_each)]
        for path in (f"/ur/plans/{plan.key}{end}" for end in (*PARTS, *ends)):
            response = client.get(path)
            assert response.status_code == 200, path
            assert len(gzip.compress(response.data)) <= LIMIT, path


def test_a_plan_is_shown_in_its_own_words_with_each_priority_on_its_own_page(client, all_plans):
    page = client.page("/en/plans/dg-2024")
    priority = client.page("/en/plans/dg-2024/dg-p1")

    assert "Lived and living experience" in page.text
    assert "Coproduce and improve services with people" in page.text
    assert "People with lived experience help design policies" not in page.text
    assert "People with lived experience help design policies" in priority.text
    assert "what good looks like" in priority.text
    assert "Give everyone a chance to share voice and experience." in priority.text


def test_aims_without_words_and_blank_parts_are_told_plainly(client, all_plans):
    page = client.page("/en/plans/dg-2024/foundations")
    aim = client.page("/en/plans/dg-2024/dg-aim-3")
    objective = client.page("/en/plans/dud-2020/dud20-a1-2")
    priority = client.page("/en/plans/dud-2020/dud20-p1")

    assert "Their words are not published here yet." in page.text
    assert "Strategic aim 3" in aim.select_one("h1").text
    assert objective.text.count("The plan does not say") >= 3
    assert "The plan does not say how people will know." in priority.text
    assert "None" not in objective.select_one("main").text


def test_a_priority_that_is_also_a_group_is_told_by_its_plain_public_name(client, all_plans):
    with writing():
        services.name_plainly(
            item=queries.item("shr-2023", "shr-p1"),
            names={"en": "Domestic abuse", "pl": "Przemoc domowa"},
        )

    assert client.page("/en/plans/shr-2023/shr-p1").select_one("h1").text == "Domestic abuse"
    assert client.page("/pl/plans/shr-2023/shr-p1").select_one("h1").text == "Przemoc domowa"
    in_urdu = client.page("/ur/plans/shr-2023/shr-p1").select_one("h1 span")
    assert (in_urdu["lang"], in_urdu.text) == ("en-GB", "Local Domestic Abuse Partnership Board")


def test_the_plans_english_is_marked_on_pages_of_other_languages(client, all_plans):
    in_urdu = client.page("/ur/plans/dg-2024")
    in_english = client.page("/en/plans/dg-2024")
    easy = client.page("/en-easy/plans/dg-2024")

    assert in_urdu.select_one("h1 span")["lang"] == "en-GB"
    marked = " ".join(tag.text for tag in in_urdu.select("main [lang=en-GB]"))
    assert "Lived and living experience" in marked
    assert "English" in in_urdu.select_one("main .inset").text
    for page in (in_english, easy):
        assert not page.select("main [lang]")
        assert not page.select("main .inset")


def test_targets_are_told_in_words(client, all_plans):
    adult = client.page("/en/plans/shr-2023/shr-s1").text
    reviews = client.page("/en/plans/shr-2023/shr-s4a").text
    safety = client.page("/en/plans/shr-2023/shr-s3").text

    assert "More than 3%" in adult
    assert "At least 75%" in adult
    assert "Within 6 months" in reviews
    assert "Within 10 working days" in reviews
    assert "Down by 5% or more since 2022-23" in safety
    assert "The plan wants this to go down" in safety


def test_what_people_said_about_an_item_and_about_what_stands_under_it_is_linked(
    client, bring_in, small, entries
):
    bring_in(small)

    page = client.page("/pl/plans/pln-1/p1")

    link = page.select_one("main .entries a")
    assert (link["href"], link.text) == ("/pl/changes/bcdf2345", "Said in pl")
    (asked,) = entries
    assert set(asked) == {queries.item("pln-1", key).id for key in ("p1", "o1", "a1")}


def test_an_item_that_nobody_spoke_about_invites_people_to(client, bring_in, small):
    bring_in(small)

    page = client.page("/en/plans/pln-1/a1")

    assert "Nobody has told us about this yet. You can be the first." in page.text
    assert page.select_one('main a[href="/en/tell"]')


def test_an_item_that_somebody_spoke_about_in_private_is_not_called_silent(client, bring_in, small):
    bring_in(small)
    action = queries.item("pln-1", "a1")

    def receiver(_sender, *, plan_item_ids):
        return {action.id: events.Voices(heard=1)} if action.id in plan_item_ids else {}

    with events.voices_wanted.connected_to(receiver):
        page = client.page("/en/plans/pln-1/a1")
        unheard = client.page("/en/plans/pln-1/unheard")

    assert "Nobody has told us" not in page.text
    assert "Nothing is published about this yet." in page.text
    links = [link["href"] for link in unheard.select("main li a")]
    assert links == ["/en/plans/pln-1/aim-1", "/en/plans/pln-1/o1"]


def test_earlier_wordings_stand_beside_the_present_one_with_their_causes(
    client, bring_in, small, make_staff
):
    bring_in(small)
    with writing():
        change = services.change_wording(
            item=queries.item("pln-1", "a1"), field="text", new="Ask before writing.",
            note="Agreed in March.", by=make_staff(),
        )  # fmt: skip

    def receiver(_sender, *, plan_change_ids):
        return {change_id: [FakeEntry()] for change_id in plan_change_ids}

    with events.causes_wanted.connected_to(receiver):
        page = client.page("/en/plans/pln-1/a1")

    before, since = page.select(".before-after .words")
    assert (before.text, since.text) == ("Rewrite the letters.", "Ask before writing.")
    assert "Agreed in March." in page.text
    assert page.select_one('a[href="/en/changes/bcdf2345"]')
    assert change.old == "Rewrite the letters."


def test_what_left_the_plan_stays_readable_and_says_so(client, bring_in, small, make_staff):
    bring_in(small)
    with writing():
        services.change_wording(
            item=queries.item("pln-1", "a1"), field="text", new="Ask.", by=make_staff()
        )
    small["actions"] = []
    bring_in(small)

    assert "This is no longer in the plan." in client.page("/en/plans/pln-1/a1").text
    assert "Ask." not in client.page("/en/plans/pln-1/p1").text


def test_notes_of_whoever_read_a_plan_in_are_not_public(client, bring_in):
    bring_in(example_file("shropshire-2023-2026"))

    for part in ("", "/about", "/groups", "/shr-p1"):
        assert "three ways; aliases" not in client.page(f"/en/plans/shr-2023{part}").text


@pytest.mark.parametrize("path", ["/en/plans/none", "/en/plans/dg-2024/none", "/en/plans/none/x"])
def test_an_address_of_no_plan_is_not_found(client, all_plans, path):
    client.page(path, status=404)
