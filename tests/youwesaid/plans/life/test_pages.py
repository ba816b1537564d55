"""The pages of a plan's life, on both sides."""

import io
from datetime import date, timedelta

import pytest

from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.db import session
from youwesaid.plans import events
from youwesaid.plans import queries as plans
from youwesaid.plans.life import offers, queries
from youwesaid.plans.life.words import Kind, Nation, RiskState, Telling, Unit

pytestmark = pytest.mark.one_database
DG, DUNDEE, SHROPSHIRE = "dumfries-galloway-2024-2027", "dundee-2019", "shropshire-2023-2026"


def test_every_room_opens_for_a_plan_that_has_nothing(sign_in, bring, client):
    plan, browser = bring(DUNDEE), sign_in(Role.EDITOR)

    for path in ("", *(f"/{kind.value}" for kind in Kind)):
        browser.page(f"/plans/{plan.key}/-/life{path}")
    for kind in Kind:
        status = 404 if kind is Kind.ROW else 200  # this plan prints no template
        browser.page(f"/plans/{plan.key}/-/life/{kind.value}/new", status=status)
    browser.page(f"/plans/{plan.key}/-/life/measures/dun-m2")
    client.page(f"/en/plans/{plan.key}/-/life")


FORMS = {
    Kind.READING: {"taken_on": "2026-03-01", "said": "has risen", "moved": "up"},
    Kind.WORK: {"year": "2026-27", "action": "Ask people.", "rag": "Green"},
    Kind.DEADLINE: {"name": "Briefing", "event_on": "2026-04-02", "length": "10",
                    "unit": "working_days", "nation": "scotland"},
    Kind.REVIEW: {"name": "Check-in", "planned_on": "2026-03-01", "asks": "Is it?\nDoes it?",
                  "goes_to": ["dun-g-cog"]},
    Kind.RISK: {"risk": "Nobody has time.", "likelihood": "4", "impact": "5", "state": "open",
                "register": "Committee-specific risks", "category": "strategic"},
    Kind.TEST: {"team": "West", "change": "Chronologies", "cycle": "1", "decision": "adapt"},
    Kind.MESSAGE: {"audience": "workforce", "told": "We listen.", "telling": "draft"},
}  # fmt: skip

_WORDS = {
    Kind.READING: "said",
    Kind.WORK: "action",
    Kind.DEADLINE: "name",
    Kind.REVIEW: "name",
    Kind.RISK: "risk",
    Kind.TEST: "change",
    Kind.MESSAGE: "told",
}


def test_every_kind_of_record_is_kept_changed_and_taken_out_by_an_editor(sign_in, bring):
    plan, browser = bring(DUNDEE), sign_in(Role.EDITOR, name="Kim Reed")
    measure = plans.item(plan.key, "dun-m2")
    for kind, given in FORMS.items():
        room = f"/plans/{plan.key}/-/life/{kind.value}"
        about = {"measure": str(measure.id)} if kind is Kind.READING else {"items": measure.id}
        browser.submit(f"{room}/new", status=302, **given, **about)
        session().rollback()
        (record,) = queries.records(plan, kind)
        assert record.items == [measure], kind

        words = _WORDS[kind]
        browser.submit(
            f"{room}/{record.id}/change",
            status=302,
            **{**given, **about, words: "Other.", "why_changed": "Because"},
        )
        page = browser.page(f"{room}/{record.id}")
        assert page.select_one("del").text == given[words]
        assert page.select_one("ins").text == "Other."
        assert "Kim Reed" in page.select_one("ol.rows").text
        if kind is not Kind.READING:  # they stand on the page of their measure
            assert browser.page(room).select_one(f'a[href="{room}/{record.id}"]')

        browser.submit(f"{room}/{record.id}/out", status=302, why="Twice")
        assert "Twice" in browser.page(room).text


