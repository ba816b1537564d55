import re

import pytest
import yaml

from feedback.core.db import writing
from tests.youwesaid.plans.conftest import EXAMPLES, PARTS, FakeEntry
from youwesaid.plans import events, queries, services

pytestmark = pytest.mark.one_database

#: What a file says in codes, or by the ids of other things in it.
CODES = {
    "id", "known", "kind", "priority", "parent", "colour", "applies_to", "aim_refs",
    "measure_refs", "owner_group", "owner", "refs", "team", "measures", "from_group", "to_group",
    "reports_to", "goes_to", "due",
}  # fmt: skip


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
