"""The bank of quotes beside insights and entries: where a quote is used, and how it goes."""

import pytest

from feedback.accounts.roles import Role
from feedback.coding.desk.models import QuoteMark
from feedback.coding.findings import asked
from feedback.coding.findings.voices import Filters, heard
from feedback.coding.models import Coding, Theme
from feedback.contributions import permissions
from feedback.contributions.models import CodingState, Contribution, PermissionKind
from feedback.core.db import session, writing
from youwesaid.insights.models import Insight

WORDS = "They asked me what I wanted, and they wrote it down."


@pytest.fixture
def coded(told):
    """Somebody who allows a quote, coded with a theme."""
    contribution, _code = told(WORDS, PermissionKind.QUOTE)
    with writing():
        theme = Theme(key="asked", names={"en": "Asked"})
        session().add(theme)
        session().flush()
        session().add(Coding(contribution_id=contribution.id, theme_id=theme.id, coder_id=theme.id))
        session().get_one(Contribution, contribution.id).coding = CodingState.DONE
    return contribution


def every_page(client, app, slug):
    """All that the public side answers about an entry, whatever is added to it later."""
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or not rule.arguments <= {"language", "slug", "kind", "form"}:
            continue
        values = {"language": "en", "slug": slug, "kind": "csv", "form": "csv"}
        with app.test_request_context():
            address = app.url_map.bind("localhost").build(
                rule.endpoint, {name: values[name] for name in rule.arguments}
            )
        yield address, client.get(address).get_data(as_text=True)


def test_a_permission_taken_back_pulls_the_quote_everywhere_at_once(
    published, coded, sign_in, client, public_app
):
    entry = published([coded])
    reader = sign_in(Role.CODER)
    bank = reader.page("/findings/quotes")
    assert WORDS in bank.text
    assert "Public:" in bank.text
    assert WORDS in client.page(f"/en/changes/{entry.slug}").text

    with writing():
        submission = session().get_one(Contribution, coded.id).submission
        permissions.set_permissions(submission=submission, kinds=())

    after = reader.page("/findings/quotes")
    assert WORDS not in after.text
    assert "does not allow a quote, or took it back" in after.text
    assert "Taken down:" in after.text
    assert not reader.page("/themes/asked").select("figure.quotation")
    asked_for = dict(every_page(client, public_app, entry.slug))
    assert f"/en/changes/{entry.slug}" in asked_for
    for address, answer in asked_for.items():
        assert WORDS not in answer, address


def test_one_press_uses_a_marked_quote_in_an_insight(answered, coded, sign_in):
    answered([coded])
    with writing():
        session().add(QuoteMark(contribution_id=coded.id, start=0, end=27, marked_by_id=coded.id))
    reader = sign_in(Role.CODER)
    form = reader.page("/findings/quotes").select_one('form[action*="/use"]')
    fields = {each["name"]: each["value"] for each in form.select("input")}

    pressed = reader.post(form["action"], data=fields)

    assert "/insights/" in pressed.location
    assert "They asked me what I wanted" in reader.page(pressed.location).text
    after = reader.page("/findings/quotes")
    assert [each.text for each in after.select("blockquote")].count(
        "They asked me what I wanted"
    ) == 1
    assert after.select_one('form[action*="/use"]') is None


def test_a_theme_meets_the_priorities_that_its_insights_are_tied_to(published, coded, staff_app):
    published([coded])

    with staff_app.test_request_context():
        table = asked.plan_table(heard(Filters()))

    assert table.columns[1] == "Priority 1 Lived and living experience"
    assert [[cell.number for cell in line.cells] for line in table.rows] == [[1, 0], [1, 0]]


def test_the_page_of_a_theme_says_what_became_of_it(published, coded, sign_in):
    entry = published([coded])
    with writing():
        theme = session().query(Theme).one()
        session().get_one(Insight, entry.insight_id).theme_id = theme.id

    page = sign_in(Role.VIEWER).page("/themes/asked")

    assert "What is published" in page.text
    assert "You tell the same story again." in page.text
