"""What is overdue is told by real mail without content: to one, then to the deputy, once each."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.i18n import BY_CODE
from feedback.outbox import services as outbox
from feedback.outbox.models import Letter
from feedback.safeguarding import duty, overdue, services, signals
from feedback.safeguarding.duty_models import Post, Reminder
from feedback.safeguarding.models import Concern, Level, Reason, Urgency
from tests.support.letters import parsed
from tests.support.said import again, rows, say

DANGER = "He said he will kill me."


@pytest.fixture
def people(make_staff, app):
    found = {
        name: make_staff(Role.LEAD, name=name) for name in ("owner", "lead", "deputy", "fourth")
    }
    with writing():
        duty.appoint(Post.LEAD, found["lead"], by=found["lead"])
        duty.appoint(Post.DEPUTY, found["deputy"], by=found["lead"])
    return found


@pytest.fixture
def told(mailing, mail_server, postbox, keyring, people):
    """Run the job and the post; the names of those who got a letter."""
    mail_server()
    by_address = {person.email: name for name, person in people.items()}

    def run():
        before = len(postbox.to)
        with writing():
            overdue.remind()
        outbox.deliver_due(keyring)
        return sorted(by_address[to] for [to] in postbox.to[before:])

    return run


@pytest.fixture
def concern(people, keyring, at):
    contribution = say("The room was cold.", keyring=keyring)
    with writing():
        return services.raise_concern(
            session().get_one(Contribution, contribution.id),
            level=Level.L4,
            urgency=Urgency.NOW,
            by=people["fourth"],
            note="A secret note",
            keyring=keyring,
        )


def test_the_owner_is_told_then_the_deputy_and_nobody_twice(at, told, concern, people, keyring):
    with writing():
        services.take(concern, owner=people["owner"], by=people["lead"], keyring=keyring)
    steps = [told()]
    for minutes in (59, 2, 10, 21, 600):
        at.move(minutes=minutes)
        steps.append(told())

    assert steps == [[], [], ["owner"], [], ["deputy"], []]
    kept = rows(select(Reminder).order_by(Reminder.post))
    assert [(each.post, each.told) for each in kept] == [(Post.DEPUTY, 1), (Post.LEAD, 1)]
    logged = rows(select(AuditEntry).where(AuditEntry.verb == "told of what is overdue"))
    assert [each.thing_id for each in logged] == [str(concern.id)] * 2


def test_without_an_owner_the_lead_on_duty_is_told(at, told, concern):
    at.move(minutes=61)

    assert told() == ["lead"]


def test_without_anybody_on_duty_all_leads_are_told(at, told, concern, people):
    with writing():
        for post in Post:
            duty.appoint(post, None, by=people["lead"])
    at.move(minutes=61)

    assert told() == ["deputy", "fourth", "lead", "owner"]


def test_the_letter_says_nothing_of_what_it_is_about(at, told, concern, postbox):
    at.move(minutes=61)
    told()

    [raw] = postbox.arrived
    message = parsed(raw)
    whole = f"{message['Subject']} {message.get_content()}"
    assert message["Subject"] == "Something waits for you"
    assert "https://staff.example/" in whole
    for word in ("concern", "danger", "safeguard", "secret", str(concern.id), "cold"):
        assert word not in whole.lower()


@pytest.mark.parametrize("language", sorted(BY_CODE))
def test_the_letter_can_be_written_in_every_language(
    mailing, mail_server, postbox, keyring, language
):
    mail_server()
    with writing():
        outbox.post(template=overdue.LETTER, to="a@example.org", language=language, facts={})

    assert outbox.deliver_due(keyring) == 1


def test_a_clock_that_is_set_anew_is_told_of_anew(at, told, concern, people, keyring):
    at.move(minutes=61)
    first = told()
    with writing():
        services.add_note(
            session().get_one(Concern, concern.id),
            by=people["lead"],
            note="They look tomorrow",
            next_look=clock.today() + timedelta(days=1),
            keyring=keyring,
        )
    at.move(hours=1)
    between = told()
    at.move(hours=60)

    assert (first, between) == (["lead"], [])
    assert told() == ["deputy", "lead"]


def test_a_phrase_that_nobody_has_looked_at_is_told_of_until_somebody_looks(
    at, told, people, keyring
):
    at.moment = at.moment.replace(hour=0, minute=20)
    contribution = say(DANGER, keyring=keyring)
    early = told()
    at.move(minutes=45)
    late = told()
    with writing():
        signals.clear(again(contribution), by=people["fourth"], because=Reason.LONG_AGO)
    at.move(minutes=50)

    assert (early, late) == ([], ["lead"])
    assert told() == []


def test_a_second_reader_who_does_not_come_is_told_of_too(at, told, people, keyring):
    contribution = say(DANGER, keyring=keyring)
    with writing():
        signals.clear(again(contribution), by=people["fourth"], because=Reason.LONG_AGO)

    at.move(minutes=61)

    assert told() == ["lead"]


def test_many_overdue_things_are_one_letter_to_one_person(at, told, concern, people, keyring):
    another = say("Another.", keyring=keyring)
    with writing():
        services.raise_concern(
            session().get_one(Contribution, another.id),
            level=Level.L2,
            urgency=Urgency.NOW,
            by=people["fourth"],
            note="",
            keyring=keyring,
        )
    at.move(hours=3)

    assert told() == ["deputy", "lead"]
    assert len(rows(select(Reminder))) == 4


def test_with_no_one_to_tell_the_step_is_written_down_and_no_letter(app, keyring, make_staff, at):
    coder = make_staff(Role.CODER)
    contribution = say("The room was cold.", keyring=keyring)
    with writing():
        services.raise_concern(
            session().get_one(Contribution, contribution.id),
            level=Level.L4,
            by=coder,
            note="",
            keyring=keyring,
        )
    at.move(hours=2)
    with writing():
        assert overdue.remind() == 2

    assert not rows(select(Letter))
    assert {each.told for each in rows(select(Reminder))} == {0}


def test_a_step_that_reached_nobody_is_taken_again_when_there_is_somebody(
    app, keyring, make_staff, at
):
    say(DANGER, keyring=keyring)
    at.move(days=3)
    with writing():
        assert overdue.remind() == 2
    make_staff(Role.LEAD)

    with writing():
        assert overdue.remind() == 1  # nobody is left for the deputy's step
        assert overdue.remind() == 0

    assert len(rows(select(Letter))) == 1
    assert sorted(each.told for each in rows(select(Reminder))) == [0, 1]


def test_what_a_second_reader_keeps_is_told_of_anew(at, told, people, keyring):
    contribution = say(DANGER, keyring=keyring)
    at.move(days=2)
    assert told() == ["deputy", "lead"]
    with writing():
        signals.clear(contribution, by=people["fourth"], because=Reason.LONG_AGO)
        signals.refuse(contribution, by=people["owner"])
    assert told() == []

    at.move(minutes=61)

    assert told() == ["lead"]
