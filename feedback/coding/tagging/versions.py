"""The models that were trained: asking for one, going back to one, and showing what one said."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding.models import Suggestion, TaggerModel, TrainingRequest
from feedback.coding.tagging import suggesting, training
from feedback.contributions import opening
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring
from feedback.nlp.tagger.storage import UnreadableModel
from feedback.redaction.gaps import without_identifiers


class AlreadyAsked(Refused):
    """A training was asked for and has not ended."""


class NotTheOnlyOne(Refused):
    """The model in use is set aside by going back to an earlier one, not by itself."""


class Again(StrEnum):
    """What came of letting a kept model suggest once more."""

    SAME = "same"
    OTHER = "other"
    MODEL_GONE = "model_gone"  # with words that were taken back
    UNREADABLE = "unreadable"  # of an earlier release, or its sentence model is gone
    TEXT_CHANGED = "text_changed"
    NO_MODEL = "no_model"  # from the codebook's own words, before anything was learned


@dataclass(frozen=True, slots=True)
class Repeated:
    """A suggestion made once more: whether it came out the same, and its score this time."""

    outcome: Again
    score: float | None = None


def models() -> Sequence[TaggerModel]:
    """Every model that is kept, the newest first."""
    statement = select(TaggerModel).order_by(TaggerModel.made_at.desc(), TaggerModel.id)
    return session().scalars(statement).all()


def model_named(name: str) -> TaggerModel:
    """The model of that name; NoResultFound when it is gone."""
    return session().scalars(select(TaggerModel).where(TaggerModel.name == name)).one()


def suggestion(suggestion_id: uuid.UUID) -> Suggestion:
    """One suggestion; NoResultFound for none."""
    return session().get_one(Suggestion, suggestion_id)


def waiting_request() -> TrainingRequest | None:
    """The training that was asked for and has not ended."""
    statement = (
        select(TrainingRequest)
        .where(TrainingRequest.ended_at.is_(None))
        .order_by(TrainingRequest.asked_at, TrainingRequest.id)
        .limit(1)
    )
    return session().scalars(statement).first()


def ask_for_training(*, by: Staff) -> TrainingRequest:
    """Ask the worker for a new model. Raises AlreadyAsked."""
    if waiting_request() is not None:
        raise AlreadyAsked
    asked = TrainingRequest(asked_by_id=by.id, asked_at=clock.now())
    session().add(asked)
    session().flush()
    record(verb="asked for training", thing="tagger", thing_id=asked.id, actor=by)
    return asked


def train_if_asked(*, keyring: Keyring) -> TaggerModel | None:
    """Train when somebody asked for it, or when the codebook is another than the model knows.

    A request that an earlier worker left half-way is begun again.
    """
    if waiting_request() is None:
        return training.retrain(keyring=keyring) if training.has_outgrown_its_codebook() else None
    with writing():
        asked = waiting_request()
        if asked is None:
            return None
        asked.started_at = clock.now()
        asked_id = asked.id
    model = training.retrain(keyring=keyring)
    with writing():
        done = session().get_one(TrainingRequest, asked_id)
        done.ended_at, done.model = clock.now(), model.name
    return model


def go_back_to(model: TaggerModel, *, by: Staff) -> int:
    """Use *model* from now on: every newer one is set aside; how many. A new training starts anew.

    Raises NotTheOnlyOne when it is the one in use already.
    """
    newer = [each for each in models() if each.made_at > model.made_at and not each.set_aside_on]
    if not newer and model.set_aside_on is None:
        raise NotTheOnlyOne
    for each in newer:
        each.set_aside_on = clock.today()
    model.set_aside_on = None
    session().flush()
    facts = {"model": model.name, "set_aside": len(newer)}
    record(verb="went back to", thing="tagger", thing_id=model.id, facts=facts, actor=by)
    return len(newer)


def repeat(suggestion: Suggestion, *, keyring: Keyring) -> Repeated:
    """Let the model of a *suggestion* look at its text again. Raises CannotOpen."""
    contribution = session().get_one(Contribution, suggestion.contribution_id)
    row = (
        session()
        .scalars(select(TaggerModel).where(TaggerModel.name == suggestion.model))
        .one_or_none()
    )
    if row is None:
        is_untaught = suggestion.model.startswith(suggesting.UNTAUGHT)
        return Repeated(Again.NO_MODEL if is_untaught else Again.MODEL_GONE)
    seen = without_identifiers(contribution, opening.original(contribution, keyring))
    if suggesting.seen_of(seen, keyring) != suggestion.seen:
        return Repeated(Again.TEXT_CHANGED)
    try:
        tagger = suggesting.opened(row, keyring)
    except UnreadableModel:
        return Repeated(Again.UNREADABLE)
    found = tagger.model.suggest(
        seen, language=contribution.language, question=contribution.question
    )
    score = next((each.score for each in found if each.theme == suggestion.theme.key), None)
    outcome = Again.SAME if score == suggestion.score else Again.OTHER
    return Repeated(outcome, score)
