import io
import json

import pytest
from click.testing import CliRunner

from feedback.accounts.roles import Role
from feedback.core.db import session
from tests.youwesaid.plans.documents import layouts, pdf_layouts
from youwesaid.plans import queries as plan_queries
from youwesaid.plans.commands import plan
from youwesaid.plans.documents import queries

pytestmark = pytest.mark.one_database
DRAFTS = "/plans/-/drafts/"


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR)


@pytest.fixture
def address(editor):
    """The page of a draft that was just brought in."""
    response = editor.post(DRAFTS, data={"file": (io.BytesIO(layouts.police()), "police.docx")})
    assert response.status_code == 302
    return response.location


def test_a_document_is_checked_on_screen_and_made_a_plan(editor, address):
    first = editor.page(address).select_one('[data-key="Enter"]')["href"]
    page = editor.page(first)
    assert "Putting victims first" in page.select_one("mark").text
    assert [button["value"] for button in page.select('button[name="act"]')] == [
        "keep",
        "drop",
        "merge",
        "split",
    ]

    fields = {field["name"]: field.get("value", field.text) for field in page.select(".pane [name]")
              if field.name in {"input", "textarea"}}  # fmt: skip
    answer = editor.post(first, data={**fields, "type": "priority", "parent": "", "act": "keep"})
    assert answer.status_code == 302
    editor.post(f"{address}/sure")
    answer = editor.post(
        f"{address}/plan",
        data={
            "title": "Police plan",
            "partnership": "Stonemoor",
            "key": "stone-2024",
            "start": "2024",
        },
    )
    assert answer.location == "/plans/stone-2024"

    session().rollback()  # see what the browser's request wrote
    made = plan_queries.plan_by_key("stone-2024")
    assert made.partnership == {"name": "Stonemoor"}
    assert len(made.items) == 19
    assert not queries.drafts()


def test_a_refusal_stands_beside_the_field_and_loses_nothing(editor, address):
    session().rollback()
    number = queries.drafts()[0].items[0]["number"]

    page = editor.submit(
        f"{address}/{number}",
        status=400,
        type="priority",
        title="Mine",
        text="One piece",
        act="split",
    )

    assert "Put an empty line into the words" in page.select_one(".error").text
    assert page.select_one('textarea[name="title"]').text.strip() == "Mine"
    page = editor.submit(f"{address}/plan", status=400, title="x", partnership="y", key="z")
    assert "Accept at least one item first." in page.text


def test_a_file_that_cannot_be_read_is_refused_beside_the_field(editor):
    file = (io.BytesIO(pdf_layouts.locked()), "plan.pdf")

    page = editor.submit(DRAFTS, status=400, file=file)

    assert "locked with a password" in page.select_one(".error").text


def test_a_draft_can_be_deleted_and_is_closed_to_others(editor, address, sign_in):
    sign_in(Role.CODER).page(address, status=403)
    editor.post(f"{address}/forget")

    editor.page(address, status=404)


@pytest.fixture
def run(app):
    return lambda *words: CliRunner().invoke(plan, [str(word) for word in words])


def test_the_command_prints_the_tree_and_keeps_a_draft(run, tmp_path):
    path = tmp_path / "police.docx"
    path.write_bytes(layouts.police())

    result = run("import", path)

    (draft,) = queries.drafts()
    assert result.exit_code == 0
    assert f"/plans/-/drafts/{draft.id}" in result.output
    assert "priority: Safer streets at night" in result.output


def test_the_command_gives_the_proposal_as_json_and_keeps_nothing(run, tmp_path):
    path = tmp_path / "police.docx"
    path.write_bytes(layouts.police())
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"no")

    result = run("import", path, bad, "--json")

    proposal, refused = json.loads(result.output)
    assert result.exit_code == 1
    assert "not a PDF" in refused["refused"]
    assert proposal["title"] == "Police and Crime Plan for Stonemoor 2024-2028"
    assert proposal["period"] == {"start": "2024", "end": "2028"}
    action = next(item for item in proposal["items"] if item["type"] == "action")
    assert (action["owner"], action["due"], action["confidence"]) == (
        "Chief Constable",
        "March 2025",
        "sure",
    )
    assert not queries.drafts()
