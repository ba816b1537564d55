"""What must never be false is barred by the database too, whatever the code does."""

import uuid
from datetime import date

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from feedback.core import clock
from feedback.core.db import session, writing
from youwesaid.insights.models import Answer, Quote


@pytest.fixture
def values(insight):
    """The columns of a complete, signed answer."""
    return {
        "id": uuid.uuid4(),
        "insight_id": insight.id,
        "kind": "cannot",
        "reason_code": "money_or_staff",
        "text": {"en": "No."},
        "next_look_on": date(2027, 1, 1),
        "state": "signed",
        "written_by_id": uuid.uuid4(),
        "signed_by_id": uuid.uuid4(),
        "signed_at": clock.now(),
    }


def test_a_complete_answer_is_taken(values):
    with writing():
        session().execute(insert(Answer).values(values))


@pytest.mark.parametrize("state", ["for_sign_off", "signed"])
@pytest.mark.parametrize("kind", ["doing", "looking", "part", "cannot", "passed_on", "disagree"])
@pytest.mark.parametrize("missing", ["reason_code", "next_look_on"])
def test_an_answer_that_is_not_done_has_its_reason_and_its_next_look(values, kind, missing, state):
    with pytest.raises(IntegrityError), writing():
        session().execute(
            insert(Answer).values({**values, "kind": kind, missing: None, "state": state})
        )


@pytest.mark.parametrize("kind", ["done", "kept_doing"])
def test_done_needs_neither(values, kind):
    plain = {"kind": kind, "reason_code": None, "next_look_on": None}
    with writing():
        session().execute(insert(Answer).values({**values, **plain}))


def test_nobody_signs_their_own_answer(values):
    with pytest.raises(IntegrityError), writing():
        session().execute(
            insert(Answer).values({**values, "signed_by_id": values["written_by_id"]})
        )


def test_a_signed_answer_has_a_signer(values):
    with pytest.raises(IntegrityError), writing():
        session().execute(insert(Answer).values({**values, "signed_by_id": None}))


def test_there_is_no_ninth_kind_of_answer(values):
    with writing():
        session().execute(insert(Answer).values(values))

    with pytest.raises(IntegrityError), writing():
        session().execute(text("UPDATE answer SET kind = 'maybe'"))


def test_no_quote_is_public_before_a_person_checked_it(insight):
    with pytest.raises(IntegrityError), writing():
        session().add(
            Quote(
                insight_id=insight.id,
                contribution_id=insight.sources[0].id,
                start=0,
                end=3,
                language="en",
                state="published",
            )
        )
