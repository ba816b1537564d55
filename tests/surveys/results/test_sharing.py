"""What everybody may read: chosen questions, guarded counts, as of a fixed day."""

import uuid
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.coding.findings import snapshots
from feedback.coding.models import Coding, Theme
from feedback.contributions.models import CodingState, Contribution
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.quarters import quarter_end
from surveys.results import services
from surveys.results.reaching import Verdict, pair_of
from surveys.versions import queries
from surveys.versions import services as services_of_versions
from surveys.versions.services import close_survey

PATH = "/en/q/s1/results"
MAY = date(2026, 5, 20)


@pytest.fixture
def shared(make_survey, keep):
    """Two questions, of which one has public results; answers of last quarter and of this one."""
    survey = make_survey(
        {"key": "asked", "kind": "single", "values": ["yes", "some", "no"]},
        {"key": "age", "kind": "number"},
        {"key": "agreed", "kind": "consent"},
    )
    with writing():
        survey = queries.survey_by_slug("s1")
        keep(survey, {"asked": "yes", "age": 30, "agreed": "yes"}, times=23, day=date(2026, 2, 1))
        keep(survey, {"asked": "some", "age": 34}, times=14, day=date(2026, 3, 31))
        keep(survey, {"asked": "no", "age": 97}, times=3, day=date(2026, 3, 1))
        keep(survey, {"asked": "no"}, times=30, day=date(2026, 4, 1))
    return "s1"


def _share(*columns):
    with writing():
        services.share_results(survey=queries.survey_by_slug("s1"), columns=columns)


def _rows(page):
    return {
        row.th.text.strip(): row.select_one(".bar-text").text for row in page.select("tr[data-row]")
    }


def test_nothing_is_public_before_somebody_says_so(shared, client, sign_in):
    assert client.get(PATH).status_code == 404
    assert sign_in(Role.EDITOR).post("/surveys/s1/results/public").status_code == 403
    path = "/surveys/s1/results/public"
    with clock.pretend(datetime(2026, 5, 20, tzinfo=UTC)):
        publisher = sign_in(Role.PUBLISHER)
        publisher.submit(path, columns=["asked", "agreed"], status=400)
        publisher.submit(path, columns=["asked"], status=303)
        page, preview = client.page(PATH), publisher.page(path)
        publisher.submit(path, status=303)

    assert page.select_one("h1").text == "What people said"
    assert [head.text for head in page.select("h2")] == ["Asked"]
    assert [head.text for head in preview.select("section h3")] == ["Asked", "Age"]
    assert client.get(PATH).status_code == 404


def test_the_public_counts_stand_still_until_a_quarter_ends_and_point_at_nobody(shared, client):
    _share("asked", "age")

    with clock.pretend(datetime(2026, 5, 20, tzinfo=UTC)):
        page = client.page(PATH)
    assert "31 March 2026: About 40 people" in page.text
    rows = _rows(page)
    assert rows["Yes"] == "About 25 people"
    assert rows["No"] == "Not shown"
    assert rows["Some"] == "Not shown"  # or the three who said no could be worked out
    assert "97" not in page.text
    with clock.pretend(datetime(2026, 7, 1, tzinfo=UTC)):
        assert _rows(client.page(PATH))["No"] == "About 35 people"


def test_a_survey_that_is_over_counts_to_its_last_answer(shared, client):
    _share("asked")
    with clock.pretend(datetime(2026, 2, 10, tzinfo=UTC)):
        assert "There are no numbers to show yet." in client.page(PATH).text
    with writing():
        close_survey(survey=queries.survey_by_slug("s1"))

    with clock.pretend(datetime(2026, 5, 20, tzinfo=UTC)):
        page = client.page(PATH)
        assert "1 April 2026" in page.text
        assert client.page("/en/q/s1").select_one(f'a[href="{PATH}"]')


def test_quarters_end_where_they_do():
    days = [date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1), MAY, date(2026, 12, 31)]

    assert [quarter_end(day).isoformat() for day in days] == [
        "2025-12-31",
        "2025-12-31",
        "2026-03-31",
        "2026-03-31",
        "2026-09-30",
    ]


def test_who_is_missing_is_said_beside_the_area(shared, sign_in):
    lead = sign_in(Role.LEAD)
    figures = {"people_yes": "20", "people_some": "", "people_no": "80", "source": "Census 2022"}

    lead.submit("/surveys/s1/results/reach/asked", status=400, **(figures | {"people_no": "-1"}))
    lead.submit("/surveys/s1/results/reach/asked", status=303, **figures)

    page = lead.page("/surveys/s1/results/reach")
    (yes, no) = [" ".join(row.text.split()) for row in page.select("tr[data-row]")]
    assert "41 of 100 answers" in yes
    assert "20 of 100 people in the area" in yes
    assert "Missing" in no
    assert "Census 2022" in page.text
    assert lead.get("/surveys/s1/results/reach/age").status_code == 404
    assert sign_in(Role.VIEWER).get("/surveys/s1/results/reach/asked").status_code == 403
    lead.submit("/surveys/s1/results/reach/asked", status=303, people_yes="", people_no="")
    assert not lead.page("/surveys/s1/results/reach").select("tr[data-row]")


@pytest.mark.parametrize(
    ("count", "answered", "verdict"),
    [
        (4, 100, Verdict.FEWER),
        (20, 100, Verdict.SAME),
        (40, 100, Verdict.MORE),
        (0, 29, Verdict.UNKNOWN),
    ],
)
def test_only_what_chance_hardly_makes_is_called_missing(count, answered, verdict):
    assert pair_of("65 and over", count, answered, 0.22).verdict is verdict


def test_themes_of_words_are_public_by_the_snapshot_and_stand_still_while_people_code(
    make_survey, keyring, client
):
    survey = make_survey({"key": "why", "kind": "long_text"})

    def say(times):
        with writing():
            theme = session().scalars(select(Theme)).first() or Theme(
                key="kindness", names={"en": "Kindness"}
            )
            session().add(theme)
            session().flush()
            for _time in range(times):
                services_of_versions.respond(
                    version=queries.newest_version(queries.survey_by_slug(survey.slug)),
                    answers={"why": "They were kind."},
                    language="en",
                    submission_id=uuid.uuid4(),
                    keyring=keyring,
                )
            for said in session().scalars(
                select(Contribution).where(Contribution.coding == CodingState.WAITING)
            ):
                said.coding = CodingState.DONE
                session().add(Coding(contribution_id=said.id, theme_id=theme.id, coder_id=theme.id))

    def public():
        with clock.pretend(datetime(2026, 5, 20, 12, tzinfo=UTC)):
            return _rows(client.page(PATH))

    with clock.pretend(datetime(2026, 3, 1, tzinfo=UTC)):
        say(12)
    _share("why")
    assert public() == {}
    with clock.pretend(datetime(2026, 4, 1, tzinfo=UTC)), writing():
        snapshots.make_if_due(threshold=10)
    assert public() == {"Kindness": "About 10 people"}
    with clock.pretend(datetime(2026, 3, 1, tzinfo=UTC)):
        say(20)  # coded late
    assert public() == {"Kindness": "About 10 people"}
