"""Raising a concern, or calling it less serious, is no way for one person to clear a danger."""

import pytest

from feedback.accounts.roles import Role
from feedback.contributions.models import Contribution, Safeguarding
from feedback.core.db import session, writing
from feedback.safeguarding import queries, services
from feedback.safeguarding.models import Level, Outcome, Urgency
from feedback.safeguarding.services import SecondReaderMissing
from tests.support.said import again, say

DANGER = "He said he will kill me."


@pytest.fixture
def lead(make_staff):
    return make_staff(Role.LEAD)


@pytest.fixture
def second(make_staff):
    return make_staff(Role.LEAD)


@pytest.fixture
def raised(app, keyring):
    def make(text, by, urgency):
        contribution = say(text, keyring=keyring)
        with writing():
            return services.raise_concern(
                contribution, level=Level.L1, urgency=urgency, by=by, note="", keyring=keyring
            )

    return make


@pytest.fixture
def close(keyring):
    def now(concern, by):
        with writing():
            return services.close(
                concern, outcome=Outcome.NO_HARM_FOUND, by=by, note="Looked.", keyring=keyring
            )

    return now


def test_who_raised_it_does_not_answer_watch_phrases_by_closing_it(
    raised, close, lead, second, keyring
):
    concern = raised(DANGER, lead, Urgency.SOON)
    contribution = said_in(concern)

    assert not close(concern, lead)
    assert queries.standing_signals(contribution)
    with pytest.raises(SecondReaderMissing):
        close(concern, lead)
    with writing():
        services.confirm_close(concern, agrees=True, by=second, note="Yes.", keyring=keyring)

    assert again(contribution).safeguarding is Safeguarding.CLEAR
    assert not queries.standing_signals(contribution)


def test_who_called_it_less_urgent_does_not_close_it_alone(raised, close, lead, second, keyring):
    concern = raised("The room was cold.", second, Urgency.NOW)
    with writing():
        services.change_level(
            concern, level=Level.L1, urgency=Urgency.SOON, by=lead, note="No.", keyring=keyring
        )

    assert not close(concern, lead)
    assert said_in(concern).safeguarding is Safeguarding.CONCERN


def test_a_complaint_is_closed_by_one_and_what_another_raised_too(raised, close, lead, second):
    assert close(raised("The tea was cold.", lead, Urgency.SOON), lead)
    assert close(raised(DANGER, second, Urgency.SOON), lead)


def test_the_page_says_beforehand_that_another_must_agree(raised, sign_in):
    mine = sign_in(Role.LEAD)
    page = mine.page(f"/concerns/{raised(DANGER, mine.member, Urgency.SOON).id}")

    assert "Nobody but you has judged this yet" in page.get_text()
    assert "Ask to close it" in page.get_text()


def said_in(concern):
    return session().get_one(Contribution, concern.contribution_id)
