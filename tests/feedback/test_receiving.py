"""The one door: one press is one submission, sealed, with a receipt that is never stored."""

import uuid

import pytest
from sqlalchemy import func, select

from feedback.contributions.models import Contribution, Receipt, Submission
from feedback.contributions.opening import original
from feedback.contributions.receiving import Delivery, Piece, SentDifferently, receive
from feedback.core.db import session, writing


def delivery(text="They listened.", **more):
    pieces = [Piece(text=text, language="en", topic="being_heard")]
    return Delivery(submission_id=uuid.UUID(int=1), pieces=pieces, **more)


def test_words_are_sealed_and_open_only_with_the_private_key(app, keyring):
    with writing():
        received = receive(delivery(), keyring=keyring)

    contribution = received.submission.contributions[0]
    assert contribution.words_sealed is not None
    assert b"listened" not in contribution.words_sealed
    assert original(contribution, keyring) == "They listened."


def test_the_same_press_twice_is_one_row_and_one_receipt(app, keyring):
    codes = set()
    for _ in range(3):
        with writing():
            codes.add(receive(delivery(), keyring=keyring).code)

    assert len(codes) == 1
    assert session().scalar(select(func.count()).select_from(Contribution)) == 1
    assert session().scalar(select(func.count()).select_from(Receipt)) == 1


def test_the_same_press_with_other_words_is_asked_about(app, keyring):
    with writing():
        receive(delivery(), keyring=keyring)

    with pytest.raises(SentDifferently), writing():
        receive(delivery("Something else"), keyring=keyring)


def test_more_words_join_the_receipt_they_name(app, keyring):
    with writing():
        code = receive(delivery(), keyring=keyring).code
    with writing():
        more = Delivery(
            submission_id=uuid.UUID(int=2),
            pieces=[Piece(text="And this.", language="en")],
            receipt_code=code,
        )
        receive(more, keyring=keyring)

    receipt = session().scalars(select(Receipt)).one()
    assert len(receipt.submissions) == 2
    assert session().scalar(select(func.count()).select_from(Submission)) == 2
