"""How answers come in: ways, weeks, pages, and what is left blank."""

from datetime import date, timedelta

from feedback.accounts.roles import Role
from feedback.contributions.models import Channel
from feedback.core.db import session, writing
from surveys.results.arriving import arrivals_of, by_month, by_week, pages_reached
from surveys.results.filters import Filters
from surveys.results.passing import passed
from surveys.versions import queries
from surveys.versions.models import PageCount, SurveyLink


def test_weeks_and_months_have_no_gap():
    days = {date(2026, 1, 1): 2, date(2026, 1, 4): 1, date(2026, 1, 19): 4}

    assert [(each.start.isoformat(), each.count) for each in by_week(days)] == [
        ("2025-12-29", 3),
        ("2026-01-05", 0),
        ("2026-01-12", 0),
        ("2026-01-19", 4),
    ]
    far = {date(2025, 11, 30): 1, date(2026, 2, 1): 2}
    assert [each.count for each in by_month(far)] == [1, 0, 0, 2]


def test_what_is_asked_for_with_send_is_no_page_that_nobody_reached(make_survey):
    survey = make_survey(
        {"key": "went", "kind": "short_text"},
        {"key": "place", "kind": "photo"},
        {"key": "aloud", "kind": "voice"},
    )

    assert [each.name for each in pages_reached(survey, "en")] == ["Went"]


def test_a_question_is_left_blank_only_by_those_who_were_shown_it(make_survey, keep):
    rule = {"op": "equals", "question": "went", "value": "yes"}
    survey = make_survey(
        {"key": "went", "kind": "yes_no", "values": ["yes", "no", "rather_not_say"]},
        {
            "key": "why",
            "kind": "single",
            "values": ["near", "kind"],
            "show_if": rule,
        },
        {"key": "when", "kind": "single", "values": ["day", "night"], "show_if": rule},
        {"key": "last", "kind": "single", "values": ["a", "b"]},
    )
    with writing():
        keep(survey, {"went": "yes", "why": "near", "last": "a"}, times=3)
        keep(survey, {"went": "yes", "when": "day"}, times=2)
        keep(survey, {"went": "no", "last": "b"}, times=4)
        keep(survey, {"last": "b"})

    found = passed(queries.survey_by_slug("s1"), Filters())

    blank = {key: (found.shown[key], found.shown[key] - found.answered[key]) for key in found.shown}
    assert blank == {"went": (10, 1), "why": (5, 2), "when": (5, 3), "last": (10, 2)}


def test_ways_links_pages_and_what_was_sent(answered, keep, sign_in):
    with writing():
        link = SurveyLink(survey_id=answered.id, code="abc", label="Waiting room")
        session().add(link)
        session().flush()
        version = queries.newest_version(queries.survey_by_slug("k7"))
        for page, count in [("asked", 40), ("support", 25), ("helped", 20)]:
            session().add(PageCount(version_id=version.id, page=page, reached=count))
        keep(answered, {"asked": "yes"}, times=6, link_id=link.id)
        typed = keep(answered, {"asked": "yes"}, channel=Channel.PAPER, day=date(2026, 1, 5))
        typed.entered_by_id = link.id
    found = arrivals_of(queries.survey_by_slug("k7"), Filters(), language="en")

    assert dict(found.channels) == {Channel.WEB: 24, Channel.PAPER: 1}
    assert [(each.label, count) for each, count in found.links] == [("Waiting room", 6)]
    assert (found.responses, found.sent) == (25, 24)
    page = sign_in(Role.EDITOR).page("/surveys/k7/results/arriving")
    rows = [
        row.text.split() for row in page.select('section[aria-labelledby="pages"] tr[data-row]')
    ]
    assert rows[0][-2:] == ["40", "times"]
    assert rows[-1][0].startswith("Sent")
    assert page.select_one("svg[role=img][aria-labelledby]")
    assert "Waiting room" in page.text
    assert sign_in(Role.VIEWER).get("/surveys/k7/results/arriving").status_code == 403
    narrow = f"?until={date(2026, 1, 5) + timedelta(days=1)}"
    narrowed = sign_in(Role.LEAD).page(f"/surveys/k7/results/arriving{narrow}")
    assert "1 person" in narrowed.text