def test_a_template_row_asks_for_the_plans_own_columns(sign_in, bring):
    plan, browser = bring(SHROPSHIRE), sign_in(Role.PUBLISHER)
    room = f"/plans/{plan.key}/-/life/rows"

    labels = [tag.text.strip() for tag in browser.page(f"{room}/new").select("label.label")]
    columns, categories = offers.template_columns(plan), offers.template_categories(plan)
    assert set(columns) <= set(labels)
    assert (
        "Choose one"
        in browser.submit(f"{room}/new", status=400, cells_0="Ask.", category="Other").text
    )
    browser.submit(f"{room}/new", status=302, cells_0="Ask.", category=categories[5])

    page = browser.page(room)
    assert [head.text for head in page.select("main h2")][:6] == categories
    file = browser.get(f"{room}/file/docx")
    assert file.headers["Content-Disposition"].endswith("shr-2023-action-plan.docx")
    raw = browser.get(f"{room}/file/csv").data
    report = browser.submit(f"{room}/file", file=(io.BytesIO(raw), "rows.csv"))
    assert "Nothing in it is different." in report.text


def test_what_is_missing_or_untrue_is_said_beside_the_field_and_nothing_is_lost(sign_in, bring):
    plan, browser = bring(DUNDEE), sign_in(Role.EDITOR)
    room = f"/plans/{plan.key}/-/life"

    page = browser.submit(f"{room}/risks/new", status=400, risk="Words stay", impact="9")
    complaints = {tag["href"]: tag.text for tag in page.select(".error-summary a")}
    assert complaints["#likelihood"] == "Choose how likely it is."
    assert complaints["#impact"] == "Choose one from the list."
    assert page.select_one("#risk").text.strip() == "Words stay"
    page = browser.submit(f"{room}/told/new", status=400, audience="a", told="b", telling="told")
    assert page.select_one('.error-summary a[href="#told_on"]')
    page = browser.submit(f"{room}/readings/new", status=400, value="1", taken_on="")
    assert (
        page.select_one('.error-summary a[href="#taken_on"]').text == "Give the day of the reading."
    )
    page = browser.submit(f"{room}/readings/new", status=400, value="many", taken_on="2026-01-01")
    assert page.select_one('.error-summary a[href="#value"]').text.startswith("Write a number")
    assert page.select_one("#value")["value"] == "many"


def test_a_review_starts_from_what_the_plan_promises_and_asks_its_questions(sign_in, bring):
    plan, browser = bring("dudley-2024-2026"), sign_in(Role.EDITOR)
    room = f"/plans/{plan.key}/-/life/reviews"
    start = browser.page(room).select_one('a[href*="printed=dud24-rev1"]')["href"]

    page = browser.page(start)
    assert page.select_one("#asks").text.strip().splitlines()[0] == "What was done?"
    browser.submit(start, status=302, name="Check-in", planned_on="2026-01-01",
                   asks=page.select_one("#asks").text)  # fmt: skip
    session().rollback()
    (review,) = queries.records(plan, Kind.REVIEW)
    page = browser.page(f"{room}/{review.id}/change")
    assert page.select_one('label[for="answers_3"]').text == "Is the plan making a difference?"
    assert "written down below" in browser.page(room).text


def test_those_who_do_not_keep_plans_read_and_change_nothing(sign_in, bring, keep):
    plan, browser = bring(DUNDEE), sign_in(Role.VIEWER)
    risk = keep(Kind.RISK, plan, {"risk": "x", "likelihood": 5, "impact": 4,
                                  "state": RiskState.OPEN})  # fmt: skip
    room = f"/plans/{plan.key}/-/life/risks"

    page = browser.page(room)
    assert not page.select(f'a[href="{room}/new"]')
    cells = page.select("table.findings td.heat-5")
    assert [cell.text for cell in cells if "1 risk" in cell.text] == ["1 risk20 – Very high"]
    for path in ("/new", f"/{risk.id}/change", f"/{risk.id}/out"):
        assert browser.post(room + path).status_code == 403


