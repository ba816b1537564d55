"""See what changed: honest, late when it is late, in the reader's language."""

from datetime import date

from feedback.accounts.roles import Role
from feedback.core.db import session, writing
from tests.youwesaid.tracker.conftest import QUOTE
from youwesaid.insights.models import AnswerKind
from youwesaid.tracker import queries, services


def test_the_list_shows_cannot_beside_done(client, published):
    cannot = published(kind=AnswerKind.CANNOT)
    done = published(kind=AnswerKind.DONE)

    page = client.page("/en/changes/")

    links = {link["href"] for link in page.select(".entry h2 a")}
    assert links == {f"/en/changes/{cannot.slug}", f"/en/changes/{done.slug}"}


def test_the_list_is_narrowed_by_links(client, published):
    cannot, done = published(kind=AnswerKind.CANNOT), published(kind=AnswerKind.DONE)

    by_state = client.get("/en/changes/?state=cannot").text
    by_item = client.get("/en/changes/?item=dg-p1&topic=being_heard").text

    assert cannot.slug in by_state
    assert done.slug not in by_state
    assert cannot.slug in by_item
    assert done.slug in by_item
    assert cannot.slug not in client.get("/en/changes/?topic=home").text


def test_the_plan_s_own_words_are_marked_as_its_language(client, published):
    published()

    chip = client.page("/ur/changes/").select_one(".chips a[href*=dg-p1]")

    assert chip.select_one("[lang|=en]").get_text() == "Lived and living experience"


def test_a_filter_that_makes_no_sense_is_ignored(client, published):
    entry = published()

    text = client.get("/en/changes/?state=nonsense&topic=%01&page=-3").text

    assert entry.slug in text


def test_an_entry_says_the_reason_who_when_and_where_it_fits(client, published):
    entry = published()

    text = client.page(f"/en/changes/{entry.slug}").get_text(" ", strip=True)

    assert "Fewer than 10 people" in text
    assert "We cannot do this now." in text
    assert "Safety or the law" in text
    assert "The law asks two people to agree." in text
    assert "The committee's chair" in text
    assert "Lived and living experience" in text
    assert "1 January 2099" in text


def test_lateness_is_public_by_itself(client, published):
    entry = published(next_look=date(2026, 11, 20))

    text = client.page(f"/en/changes/{entry.slug}").get_text(" ", strip=True)

    assert "We are late" in text


def test_an_entry_is_read_in_urdu(client, published):
    entry = published()

    page = client.page(f"/ur/changes/{entry.slug}")

    assert page.select_one("html")["dir"] == "rtl"
    assert "ہم ابھی یہ نہیں کر سکتے۔" in page.text


def test_a_missing_language_shows_english_marked_as_english(client, published):
    entry = published()

    page = client.page(f"/pl/changes/{entry.slug}")

    said = page.select_one(".said .lead span")
    assert said["lang"] == "en-GB"


def test_a_quote_is_shown_until_it_is_pulled(client, told, published):
    contribution, _code = told("Each time from the beginning.", QUOTE)
    entry = published([contribution])

    assert "Each time from the beginning." in client.get(f"/en/changes/{entry.slug}").text
    with writing():
        services.pull_quotes([contribution.id])

    text = client.get(f"/en/changes/{entry.slug}").text
    assert "Each time from the beginning." not in text
    assert "taken down" in text


def test_an_entry_that_does_not_exist_is_not_found(client, app):
    client.page("/en/changes/nothing2", status=404)


def test_a_publisher_publishes_and_corrects(answered, sign_in):
    insight = answered()
    browser = sign_in(Role.PUBLISHER)

    response = browser.post(f"/tracker/publish/{insight.id}")

    assert response.status_code == 302
    session().rollback()
    entry = queries.entry_of_insight(insight.id)
    browser.page("/tracker/")
    browser.page(f"/tracker/{entry.slug}")
    refused = browser.submit(f"/tracker/{entry.slug}/correct", status=400, note_ur="غلط لفظ")
    assert "غلط لفظ" in refused.select_one("#note_ur").text
    browser.post(f"/tracker/{entry.slug}/correct", data={"note_en": "It was wrong."})

    session().rollback()
    newest = queries.entry_by_slug(entry.slug).versions[-1]
    assert (newest.kind, newest.note) == ("correction", {"en": "It was wrong."})


def test_an_editor_may_not_publish(answered, sign_in):
    insight = answered()

    assert sign_in(Role.EDITOR).post(f"/tracker/publish/{insight.id}").status_code == 403
