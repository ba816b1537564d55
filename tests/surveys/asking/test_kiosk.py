"""A shared tablet: nobody sees what somebody answered before them."""

from datetime import timedelta

from feedback.core import clock
from feedback.core.db import writing
from surveys.definitions.reading import read_definition
from surveys.versions import links, services, turns
from surveys.versions.models import KioskTurn, LinkMode
from tests.support.pages import how_many
from tests.surveys.asking.visiting import VISIT, w
from tests.surveys.walking import Visitor, responses, to_check

WORDS = "They came too late."


def _begun(client, tablet) -> Visitor:
    visitor = Visitor(client, f"/k/{tablet.code}")
    return visitor.press("English").press("Start")


def _over(visitor: Visitor) -> str:
    return str(visitor.page.select_one("nav.safety a.exit")["href"])


def test_every_page_of_a_turn_goes_back_by_itself_and_leads_nowhere_else(client, tablet):
    visitor = _begun(client, tablet)
    seen = {}
    for press in ({"met": "yes"}, {"place": "home"}, {"words": WORDS}):
        path, fields = visitor.sent
        seen[visitor.heading] = client.post(path, data=fields).headers
        links = {tag["href"] for tag in visitor.page.select("a[href]")}
        assert links <= {_over(visitor), "#main", "#languages"}
        visitor.fill(**press).press("Carry on")

    waits = [headers["Refresh"].partition(";")[0] for headers in seen.values()]
    assert waits == ["90", "90", "300"]  # more time where somebody may be writing
    assert all(_over(visitor) in headers["Refresh"] for headers in seen.values())
    assert all(headers["Cache-Control"] == "no-store" for headers in seen.values())
    assert not visitor.page.select("button[formaction*=save]")


def test_the_thank_you_page_shows_the_number_for_a_moment_and_opens_no_door(client, tablet):
    visitor = _begun(client, tablet).fill(met="no").press("Carry on")
    to_check(visitor.fill(words=WORDS).press("Carry on")).press("Send")

    path, fields = visitor.sent
    again = client.post(path, data=fields)
    assert again.headers["Refresh"].startswith("20; url=/k/")
    assert visitor.page.select_one(".code-digits")
    assert not visitor.page.select(".doors")
    longer = visitor.press("I need more time", form="held")
    assert longer.page.select_one(".code")
    assert responses()[0].link_id == tablet.id


def test_a_shared_tablet_asks_for_no_photo_that_it_would_keep(client, app):
    photo = {"key": "show", "kind": "photo", "wording": w("Show us", "دکھائیں")}
    words = {"key": "words", "kind": "short_text", "wording": w("What is it?", "کیا ہے؟")}
    asked = {**VISIT, "pages": [{"key": "p1", "questions": [words, photo]}], "exits": []}
    with writing():
        survey = services.new_survey(slug="show")
        services.publish_version(survey=survey, definition=read_definition(asked))
        services.open_survey(survey=survey)
        tablet = links.make_link(survey=survey, label="Hall", mode=LinkMode.KIOSK)

    visitor = _begun(client, tablet).fill(words="A door").press("Carry on")
    assert not visitor.page.select("input[type=file]")
    own = Visitor(client, "/en/q/show").press("Start").fill(words="A door").press("Carry on")
    assert own.page.select("input[type=file]")


def test_after_a_turn_is_over_its_pages_show_only_a_fresh_start(client, tablet):
    visitor = _begun(client, tablet).fill(met="no").press("Carry on")
    visitor.fill(words=WORDS).press("Carry on")
    path, fields = visitor.sent

    over = client.get(_over(visitor))
    back = client.post(path, data=fields)
    without = client.post(path, data={**fields, "turn": [""]})
    made_up = client.post(path, data={**fields, "turn": ["x"]})
    asked = client.get(f"/en/q/visit?by={tablet.code}")

    assert over.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    for answer in (over, back, without, made_up, asked):
        assert (answer.status_code, answer.location) == (303, f"/k/{tablet.code}")
    assert WORDS not in back.text
    assert not responses()


def test_help_is_one_press_away_and_nothing_is_lost(client, tablet):
    visitor = _begun(client, tablet).fill(met="no").press("Carry on")

    visitor.fill(words=WORDS).press("I need help now")
    assert "999" in visitor.page.select_one("main").text
    assert not visitor.page.select("a[href^='tel:']")
    visitor.press("Go back to the questions")

    assert visitor.page.select_one("textarea").text.strip() == WORDS


def test_turns_are_forgotten_after_two_days(app):
    with writing() as active:
        for days in (0, 2, 3):
            active.add(KioskTurn(ended_on=clock.today() - timedelta(days=days)))
        assert turns.forget_old() == 1
    assert how_many(KioskTurn) == 2