@pytest.fixture
def lived(bring, keep):
    """A plan of which everything is kept, and half of it is sensitive."""
    plan, today = bring(DUNDEE), clock.today()
    m2, m3 = plans.item(plan.key, "dun-m2"), plans.item(plan.key, "dun-m3")
    for value, ago in ((7.0, 200), (43.0, 100), (52.0, 10)):
        keep(Kind.READING, plan, {"measure": m2, "taken_on": today - timedelta(days=ago),
                                  "value": value, "note": "For staff only"})  # fmt: skip
    keep(Kind.READING, plan, {"measure": m3, "taken_on": today, "said": "Hidden",
                              "is_sensitive": True})  # fmt: skip
    keep(Kind.WORK, plan, {"year": "2026", "action": "Late work", "due_on": date(2026, 1, 5)})
    keep(Kind.WORK, plan, {"year": "2026", "action": "Hidden", "is_sensitive": True})
    keep(Kind.DEADLINE, plan, {"name": "Open deadline", "event_on": today, "length": 5,
                               "unit": Unit.DAYS, "nation": Nation.SCOTLAND})  # fmt: skip
    keep(Kind.RISK, plan, {"risk": "Hidden", "likelihood": 5, "impact": 5, "next_look_on": today,
                           "state": RiskState.OPEN})  # fmt: skip
    keep(Kind.TEST, plan, {"team": "Hidden", "change": "Hidden", "cycle": 1})
    keep(Kind.MESSAGE, plan, {"audience": "a", "told": "Hidden", "telling": Telling.DRAFT,
                              "told_on": today})  # fmt: skip
    keep(Kind.MESSAGE, plan, {"audience": "Everybody", "told": "Told words", "told_on": today,
                              "telling": Telling.TOLD})  # fmt: skip
    return plan


def test_the_public_reads_what_is_not_sensitive_and_no_small_number(client, lived):
    page = client.page(f"/en/plans/{lived.key}/-/life")
    one = client.page(f"/en/plans/{lived.key}/-/life/measures/dun-m2")
    other = client.page(f"/en/plans/{lived.key}/-/life/measures/dun-m3")

    for text in (page.text, one.text, other.text):
        assert "Hidden" not in text
        assert "For staff only" not in text
    assert "days late" in page.select_one(".entries .tag--attention").text
    assert "Open deadline" in page.text
    assert "Told words" in page.text
    said = [cell.text for cell in one.select(".entries .words span")]
    assert said == ["About 50", "About 45", "Fewer than 10"]
    assert "fits what the plan asks for" in one.text
    assert not one.find(string=lambda text: text and " 52" in text)
    client.page(f"/ur/plans/{lived.key}/-/life")


def test_the_plans_own_pages_hear_what_is_due(staff_app, public_app, lived):
    with staff_app.test_request_context():
        (part,) = events.parts_of(lived, is_public=False)
        assert part.url == f"/plans/{lived.key}/-/life"
        assert part.facts == ["1 thing is late", "3 things are due in the next 30 days"]
        measure = plans.item(lived.key, "dun-m2")
        readings = events.parts_of(lived, measure, is_public=False)[0]
        assert readings.facts == ["Met", "3 readings"]
    with public_app.test_request_context("/en/"):
        (part,) = events.parts_of(lived, is_public=True)
        assert part.facts == ["1 thing is late", "1 thing is due in the next 30 days"]


def test_readings_come_in_by_a_file_on_screen(sign_in, bring):
    plan, browser = bring(DUNDEE), sign_in(Role.EDITOR)
    room = f"/plans/{plan.key}/-/life/readings"
    raw = b"measure,day,words\ndun-m2,2026-03-01,has risen\nnone,2026-03-01,x\n"

    page = browser.submit(f"{room}/file", file=(io.BytesIO(raw), "readings.csv"))
    assert [item.text for item in page.select("main ul li")][-3:] == [
        "Taken: 1", "Changed: 0", "Left out: 1"]  # fmt: skip
    assert "has risen" in browser.page(room).text
    browser.submit(f"{room}/file", status=400)
    browser.submit(f"{room}/file", status=400, file=(io.BytesIO(b"x,y\n"), "x.csv"))
    assert browser.get(f"{room}/blank").mimetype == "text/csv"
