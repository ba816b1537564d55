"""The front door: ten languages, four doors, help first, and a way out."""

import gzip
import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.i18n import ALL_LANGUAGES
from feedback.safeguarding import queries as safeguarding
from feedback.safeguarding.models import HelpLineCheck
from surveys.definitions.definition import Definition, Page
from surveys.definitions.question import Kind, Question
from surveys.versions import services
from surveys.versions.models import Survey
from youwesaid.front.statement import STATEMENT

CODES = [language.code for language in ALL_LANGUAGES]
PAGES = ["", "help", "safety", "privacy", "cookies", "accessibility", "tell", "code"]
LIGHT = 14 * 1024  # bytes, gzipped


def test_the_first_page_offers_each_language_in_itself_and_remembers_nothing(client):
    answer = client.get("/")
    page = client.page("/")

    links = page.select("main a[lang]")
    assert [link["href"] for link in links] == [f"/{code}/" for code in CODES]
    assert [link.select_one(".autonym").get_text() for link in links] == [
        language.autonym for language in ALL_LANGUAGES
    ]
    assert [link["dir"] for link in links] == [language.direction for language in ALL_LANGUAGES]
    assert not page.select("main img")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.one_database
@pytest.mark.parametrize("code", CODES)
def test_home_has_four_doors_and_help_is_the_first_link(client, code):
    page = client.page(f"/{code}/")

    assert [door["href"] for door in page.select("main a.door")] == [
        f"/{code}/tell",
        f"/{code}/q/",
        f"/{code}/changes/",
        f"/{code}/code",
    ]
    first = next(link for link in page.select("a[href]") if not link["href"].startswith("#"))
    assert first["href"] == f"/{code}/help"
    assert page.select_one("a.exit")["href"] == "/leave"
    assert page.html["lang"] == {each.code: each.tag for each in ALL_LANGUAGES}[code]


def make_survey(slug: str, title: str) -> Survey:
    """A survey that can be answered."""
    question = Question(key="helped", kind=Kind.LONG_TEXT, wording={"en": "What helped?"})
    definition = Definition(
        languages=("en",), title={"en": title}, pages=(Page(key="one", questions=(question,)),)
    )
    with writing():
        survey = services.new_survey(slug=slug)
        services.publish_version(survey=survey, definition=definition)
        services.open_survey(survey=survey)
    return survey


def test_the_door_to_questions_opens_the_only_survey_directly(client):
    make_survey("s1", "Our meetings")
    closed = make_survey("s2", "Our letters")
    with writing():
        services.close_survey(survey=closed)

    doors = [door["href"] for door in client.page("/ur/").select("main a.door")]

    assert doors[1].endswith("/s1")


def test_several_surveys_are_listed_with_titles_in_their_own_language(client):
    for slug, title in [("s1", "Our meetings"), ("s2", "Our letters")]:
        make_survey(slug, title)

    assert client.page("/ur/").select("main a.door")[1]["href"] == "/ur/q/"
    titles = client.page("/ur/q/").select(".door-label")
    assert {title.get_text() for title in titles} == {"Our meetings", "Our letters"}
    assert {(title["lang"], title["dir"]) for title in titles} == {("en-GB", "ltr")}


def test_without_a_survey_the_door_says_so_and_leads_to_the_story(client):
    page = client.page("/en/q/")

    assert "no questions to answer just now" in page.get_text()
    assert page.select_one("main a.button")["href"] == "/en/tell"


@pytest.mark.one_database
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_light_asks_for_little_and_keeps_nothing(client, code, path):
    answer = client.get(f"/{code}/{path}")
    page = client.page(f"/{code}/{path}")

    assert len(gzip.compress(answer.data)) < LIGHT
    asked = {tag["src"] for tag in page.select("[src]")}
    asked |= {tag["href"].partition("#")[0] for tag in page.select("link[href], use[href]")}
    assert len(asked) <= 3, asked  # and the page itself
    assert all(address.startswith("/static/") for address in asked)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.one_database
@pytest.mark.parametrize("path", PAGES)
def test_no_title_tells_what_the_site_is_about(client, path):
    title = client.page(f"/en/{path}").title.get_text().lower()

    assert title.endswith("have your say")
    telling = {"abuse", "violence", "safeguarding", "protection", "police", "victim", "concern"}
    assert not telling & set(title.split())


