"""What a giver allows, how to reach them, and taking back without a receipt."""

import uuid

import pytest
from sqlalchemy import select

from feedback.contributions import events
from feedback.contributions.contacts import ContactDetails, Way, When, contact_details, keep_contact
from feedback.contributions.models import Contact, Contribution, Permission, PermissionKind
from feedback.contributions.opening import original
from feedback.contributions.permissions import WORDING, grant, granted, set_permissions
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.contributions.withdrawing import withdraw
from feedback.core.db import session, writing
from feedback.core.sealing import CannotOpen, KeyMissing, load_keys

DETAILS = ContactDetails(
    way=Way.EMAIL, address="person@example.org", when=(When.EVENING,), note="Ask for Jo"
)


@pytest.fixture
def submission(app, keyring):
    """Something sent, with nothing allowed."""
    with writing():
        pieces = [Piece(text="They listened.", language="en")]
        return receive(
            Delivery(submission_id=uuid.uuid4(), pieces=pieces), keyring=keyring
        ).submission


@pytest.fixture
def taken_back():
    """The kinds of permission that other parts heard were taken back."""
    heard = []

    def hear(_sender, *, submission, kind, **_more):
        # What is announced is already true for whoever asks the database.
        assert kind not in granted(submission)
        heard.append(kind)

    with events.permission_taken_back.connected_to(hear):
        yield heard


def test_no_row_is_a_no(submission):
    assert granted(submission) == frozenset()

    with writing():
        set_permissions(submission=submission, kinds=[])

    assert session().scalars(select(Permission)).all() == []


def test_a_yes_is_kept_with_the_wording_that_was_asked(submission):
    with writing():
        set_permissions(submission=submission, kinds=[PermissionKind.QUOTE])
        grant(submission=submission, kind=PermissionKind.TRAINING)

    assert granted(submission) == {PermissionKind.QUOTE, PermissionKind.TRAINING}
    assert {row.wording for row in submission.permissions} == {WORDING}


def test_only_what_was_a_yes_is_announced_when_it_is_taken_back(submission, taken_back):
    with writing():
        set_permissions(submission=submission, kinds=[PermissionKind.QUOTE, PermissionKind.STORY])
    with writing():
        set_permissions(submission=submission, kinds=[PermissionKind.STORY])
    with writing():
        set_permissions(submission=submission, kinds=[PermissionKind.STORY])

    assert taken_back == [PermissionKind.QUOTE]


def test_what_a_hearer_refuses_is_not_taken_back_half(submission):
    with writing():
        set_permissions(submission=submission, kinds=[PermissionKind.QUOTE])

    def fail(_sender, **_more):
        raise OSError("the site could not be changed")

    with (
        events.permission_taken_back.connected_to(fail),
        pytest.raises(OSError, match="could not"),
        writing(),
    ):
        set_permissions(submission=submission, kinds=[])

    session().refresh(submission)
    assert granted(submission) == {PermissionKind.QUOTE}


def test_contact_details_open_only_with_the_private_key_and_only_in_their_place(
    submission, keyring, settings
):
    with writing():
        contact = keep_contact(
            submission=submission, details=DETAILS, language="ur", keyring=keyring
        )

    assert b"person@example.org" not in contact.details_sealed
    assert contact_details(contact, keyring) == DETAILS
    with pytest.raises(KeyMissing):
        contact_details(contact, load_keys(settings.keys, private=False))
    elsewhere = Contact(details_sealed=contact.details_sealed)
    with pytest.raises(CannotOpen):
        contact_details(elsewhere, keyring)


def test_without_permission_to_contact_nobody_keeps_how_to(submission, keyring, taken_back):
    with writing():
        keep_contact(submission=submission, details=DETAILS, language="en", keyring=keyring)
    assert granted(submission) == {PermissionKind.CONTACT}

    with writing():
        set_permissions(submission=submission, kinds=[])

    assert session().scalars(select(Contact)).all() == []
    assert taken_back == [PermissionKind.CONTACT]


def test_staff_can_take_back_what_somebody_asks_for_by_phone(submission, keyring):
    with writing():
        withdraw(submissions=[submission])
        withdraw(submissions=[submission])

    contribution = session().scalars(select(Contribution)).one()
    assert original(contribution, keyring) == ""
    assert contribution.withdrawn_on is not None
