import gzip
import re

import pytest
import yaml

from feedback.core.db import writing
from tests.youwesaid.plans.conftest import EXAMPLES
from youwesaid.plans import events, queries, services
from youwesaid.plans.examples import example_file

LIMIT = 14_000  # bytes, gzipped
PARTS = (
    "", "/about", "/foundations", "/outcomes", "/actions", "/measures", "/groups", "/reporting",
    "/hearing", "/unheard", "/versions", "/versions/1",
)  # fmt: skip
#: What a file says in codes, or by the ids of other things in it.
CODES = {
    "id", "known", "kind", "priority", "parent", "colour", "applies_to", "aim_refs",
    "measure_refs", "owner_group", "owner", "refs", "team", "measures", "from_group", "to_group",
    "reports_to", "goes_to", "due",
}  # fmt: skip


@pytest.fixture
def all_plans(bring_in):
    for path in EXAMPLES:
        bring_in(path)


class FakeEntry:
    slug = "bcdf2345"
    state = "doing"

    def title_in(self, language):
        return f"Said in {language}"


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


@pytest.mark.one_database
def test_every_page_of_every_plan_opens_and_is_light(client, all_plans):
    for plan in queries.plans():
        items = [branch for top in queries.tree(plan).top for branch in (top, *top.under)]
        paths = [f"/ur/plans/{plan.key}/{branch.item.key}" for branch in items]
        for path in [*(f"/ur/plans/{plan.key}{part}" for part in PARTS), *paths]:
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


@pytest.mark.one_database
def test_every_part_of_every_file_can_be_read_in_public(client, all_plans):
    for path in EXAMPLES:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        base = f"/en/plans/{document['plan']['id']}"
        pages = [client.page(f"{base}{part}") for part in PARTS]
        items = [client.page(f"{base}/{entry['id']}") for entry in document["priorities"]]
        shown = _squeezed(" ".join(page.select_one("main").text for page in [*pages, *items]))
        for words in _readable(document):
            assert _squeezed(words) in shown, f"{base}: {words}"


def _readable(document):
    """Every text of a file that is meant for readers; ids, codes and notes left out."""
    for name, value in document.items():
        if name not in {"schema_version", "strain", "plan", "measures"}:
            yield from _texts(value)
    yield from (measure["text"] for measure in document["measures"])
    yield from (measure["caveat"] for measure in document["measures"] if measure["caveat"])
    head = document["plan"]
    yield from (head["title"], head["summary"], *(each["label"] for each in head["versions"]))


def _texts(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in CODES:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str) and not re.fullmatch(r"[a-z]+\d*-[\w-]+|\d{4}-\d\d", value):
        yield value


def _squeezed(words):
    return " ".join(words.split()).casefold()


def test_done_planned_and_refused_stand_apart(client, bring_in, small):
    bring_in(small)

    class Told(FakeEntry):
        def __init__(self, state):
            self.slug, self.state = f"slug-{state}", state

    told = [Told(state) for state in ("doing", "cannot", "done")]

    def receiver(_sender, *, plan_item_ids):
        return told

    with events.entries_wanted.connected_to(receiver):
        page = client.page("/en/plans/pln-1/p1")

    shown = page.select("main h3")
    assert [each.text for each in shown[-3:]] == [
        "What was done",
        "What is planned or being looked at",
        "What cannot be done here, or was decided another way",
    ]
    states = [each.find_next(class_="entry").a["href"][-4:] for each in shown[-3:]]
    assert states == ["done", "oing", "nnot"]


def test_blank_none_and_pointed_at_are_told_differently(client, bring_in, small):
    small["duties"], small["data_sources"] = [], None
    small["priorities"][0]["linked_documents"] = []
    bring_in(small)

    about = client.page("/en/plans/pln-1/about").select_one("main")
    priority = client.page("/en/plans/pln-1/p1")

    assert _after(about, "What the law asks") == "The plan has none."
    assert _after(about, "Where the facts come from") == (
        "The plan points to this, but does not give it."
    )
    assert "The plan does not say" in about.text
    assert _after(priority, "Papers that belong to it") == "The plan has none."


def _after(page, heading):
    (found,) = [each for each in page.select("h2") if each.text == heading]
    return found.find_next("p").text


def test_what_was_worked_out_is_marked(client, all_plans):
    for key, marks in (("dud-2024", 1), ("dun-2019", 2), ("dg-2024", 0)):
        about = client.page(f"/en/plans/{key}/about")
        assert about.text.count("worked out, not printed in the plan") == marks


def test_reasons_can_be_linked_to_one_by_one(client, all_plans):
    page = client.page("/en/plans/dud-2024/dud24-p1")

    assert "nobody asked children or adults" in page.select_one("#why-8").text
    assert page.select_one('a[href="#why-8"]')


def test_the_picture_of_the_reporting_lines_has_its_list_and_its_table(client, all_plans):
    page = client.page("/en/plans/dud-2024/reporting")

    names = [each.text.strip() for each in page.select("#lines-list li")]
    assert names[0] == "Executive Group"
    assert len(page.select("svg[role=img] circle")) == len(names) == 5
    assert page.select_one("svg[role=img]")["aria-describedby"] == "lines-list"
    assert len(page.select("table tbody tr")) == 10
    assert not page.select("[style]")


def test_an_item_of_a_plan_that_is_over_shows_where_it_goes_on(client, all_plans, make_staff):
    with writing():
        services.carry(
            source=queries.item("dud-2020", "dud20-p3"),
            target=queries.item("dud-2024", "dud24-p3"),
            by=make_staff(),
        )

    earlier = client.page("/en/plans/dud-2020/dud20-p3")
    later = client.page("/en/plans/dud-2024/dud24-p3")

    assert "It goes on in another plan:" in earlier.text
    assert earlier.select_one('main a[href="/en/plans/dud-2024/dud24-p3"]')
    assert "It carries on from an earlier plan:" in later.text
    assert later.select_one('main a[href="/en/plans/dud-2020/dud20-p3"]')


def test_earlier_forms_stay_readable_with_what_changed(client, bring_in, small):
    bring_in(small)
    small["actions"][0]["text"] = "Rewrite every letter."
    small["outcomes"], small["duties"] = [], [{"id": "d1", "text": "Report."}]
    bring_in(small)
    bring_in(small)

    listed = client.page("/en/plans/pln-1/versions")
    first = client.page("/en/plans/pln-1/versions/1")

    assert [each.text[:6] for each in listed.select("main h2")] == ["Form 2", "Form 1"]
    newest = listed.select_one("#edition-2").parent.text
    assert "With other words than before" in newest
    assert "No longer in it" in newest
    assert "duties" in newest
    assert "Rewrite the letters." in first.text
    assert "Letters are clear." in first.text
    client.page("/en/plans/pln-1/versions/3", status=404)


@pytest.mark.parametrize("path", ["/en/plans/none", "/en/plans/dg-2024/none", "/en/plans/none/x"])
def test_an_address_of_no_plan_is_not_found(client, all_plans, path):
    client.page(path, status=404)
