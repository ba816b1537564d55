"""A codebook three themes deep, and people who spoke of its themes."""

import uuid
from datetime import date

import pytest

from feedback.coding.models import CodebookVersion, Coding, Theme
from feedback.contributions import about, opening, permissions
from feedback.contributions.models import (
    CodingState,
    Receipt,
    Redaction,
    Safeguarding,
)
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core.db import session, writing


@pytest.fixture
def themes(app):
    """By key: being heard, under it listening, under that listening to children; and money."""
    made = {}
    with writing():
        session().add(CodebookVersion(number=1, note="", snapshot=[]))
        for place, (key, parent) in enumerate(
            [("heard", None), ("listened", "heard"), ("children", "listened"), ("money", None)]
        ):
            theme = Theme(
                key=key,
                names={"en": key.title()},
                parent_id=made[parent].id if parent else None,
                position=place,
            )
            session().add(theme)
            session().flush()
            made[key] = theme
    return made


@pytest.fixture
def spoke(themes, keyring):
    """Somebody says something that is coded with the themes of these keys."""

    def say(
        *keys,
        text="Something.",
        on=date(2026, 3, 5),
        language="en",
        receipt=None,
        allows=(),
        says=None,
        question=None,
        **more,
    ):
        with writing():
            delivery = Delivery(
                submission_id=uuid.uuid4(),
                pieces=[Piece(text=text, language=language, question=question, more=more)],
                received_on=on,
            )
            submission = receive(delivery, keyring=keyring).submission
            submission.receipt_id = receipt.id if receipt else None
            contribution = submission.contributions[0]
            opening.seal_working(contribution, text, keyring)
            contribution.redaction, contribution.safeguarding = Redaction.DONE, Safeguarding.CLEAR
            contribution.coding = CodingState.DONE if keys else CodingState.NO_THEME
            permissions.set_permissions(submission=submission, kinds=allows)
            if says:
                about.keep_about(submission=submission, answers=says, nation="scotland")
            for key in keys:
                session().add(
                    Coding(
                        contribution_id=contribution.id,
                        theme_id=themes[key].id,
                        coder_id=uuid.UUID(int=1),
                    )
                )
        return contribution

    return say


@pytest.fixture
def receipt(app):
    """What the same person keeps, to come back with."""

    def make():
        with writing():
            held = Receipt(code_mac=uuid.uuid4().hex)
            session().add(held)
        return held

    return make


@pytest.fixture
def anywhere(staff_app):
    """Inside a request, for what makes addresses and words."""
    with staff_app.test_request_context():
        yield