def test_help_puts_danger_first_and_every_number_can_be_called(client):
    page = client.page("/en/help")

    lines = page.select(".help-lines > li")
    assert "Emergency services" in lines[0].h3.get_text()
    assert lines[0].select_one("a")["href"] == "tel:999"
    for line in lines:
        assert "We checked this on" in line.get_text()
        for link in line.select("a"):
            assert link["href"].startswith(("tel:", "sms:"))
            assert link.select_one("bdi")["dir"] == "ltr"
    assert "030 33 33 3001" in page.get_text()  # the area's own


def test_help_puts_no_stop_of_another_script_behind_its_words(client):
    for line in client.page("/ur/help").select(".help-lines > li"):
        assert "." not in line.select("p:not(.hint)")[-1].get_text()


def test_a_corrected_number_is_shown_and_a_hidden_line_is_not(client):
    with writing():
        for key, number, hidden in [("samaritans", "116 999", False), ("childline", None, True)]:
            session().add(
                HelpLineCheck(
                    key=key,
                    number=number,
                    hidden=hidden,
                    checked_on=clock.today(),
                    checked_by_id=uuid.uuid4(),
                )
            )

    numbers = {link["href"] for link in client.page("/en/help").select(".help-lines a")}

    assert "tel:116999" in numbers
    assert "tel:116123" not in numbers
    assert "tel:08001111" not in numbers
    assert "Childline" not in client.page("/en/safety").get_text()


def _broken(*_arguments, **_more):
    raise OperationalError("SELECT", {}, ConnectionError("gone"))


def test_help_opens_when_the_database_does_not(client, monkeypatch):
    monkeypatch.setattr(safeguarding, "help_groups", _broken)

    assert client.page("/en/help").select('a[href="tel:999"]')
    assert "Childline" in client.page("/en/safety").get_text()


def test_leave_now_goes_away_at_once_and_leaves_nothing(client, settings):
    answer = client.get("/leave")

    assert answer.status_code == 303
    assert answer.location == settings.leave_to
    assert answer.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers


def test_leave_now_cannot_be_sent_elsewhere(client, settings):
    for asked in ["?next=//evil.example", "?to=https://evil.example", "?leave_to=/\\evil"]:
        assert client.get(f"/leave{asked}").location == settings.leave_to


def test_security_txt_is_valid_for_more_than_thirty_days(client):
    text = client.get("/.well-known/security.txt").text
    fields = dict(line.split(": ", 1) for line in text.strip().splitlines())

    expires = datetime.fromisoformat(fields["Expires"])
    assert expires > clock.now() + timedelta(days=30)
    assert fields["Contact"].startswith(("mailto:", "tel:", "http"))
    assert fields["Canonical"].endswith("/.well-known/security.txt")


def test_health_says_ok_and_nothing_else(client, monkeypatch):
    assert client.get("/healthz").text == "ok\n"

    monkeypatch.setattr("youwesaid.front.queries.touch_database", _broken)
    assert client.get("/healthz").status_code == 503


def test_machines_get_plain_files_at_their_usual_addresses(client):
    robots = client.get("/robots.txt")
    assert robots.mimetype == "text/plain"
    assert "Disallow: /leave" in robots.text
    picture = client.get("/favicon.ico")
    assert picture.status_code == 200
    assert picture.mimetype == "image/svg+xml"


@pytest.mark.parametrize("path", ["/xx/", "/EN/", "/en-GB/", "/en/nothing", "/ur/tell/nothing"])
def test_an_address_that_does_not_exist_is_said_plainly(client, path):
    page = client.page(path, status=404)

    assert page.select_one("a.exit")


def test_the_statement_says_when_it_was_tested_and_what_is_missing(client):
    words = client.page("/en/accessibility").get_text()

    assert STATEMENT.standard in words
    assert str(STATEMENT.tested_on.year) in words
    for issue in STATEMENT.known_issues:
        assert str(issue) in words


def test_how_to_reach_the_partnership_otherwise_is_on_the_pages_that_need_it(client, settings):
    for path in ["", "safety", "privacy", "accessibility"]:
        assert settings.phone in client.page(f"/en/{path}").select_one("main").get_text()
