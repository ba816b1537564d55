"""The leads keep whom to call, who is told, and the clocks; danger knows no weekend."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.safeguarding import clocks, duty, sheets
from feedback.safeguarding.clocks import SHIPPED, Clocks, Kind, Span
from feedback.safeguarding.duty_forms import clock_keys, field_name
from feedback.safeguarding.duty_models import EscalationContact, Post, Unit
from feedback.safeguarding.models import Level, Urgency
from tests.support.people import fresh
from tests.support.said import only, reading, rows, say

LINE = {
    "partner": "The council",
    "role": "Duty manager, housing",
    "number": "01632 960 111",
    "hours": "Monday to Friday, 9 to 5",
    "out_of_hours_number": "01632 960 222",
    "levels": ["l3", "l4"],
}


@pytest.fixture
def lead(sign_in):
    return sign_in(Role.LEAD, name="Lee Lead")


def filled(**changed):
    """The form of all clocks as the page sends it."""
    fields = {}
    for key in clock_keys():
        span = SHIPPED.get(key)
        fields[f"clock-{field_name(key)}"] = str(span.amount) if span else ""
        fields[f"clock-{field_name(key)}_unit"] = span.unit.value if span else "hours"
    return fields | {f"clock-{name}": value for name, value in changed.items()}


def own_clocks():
    """What the leads set, as the database has it now."""
    fresh()
    return clocks.in_force().own


class TestSheets:
    """Whom to call."""

    def test_a_line_stands_on_the_card_of_its_levels_and_of_no_other(self, lead, keyring):
        lead.post("/concerns/sheets/new", data=LINE)

        page = lead.page(reading(say("The room was cold.", keyring=keyring)))

        cards = [card.get_text() for card in page.select("#worry .choice .route-card")]
        assert ["01632 960 111" in card for card in cards] == [False, False, True, True, False]
        assert "01632 960 222" in cards[2]
        assert page.select('#worry a[href="tel:01632960111"]')

    def test_a_level_without_a_line_is_named(self, lead):
        lead.post("/concerns/sheets/new", data=LINE)

        words = lead.page("/concerns/sheets").select_one(".notice").get_text()

        assert "Level 2" in words
        assert "Level 3" not in words

    def test_a_number_that_is_none_is_refused_beside_its_field(self, lead):
        page = lead.submit(
            "/concerns/sheets/new", status=400, **LINE | {"out_of_hours_number": "ask Ann"}
        )

        assert page.select_one("#out_of_hours_number-error")
        assert page.select_one("#role")["value"] == LINE["role"]
        assert not rows(select(EscalationContact))

    def test_an_old_line_warns_until_it_is_checked(self, lead):
        lead.post("/concerns/sheets/new", data=LINE)
        with writing():
            line = session().scalars(select(EscalationContact)).one()
            line.checked_on = clock.today() - timedelta(days=200)
        old = lead.page("/concerns/sheets").get_text()

        lead.post(f"/concerns/sheets/{only(select(EscalationContact)).id}/checked")

        assert "1 line must be checked again" in old
        assert not sheets.is_old(only(select(EscalationContact)))

    def test_a_line_is_changed_and_removed(self, lead):
        lead.post("/concerns/sheets/new", data=LINE)
        path = f"/concerns/sheets/{only(select(EscalationContact)).id}"
        assert lead.page(path).select_one("#role")["value"] == LINE["role"]

        lead.post(path, data=LINE | {"role": "Team leader", "levels": ["attack"]})
        assert only(select(EscalationContact)).levels == ["attack"]
        lead.post(f"{path}/remove")

        assert not rows(select(EscalationContact))

    def test_readers_see_the_sheets_and_only_leads_keep_them(self, sign_in):
        coder = sign_in(Role.CODER)

        assert not coder.page("/concerns/sheets").select("main form")
        assert coder.post("/concerns/sheets/new", data=LINE).status_code == 403
        assert coder.get("/concerns/clocks").status_code == 403


class TestClocks:
    """By when."""

    @pytest.mark.parametrize(
        ("span", "since", "ends"),
        [
            (Span(90, Unit.MINUTES), "2026-12-24T23:00", "2026-12-25T00:30"),
            (Span(2, Unit.HOURS), "2026-11-28T16:00", "2026-11-28T18:00"),
            (Span(1, Unit.WORKING_DAYS), "2026-11-27T16:00", "2026-12-01T16:00"),
            (Span(2, Unit.WORKING_DAYS), "2026-12-31T09:00", "2027-01-06T09:00"),
        ],
    )
    def test_a_span_of_each_unit_in_scotland(self, span, since, ends):
        def at(text):
            return datetime.fromisoformat(text).replace(tzinfo=UTC)

        assert span.after(at(since), nation="scotland") == at(ends)

    def test_the_clock_of_a_level_goes_before_that_of_its_urgency(self):
        own = {"act.today": Span(4, Unit.HOURS), "act.today.l4": Span(2, Unit.HOURS)}
        found = Clocks(own, "england")

        assert found.span(Kind.ACT, Urgency.TODAY, Level.L4) == Span(2, Unit.HOURS)
        assert found.span(Kind.ACT, Urgency.TODAY, Level.L3) == Span(4, Unit.HOURS)
        assert found.span(Kind.ACT, Urgency.NOW, Level.L4) == SHIPPED["act.now"]

    def test_the_screen_sets_clocks_and_goes_back_to_those_shipped(self, lead):
        changed = filled(act_today="6", act_today_l4="90", act_today_l4_unit="minutes")

        lead.post("/concerns/clocks", data=changed)
        own = own_clocks()
        lead.post("/concerns/clocks", data=filled())

        assert own == {"act.today": Span(6, Unit.HOURS), "act.today.l4": Span(90, Unit.MINUTES)}
        assert own_clocks() == {}

    def test_a_clock_set_is_the_clock_of_the_next_concern(self, lead, keyring):
        lead.post("/concerns/clocks", data=filled(act_today="6"))
        contribution = say("The room was cold.", keyring=keyring)

        lead.post(
            reading(contribution, "worry"), data={"worry-level": "l2", "worry-urgency": "today"}
        )

        [line] = lead.page("/concerns/").select("[data-row]")
        assert "6 hours left" in line.get_text()

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("act_now", "", "Write a number"),
            ("act_now", "0", "Write a number from 1"),
            ("act_soon", "99", "Write a number from 1 to 60"),
        ],
    )
    def test_a_clock_that_cannot_be_is_refused(self, lead, field, value, words):
        page = lead.submit("/concerns/clocks", status=400, **filled(**{field: value}))

        assert words in page.select_one(".error-summary").get_text()
        assert own_clocks() == {}


class TestDuty:
    """Who is told."""

    def test_the_lead_on_duty_and_the_deputy_are_two_people(self, lead, make_staff):
        other = make_staff(Role.LEAD, name="Dee Deputy")
        twice = {"duty-lead": str(other.id), "duty-deputy": str(other.id)}

        page = lead.submit("/concerns/clocks/duty", status=400, **twice)
        lead.post(
            "/concerns/clocks/duty",
            data={"duty-lead": str(lead.member.id), "duty-deputy": str(other.id)},
        )

        assert "Choose somebody else" in page.select_one(".error-summary").get_text()
        fresh()
        assert duty.holder(Post.DEPUTY).id == other.id
        kept = lead.page("/concerns/clocks").select_one("#duty-deputy option[selected]")
        assert kept["value"] == str(other.id)

    def test_who_is_no_lead_any_more_holds_no_post(self, lead, make_staff):
        other = make_staff(Role.LEAD)
        with writing():
            duty.appoint(Post.DEPUTY, other, by=lead.member)
            session().merge(other).active = False

        assert duty.holder(Post.DEPUTY) is None
