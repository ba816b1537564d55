"""One question beside another, for staff, without a cell that points at somebody."""

import pytest

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.coding.intervals import difference
from feedback.coding.models import Coding, Theme
from feedback.coding.suppressing import Cell
from feedback.contributions.models import CodingState, Contribution, Kind
from feedback.core.db import session, writing
from surveys.results.crossing import CHANNEL, LANGUAGE, MONTH, THEMES, crossing, sides_in_words
from surveys.results.filters import Filters
from surveys.versions import queries
from surveys.versions.models import SurveyResponse

PATH = "/surveys/s1/results/compare"


@pytest.fixture
def crossed(make_survey, keep):
    """Most who were asked felt safe, most who were not did not."""
    survey = make_survey(
        {"key": "asked", "kind": "single", "values": ["yes", "no"]},
        {"key": "safe", "kind": "single", "values": ["safe", "unsafe", "unsure"]},
        {"key": "help", "kind": "several", "values": ["talk", "money"]},
        {"key": "age", "kind": "number"},
        {"key": "story", "kind": "long_text"},
        {"key": "other", "kind": "long_text"},
    )
    with writing():
        keep(survey, {"asked": "yes", "safe": "safe", "help": ["talk", "money"]}, times=30)
        keep(survey, {"asked": "yes", "safe": "unsafe", "help": ["talk"], "age": 30}, times=10)
        keep(survey, {"asked": "no", "safe": "safe", "age": 70}, times=8)
        keep(survey, {"asked": "no", "safe": "unsafe", "help": ["money"]}, times=30)
        keep(survey, {"asked": "yes", "safe": "unsure"}, times=3)
        keep(survey, {"asked": "no", "safe": "unsure"}, times=6)
    return queries.survey_by_slug("s1")


def _counts(found):
    return [
        [found.grid.counts[Cell(row, column)] for column in range(len(found.columns))]
        for row in range(len(found.rows))
    ]


def _cross(survey, rows, columns):
    return crossing(survey, Filters(), rows=rows, columns=columns, language="en")


def test_two_questions_are_counted_against_each_other(crossed):
    found = _cross(crossed, "safe", "asked")

    assert ([*found.rows], [*found.columns]) == (["Safe", "Unsafe", "Unsure"], ["Yes", "No"])
    assert _counts(found) == [[30, 8], [10, 30], [3, 6]]
    # Three were unsure; the six beside them would tell, and so would what is left of two columns.
    assert found.hidden == {Cell(2, 0), Cell(2, 1), Cell(0, 0), Cell(0, 1)}
    assert [found.count(1, 0), found.count(1, None), found.count(2, None)] == [10, 40, 9]


def test_every_side_can_be_compared_with_every_other(crossed, make_staff):
    coder = make_staff()
    with writing():
        theme = Theme(key="kindness", names={"en": "Kindness"})
        session().add(theme)
        session().flush()
        for answer in _responses(crossed)[:6]:
            said = Contribution(
                submission_id=answer.submission_id,
                kind=Kind.SURVEY_ANSWER,
                language="en",
                question="story",
                response_id=answer.id,
                coding=CodingState.DONE,
            )
            session().add(said)
            session().flush()
            session().add(Coding(contribution_id=said.id, theme_id=theme.id, coder_id=coder.id))

    names = sides_in_words(crossed, "en")
    assert {LANGUAGE, CHANNEL, MONTH, f"story{THEMES}", "age", "help"} <= set(names)
    for rows in names:
        for columns in names:
            found = _cross(crossed, rows, columns)
            assert len(found.grid.counts) == (len(found.rows) + 1) * (len(found.columns) + 1)
    assert not _cross(crossed, "safe", f"other{THEMES}").rows
    themed = _cross(crossed, f"story{THEMES}", CHANNEL)
    assert (themed.rows, _counts(themed)) == (["Kindness"], [[6]])
    helped = _cross(crossed, "help", "asked")
    assert _counts(helped) == [[40, 0], [30, 30]]
    assert helped.grid.counts[Cell(None, 0)] == 40
    aged = _cross(crossed, "age", "asked")
    assert sum(map(sum, _counts(aged))) == 18


def _responses(survey):
    return session().query(SurveyResponse).order_by(SurveyResponse.id).all()


def test_the_page_says_what_differs_and_hides_what_points_at_somebody(crossed, sign_in):
    lead = sign_in(Role.LEAD)

    page = lead.page(f"{PATH}?rows=safe&columns=asked")
    cells = [[cell.text for cell in row.select("td")] for row in page.select("tbody tr")]
    assert cells[2][:2] == ["Hidden", "Hidden"]
    assert "“Unsafe”: 23 of 100 of those with “Yes”, 68 of 100 of those with “No”." in page.text
    csv = lead.get(f"{PATH}.csv?rows=safe&columns=asked")
    assert csv.mimetype == "text/csv"
    assert csv.text.splitlines()[3].startswith("Unsure,Hidden,Hidden")
    session().rollback()  # look at what is there now
    assert session().query(AuditEntry).filter_by(verb="survey table taken").count() == 1
    assert lead.get(f"{PATH}.csv").status_code == 404
    assert "Choose two things" in lead.page(PATH).text
    lead.page(f"{PATH}?rows=nothing&columns=asked", status=400)
    assert sign_in(Role.VIEWER).get(PATH).status_code == 403


def test_the_interval_of_a_difference_is_newcombes():
    # His first example, 56/70 and 48/80, has 0.0524 to 0.3339 for 95 of 100; ours is wider.
    least, most = difference(56, 70, 48, 80)

    assert least == pytest.approx(0.0049, abs=0.002)
    assert most == pytest.approx(0.3716, abs=0.005)
