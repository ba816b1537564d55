"""Bringing in a file on the screen: choose, name the columns, see what became of every row."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.contributions.models import Contribution
from feedback.contributions.opening import original
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.reading import import_staff, uploads
from feedback.reading.models import Upload
from tests.support.said import rows

FILE = "Response ID,Comment,Date received\n7,The nurse was kind,01/09/2026\n8,,02/09/2026\n"


@pytest.fixture
def coder(sign_in):
    return sign_in(Role.CODER)


def upload(browser, content=FILE, name="spring survey.csv"):
    raw = content if isinstance(content, bytes) else content.encode()
    return browser.post("/import/", data={"file": (io.BytesIO(raw), name)})


def chosen(page):
    """What the form on the page would send."""
    sent = {}
    for field in page.select("main form select"):
        option = field.select_one("option[selected]")
        sent[field["name"]] = option["value"] if option else ""
    for field in page.select("main form input"):
        if field["type"] != "checkbox" or field.has_attr("checked"):
            sent[field["name"]] = field.get("value", "")
    return sent


def test_columns_are_guessed_shown_and_taken_in(coder, keyring):
    address = upload(coder).location
    page = coder.page(address)

    sent = chosen(page)
    assert (sent["text"], sent["id"], sent["received"]) == (
        "Comment",
        "Response ID",
        "Date received",
    )
    assert sent["source"] == "spring survey"
    assert "The nurse was kind" in page.select_one("table").get_text()
    report = coder.submit(address, **sent)

    [contribution] = rows(select(Contribution))
    assert original(contribution, keyring) == "The nurse was kind"
    assert (contribution.source, contribution.source_ref) == ("spring survey", "7")
    assert "There are no words" in report.get_text()
    assert rows(select(Upload)) == []


def test_the_file_waits_sealed_and_only_for_whoever_chose_it(coder, sign_in, keyring):
    address = upload(coder).location

    [kept] = rows(select(Upload))
    assert b"nurse" not in kept.file_sealed
    assert b"spring" not in kept.name_sealed
    assert sign_in(Role.LEAD).get(address).status_code == 404


def test_a_choice_that_was_made_stays_when_another_is_missing(coder):
    address = upload(coder).location

    page = coder.submit(
        address,
        status=400,
        text="",
        id="Comment",
        question="",
        received="",
        language_column="",
        topic="",
        channel="",
        language="pl",
        source="My list",
        already_redacted="y",
    )

    sent = chosen(page)
    assert page.select_one('.error-summary a[href="#text"]')
    assert (sent["id"], sent["language"], sent["source"]) == ("Comment", "pl", "My list")
    assert page.select_one("#already_redacted").has_attr("checked")
    assert len(rows(select(Upload))) == 1


def test_a_column_that_the_file_does_not_have_is_refused(coder):
    address = upload(coder).location

    response = coder.post(address, data={"text": "Nonsense", "language": "en", "source": "x"})

    assert response.status_code == 400
    assert rows(select(Contribution)) == []


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "empty"),
        ("Comment\n", "no rows"),
        ("a,a\n1,2\n", "twice"),
        (b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_what_cannot_be_used_is_refused_before_it_is_kept(coder, content, complaint):
    response = upload(coder, content)

    assert response.status_code == 400
    assert complaint in response.text
    assert rows(select(Upload)) == []


def test_a_file_too_long_for_a_screen_is_sent_to_the_command_line(coder, monkeypatch):
    monkeypatch.setattr(import_staff, "MOST_ROWS", 1)

    response = upload(coder)

    assert response.status_code == 400
    assert "youwesaid contributions import" in response.text


def test_no_file_is_asked_for(coder):
    page = coder.submit("/import/", status=400)

    assert page.select_one('.error-summary a[href="#file"]')


def test_a_second_press_finds_the_file_gone_and_says_that_nothing_is_lost(coder):
    address = upload(coder).location
    sent = chosen(coder.page(address))
    coder.submit(address, **sent)

    response = coder.post(address, data=sent)

    assert response.status_code == 404
    assert "nothing is taken in twice" in response.text


def test_a_file_that_nobody_finished_is_forgotten_after_a_day(coder):
    upload(coder)
    with writing():
        session().query(Upload).one().uploaded_at = clock.now() - timedelta(hours=25)

    with writing():
        assert uploads.forget_old() == 1

    assert rows(select(Upload)) == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR, Role.PUBLISHER, Role.VIEWER])
def test_files_are_brought_in_only_by_those_who_may_read_them(sign_in, role):
    browser = sign_in(role)

    assert browser.get("/import/").status_code == 403
    assert upload(browser).status_code == 403
