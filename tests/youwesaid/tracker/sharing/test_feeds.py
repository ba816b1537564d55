"""Feeds and calendars: valid, quiet on other people's screens, the same ids for ever."""

import json
import re
from dataclasses import dataclass
from datetime import date

import feedparser
import icalendar
import pytest
from lxml import etree

from feedback.core.db import writing
from youwesaid.tracker import services
from youwesaid.tracker.sharing import calendars
from youwesaid.tracker.sharing.examples import ENTRY, ITEM

pytestmark = pytest.mark.one_database
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SAID = "You tell the same story again."


def _read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    found = feedparser.parse(answer.data)
    assert not found.bozo, found.get("bozo_exception")
    return found


def test_the_feed_has_what_atom_asks_for_and_leads_to_the_pages(client, stocked):
    answer = client.get("/en/changes/feed.atom?topic=being_heard")
    feed, (entry,) = (found := feedparser.parse(answer.data)).feed, found.entries
    root = etree.fromstring(answer.data)

    assert answer.content_type == "application/atom+xml; charset=utf-8"
    for name in ("id", "title", "updated", "author/a:name"):
        assert root.findtext(f"a:{name}", namespaces=ATOM), name
    for name in ("id", "title", "updated", "published", "content"):
        assert root.findtext(f"a:entry/a:{name}", namespaces=ATOM), name
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", feed.id)
    (own,) = [link.href for link in feed.links if link.rel == "self"]
    assert own == "http://localhost/en/changes/feed.atom?topic=being_heard"
    assert client.get(entry.link).status_code == 200
    assert SAID in entry.content[0].value
    assert "We cannot do this now." in entry.content[0].value


def test_titles_tell_nothing_of_what_people_said(client, stocked):
    feed = _read(client, "/en/changes/feed.atom")
    days = icalendar.Calendar.from_ical(client.get("/en/changes/dates.ics").data)

    titles = [feed.feed.title, feed.entries[0].title, *(str(day["SUMMARY"]) for day in days.events)]
    assert titles == [
        "What changed", "Cannot, 3 August 2026", "We look at it again",
    ]  # fmt: skip
    assert SAID not in client.get("/en/changes/dates.ics").text


def test_the_json_feed_says_the_same_under_the_same_ids(client, stocked):
    atom = _read(client, "/ur/changes/feed.atom")
    found = json.loads(client.get("/ur/changes/feed.json").data)

    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["language"] == "ur"
    assert [item["id"] for item in found["items"]] == [entry.id for entry in atom.entries]
    assert "ایک ہی بات" in found["items"][0]["content_html"]
    assert {"id", "url", "title", "content_html", "date_published", "date_modified"} <= set(
        found["items"][0]
    )


def test_ids_stay_when_an_entry_is_corrected_and_readers_see_that_it_changed(
    client, stocked, publisher
):
    before = _read(client, "/en/changes/feed.atom").entries[0]
    with writing():
        services.correct(stocked, note={"en": "A word was wrong."}, by=publisher, threshold=10)

    after = _read(client, "/en/changes/feed.atom").entries[0]
    versions = _read(client, f"/en/changes/{ENTRY}/feed.atom").entries
    polish = _read(client, "/pl/changes/feed.atom").entries[0]

    assert after.id == before.id != polish.id
    assert after.updated > before.updated
    assert [entry.title.partition(",")[0] for entry in versions] == ["Corrected", "First published"]
    assert len({entry.id for entry in versions}) == 2
    assert "A word was wrong." in versions[0].content[0].value


@pytest.mark.parametrize(
    ("narrowed", "number"),
    [(f"item={ITEM}", 1), ("topic=being_heard", 1), ("topic=home", 0), ("state=done", 0)],
)
def test_a_feed_is_narrowed_like_the_list(client, stocked, narrowed, number):
    assert len(_read(client, f"/en/changes/feed.atom?{narrowed}").entries) == number
    assert len(json.loads(client.get(f"/en/changes/feed.json?{narrowed}").data)["items"]) == number


def test_words_are_escaped_in_a_feed(client, published):
    published(said={"en": "<script>alert(1)</script> & more"})

    entry = _read(client, "/en/changes/feed.atom").entries[0]

    assert "<script" not in entry.content[0].value
    raw = json.loads(client.get("/en/changes/feed.json").data)["items"][0]["content_html"]
    assert "&lt;script&gt;" in raw


@dataclass
class Meeting:
    """What another part puts on the calendar: nothing of it is known here."""

    key: str = "m1"
    on: date = date(2026, 12, 1)
    until: date | None = date(2026, 12, 2)
    title: str = "Open meeting"
    about: str = "In the town hall"
    url: str = "http://localhost/en/meetings/m1"
    changed_on: date = date(2026, 11, 1)


def test_the_calendar_has_next_looks_and_the_days_of_other_parts(client, stocked, monkeypatch):
    monkeypatch.setattr(calendars, "_sources", {})
    calendars.add_source("meetings", lambda: [Meeting()])
    calendars.add_source("meetings", lambda: [Meeting()])

    answer = client.get("/en/changes/dates.ics")
    meeting, look = sorted(
        icalendar.Calendar.from_ical(answer.data).events, key=lambda day: day["SUMMARY"]
    )
    narrowed = icalendar.Calendar.from_ical(client.get("/en/changes/dates.ics?state=cannot").data)
    own = icalendar.Calendar.from_ical(client.get(f"/en/changes/{ENTRY}/dates.ics").data)

    assert answer.content_type == "text/calendar; charset=utf-8"
    assert (look.start, look.end) == (date(2026, 11, 1), date(2026, 11, 2))
    assert look["URL"] == f"http://localhost/en/changes/{ENTRY}"
    assert (meeting.start, meeting.end) == (date(2026, 12, 1), date(2026, 12, 3))
    assert [day["UID"] for day in narrowed.events] == [look["UID"]]
    assert [day["UID"] for day in own.events] == [look["UID"]]
    assert {str(day["CLASS"]) for day in (meeting, look)} == {"PUBLIC"}


def test_the_list_names_its_feeds_and_leads_to_the_page_about_following(client, stocked):
    page = client.page("/en/changes/?topic=being_heard")

    alternate = {tag["type"]: tag["href"] for tag in page.select("link[rel=alternate][type]")}
    assert alternate["application/atom+xml"] == "/en/changes/feed.atom?topic=being_heard"
    assert page.select_one('a[href="/en/share"]')
    assert client.get(alternate["application/feed+json"]).status_code == 200
