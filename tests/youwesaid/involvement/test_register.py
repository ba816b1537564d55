"""The register, support, thanks and payment."""

from datetime import date, timedelta

import pytest

from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.db import session, writing
from tests.support.people import fresh
from youwesaid.involvement import queries, services
from youwesaid.involvement.models import (
    Activity,
    ActivityState,
    IncentiveKind,
    Met,
    Payee,
    SupportKind,
)
from youwesaid.partnership.models import Post


def _rows():
    fresh()
    return session()


def test_an_activity_says_what_it_is_for_whom_and_when(hold):
    with pytest.raises(services.TitleMissing):
        hold(titles={"en": " "})
    with pytest.raises(services.NobodyNamed):
        hold(whom=[])
    with pytest.raises(services.EndsBeforeStart):
        hold(ends_on=date(2026, 8, 1))
    with pytest.raises(services.NotHeldYet):
        hold(state=ActivityState.HELD, starts_on=date(2999, 1, 1))


def test_partners_see_who_else_asks_the_same_people(hold):
    mine, theirs = hold(), hold(agency=1, starts_on=date(2026, 10, 1))
    hold(agency=1, starts_on=date(2027, 6, 1))
    hold(agency=1, starts_on=date(2026, 9, 2), state=ActivityState.CANCELLED)

    assert [(each.id, people) for each, people in queries.same_people(mine)] == [
        (theirs.id, {"young_people"})
    ]


def test_only_what_was_held_between_two_days_is_reported(hold):
    held = hold(state=ActivityState.HELD, starts_on=date(2026, 1, 30), ends_on=date(2026, 2, 2))
    hold(state=ActivityState.PLANNED, starts_on=date(2026, 2, 1))

    assert queries.activities_between(date(2026, 2, 1), date(2026, 2, 28)) == [held]
    assert queries.activities_between(date(2026, 2, 3), date(2026, 2, 28)) == []
    assert queries.activities_between(date(2026, 2, 1), date(2026, 2, 28), item_ids=[]) == []


def test_support_that_was_not_given_says_why_and_is_counted(hold, editor):
    activity = hold()
    with writing():
        asked = services.note_support(
            activity, kind=SupportKind.INTERPRETER, detail="Polish", people=2, by=editor
        )
        services.note_support(activity, kind=SupportKind.TRAVEL, detail="", people=3, by=editor)
        with pytest.raises(services.WhyNotMissing):
            services.settle_support(asked, met=Met.NO, why_not=" ", by=editor)
        services.settle_support(asked, met=Met.NO, why_not="Nobody was free", by=editor)

    summed = queries.support_between(date(2026, 9, 1), date(2026, 9, 30))

    assert (summed.asked, summed.not_met, summed.open, summed.met) == (5, 2, 3, 0)


@pytest.fixture
def thanked(hold, editor):
    with writing():
        return services.offer_incentive(
            hold(),
            kind=IncentiveKind.VOUCHER,
            pence=2500,
            offered=3,
            taken=1,
            benefits_note_on=None,
            by=editor,
        )


def test_nobody_is_paid_before_they_were_told_what_it_may_do(thanked, editor, keyring):
    details = {"name": "Ann Field", "way": "Bank 1234"}
    with writing():
        with pytest.raises(services.NoteNotGiven):
            services.keep_payee(thanked, details=details, keyring=keyring, by=editor)
        services.change_incentive(
            thanked, offered=3, taken=1, benefits_note_on=date(2026, 8, 1), by=editor
        )
        payee = services.keep_payee(thanked, details=details, keyring=keyring, by=editor)
        with pytest.raises(services.AllPaid):
            services.keep_payee(thanked, details=details, keyring=keyring, by=editor)

    assert b"Ann" not in payee.details_sealed
    assert services.payee_details(payee, keyring) == details


def test_how_somebody_was_paid_goes_ninety_days_later(thanked, editor, keyring):
    with writing():
        services.change_incentive(
            thanked, offered=3, taken=1, benefits_note_on=date(2026, 8, 1), by=editor
        )
        payee = services.keep_payee(thanked, details={}, keyring=keyring, by=editor)
        services.mark_paid(payee, by=editor)
    assert services.forget_payees() == 0

    with writing():
        payee.paid_on = clock.today() - services.PAYEES_KEPT - timedelta(days=1)
    with writing():
        assert services.forget_payees() == 1
    assert _rows().query(Payee).count() == 0


