"""The API: what is published, in pages and languages; refusals in words; a true description."""

import re
from datetime import timedelta

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from werkzeug.http import parse_options_header

from feedback.core import clock
from feedback.core.db import session, writing
from youwesaid.tracker.models import Entry
from youwesaid.tracker.sharing.examples import ENTRY, ITEM, PLAN, QUARTER
from youwesaid.tracker.sharing.operations import OPERATIONS

pytestmark = pytest.mark.one_database
API = "/api/v1"


def test_the_description_is_valid_and_names_every_address_and_no_other(client, public_app):
    described = client.get(f"{API}/openapi.json").json

    validate(described)
    rules = [rule for rule in public_app.url_map.iter_rules() if rule.endpoint.startswith("api.")]
    served = {re.sub(r"<(?:int:)?(\w+)>", r"{\1}", rule.rule.removeprefix(API)) for rule in rules}
    assert served == {*described["paths"], "/openapi.json"}
    assert described["openapi"].startswith("3.1")


def test_every_operation_has_an_example_that_fits_its_own_description(client):
    described = client.get(f"{API}/openapi.json").json

    for path, methods in described["paths"].items():
        found = methods["get"]["responses"]["200"]["content"]["application/json"]
        whole = {**found["schema"], "components": described["components"]}
        (example,) = found["examples"].values()
        Draft202012Validator(whole).validate(example["value"])
        assert methods["get"]["summary"], path


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_every_address_answers_with_what_is_published(client, stocked, operation):
    named = {"entry": ENTRY, "plan": PLAN, "item": ITEM, "quarter": QUARTER, "number": "1"}

    found = client.get(API + operation.path.format(**named))

    assert found.status_code == 200, found.text
    assert found.mimetype == "application/json"
    if operation.is_list:
        assert found.json["total"] == len(found.json["records"]) or operation.name == "topics"


def test_an_entry_is_in_the_language_asked_for_and_says_where_it_is_not(client, stocked):
    entry = client.get(f"{API}/entries/{ENTRY}?lang=ur")
    accepted = client.get(f"{API}/entries/{ENTRY}", headers={"Accept-Language": "ur, en;q=0.5"})

    contents = entry.json["contents"]
    assert entry.headers["Content-Language"] == accepted.headers["Content-Language"] == "ur"
    assert contents["said"] == {
        "text": "ایک ہی بات بار بار۔", "language": "ur", "is_fallback": False,
    }  # fmt: skip
    assert contents["answers"][0]["who"] == {
        "text": "The committee's chair", "language": "en-GB", "is_fallback": True,
    }  # fmt: skip
    assert accepted.json == entry.json
    assert "Accept-Language" in accepted.headers["Vary"]


def test_a_small_count_stays_hidden_and_the_tree_counts_entries_only(client, stocked):
    entry = client.get(f"{API}/entries/{ENTRY}").json
    item = client.get(f"{API}/plans/{PLAN}/items/{ITEM}").json
    tree = client.get(f"{API}/plans/{PLAN}/tree").json

    assert (entry["contents"]["people"], entry["contents"]["people_threshold"]) == (None, 10)
    assert (item["people"], item["people_until"]) == (None, "2026-09-30")
    assert (item["entries"], tree["items"][0]["entries"]) == ([ENTRY], 1)


def test_what_was_late_when_asked_is_late(client, stocked):
    with clock.pretend(clock.now().replace(year=2026, month=10, day=1)):
        in_time = client.get(f"{API}/entries/{ENTRY}").json
    with clock.pretend(clock.now().replace(year=2026, month=11, day=2)):
        late = client.get(f"{API}/entries?late=true").json

    assert not in_time["is_late"]
    assert [entry["is_late"] for entry in late["records"]] == [True]


def test_lists_come_in_pages_with_links_in_an_order_that_stays(client, published):
    entries = [published() for _ in range(3)]
    with writing():
        for place, entry in enumerate(entries):
            entry.first_published_on = clock.today() - timedelta(days=10 - place)
    slugs = [entry.slug for entry in entries]

    first = client.get(f"{API}/entries?per_page=2")
    links = re.findall(r'<([^>]*)>; rel="(\w+)"', first.headers["Link"])
    onward = {name: address for address, name in links}
    with writing():
        session().get_one(Entry, entries[0].id).changed_on = clock.today()
    second = client.get(onward["next"])

    seen = [entry["id"] for page in (first, second) for entry in page.json["records"]]
    assert seen == slugs
    assert set(onward) == {"first", "next", "last"}
    assert first.json["pages"] == second.json["page"] == 2


def test_an_answer_that_is_known_already_is_not_sent_again(client, stocked):
    first = client.get(f"{API}/entries")
    again = client.get(f"{API}/entries", headers={"If-None-Match": first.headers["ETag"]})
    other = client.get(f"{API}/entries?lang=ur", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data, other.status_code) == (304, b"", 200)


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "word"),
    [
        ("GET", "/entries/nobody", {}, 404, "nothing of that name"),
        ("GET", "/nowhere", {}, 404, "nothing of that name"),
        ("GET", "/entries?page=9", {}, 404, "only 1 pages"),
        ("GET", "/snapshots/2026-q9", {}, 404, "nothing of that name"),
        ("POST", "/entries", {}, 405, "only be read"),
        ("DELETE", "/entries/nobody", {}, 405, "only be read"),
        ("GET", "/entries", {"Accept": "text/csv"}, 406, "only have JSON"),
        ("GET", "/entries?page=0&colour=red", {}, 422, "what you asked for"),
        ("GET", "/entries?changed_since=2026-02-31", {}, 422, "what you asked for"),
    ],
)
def test_a_refusal_is_in_words_for_people_and_programs(
    client, stocked, method, path, headers, status, word
):
    refused = client.open(API + path, method=method, headers=headers)

    problem = refused.json
    assert (refused.status_code, problem["status"]) == (status, status)
    assert parse_options_header(refused.headers["Content-Type"])[0] == "application/problem+json"
    assert word in f"{problem['title']} {problem['detail']}"
    assert refused.headers["Cache-Control"] == "no-store"
    if status == 405:
        assert refused.headers["Allow"]
    if "colour" in path:
        assert {each["name"] for each in problem["parameters"]} == {"page", "colour"}
        page = client.page(f"/en/share/api?{status}")
        assert page.select_one(f"#problem-{status}")


def test_a_refusal_is_in_the_language_asked_for(client):
    polish = client.get(f"{API}/nothing?lang=pl")

    assert polish.headers["Content-Language"] == "pl"
    assert polish.json["status"] == 404


def test_any_page_may_read_and_none_may_write(client):
    looked = client.head(f"{API}/topics")
    asked = client.options(f"{API}/topics", headers={"Origin": "https://elsewhere.example"})

    assert (looked.status_code, looked.data) == (200, b"")
    for answer in (looked, client.get(f"{API}/topics"), client.get(f"{API}/nothing")):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert set(asked.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
