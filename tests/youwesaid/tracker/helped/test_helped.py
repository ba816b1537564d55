"""Did it help? Asked in time, counted once, guarded, apart, and never more than twice by letter."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.contributions import withdrawing
from feedback.contributions.contacts import ContactDetails, Way, When, keep_contact
from feedback.contributions.models import Contribution, Receipt
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.quarters import months_later
from feedback.outbox.models import Letter
from feedback.outbox.writing import written
from youwesaid.insights.models import AnswerKind
from youwesaid.tracker.helped import queries, rules, services
from youwesaid.tracker.helped.models import Asked, HelpedAnswer, Verdict
from youwesaid.tracker.helped.services import NotAskedNow

# No parametrising here: what follows has one story with many ends.


def later(months, days=0):
    day = months_later(clock.today(), months) + timedelta(days=days)
    return clock.pretend(datetime.combine(day, time(8), UTC))


@pytest.fixture
def holder(told, published):
    """A done entry and the receipt that it came from: (entry, receipt id, code)."""
    contribution, code = told()
    entry = published([contribution], kind=AnswerKind.DONE)
    return entry, contribution.submission.receipt_id, code


def say(entry, verdict, keyring, receipt_id=None):
    with writing():
        return services.answer(
            entry,
            verdict=verdict,
            submission_id=uuid.uuid4(),
            keyring=keyring,
            receipt_id=receipt_id,
        )


def test_the_times_at_which_it_is_asked():
    since = date(2026, 11, 30)

    assert rules.step_on(date(2027, 2, 27), since=since) is None
    assert rules.step_on(date(2027, 2, 28), since=since) == 3
    assert rules.step_on(date(2027, 5, 30), since=since) == 6
    assert rules.step_on(date(2030, 1, 1), since=since) == 6
    assert rules.letter_step_on(date(2027, 8, 29), since=since) == 6
    assert rules.letter_step_on(date(2027, 8, 30), since=since) is None
    assert rules.step_on(since, since=None) is None


def test_one_press_id_on_two_entries_is_two_answers(published, keyring):
    entries, press = [published(kind=AnswerKind.DONE) for _each in range(2)], uuid.uuid4()
    with later(3), writing():
        for entry, verdict in zip(entries, (Verdict.YES, Verdict.NO), strict=True):
            services.answer(entry, verdict=verdict, submission_id=press, keyring=keyring)

    kept = [queries.exact(entry.id) for entry in entries]
    assert kept == [{(3, Asked.ANYBODY, Verdict.YES): 1}, {(3, Asked.ANYBODY, Verdict.NO): 1}]


def test_a_holder_counts_once_each_time_and_may_change_their_mind(holder, keyring):
    entry, receipt_id, _code = holder
    with pytest.raises(NotAskedNow):
        say(entry, Verdict.YES, keyring, receipt_id)
    with later(3):
        say(entry, Verdict.YES, keyring, receipt_id)
        say(entry, Verdict.NO, keyring, receipt_id)
    with later(6):
        say(entry, Verdict.LITTLE, keyring, receipt_id)

    assert queries.exact(entry.id) == {
        (3, Asked.HOLDER, Verdict.NO): 1,
        (6, Asked.HOLDER, Verdict.LITTLE): 1,
    }
    kept = session().scalars(select(HelpedAnswer.giver)).all()
    assert receipt_id.hex not in "".join(kept)


def test_a_receipt_that_led_to_nothing_here_counts_like_anybody(holder, told, keyring):
    entry, *_rest = holder
    stranger = told("Something else.")[0].submission.receipt_id
    with later(4):
        say(entry, Verdict.YES, keyring, stranger)

    assert queries.exact(entry.id) == {(3, Asked.ANYBODY, Verdict.YES): 1}


def test_small_numbers_are_not_shown_and_groups_never_added(holder, keyring):
    entry, receipt_id, _code = holder
    with later(3):
        say(entry, Verdict.NO, keyring, receipt_id)
        for number in range(24):
            say(entry, Verdict.YES if number < 20 else Verdict.NO, keyring)

    own, anybody = sorted(queries.results([entry.id])[entry.id], key=lambda each: each.asked,
                          reverse=True)  # fmt: skip
    assert (own.asked, own.total.shown, own.counts) == (Asked.HOLDER, None, {})
    assert anybody.total.shown == 20  # a figure stands until it has moved by the threshold
    assert anybody.counts[Verdict.NO].shown is None
    hidden = [each for each in anybody.counts.values() if each.shown is None]
    assert len(hidden) >= 2  # or the small one could be worked out


def test_who_withdraws_takes_their_answer_along(holder, keyring):
    entry, receipt_id, _code = holder
    with later(3):
        say(entry, Verdict.NO, keyring, receipt_id)
        say(entry, Verdict.NO, keyring)
    with writing():
        withdrawing.withdraw_receipt(receipt=session().get_one(Receipt, receipt_id))

    assert queries.exact(entry.id) == {(3, Asked.ANYBODY, Verdict.NO): 1}


def test_two_letters_at_most_and_none_after_withdrawing(holder, keyring):
    entry, receipt_id, _code = holder
    receipt = session().get_one(Receipt, receipt_id)
    with writing():
        keep_contact(
            submission=receipt.submissions[0],
            details=ContactDetails(way=Way.EMAIL, address="me@example.org", when=[When.MORNING]),
            language="ur",
            keyring=keyring,
        )

    def run(months, days=0):
        with later(months, days), writing():
            return services.ask_by_letter(keyring=keyring)

    assert [run(2), run(3), run(3, 1), run(5), run(6), run(7), run(12)] == [0, 1, 0, 0, 1, 0, 0]
    first, _second = session().scalars(select(Letter)).all()
    told = written(first)
    assert "/ur/question" in told.body
    assert entry.slug not in told.body
    with writing():
        withdrawing.withdraw_receipt(receipt=receipt)
    assert not session().scalars(select(Letter)).all()


def test_an_entry_that_became_a_no_is_not_asked_about(holder):
    entry, *_rest = holder
    with writing():
        entry.state = "cannot"
    with later(3):
        assert queries.step_of(entry) is None


@pytest.mark.one_database
def test_behind_a_receipt_one_answers_and_words_join_the_receipt(holder, client):
    entry, receipt_id, code = holder
    with later(3):
        page = client.submit("/en/code", code=code)
        assert page.select_one(f'form[action="/en/changes/{entry.slug}/helped"]')
        asked = client.submit(f"/ur/changes/{entry.slug}/helped", code=code)
        assert asked.select_one('input[name="verdict"]')
        press = asked.select_one('input[name="submission"]')["value"]
        missing = {"send": "1", "code": code, "submission": press}
        client.submit(f"/en/changes/{entry.slug}/helped", status=400, **missing)
        fields = {**missing, "verdict": "no", "words": "It is the same as before."}
        client.submit(f"/en/changes/{entry.slug}/helped", **fields)
        client.submit(f"/en/changes/{entry.slug}/helped", **fields)
        again = client.submit("/en/code", code=code)
    session().rollback()
    assert "Change your answer" in again.get_text()
    assert queries.exact(entry.id) == {(3, Asked.HOLDER, Verdict.NO): 1}
    (more,) = session().scalars(select(Contribution).where(Contribution.entry_slug == entry.slug))
    assert more.submission.receipt_id == receipt_id
    assert more.screened_on is None  # it goes the way of all words


@pytest.mark.one_database
def test_anybody_may_answer_and_an_editor_sees_a_no(holder, client, sign_in):
    entry, *_rest = holder
    assert client.get(f"/en/changes/{entry.slug}/helped").status_code == 404
    with later(3):
        assert client.page("/ur/question")
        client.submit(f"/en/changes/{entry.slug}/helped", send="1", verdict="no")
        page = client.page(f"/en/changes/{entry.slug}")
        assert "Fewer than 10 people answered." in page.get_text()
    editor = sign_in(Role.EDITOR)
    assert "People say it did not help" in editor.page("/").get_text()
    assert "No: 1 of 1" in editor.page("/helped/").get_text()
    editor.submit(f"/helped/{entry.slug}/seen", status=302)
    assert "No: 1 of 1" not in editor.page("/helped/").get_text()
