"""Surveys as staff list them: who sees them, who opens and closes, what the command says."""

import json

import pytest
from click.testing import CliRunner

from feedback.accounts.roles import Role
from feedback.core.db import writing
from surveys.commands import survey as command
from surveys.versions import services

ROLES = (Role.EDITOR, Role.LEAD, Role.PUBLISHER, Role.VIEWER)


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        *((role, path, 200) for role in ROLES for path in ("", "k7/preview")),
        (Role.CODER, "", 200),
        (Role.CODER, "k7/preview", 403),
        (Role.ADMINISTRATOR, "", 403),
    ],
)
def test_who_may_see_surveys(k7, sign_in, role, path, status):
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


def test_the_command_lists_and_loads(app, k7):
    run = CliRunner().invoke

    assert "k7 is at version 1 and open." in run(command, ["load-library"]).output
    assert "k7" in run(command, ["list"]).output
    rows = {row["slug"]: row for row in json.loads(run(command, ["list", "--json"]).output)}
    row = rows["k7"]
    assert (row["state"], row["version"], row["responses"]) == ("open", 1, 0)