@pytest.mark.one_database
def test_an_activity_is_written_down_changed_and_looked_at_on_screen(sign_in, agencies):
    browser = sign_in(Role.EDITOR)
    given = {
        "title_en": "Carers' café",
        "kind": "visit",
        "agency": "council",
        "whom": ["carers"],
        "starts_on": "2026-09-01",
        "state": "planned",
    }
    refused = browser.post("/involvement/new", data={**given, "whom": []})
    assert refused.status_code == 400
    assert "Carers&#39; café" in refused.text

    address = browser.post("/involvement/new", data=given).location
    held = {**given, "state": "held", "people_count": "7", "is_public": "y"}
    held["came_en"] = "They want evening hours."
    activity = _rows().query(Activity).one()
    browser.post(f"/involvement/{activity.id}/edit", data=held)
    browser.post(f"/involvement/{activity.id}/support", data={"kind": "bsl", "people": "1"})
    browser.post(f"/involvement/{activity.id}/thanks",
                 data={"kind": "meal", "pounds": "4.50", "offered": "7", "taken": "7"})  # fmt: skip
    browser.post(f"/involvement/{activity.id}/standards", data={"mark-impact": "partly"})

    page = browser.page(address).get_text(" ", strip=True)
    for words in ("Held", "A sign language interpreter", "£4.50", "Fewer than 10", "In part"):
        assert words in page
    assert "Carers' café" in browser.page("/involvement/").get_text()


@pytest.mark.one_database
def test_what_people_took_part_in_is_public_without_its_exact_number(client, hold):
    hold(
        titles={"en": "Shown"}, state=ActivityState.HELD, starts_on=date(2026, 1, 5),
        people_count=3, place="12 High Street", is_public=True,
    )  # fmt: skip
    hold(titles={"en": "Kept back"}, state=ActivityState.HELD, starts_on=date(2026, 1, 5))

    page = client.page("/en/take-part/").get_text(" ", strip=True)

    assert "Shown" in page
    assert "Fewer than 10 people" in page
    assert "Kept back" not in page
    assert "High Street" not in page


@pytest.mark.one_database
def test_only_an_administrator_opens_how_to_pay_somebody(sign_in, thanked, editor, keyring):
    with writing():
        thanked.benefits_note_on = date(2026, 8, 1)
    keep = f"/involvement/payments/{thanked.id}/new"
    assert sign_in(Role.EDITOR).get(keep).status_code == 403
    administrator = sign_in(Role.ADMINISTRATOR)
    administrator.post(keep, data={"name": "Ann Field", "way": "Bank 1234"})
    payee = _rows().query(Payee).one()

    opened = administrator.post(f"/involvement/payments/payee/{payee.id}")

    assert "Ann Field" in opened.text
    assert "Ann Field" not in administrator.get("/involvement/payments/").text
    administrator.post(f"/involvement/payments/payee/{payee.id}/paid")
    _rows().refresh(payee)
    assert payee.paid_on == clock.today()


@pytest.mark.one_database
def test_a_skill_is_found_by_its_words_and_taken_out(sign_in, agencies):
    browser = sign_in(Role.LEAD)
    line = {"agency": "police", "post": "", "kind": "language", "detail": "Speaks Urdu and Punjabi"}
    assert browser.post("/involvement/skills/new", data={**line, "detail": ""}).status_code == 400
    with writing():
        elsewhere = Post(agency=agencies[0], names={"en": "Team lead"})
        session().add(elsewhere)
    refused = browser.post("/involvement/skills/new", data={**line, "post": str(elsewhere.id)})
    assert "This role is in another agency." in refused.text
    browser.post("/involvement/skills/new", data=line)
    assert "Punjabi" in browser.get("/involvement/skills/?q=urdu").text
    assert "Punjabi" not in browser.get("/involvement/skills/?q=welsh").text

    fresh()
    skill = queries.skills()[0]
    browser.post(f"/involvement/skills/{skill.id}", data={"do": "remove"})

    fresh()
    assert queries.skills() == []
