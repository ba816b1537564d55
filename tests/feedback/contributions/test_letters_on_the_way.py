"""Taking back how to be reached also stops the letters that are on their way."""

import uuid

import pytest
from sqlalchemy import select

from feedback.contributions import contacts, permissions, withdrawing
from feedback.contributions.contacts import ContactDetails, Way, When
from feedback.contributions.models import Contact
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.outbox import services as outbox
from feedback.outbox.models import Letter

EMAIL = ContactDetails(way=Way.EMAIL, address="person@example.org", when=(When.MORNING,))


@pytest.fixture
def submission(app, keyring):
    pieces = [Piece(text="They listened.", language="en")]
    with writing():
        sent = receive(Delivery(submission_id=uuid.uuid4(), pieces=pieces), keyring=keyring)
        contacts.keep_contact(
            submission=sent.submission, details=EMAIL, language="en", keyring=keyring
        )
    return sent.submission


@pytest.fixture
def letter(submission):
    """A letter to whoever sent it, for tomorrow."""
    contact = session().scalars(select(Contact)).one()
    with writing():
        posted = outbox.post(
            template="changed",
            to=EMAIL.address,
            language="en",
            facts={},
            contact_id=contact.id,
        )
    return posted.id


@pytest.fixture
def another(app):
    """A letter to somebody else."""
    with writing():
        return outbox.post(template="digest", to="a@example.org", language="en", facts={}).id


def _forget(submission, _keyring):
    contacts.forget_contact(submission=submission)


def _allow_nothing(submission, _keyring):
    permissions.set_permissions(submission=submission, kinds=[])


def _withdraw(submission, _keyring):
    withdrawing.withdraw(submissions=[submission])


def _another_address(submission, keyring):
    details = ContactDetails(way=Way.EMAIL, address="safe@example.org", when=(When.MORNING,))
    contacts.keep_contact(submission=submission, details=details, language="en", keyring=keyring)


@pytest.mark.parametrize("act", [_forget, _allow_nothing, _withdraw, _another_address])
def test_no_letter_goes_to_an_address_that_was_taken_back(
    submission, letter, another, keyring, act
):
    with writing():
        act(submission, keyring)

    assert session().scalars(select(Letter.id)).all() == [another]


def test_a_run_of_letters_goes_on_past_one_that_was_taken_back(
    submission, letter, keyring, monkeypatch
):
    claim = outbox._Claim(letter, clock.now())
    with writing():
        withdrawing.withdraw(submissions=[submission])

    assert outbox._deliver(claim, keyring) == 0
