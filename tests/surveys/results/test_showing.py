"""Results: counts for staff, guarded ones beside them, and none that point at somebody."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.coding.models import Coding, Theme
from feedback.contributions import withdrawing
from feedback.contributions.models import Channel, CodingState, Contribution, Held
from feedback.core import clock
from feedback.core.db import session, writing
from surveys.commands import survey as command
from surveys.definitions.reading import read_definition
from surveys.results.counting import results_of
from surveys.results.filters import Filters
from surveys.versions import queries, services
from surveys.versions.models import SurveyResponse

SEE_ALL = (Role.EDITOR, Role.LEAD, Role.PUBLISHER)
ROLES = (*SEE_ALL, Role.VIEWER)
PATH = "/surveys/k7/results/"


def _bars(page, key):
    found = {}
    for row in page.select(f'section[aria-labelledby="question-{key}"] tr[data-row]'):
        hint = row.select_one(".hint")
        texts = (row.select_one(".bar-text").text, hint.text if hint else "")
        found[row.th.find(string=True).strip()] = texts
    return found


def _tallies(survey, filters=None):
    found = results_of(queries.survey_by_slug(survey.slug), filters or Filters(), language="en")
    return {each.column.name: each for each in found.columns}


@pytest.mark.parametrize("role", SEE_ALL)
def test_results_are_counted_for_staff_with_the_public_count_beside(answered, sign_in, role):
    bars = _bars(sign_in(role).page(PATH), "asked")

    assert bars["Yes"] == ("12 people", "For the public: About 10 people")
    assert bars["No"] == ("6 people", "For the public: Fewer than 10 people")


def test_a_viewer_sees_what_anybody_could_and_only_once_the_quarter_is_over(answered, sign_in):
    assert not _bars(sign_in(Role.VIEWER).page(PATH), "asked")
    with clock.pretend(clock.now() + timedelta(days=100)):
        page = sign_in(Role.VIEWER).page(PATH)

    bars = _bars(page, "asked")
    assert bars["Yes"][0] in {"About 10 people", "Not shown"}
    assert bars["No"][0] == "Not shown"
    assert "12 people" not in page.text
    assert not page.select(".filters")


def test_results_can_be_narrowed(answered, sign_in):
    staff = sign_in(Role.LEAD)
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()

    def no(narrowed):
        return _bars(staff.page(f"{PATH}?{narrowed}"), "asked")["No"][0]

    assert no("language=ur") == "1 person"
    assert no(f"since={tomorrow}") == "0 people"
    assert no(f"until={tomorrow}&channel=web&version=1") == "6 people"
    assert no("channel=paper") == "0 people"
    assert no("said=support%3Dnone") == "1 person"
    assert no("said=asked%3Dyes") == "0 people"
    page = staff.page(f"{PATH}?since=soon&language=xx&said=asked%3Dmaybe", status=400)
    assert page.select_one(".error-summary")


def test_words_come_back_as_themes_of_their_question(answered, sign_in, make_staff):
    coder = make_staff()
    with writing():
        theme = Theme(key="kindness", names={"en": "Kindness"})
        said = session().scalars(select(Contribution)).one()
        said.coding = CodingState.DONE
        session().add(theme)
        session().flush()
        for start, end in [(None, None), (0, 2)]:
            session().add(
                Coding(
                    contribution_id=said.id,
                    theme_id=theme.id,
                    coder_id=coder.id,
                    start=start,
                    end=end,
                )
            )

    page = sign_in(Role.EDITOR, Role.CODER).page(PATH)

    section = page.select_one('section[aria-labelledby="question-helped"]')
    assert "Coded: 1 person" in section.text
    assert section.select_one('a[href="/themes/kindness"]').text == "Kindness"
    assert section.select_one('a[href="/code/?question=helped"]')
    assert "چائے" not in page.text


def test_what_is_in_no_count(answered, keep):
    with writing():
        first = (
            session().scalars(select(SurveyResponse).where(SurveyResponse.language == "ur")).one()
        )
        said = session().scalars(select(Contribution)).one()
        withdrawing.withdraw(submissions=[said.submission])
        keep(answered, {"asked": "no"}, second_of_id=first.id)
        keep(answered, {"asked": "no"}, held=Held.WAITING)
        keep(answered, {"asked": "no"}, held=Held.PUT_AWAY)
        keep(answered, {"asked": "some"}, held=Held.LET_THROUGH, channel=Channel.PAPER)

    found = results_of(answered, Filters(), language="en")

    assert (found.responses, found.withdrawn) == (18, 1)
    by_name = {each.column.name: each for each in found.columns}
    assert by_name["helped"].answered == 0
    assert [bar.count for bar in by_name["asked"].tally.bars[:3]] == [12, 1, 5]


def test_choices_and_questions_of_older_versions_stay_in_the_results(answered):
    plain = queries.definition_of(queries.newest_version(answered)).to_json()
    plain["pages"] = [page for page in plain["pages"] if page["key"] in {"asked", "change"}]
    asked = plain["pages"][0]["questions"][0]
    asked["wording"]["en"] = "Were you asked?"
    asked["choices"] = [each for each in asked["choices"] if each["value"] != "no"]
    with writing():
        services.publish_version(
            survey=queries.survey_by_slug("k7"), definition=read_definition(plain)
        )

    found = _tallies(answered)

    assert next(iter(found)) == "asked"
    assert found["asked"].column.wording == "Were you asked?"
    assert [(bar.label, bar.count) for bar in found["asked"].tally.bars][-1] == ("No", 6)
    assert "support" in found


def test_every_kind_of_question_is_counted_as_befits_it(make_survey, keep, sign_in):
    rows = [{"key": key, "label": {"en": key.capitalize()}} for key in ("calm", "heard")]
    survey = make_survey(
        {"key": "felt", "kind": "matrix", "rows": rows, "values": ["yes", "no"]},
        {"key": "order", "kind": "ranking", "values": ["tea", "talk", "time"]},
        {"key": "visits", "kind": "number"},
        {"key": "when", "kind": "date"},
        {"key": "agreed", "kind": "consent"},
    )
    with writing():
        keep(survey, {"felt.calm": "yes", "felt.heard": "no", "order": ["talk", "tea"]}, times=2)
        keep(survey, {"felt.calm": "no", "order": ["tea"], "visits": 3, "when": "2026-01-31"})
        keep(survey, {"visits": 40, "when": "2026-03-01", "agreed": "yes"})

    found = {name: each.tally for name, each in _tallies(survey).items()}
    assert [bar.count for bar in found["felt.calm"].bars] == [2, 1]
    assert [bar.count for bar in found["felt.heard"].bars] == [0, 2]
    assert [bar.count for bar in found["order"].bars] == [1, 2, 0]
    assert found["order"].places == {"tea": pytest.approx(5 / 3), "talk": 1}
    assert (found["visits"].median, found["visits"].bars[0].end) == (21.5, "4")
    assert [bar.value for bar in found["when"].bars] == ["2026-01", "2026-02", "2026-03"]
    assert found["agreed"].answered == 1
    page = sign_in(Role.EDITOR).page("/surveys/s1/results/")
    felt = page.select_one('section[aria-labelledby="question-felt"]')
    assert [head.text for head in felt.select("h3")] == ["Calm", "Heard"]
    assert "Place on average: 1.7" in page.text
    assert "The answer in the middle: 21.5" in page.text
    assert "March 2026" in page.text
    viewed = sign_in(Role.VIEWER).page("/surveys/s1/results/").text
    assert "40" not in viewed
    assert "2026" not in viewed


def test_the_command_counts(answered):
    run = CliRunner().invoke

    counts = json.loads(run(command, ["results", "k7", "--json"]).output)
    assert counts["responses"] == 18
    assert counts["questions"][0]["answers"][0] == {
        "value": "yes",
        "label": "Yes",
        "count": 12,
        "public": 10,
    }
    assert "Help to be safe" in run(command, ["results", "k7"]).output
    refused = run(command, ["results", "nowhere"])
    assert refused.exit_code == 1
    assert "There is no survey nowhere. There are: k7" in refused.output


def test_the_command_says_what_to_do_where_there_is_nothing(app):
    with writing():
        services.new_survey(slug="x1")

    refused = CliRunner().invoke(command, ["results", "x1"])

    assert (refused.exit_code, "has no questions yet" in refused.output) == (1, True)


@pytest.mark.parametrize("role", list(Role))
def test_who_may_see_results(k7, sign_in, role):
    status = 200 if role in ROLES else 403

    assert sign_in(role).get(PATH).status_code == status
    live = 200 if role in SEE_ALL else 403
    assert sign_in(role).get(f"{PATH}arriving").status_code == live
    assert sign_in(role).get(f"{PATH}reach").status_code == live
