"""Results: counts for staff, guarded ones beside them, and none that point at somebody."""

import json
import uuid
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.coding.models import Coding, Theme
from feedback.contributions import withdrawing
from feedback.contributions.models import CodingState, Contribution
from feedback.core import clock
from feedback.core.db import session, writing
from surveys.commands import survey as command
from surveys.definitions.reading import read_definition
from surveys.results.counting import Filters, results_of
from surveys.results.showing import seen_by_viewers
from surveys.versions import queries, services
from surveys.versions.models import SurveyResponse

ROLES = (Role.EDITOR, Role.LEAD, Role.PUBLISHER, Role.VIEWER)


@pytest.fixture
def answered(k7, keyring):
    """Twelve said yes and six no; one of those, in Urdu, wrote something."""

    def respond(answers, language="en"):
        return services.respond(
            version=queries.newest_version(queries.survey_by_slug("k7")),
            answers=answers,
            language=language,
            submission_id=uuid.uuid4(),
            keyring=keyring,
        )

    with writing():
        for number in range(12):
            respond(
                {"asked": "yes", "happened": "yes", "support": ["family", "safety"][: number % 3]}
            )
        for _number in range(5):
            respond({"asked": "no"})
        respond({"asked": "no", "helped": "چائے", "support": ["none"]}, "ur")
    return k7


def _bars(page, key):
    found = {}
    for row in page.select(f'section[aria-labelledby="question-{key}"] tr[data-row]'):
        texts = (row.select_one(".bar-text").text, row.select_one(".hint").text)
        found[row.th.find(string=True).strip()] = texts
    return found


@pytest.mark.parametrize("role", ROLES)
def test_results_are_counted_for_staff_with_the_public_count_beside(answered, sign_in, role):
    page = sign_in(role).page("/surveys/k7")

    bars = _bars(page, "asked")
    assert bars["Yes"] == ("12 people", "For the public: About 10 people")
    assert bars["No"] == ("6 people", "For the public: Fewer than 10 people")


def test_a_viewer_is_not_told_small_counts_nor_the_one_that_would_give_it_away(answered, sign_in):
    staff, viewer = sign_in(Role.EDITOR), sign_in(Role.VIEWER)

    assert _bars(staff.page("/surveys/k7"), "support")["Help to be safe"][0] == "4 people"
    bars = _bars(viewer.page("/surveys/k7"), "support")
    assert bars["Help for my children or my family"][0] == "8 people"
    assert bars["Help to be safe"][0] == "Under 5"
    assert bars["I did not want any support"][0] == "Under 5"


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([12, 6], [12, 6]),
        ([12, 6, 4], [12, None, None]),
        ([12, 3, 0], [12, None, None]),
        ([4], [None]),
        ([], []),
    ],
)
def test_one_hidden_count_never_stands_alone(counts, shown):
    assert seen_by_viewers(counts) == shown


def test_results_can_be_narrowed_by_language_and_time(answered, sign_in):
    staff = sign_in(Role.LEAD)

    assert _bars(staff.page("/surveys/k7?language=ur"), "asked")["No"][0] == "1 person"
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    assert _bars(staff.page(f"/surveys/k7?since={tomorrow}"), "asked")["No"][0] == "0 people"
    assert _bars(staff.page(f"/surveys/k7?until={tomorrow}"), "asked")["No"][0] == "6 people"
    page = staff.page("/surveys/k7?since=soon&language=xx", status=400)
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

    page = sign_in(Role.EDITOR).page("/surveys/k7")

    section = page.select_one('section[aria-labelledby="question-helped"]')
    assert "Coded: 1 person" in section.text
    assert section.select_one('a[href="/code/themes/kindness"]').text == "Kindness"
    assert "چائے" not in page.text


def test_what_was_taken_back_is_counted_only_as_that(answered):
    with writing():
        response = (
            session().scalars(select(SurveyResponse).where(SurveyResponse.language == "ur")).one()
        )
        said = (
            session()
            .scalars(select(Contribution).where(Contribution.response_id == response.id))
            .one()
        )
        withdrawing.withdraw(submissions=[said.submission])

    found = results_of(answered, Filters(), language="en")

    assert (found.responses, found.withdrawn) == (17, 1)
    by_key = {each.question.key: each for each in found.questions}
    assert by_key["helped"].answered == 0
    assert by_key["asked"].answered == 17


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

    found = results_of(answered, Filters(), language="en")

    first = found.questions[0]
    assert first.wording == "Were you asked?"
    assert [(bar.label, bar.count) for bar in first.bars][-1] == ("No", 6)
    assert "support" in {each.question.key for each in found.questions}


