"""What must never be false is barred by the database too, whatever the code does."""

import uuid
from datetime import date

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.db import session, writing
from youwesaid.insights import rules, services
from youwesaid.insights.models import Answer, EvidenceKind, Quote


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


class TestTwoPeopleForEveryWord:
    """Whoever had a hand in what would be public is not the second person for it."""

    def test_whoever_added_proof_does_not_sign_it(self, asked, publisher):
        with writing():
            services.add_evidence(
                asked, kind=EvidenceKind.POLICY, text={"en": "My own words."}, by=publisher
            )
            services.ask_sign_off(asked, by=publisher)

        with pytest.raises(rules.SameSigner), writing():
            services.sign(asked, by=publisher)

    def test_whoever_took_proof_away_does_not_sign(self, answered, editor, publisher):
        with writing():
            proof = services.add_evidence(
                answered, kind=EvidenceKind.POLICY, text={"en": "A rule."}, by=editor
            )
            services.remove_evidence(proof, by=publisher)
            services.ask_sign_off(answered, by=editor)

        with pytest.raises(rules.SameSigner), writing():
            services.sign(answered, by=publisher)

    def test_whoever_wrote_what_people_said_does_not_sign(self, asked, insight, publisher):
        with writing():
            services.change_said(insight, said={"en": "My own words."}, topic=None, by=publisher)
            services.ask_sign_off(asked, by=publisher)

        with pytest.raises(rules.SameSigner), writing():
            services.sign(asked, by=publisher)

    def test_the_writer_stays_a_writer_after_somebody_added_proof(
        self, insight, draft, publisher, editor
    ):
        with writing():
            own = services.answer_insight(insight, draft=draft(), by=publisher)
            services.add_evidence(own, kind=EvidenceKind.POLICY, text={"en": "A rule."}, by=editor)
            services.ask_sign_off(own, by=editor)

        with pytest.raises(rules.SameSigner), writing():
            services.sign(own, by=publisher)

    def test_a_third_person_signs_and_an_answer_written_anew_begins_anew(
        self, asked, publisher, editor, draft, make_staff
    ):
        third = make_staff(Role.PUBLISHER, name="Third Person")
        with writing():
            services.add_evidence(
                asked, kind=EvidenceKind.POLICY, text={"en": "My words."}, by=publisher
            )
            services.ask_sign_off(asked, by=publisher)
            services.sign(asked, by=third)
            services.change_answer(asked, draft=draft(), by=editor)
            services.ask_sign_off(asked, by=editor)

        with writing():
            services.sign(asked, by=third)
        assert asked.signed_by_id == third.id
