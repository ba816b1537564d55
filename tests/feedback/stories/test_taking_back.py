"""Adding to what was sent, and taking it all back."""

from sqlalchemy import select

from feedback.coding.models import Suggestion, Theme
from feedback.contributions import events
from feedback.contributions.models import (
    AboutYou,
    Contact,
    Contribution,
    Permission,
    Receipt,
    SearchWord,
    Submission,
)
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.redaction.models import Hiding
from feedback.safeguarding.models import Signal, Urgency
from tests.support.pages import REACH, fields_of, how_many, only


def kept() -> Contribution:
    """The one contribution that there is."""
    return only(Contribution)


def test_more_words_join_the_receipt_and_keep_its_number(client, holder):
    words = client.submit("/en/tell/words", receipt=holder["code"])
    sent = fields_of(words) | {"words": "And this."}
    check = client.submit("/en/tell/check", **sent)
    thanks = client.submit("/en/tell/send", **fields_of(check))

    assert "added it to what you sent before" in thanks.get_text()
    assert how_many(Receipt) == 1
    page = client.submit("/en/code", code=holder["code"])
    assert len(page.select(".stages")) == 2


def test_more_words_for_a_number_that_holds_nothing_are_not_lost(client, holder):
    words = client.submit("/en/tell/words", receipt=holder["code"])
    client.submit("/en/code/withdraw", save="yes", **holder)

    sent = fields_of(words) | {"words": "And this."}
    asked = client.submit("/en/tell/send", status=409, **sent)

    assert "And this." in asked.select_one("dd.words").get_text()
    client.submit("/en/tell/send", **fields_of(asked))
    assert how_many(Receipt) == 2


def test_before_taking_back_one_is_told_what_goes_and_what_stays(client, holder):
    page = client.submit("/en/code/withdraw", **holder)

    assert kept().words_sealed is not None
    words = page.get_text()
    assert "everything you wrote" in words
    assert "what has been printed already" in words


def test_taking_back_erases_everything_about_the_words_and_their_giver(client, holder, keyring):
    client.submit("/en/code/contact", **(holder | REACH))
    client.submit("/en/code/about-you", save="y", shown="y", age="16_17", **holder)
    client.submit("/en/code/uses", save="y", shown="y", allowed="quote", **holder)
    contribution_id = kept().id
    with writing():
        theme = Theme(key="listening", names={"en": "Listening"})
        session().add(theme)
        session().flush()
        held = session().scalars(select(Contribution)).one()
        held.working_sealed, held.english_sealed = b"working", b"english"
        session().add_all(
            [
                SearchWord(token="t", contribution_id=contribution_id),
                Hiding(
                    contribution_id=contribution_id, start=0, end=3, kind="name", replacement="X"
                ),
                Signal(
                    contribution_id=contribution_id, rule="r", urgency=Urgency.SOON, start=0, end=3
                ),
                Suggestion(
                    contribution_id=contribution_id,
                    theme_id=theme.id,
                    score=1.0,
                    band="likely",
                    why_sealed=b"why",
                    model="m",
                ),
            ]
        )
    fingerprint = only(Submission).content_mac
    heard = []

    def withdrawn(_sender, *, contributions, **_more):
        heard.extend(each.id for each in contributions)

    with events.withdrawn.connected_to(withdrawn):
        page = client.submit("/en/code/withdraw", save="yes", **holder)

    assert page.h1.get_text() == "It is gone"
    gone = kept()
    assert (gone.words_sealed, gone.working_sealed, gone.english_sealed) == (None, None, None)
    assert gone.withdrawn_on == clock.today()
    assert gone.topic == "being_heard"  # it stays counted
    for table in (Contact, AboutYou, Permission, SearchWord, Hiding, Signal, Suggestion):
        assert how_many(table) == 0, table.__tablename__
    assert heard == [contribution_id]
    assert only(Submission).content_mac != fingerprint


def test_taking_back_twice_says_the_same_and_changes_nothing_more(client, holder):
    first = client.submit("/en/code/withdraw", save="yes", **holder)
    second = client.submit("/en/code/withdraw", save="yes", **holder)

    assert first.get_text() == second.get_text()


def test_the_form_that_was_sent_cannot_bring_back_what_was_taken_back(client, check_page):
    sent = fields_of(check_page("They listened."))
    thanks = client.submit("/en/tell/send", **sent)
    client.submit("/en/code/withdraw", save="yes", **fields_of(thanks, "held"))

    page = client.submit("/en/tell/send", status=409, **sent)

    assert "You took this back" in page.h1.get_text()
    assert kept().words_sealed is None