def test_numbers_are_counted_one_by_one_or_in_bands(app, keyring):
    words = {"en": "How many?"}
    page = {"key": "n", "questions": [{"key": "n", "kind": "number", "wording": words}]}
    plain = {"schema": 1, "languages": ["en"], "title": words, "pages": [page]}
    with writing():
        survey = services.new_survey(slug="n1")
        version = services.publish_version(survey=survey, definition=read_definition(plain))
        services.open_survey(survey=survey)
        for number in [1, 1, 3]:
            services.respond(
                version=version,
                answers={"n": number},
                language="en",
                submission_id=uuid.uuid4(),
                keyring=keyring,
            )

    (result,) = results_of(survey, Filters(), language="en").questions
    assert [(bar.label, bar.count) for bar in result.bars] == [("1", 2), ("2", 0), ("3", 1)]

    with writing():
        services.respond(
            version=queries.newest_version(queries.survey_by_slug("n1")),
            answers={"n": 40},
            language="en",
            submission_id=uuid.uuid4(),
            keyring=keyring,
        )
    (result,) = results_of(survey, Filters(), language="en").questions
    assert [(bar.label, bar.count) for bar in result.bars][::9] == [("1 – 4", 3), ("37 – 40", 1)]


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        *((role, path, 200) for role in ROLES for path in ("", "k7", "k7/preview")),
        *((role, path, 403) for role in (Role.CODER, Role.ADMINISTRATOR) for path in ("", "k7")),
    ],
)
def test_who_may_see_results(k7, sign_in, role, path, status):
    assert sign_in(role).get(f"/surveys/{path}").status_code == status


@pytest.mark.parametrize("role", [Role.LEAD, Role.PUBLISHER, Role.VIEWER])
def test_only_an_editor_opens_and_closes(k7, sign_in, role):
    browser = sign_in(role)

    assert browser.post("/surveys/k7/close").status_code == 403
    assert browser.post("/surveys/k7/open").status_code == 403
    assert browser.post("/surveys/ready-made").status_code == 403
    assert not browser.page("/surveys/").select('form[action="/surveys/k7/close"]')


def test_an_editor_brings_in_opens_and_closes(app, sign_in, client):
    editor = sign_in(Role.EDITOR)
    assert "There are no surveys yet." in editor.page("/surveys/").text

    editor.submit("/surveys/ready-made", status=303)
    assert client.get("/en/q/k7").status_code == 404
    editor.submit("/surveys/k7/open", status=303)
    assert client.get("/en/q/k7").status_code == 200
    page = editor.page("/surveys/")
    assert "People can answer it now." in page.text
    editor.submit("/surveys/k7/close", status=303)

    assert "These questions are closed now" in client.page("/en/q/k7").text


def test_a_survey_without_questions_is_listed_and_not_opened(app, sign_in):
    with writing():
        services.new_survey(slug="x1")
    editor = sign_in(Role.EDITOR)

    editor.submit("/surveys/x1/open", status=303)

    assert "This survey has no questions yet." in editor.page("/surveys/").text
    editor.page("/surveys/x1", status=404)


def test_the_preview_shows_every_page_in_any_language(k7, sign_in):
    page = sign_in(Role.EDITOR).page("/surveys/k7/preview?in=ur")

    assert page.select_one('h1[dir="rtl"]').text == "آپ کے لیے یہ کیسا رہا"
    assert len(page.select("section.card")) == 8
    assert len(page.select("use[href$='#face-3']")) == 1
    assert "No native speaker has checked it." in page.text


def test_the_command_lists_loads_and_counts(app, k7, answered):
    run = CliRunner().invoke

    assert "k7 is at version 1 and open." in run(command, ["load-library"]).output
    assert "k7" in run(command, ["list"]).output
    (row,) = json.loads(run(command, ["list", "--json"]).output)
    assert (row["slug"], row["state"], row["version"], row["responses"]) == ("k7", "open", 1, 18)
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
    assert "There is no survey nowhere. There are: k7." in refused.output


def test_the_command_says_what_to_do_where_there_is_nothing(app):
    with writing():
        services.new_survey(slug="x1")

    refused = CliRunner().invoke(command, ["results", "x1"])

    assert (refused.exit_code, "has no questions yet" in refused.output) == (1, True)
