"""A codebook, a coder, and contributions that somebody has read."""

import uuid

import pytest

from feedback.accounts.roles import Role
from feedback.coding.codebook.keeping import load_codebook
from feedback.contributions import opening
from feedback.contributions.models import Redaction, Safeguarding
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core.db import writing

LISTENED = "She listened to me and believed me. Nobody had ever asked what I wanted."


@pytest.fixture
def codebook(app):
    with writing():
        load_codebook()


@pytest.fixture
def redacted(codebook, keyring):
    def make(text=LISTENED, **more):
        with writing():
            delivery = Delivery(
                submission_id=uuid.uuid4(),
                pieces=[Piece(text=text, language="en", more=more)],
            )
            contribution = receive(delivery, keyring=keyring).submission.contributions[0]
            opening.seal_working(contribution, text, keyring)
            contribution.redaction = Redaction.DONE
            contribution.safeguarding = Safeguarding.CLEAR
        return contribution

    return make


@pytest.fixture
def coder(make_staff):
    return make_staff(Role.CODER)
