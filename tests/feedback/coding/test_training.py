"""The tagger forgets with the people it learned from, and is not trained for nothing."""

import uuid

import pytest
from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.accounts.roles import Role
from feedback.coding import queries
from feedback.coding.codebook.keeping import load_codebook
from feedback.coding.desk import services
from feedback.coding.models import ChangeSet, ChangeStep, Suggestion, TaggerModel
from feedback.coding.tagging import suggesting, training
from feedback.contributions import opening, withdrawing
from feedback.contributions.models import CodingState, Contribution, Redaction, Safeguarding
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core.db import session, writing

ODD = "She listened to me in Zanzibarstrasse and believed me."


@pytest.fixture
def coded(app, keyring, make_staff):
    coder = make_staff(Role.CODER)
    with writing():
        load_codebook()

    def make(text="She listened to me and believed me."):
        with writing():
            delivery = Delivery(
                submission_id=uuid.uuid4(), pieces=[Piece(text=text, language="en")]
            )
            contribution = receive(delivery, keyring=keyring).submission.contributions[0]
            opening.seal_working(contribution, text, keyring)
            contribution.redaction = Redaction.DONE
            contribution.safeguarding = Safeguarding.CLEAR
            services.give_themes(contribution, keys=["listened_to"], by=coder)
        return contribution

    return make


def models() -> list[TaggerModel]:
    session().rollback()
    return list(session().scalars(select(TaggerModel)))


def test_no_model_keeps_the_words_of_what_was_taken_back(coded, keyring):
    for _each in range(3):
        coded()
    odd = [coded(ODD) for _each in range(2)]
    training.retrain(keyring=keyring)
    assert len(models()) == 1

    with writing():
        withdrawing.withdraw(submissions=[each.submission for each in odd])
    assert models() == []

    training.retrain_if_needed(keyring=keyring)
    (model,) = models()
    assert model.learned_from == 3


def test_what_was_taken_back_does_not_train_the_tagger_every_night(coded, keyring):
    kept = [coded() for _each in range(2)]
    gone = [coded() for _each in range(training.WORTH_RETRAINING)]
    with writing():
        withdrawing.withdraw(submissions=[each.submission for each in gone])

    assert training.retrain_if_needed(keyring=keyring).learned_from == len(kept)
    assert training.retrain_if_needed(keyring=keyring) is None


def test_taking_back_what_nobody_coded_leaves_the_tagger_alone(coded, keyring):
    coded()
    training.retrain(keyring=keyring)
    with writing():
        delivery = Delivery(submission_id=uuid.uuid4(), pieces=[Piece(text="New.", language="en")])
        submission = receive(delivery, keyring=keyring).submission
        withdrawing.withdraw(submissions=[submission])

    assert len(models()) == 1


def test_what_is_taken_back_while_the_tagger_learns_is_not_in_it(coded, keyring, monkeypatch):
    for _each in range(3):
        coded()
    odd = coded(ODD)
    learn = training.train

    def interrupted(comments, *args, **more):
        model = learn(comments, *args, **more)
        if session().get(Contribution, odd.id).withdrawn_on is None:
            with writing():
                withdrawing.withdraw(submissions=[odd.submission])
        return model

    monkeypatch.setattr(training, "train", interrupted)
    training.retrain(keyring=keyring)

    (model,) = models()
    assert model.learned_from == 3


def test_a_model_goes_with_words_that_were_coded_when_it_learned(coded, keyring, make_staff):
    coded()
    odd = coded(ODD)
    training.retrain(keyring=keyring)
    with writing():
        services.undo_last(by=session().get(Staff, queries.codings_of(odd.id)[0].coder_id))
    assert session().get(Contribution, odd.id).coding is CodingState.WAITING

    with writing():
        withdrawing.withdraw(submissions=[odd.submission])

    assert models() == []


def test_no_second_model_has_the_name_of_one_that_is_gone(coded, keyring):
    odd = coded(ODD)
    others = [coded() for _each in range(3)]
    gone = training.retrain(keyring=keyring).name
    with writing():
        suggesting.suggest_for(others[0], text="Nobody believed me.", keyring=keyring)
    assert session().scalars(select(Suggestion.model).distinct()).all() == [gone]
    with writing():
        withdrawing.withdraw(submissions=[odd.submission])

    assert training.retrain(keyring=keyring).name != gone


def test_nothing_is_learned_and_no_term_proposed_from_what_is_shut(coded, keyring):
    coded()
    odd = coded(ODD)
    with writing():
        odd.restricted = True

    learned = list(training.coded_comments(keyring))

    assert len(learned) == 1
    assert "Zanzibarstrasse" not in learned[0].text


def test_no_reason_that_a_coder_gave_outlives_the_words(coded, keyring, make_staff):
    by, contribution = make_staff(Role.CODER), coded()
    with writing():
        suggesting.suggest_for(contribution, text="Nobody believed me.", keyring=keyring)
        for each in session().scalars(select(Suggestion)):
            services.refuse(each, because="Only Sam is meant", by=by)
        services.not_codable(contribution, because="Sam cannot be understood", by=by)

    def kept():
        held = [(each.before, each.after) for each in session().scalars(select(ChangeStep))]
        return str(held + [each.reason for each in session().scalars(select(ChangeSet))])

    assert kept().count("Sam") >= 2
    with writing():
        withdrawing.withdraw(submissions=[contribution.submission])
    session().expire_all()

    assert "Sam" not in kept()
