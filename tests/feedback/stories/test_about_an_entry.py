"""Telling us whether a published entry is true."""

import pytest

from feedback.contributions import events
from feedback.contributions.models import Contribution
from tests.support.pages import fields_of, only


def kept() -> Contribution:
    """The one contribution that there is."""
    return only(Contribution)


class Published:
    """An entry as the tracker describes it."""

    slug = "k3m9q2"
    state = "done"

    def title_in(self, _language):
        return "We want one worker."


@pytest.fixture
def an_entry():
    """A tracker that knows one entry."""

    def named(_sender, *, slug, **_more):
        return Published() if slug == Published.slug else None

    with events.entry_named.connected_to(named):
        yield Published


def test_words_about_a_published_entry_skip_the_topic_and_name_it(client, an_entry):
    start = client.page(f"/en/tell?about={an_entry.slug}")
    onward = start.select_one("main a.button")["href"]
    words = client.page(onward)
    sent = fields_of(words) | {"words": "Yes, this is true."}
    check = client.submit("/en/tell/check", **sent)
    client.submit("/en/tell/send", **fields_of(check))

    for page in (start, words, check):
        assert "We want one worker." in page.select_one("main").get_text()
    assert kept().entry_slug == an_entry.slug
    assert kept().topic is None


def test_the_start_page_keeps_the_entry_when_the_language_changes(client, an_entry):
    start = client.page(f"/en/tell?about={an_entry.slug}&_external=1&_scheme=ftp")

    link = start.select_one('.languages a[lang="ur"]')
    assert link["href"] == f"/ur/tell?about={an_entry.slug}"


@pytest.mark.parametrize("slug", ["nothing-like-it", "../x", "'; DROP", "A" * 300])
def test_an_entry_that_does_not_exist_leads_to_the_usual_journey(client, an_entry, slug):
    start = client.page("/en/tell", query_string={"about": slug})

    assert start.select_one("main a.button")["href"] == "/en/tell/topic"
