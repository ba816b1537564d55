"""Short links: they open the survey, say where people came from, and point at nobody."""

import re

import pytest

from feedback.accounts.roles import Role
from feedback.contributions.models import Channel
from feedback.core.db import session, writing
from surveys.asking import counting, pictures
from surveys.versions import links
from tests.surveys.walking import Visitor, responses, to_check


@pytest.mark.parametrize(
    ("accepted", "opens"),
    [
        ("ur-PK,ur;q=0.9,en;q=0.5", "/ur/q/visit"),
        ("en-GB", "/en/q/visit"),
        ("fr,de;q=0.5", None),
    ],
)
def test_a_short_link_opens_in_the_language_of_the_phone_or_asks(client, poster, accepted, opens):
    response = client.get(f"/s/{poster.code.upper()}", headers={"Accept-Language": accepted})

    if opens:
        assert response.status_code == 303
        assert response.location == f"{opens}?by={poster.code}"
    else:
        assert f"/ur/q/visit?by={poster.code}" in response.text
        assert f"/en/q/visit?by={poster.code}" in response.text
    assert "Set-Cookie" not in response.headers


def test_an_ended_link_still_opens_the_survey_in_its_own_language(client, visit):
    with writing():
        link = links.make_link(survey=visit, label="Leaflet", language="ur")
        links.end_link(link=link)

    response = client.get(f"/s/{link.code}", headers={"Accept-Language": "en"})

    assert response.location == f"/ur/q/visit?by={link.code}"
    assert client.get("/s/nothing").status_code == 404


def test_codes_are_no_words_and_misread_by_nobody(app, visit):
    with writing():
        codes = {links.make_link(survey=visit, label="x").code for _number in range(30)}

    assert len(codes) == 30
    assert all(re.fullmatch(r"[346789bcdfghjkmnpqrtvwx]{5}", code) for code in codes)


def test_each_response_remembers_its_link_and_staff_see_no_small_number(client, poster, visit):
    seen = []
    for _person in range(5):
        page = Visitor(client, f"/en/q/visit?by={poster.code}").press("Start")
        to_check(page.fill(met="no").press("Carry on").fill(words="More time.")).press("Send")
        session().rollback()
        seen.append(counting.ways_of(visit)[0].responses)

    assert {response.link_id for response in responses()} == {poster.id}
    assert seen == ["Under 5"] * 4 + ["5 responses"]


def test_answering_together_says_who_put_it_into_words(client, visit, sign_in):
    sign_in(Role.LEAD).submit(
        "/surveys/visit/ask/",
        status=303,
        label="At the panel",
        channel="staff",
        mode="web",
        language="ur",
        interpreter="family",
    )
    session().rollback()
    (link,) = links.links_of(visit)
    page = Visitor(client, f"/en/q/visit?by={link.code}").press("Start")
    to_check(page.fill(met="no").press("Carry on").fill(words="More time.")).press("Send")

    session().rollback()
    (response,) = responses()
    assert (response.channel, response.interpreter) == (Channel.STAFF, "family")


def test_staff_make_a_link_print_its_poster_and_end_it(sign_in, visit):
    lead = sign_in(Role.LEAD)

    lead.submit(
        "/surveys/visit/ask/",
        status=303,
        label="Bus stop",
        channel="event",
        mode="web",
        language="",
    )
    session().rollback()
    link = links.links_of(visit)[0]
    ways = lead.page("/surveys/visit/ask/")
    poster = lead.page(f"/surveys/visit/ask/{link.code}/poster?languages=en&languages=ur")
    titled = lead.page(f"/surveys/visit/ask/{link.code}/poster?languages=en&title=y")
    svg = lead.get(f"/surveys/visit/ask/{link.code}/qr.svg")
    png = lead.get(f"/surveys/visit/ask/{link.code}/qr.png")
    lead.submit(f"/surveys/visit/ask/{link.code}/end", status=303)

    assert pictures.typed_address(link) in ways.text
    assert "Bus stop" in ways.text
    sheet = poster.select_one(".poster")
    assert pictures.typed_address(link) in sheet.text
    assert "About your visit" not in sheet.text  # whoever looks at it may be seen
    assert "About your visit" in titled.select_one(".poster").text
    assert sheet.select_one('section[lang="ur"][dir="rtl"]')
    offered = [box["value"] for box in poster.select("input[name=languages]")]
    assert offered == ["en", "ur"]  # a poster in Welsh would lead to questions in English
    assert sheet.select_one("svg.qr-code path")
    assert "999" in sheet.select_one(".poster-lines").text
    assert (svg.mimetype, png.data[:4]) == ("image/svg+xml", b"\x89PNG")
    session().rollback()
    assert links.links_of(visit)[0].ended_on


def test_a_viewer_does_not_see_how_people_are_asked(sign_in, visit):
    assert sign_in(Role.VIEWER).get("/surveys/visit/ask/").status_code == 403
    coder = sign_in(Role.CODER)
    coder.submit("/surveys/visit/ask/", label="Bus stop", channel="web", mode="web")
    assert not links.links_of(visit)


@pytest.mark.parametrize("address", ["/s/%00", "/k/a%00", "/en/q/%00", "/en/q/visit?by=a%00"])
def test_an_address_that_no_database_can_hold_leads_nowhere(client, visit, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", ["/en/q/visit", "/en/q/visit/send"])
def test_a_link_that_no_database_can_hold_is_no_link(client, visit, path):
    assert client.post(path, data={"by": "a\x00", "q_words": "It leaks."}).status_code < 500
