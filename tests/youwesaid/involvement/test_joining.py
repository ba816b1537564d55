"""Saying yes to an invitation: only how to reach somebody, sealed, and deleted when they ask."""

from datetime import timedelta

import pytest

from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.db import session, writing
from tests.support.people import fresh
from youwesaid.involvement import joining
from youwesaid.involvement.joining import Invitation
from youwesaid.involvement.models import Interest, OpportunityState


def _rows():
    fresh()
    return session()


WAY = {"safe": "yes", "way": "email", "address": "ann@example.org", "when": ["morning"]}


@pytest.fixture
def invite(agencies, editor):
    def make(**more):
        said = {
            "titles": {"en": "Read our letters", "ur": "ہمارے خط پڑھیں"},
            "about": {"en": "Tell us which letters are hard to read."},
            "thanks": {"en": "A voucher of £15 and your bus fare."},
            "closes_on": clock.today() + timedelta(days=30),
            "state": OpportunityState.OPEN,
            **more,
        }
        with writing():
            return joining.write_opportunity(said=Invitation(agency=agencies[0], **said), by=editor)

    return make


def test_an_open_invitation_says_what_people_get_and_closes_in_time(invite):
    with pytest.raises(joining.TitleMissing):
        invite(titles={})
    with pytest.raises(joining.AboutMissing):
        invite(about={"ur": "…"})
    with pytest.raises(joining.ThanksMissing):
        invite(thanks={})
    with pytest.raises(joining.ClosesTooEarly):
        invite(closes_on=clock.today() - timedelta(days=1))
    invite(thanks={}, state=OpportunityState.DRAFT)


def test_somebody_says_yes_and_takes_it_back(client, invite, keyring):
    slug = invite().slug
    page = client.page(f"/en/take-part/{slug}/yes")
    submission = page.select_one("[name=submission]")["value"]

    thanks = client.submit(f"/en/take-part/{slug}/yes", submission=submission, **WAY)
    client.submit(f"/en/take-part/{slug}/yes", submission=submission, **WAY)  # pressed twice

    interest = _rows().query(Interest).one()
    assert b"ann@" not in interest.details_sealed
    assert joining.details_of(interest, keyring).address == "ann@example.org"
    code = thanks.select_one(".code-digits").get_text(strip=True)
    again = client.submit(
        f"/ur/take-part/{slug}/yes", submission=submission, sent="yes", switch_language="ur"
    )
    assert again.select_one(".code-digits").get_text(strip=True) == code

    asked = client.submit("/en/take-part/take-back", code=code)
    assert asked.select_one("button[name=sure]")
    assert _rows().query(Interest).count() == 1
    client.submit("/en/take-part/take-back", code=code, sure="yes")
    client.submit("/en/take-part/take-back", code=code, sure="yes")  # pressed twice
    assert _rows().query(Interest).count() == 0


@pytest.mark.one_database
@pytest.mark.parametrize(
    "given", [{"safe": "no"}, {"safe": ""}, {"address": "nobody"}, {"way": ""}]
)
def test_nothing_is_kept_that_is_not_safe_or_reaches_nobody(client, invite, given):
    slug = invite().slug

    client.submit(f"/en/take-part/{slug}/yes", status=400, **{**WAY, **given})

    assert _rows().query(Interest).count() == 0


@pytest.mark.one_database
def test_an_invitation_that_is_over_takes_nobody(client, invite):
    over = invite(state=OpportunityState.SHUT)

    assert client.get(f"/en/take-part/{over.slug}").status_code == 410
    assert client.post(f"/en/take-part/{over.slug}/yes", data=WAY).status_code == 410
    assert "Read our letters" not in client.get("/en/take-part/").text


def test_details_go_ninety_days_after_the_end(invite, client):
    invitation = invite()
    client.submit(f"/en/take-part/{invitation.slug}/yes", **WAY)
    with writing():
        invitation.closes_on = clock.today() - joining.KEPT
    with writing():
        assert joining.forget_old() == 0
    with writing():
        invitation.closes_on -= timedelta(days=1)

    with writing():
        assert joining.forget_old() == 1


@pytest.mark.one_database
def test_the_language_is_the_readers_where_there_are_words_and_says_where_not(client, invite):
    page = client.page(f"/ur/take-part/{invite().slug}")

    assert page.select_one("h1").get_text() == "ہمارے خط پڑھیں"
    assert page.select_one("p.words")["lang"] == "en"
    assert page.select_one(".notice")


@pytest.mark.one_database
def test_who_would_like_to_come_is_reached_by_role_and_that_is_logged(client, invite, sign_in):
    invitation = invite()
    client.submit(f"/en/take-part/{invitation.slug}/yes", **WAY)
    interest = _rows().query(Interest).one()
    coder, lead = sign_in(Role.CODER), sign_in(Role.LEAD)
    reach = f"/involvement/invitations/interest/{interest.id}"

    assert coder.post(reach).status_code == 403
    assert "ann@example.org" not in lead.get(f"/involvement/invitations/{invitation.id}").text
    assert "ann@example.org" in lead.post(reach).text
    lead.post(f"{reach}/state", data={"state": "joined"})

    _rows().refresh(interest)
    assert interest.state == "joined"
    assert "interest opened" in sign_in(Role.ADMINISTRATOR).get("/log/").text


@pytest.mark.one_database
def test_the_public_calendar_names_the_day_and_not_the_matter(client, invite):
    invitation = invite(first_on=clock.today() + timedelta(days=40))

    calendar = client.get("/en/changes/dates.ics").text.replace("\r\n ", "")

    assert f"/en/take-part/{invitation.slug}" in calendar
    assert "letters" not in calendar
