"""The pages of findings: every table, what is behind a number, files, one theme."""

import io
from datetime import date

import openpyxl
import pytest

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.coding.findings.choosing import NAMES
from feedback.contributions.models import PermissionKind
from feedback.core.db import session, writing


@pytest.fixture
def many(spoke):
    """Thirty people in two months, and three of them about money."""
    for place in range(30):
        spoke("children", on=date(2026, 3, 1 + place % 28), text=f"They heard me {place}.",
              says={"age": "18_25" if place % 2 else "65_74"})  # fmt: skip
    for _ in range(3):
        spoke("money", on=date(2026, 4, 2), text="=Bills", question="=SUM(1)", language="pl")


def test_every_table_is_a_page_and_a_file(many, sign_in):
    browser = sign_in(Role.CODER)

    for name in NAMES:
        page = browser.page(f"/findings/{name}")
        assert page.select_one(".chips [aria-current=page]") is not None, name
        for kind in ("csv", "xlsx"):
            assert browser.get(f"/findings/{name}.{kind}").status_code == 200, (name, kind)
    session().rollback()  # look at what was committed since
    taken = session().query(AuditEntry).filter(AuditEntry.verb == "findings taken").count()
    assert taken == 2 * len(NAMES)


def test_a_cell_leads_to_what_is_behind_it_for_those_who_may_read(many, sign_in):
    page = sign_in(Role.CODER).page("/findings/month?language=pl")

    link = page.select_one("td a")
    assert link.text.startswith("3")
    behind = sign_in(Role.CODER).page(link["href"])
    assert len(behind.select(".row")) == 3
    assert "They heard me" not in behind.text
    assert not sign_in(Role.EDITOR).page("/findings/month").select("td a")


def test_a_restricted_text_counts_and_is_in_no_list(spoke, sign_in):
    with writing():
        session().merge(spoke("money", text="A secret place.")).restricted = True
    browser = sign_in(Role.CODER)

    assert "1" in browser.page("/findings/month").select_one("tbody td").text
    for path in ("/themes/money", "/themes/money/said", "/findings/quotes"):
        assert "A secret place" not in browser.page(path).text


def test_a_file_has_no_small_count_and_no_formula(many, sign_in):
    browser = sign_in(Role.EDITOR)

    text = browser.get("/findings/question.csv").text
    book = openpyxl.load_workbook(io.BytesIO(browser.get("/findings/month.xlsx").data))
    rows = [list(row) for row in book.active.iter_rows(values_only=True)]

    assert "'=SUM(1)" in text
    assert rows[0] == ["Theme", "March 2026", "April 2026"]
    assert rows[1] == ["Everybody whose words are coded", "Not shown", "Not shown"]
    assert rows[2][1:] == ["Not shown", "Not shown"]


@pytest.mark.one_database
def test_a_filter_that_makes_no_sense_is_refused_in_words(many, sign_in):
    page = sign_in(Role.CODER).page("/findings/month?since=yesterday", status=400)

    assert page.select_one("[aria-invalid=true]")["name"] == "since"


def test_a_theme_says_how_many_people_in_which_languages_and_what_was_made_of_it(many, sign_in):
    page = sign_in(Role.CODER).page("/themes/heard")

    facts = page.select_one(".summary").text
    assert "30" in facts
    assert "English: 30 people" in " ".join(page.text.split())
    assert page.select_one(".timeline svg") is not None
    assert "Nothing has been made of it yet." in page.text


def test_the_bank_shows_words_only_where_their_giver_says_yes(spoke, sign_in):
    from feedback.coding.desk.models import QuoteMark

    yes = spoke("money", text="The bills came first. Then help.", allows=[PermissionKind.QUOTE])
    no = spoke("money", text="Nobody may print this.")
    with writing():
        for contribution, start, end in ((yes, 0, 21), (no, None, None)):
            session().add(
                QuoteMark(contribution_id=contribution.id, start=start, end=end,
                          marked_by_id=contribution.id)
            )  # fmt: skip

    page = sign_in(Role.CODER).page("/findings/quotes?theme=money")

    assert [each.text.strip() for each in page.select("blockquote")] == ["The bills came first."]
    assert "Nobody may print this" not in page.text
    assert "does not allow a quote" in page.text
    assert "The bills came first." in sign_in(Role.CODER).page("/themes/money").text
    with writing():
        session().merge(yes).restricted = True
    assert not sign_in(Role.CODER).page("/findings/quotes").select("blockquote")
