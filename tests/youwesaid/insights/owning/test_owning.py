"""Owners are reminded before the day, on it and after; never twice; and nothing is told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.outbox.models import Letter
from feedback.outbox.writing import written
from youwesaid.insights.models import AnswerKind
from youwesaid.insights.owning import queries, rules, services
from youwesaid.insights.owning.models import Reminder
from youwesaid.partnership import services as partnership
from youwesaid.partnership.services import InUse, Named

DAY = date(2027, 10, 1)  # the next look of the answers of these tests


@pytest.fixture
def post(app, keyring):
    with writing():
        council = partnership.add_agency(Named(key="council", names={"en": "The council"}))
        return partnership.add_post(
            council, names={"en": "Manager"}, mailbox="manager@example.org", keyring=keyring
        )


@pytest.fixture
def owned(signed, post):
    with writing():
        signed.kind, signed.promised_for, signed.post = AnswerKind.DOING, DAY, post
    return signed


def on(day, keyring):
    """What the worker sends on *day*."""
    with clock.pretend(datetime(day.year, day.month, day.day, 7, tzinfo=UTC)), writing():
        return services.remind_due(keyring=keyring)


@pytest.mark.parametrize(
    ("days", "step"),
    [(-8, None), (-7, "before"), (-1, "before"), (0, "on"), (6, "on"), (7, "week-1"),
     (20, "week-2")],
)  # fmt: skip
def test_the_steps_of_a_day(days, step):
    assert rules.step_on(DAY + timedelta(days=days), due_on=DAY) == step


def test_each_step_goes_once_in_one_letter_for_each_post(owned, keyring):
    sent = {days: on(DAY + timedelta(days=days), keyring) for days in range(-9, 16)}

    assert {days for days, letters in sent.items() if letters} == {-7, 0, 7, 14}
    assert set(sent.values()) == {0, 1}  # two days are owed, and told in one letter
    assert len(session().scalars(select(Reminder)).all()) == 8


def test_a_worker_that_was_away_sends_one_letter(owned, keyring):
    assert on(DAY + timedelta(days=40), keyring) == 1
    assert on(DAY + timedelta(days=40), keyring) == 0


def test_a_reminder_tells_nothing(owned, keyring):
    on(DAY, keyring)

    letter = written(session().scalars(select(Letter)).one())

    for told in ("story", "again and again", "council", "Manager", "manager@", "Sam"):
        assert told not in letter.subject + letter.body
    assert "2 days are today or near" in letter.body


def test_what_is_done_or_has_no_owner_is_not_reminded(owned, keyring):
    with writing():
        owned.kind = AnswerKind.DONE
    assert not queries.late(DAY + timedelta(days=3))
    with writing():
        owned.kind, owned.post = AnswerKind.LOOKING, None
    assert on(DAY, keyring) == 0
    assert queries.without_owner() == [owned]
    assert [each.on for each in queries.late_between(DAY, DAY, today=DAY + timedelta(days=1))] == [
        DAY,
        DAY,
    ]


def test_an_agency_whose_post_owns_an_answer_stays(owned, post):
    with writing(), pytest.raises(InUse):
        partnership.remove_post(post)


@pytest.mark.one_database
def test_overdue_then_remind_owners_is_two_clicks(owned, sign_in):
    with writing():
        owned.next_look_on = owned.promised_for = clock.today() - timedelta(days=3)
    editor = sign_in(Role.EDITOR)
    card = editor.page("/").find("a", href="/owners/")
    assert card is not None
    page = editor.page("/owners/")
    assert "3 days late" in page.get_text()
    assert page.select_one('form[action="/owners/remind"] button')
    editor.submit("/owners/remind", status=302)
    editor.submit("/owners/remind", status=302)
    session().rollback()
    assert len(session().scalars(select(Letter)).all()) == 1
    assert "Reminded on" in editor.page("/owners/").get_text()
    assert sign_in(Role.VIEWER).post("/owners/remind").status_code == 403
