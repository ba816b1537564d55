"""Adding for somebody, and finding words in what was read."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.contributions.models import Channel, Contribution, Kind, PermissionKind, Receipt
from feedback.contributions.opening import original
from feedback.contributions.permissions import granted
from feedback.contributions.queries import receipt_by_code
from feedback.contributions.searching import forget, search
from feedback.core import clock, references
from feedback.core.db import session, writing
from feedback.reading import services
from feedback.safeguarding import signals
from tests.support.said import again, rows, say


@pytest.fixture
def coder(sign_in):
    return sign_in(Role.CODER)


def entry(**changes):
    return {
        "submission": "a" * 32,
        "channel": "letter",
        "received_on": clock.today().isoformat(),
        "language": "en",
        "topic": "home",
        "words": "The roof leaks and nobody comes.",
        "with_receipt": "y",
        **changes,
    }


def read(text, keyring, make_staff, language="en"):
    contribution = say(text, keyring=keyring, language=language)
    by = make_staff(Role.CODER)
    with writing():
        row = session().get_one(Contribution, contribution.id)
        signals.clear(row, by=by)
        services.finish(row, english="", by=by, keyring=keyring)
    return again(contribution)


def test_a_letter_comes_in_with_a_receipt_that_is_shown_once(coder, keyring):
    page = coder.submit("/read/add", **entry(permissions=["reports", "quote"]))

    [contribution] = rows(select(Contribution))
    assert original(contribution, keyring) == "The roof leaks and nobody comes."
    assert (contribution.kind, contribution.channel) == (Kind.ENTERED, Channel.LETTER)
    assert contribution.entered_by_id == coder.member.id
    assert contribution.screened_on is None
    code = references.tidy(page.select_one(".code-digits").get_text(strip=True))
    assert receipt_by_code(code, keyring) is not None
    assert granted(contribution.submission) == {PermissionKind.REPORTS, PermissionKind.QUOTE}
    assert code not in coder.page("/read/add").get_text()


def test_the_form_stays_for_the_next_of_the_same_batch(coder):
    day = (clock.today() - timedelta(days=3)).isoformat()

    page = coder.submit(
        "/read/add", **entry(channel="event", received_on=day, language="ur", topic="safety")
    )

    assert page.select_one("#channel option[selected]")["value"] == "event"
    assert page.select_one("#received_on")["value"] == day
    assert page.select_one("#language option[selected]")["value"] == "ur"
    assert page.select_one("#topic option[selected]")["value"] == "safety"
    assert page.select_one("#words").get_text().strip() == ""
    assert page.select_one("#submission")["value"] != "a" * 32


def test_the_same_press_twice_is_one_contribution_and_one_receipt(coder):
    first = coder.submit("/read/add", **entry())
    second = coder.submit("/read/add", **entry())

    codes = {page.select_one(".code-digits").get_text(strip=True) for page in (first, second)}
    assert len(codes) == 1
    assert len(rows(select(Contribution))) == 1
    assert len(rows(select(AuditEntry).where(AuditEntry.verb == "added for someone"))) == 1


def test_the_same_form_with_other_words_is_asked_about_and_they_stay(coder):
    coder.submit("/read/add", **entry())

    page = coder.submit("/read/add", status=400, **entry(words="Something else"))

    assert "Something else" in page.select_one("#words").get_text()
    assert len(rows(select(Contribution))) == 1


def test_a_group_session_counts_its_people(coder):
    page = coder.submit("/read/add", **entry(channel="group_session", people_count="12"))

    [contribution] = rows(select(Contribution))
    assert contribution.people_count == 12
    assert "12 people" in coder.page(f"/read/{contribution.id}").get_text()
    assert page.select_one("#people_count")["value"] == ""


def test_without_a_receipt_there_is_none(coder):
    sent = entry()
    sent.pop("with_receipt")

    page = coder.submit("/read/add", **sent)

    assert page.select_one(".code-digits") is None
    assert rows(select(Receipt)) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"words": "  "}, "words"),
        ({"words": "x" * 10_001}, "words"),
        ({"received_on": "2999-01-01"}, "received_on"),
        ({"received_on": ""}, "received_on"),
        ({"people_count": "0"}, "people_count"),
        ({"people_count": "many"}, "people_count"),
        ({"channel": "pigeon"}, "channel"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_cannot_be_added_is_said_beside_the_field(coder, changes, field):
    page = coder.submit("/read/add", status=400, **entry(**changes))

    assert page.select_one(f'.error-summary a[href="#{field}"]')
    assert rows(select(Contribution)) == []


def test_words_are_found_whatever_their_ending_or_language(app, keyring, make_staff):
    nurse = read("The nurses listened.", keyring, make_staff)
    polish = read("Nikt mnie nie słuchał, a pielęgniarka była miła.", keyring, make_staff, "pl")

    assert search("nurse listening", keyring=keyring) == [nurse.id]
    assert search("sluchal", keyring=keyring) == [polish.id]
    assert search("nurse pielęgniarka", keyring=keyring) == []
    assert search("nurse", language="pl", keyring=keyring) == []
    assert search("  …", keyring=keyring) == []


def test_what_nobody_has_read_is_not_found(app, keyring):
    say("The nurses listened.", keyring=keyring)

    assert search("nurses", keyring=keyring) == []


def test_what_is_forgotten_is_not_found(app, keyring, make_staff):
    contribution = read("The nurses listened.", keyring, make_staff)

    with writing():
        forget([contribution.id])

    assert search("nurses", keyring=keyring) == []


def test_the_index_holds_no_word_in_the_clear(app, keyring, make_staff):
    from feedback.contributions.models import SearchWord

    read("The nurses listened.", keyring, make_staff)

    tokens = [row.token for row in rows(select(SearchWord))]
    assert tokens
    assert all(len(token) == 32 and int(token, 16) for token in tokens)


def test_the_search_page_shows_working_texts_and_logs_only_how_many(coder, keyring, make_staff):
    read("The nurses listened.", keyring, make_staff)

    page = coder.submit("/read/search", words="nurses")

    assert "Found in 1 text" in page.get_text()
    assert page.select_one("article .words").get_text() == "The nurses listened."
    [logged] = rows(select(AuditEntry).where(AuditEntry.verb == "searched working texts"))
    assert logged.facts == {"found": 1}
    assert page.select_one("form[method=post] #words")["value"] == "nurses"


def test_a_search_for_nothing_asks_for_a_word(coder):
    page = coder.submit("/read/search", status=400, words=" ")

    assert page.select_one("#words-error")
