"""Each version can be read and compared; a paper sheet carries the way to the entry."""

import pytest

from feedback.core.db import writing
from tests.youwesaid.tracker.conftest import QUOTE
from youwesaid.tracker import queries, services
from youwesaid.tracker.contents import Contents


@pytest.mark.one_database
def test_each_version_has_a_page_and_any_two_can_be_compared(client, published, publisher):
    entry = published()
    with writing():
        insight = queries.insight_to_publish(entry.insight_id)
        insight.topic = "home"
        services.correct(entry, note={"en": "It was about the home."}, by=publisher, threshold=10)

    page = client.page(f"/en/changes/{entry.slug}")
    assert "What it is about" in page.select_one(".versions").get_text()
    first = client.page(f"/en/changes/{entry.slug}/versions/1")
    assert "It has changed since" in first.get_text()
    second = client.page(f"/en/changes/{entry.slug}/versions/2")
    assert "It was about the home." in second.get_text()
    told = client.page(f"/en/changes/{entry.slug}/compare?first=2&second=1").select(
        ".differences dt"
    )
    assert [each.get_text(strip=True) for each in told] == ["What it is about"]
    client.page(f"/en/changes/{entry.slug}/versions/3", status=404)
    client.page(f"/en/changes/{entry.slug}/compare?first=9&second=1", status=404)


def test_the_number_of_quotes_is_frozen_and_their_words_never_are(told, published):
    contribution, _code = told("Each time from the beginning.", QUOTE)
    entry = published([contribution])

    with writing():
        services.pull_quotes([contribution.id])

    frozen = [Contents.from_plain(version.contents) for version in entry.versions]
    assert [contents.quotes for contents in frozen] == [1, 0]
    assert "Each time" not in str([version.contents for version in entry.versions])


def test_a_count_stays_as_it_was_frozen(published, publisher):
    entry = published()

    with writing():
        services.pull_quotes([])
        services.correct(entry, note={"en": "A comma."}, by=publisher, threshold=10)

    assert {version.contents["count"] for version in entry.versions} == {None}


@pytest.mark.one_database
def test_a_sheet_of_paper_has_the_state_the_words_and_the_way_in_each_language(client, published):
    entry = published()

    sheet = client.page(f"/ur/changes/{entry.slug}/poster")

    assert sheet.select_one("html")["dir"] == "rtl"
    assert sheet.select_one(".state svg")
    assert sheet.select_one("svg.qr-code")
    assert (
        sheet.select_one(".poster-address")
        .get_text(strip=True)
        .endswith(f"/ur/changes/{entry.slug}")
    )
    assert "ہم ابھی یہ نہیں کر سکتے۔" in sheet.text


@pytest.mark.one_database
def test_the_way_to_say_that_it_is_not_true_carries_the_entry(client, published):
    entry = published()

    page = client.page(f"/en/changes/{entry.slug}")
    start = client.page(page.select_one(f'a[href*="about={entry.slug}"]')["href"])

    assert entry.slug in str(start.select_one("main"))
