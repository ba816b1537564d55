"""Words to watch for were met: one reader says nobody is in danger, another must agree."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.contributions import restricting
from feedback.contributions.models import Contribution, Safeguarding
from feedback.core.db import session, writing
from feedback.safeguarding import services, signals
from feedback.safeguarding.completeness import completeness
from feedback.safeguarding.models import Level, LookState, Reason, SecondLook
from feedback.safeguarding.signals import AskedYourself, NobodyAskedForALook
from tests.support.said import again, only, reading, rows, say

DANGER = "He said he will kill me with his jokes."
BECAUSE = {"clear-because": "means_something_else"}


@pytest.fixture
def first(sign_in):
    return sign_in(Role.CODER, name="Robin First")


@pytest.fixture
def second(sign_in):
    return sign_in(Role.LEAD, name="Sal Second")


@pytest.fixture
def contribution(app, keyring):
    return say(DANGER, keyring=keyring)


def ask(contribution, by):
    with writing():
        return signals.clear(again(contribution), by=by, because=Reason.MEANS_SOMETHING_ELSE)


def test_the_first_reader_goes_on_and_the_words_stay_signalled(first, contribution):
    first.post(reading(contribution, "clear"), data=BECAUSE)
    saved = first.post(reading(contribution, "finish"))

    row = again(contribution)
    assert saved.status_code == 302
    assert row.read_on is not None
    assert row.safeguarding is Safeguarding.SIGNALLED
    assert not restricting.is_public_material(row)
    counts = completeness()
    assert (counts.second, counts.read, counts.waiting, counts.adds_up) == (1, 0, 0, True)


def test_the_second_reader_finds_it_and_agrees(first, second, contribution):
    first.post(reading(contribution, "clear"), data=BECAUSE)
    first.post(reading(contribution, "finish"))

    listed = second.page("/concerns/")
    [link] = [a for a in listed.select("a[href]") if str(contribution.id) in a["href"]]
    page = second.page(link["href"])
    second.post(page.select_one("form#clear")["action"])

    assert "1 waits for a second reader" in listed.get_text()
    assert "Robin First says that nobody is in danger" in page.get_text()
    row = again(contribution)
    assert row.safeguarding is Safeguarding.CLEAR
    assert restricting.is_public_material(row)
    look = only(select(SecondLook))
    assert (look.asked_by_id, look.answered_by_id) == (first.member.id, second.member.id)
    assert completeness().adds_up
    verbs = [each.verb for each in rows(select(AuditEntry).order_by(AuditEntry.number))]
    assert verbs.index("asked for a second reader") < verbs.index("nobody in danger")


def test_a_second_reader_who_is_not_sure_puts_it_back_first_in_the_inbox(
    first, second, contribution
):
    first.post(reading(contribution, "clear"), data=BECAUSE)
    first.post(reading(contribution, "finish"))

    second.post(reading(contribution, "second", "refuse"))

    row = again(contribution)
    assert (row.safeguarding, row.read_on) == (Safeguarding.SIGNALLED, None)
    assert only(select(SecondLook)).state is LookState.REFUSED
    counts = completeness()
    assert (counts.waiting, counts.second, counts.adds_up) == (1, 0, True)


def test_nobody_agrees_with_themselves(first, contribution):
    first.post(reading(contribution, "clear"), data=BECAUSE)

    response = first.post(reading(contribution, "second", "agree"), follow_redirects=True)

    assert "Another reader must agree" in response.text
    assert again(contribution).safeguarding is Safeguarding.SIGNALLED
    with pytest.raises(AskedYourself), writing():
        signals.agree(again(contribution), by=first.member)


def test_the_database_itself_refuses_one_person_for_both(contribution, first):
    ask(contribution, first.member)

    with pytest.raises(IntegrityError), writing():
        session().scalars(select(SecondLook)).one().answered_by_id = first.member.id


def test_a_lone_reader_is_told_that_there_is_nobody_to_agree(first, contribution):
    first.post(reading(contribution, "clear"), data=BECAUSE)

    on_screen = first.page(reading(contribution)).select_one("main").get_text()
    on_list = first.page("/concerns/").select_one("main").get_text()

    for words in (on_screen, on_list):
        assert "Nobody else has an account that may read" in words


def test_saying_it_as_the_second_person_is_agreeing(contribution, first, second):
    assert not ask(contribution, first.member)
    assert ask(contribution, second.member)

    assert again(contribution).safeguarding is Safeguarding.CLEAR


@pytest.mark.parametrize("happened", ["concern", "signal"])
def test_what_has_changed_since_cannot_be_agreed_to(contribution, first, second, keyring, happened):
    ask(contribution, first.member)
    with writing():
        row = session().get_one(Contribution, contribution.id)
        if happened == "concern":
            services.raise_concern(row, level=Level.L1, by=second.member, note="", keyring=keyring)
        else:
            signals.note_signals(row, f"{DANGER} He has a knife.")

    with pytest.raises(NobodyAskedForALook), writing():
        signals.agree(again(contribution), by=second.member)
    assert again(contribution).safeguarding is not Safeguarding.CLEAR
