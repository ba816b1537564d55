"""Asking reviewers, keeping what they say, and saying in public why one did without them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select, update

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.core import clock
from feedback.core import text as texts
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring, Place, Purpose
from feedback.nlp import risk
from feedback.safeguarding.phrases import watched
from youwesaid.insights import identity
from youwesaid.insights.models import Answer
from youwesaid.insights.reviewing import queries, rules
from youwesaid.insights.reviewing.models import Overruling, Review, Reviewer, ReviewVerdict

KEPT = timedelta(days=365)  # how long the words of reviewers are kept


class NobodyChosen(Refused):
    """An answer is sent to at least one reviewer."""


class IdentityNotAsked(Refused):
    """Reviewers see only what could be public: first say that nobody can be known by it."""


class TextMissing(Refused):
    """There is no answer to read yet, in English at least."""


class WordsMissing(Refused):
    """Whoever does not agree says why, in a few words."""


class ReasonMissing(Refused):
    """What everybody will read is written, in English at least."""


class ChangedSince(Refused):
    """The answer is no longer what the reviewer read."""


def send_to_reviewers(answer: Answer, reviewers: Sequence[Reviewer], *, by: Staff) -> int:
    """Ask *reviewers* about *answer* as it is worded now; how many were not asked before.

    Raises NobodyChosen, TextMissing, IdentityNotAsked.
    """
    if not reviewers:
        raise NobodyChosen
    if not answer.text.get("en"):
        raise TextMissing
    if not identity.may_be_public(answer.insight):
        raise IdentityNotAsked
    about = rules.digest(answer)
    asked = {each.reviewer_id for each in queries.reviews_of(answer) if each.about == about}
    fresh = [each for each in reviewers if each.id not in asked]
    for reviewer in fresh:
        session().add(
            Review(answer_id=answer.id, reviewer_id=reviewer.id, about=about, asked_by_id=by.id)
        )
    session().flush()
    facts = {"reviewers": len(fresh)}
    audit.record(
        verb="answer.to_reviewers", thing="answer", thing_id=answer.id, facts=facts, actor=by
    )
    return len(fresh)


def give_verdict(
    review: Review, *, verdict: ReviewVerdict, words: str, language: str, keyring: Keyring
) -> None:
    """Keep what a reviewer says; they may change it while the words stand.

    Raises ChangedSince, WordsMissing.
    """
    if not queries.is_present(review):
        raise ChangedSince
    written = texts.clean(words)
    if verdict is not ReviewVerdict.RIGHT and not written:
        raise WordsMissing
    review.verdict, review.answered_on = verdict, clock.today()
    review.words_sealed, review.language = None, None
    if written:
        review.words_sealed = keyring.seal(written, purpose=Purpose.WORDS, place=_place(review))
        review.language = language
    found = risk.signals(written, language=language, phrases=watched())
    review.is_signalled, review.lead_read_on = bool(found), None
    session().flush()
    facts = {"verdict": verdict.value}
    audit.record(
        verb="answer.reviewed",
        thing="answer",
        thing_id=review.answer_id,
        facts=facts,
        actor=review.reviewer,
    )


def words_of(review: Review, keyring: Keyring) -> str:
    """What a reviewer wrote; blank for nothing, or where it was forgotten."""
    if review.words_sealed is None:
        return ""
    return keyring.open(review.words_sealed, purpose=Purpose.WORDS, place=_place(review))


def explain(answer: Answer, *, reason: Mapping[str, str], by: Staff) -> Overruling:
    """Say in public why *answer*, as worded now, does without a reviewer who agrees.

    Raises ReasonMissing.
    """
    written = texts.clean_spoken(reason)
    if not written.get("en"):
        raise ReasonMissing
    statement = select(Overruling).where(Overruling.answer_id == answer.id)
    kept = session().scalars(statement).one_or_none()
    if kept is None:
        kept = Overruling(answer_id=answer.id, about="", reason={}, written_by_id=by.id)
        session().add(kept)
    kept.about, kept.reason = rules.digest(answer), written
    kept.written_by_id, kept.written_on = by.id, clock.today()
    session().flush()
    audit.record(verb="answer.explained", thing="answer", thing_id=answer.id, actor=by)
    return kept


def note_lead_read(review: Review, *, by: Staff) -> None:
    """A safeguarding lead has read words in which a watch phrase was met."""
    review.lead_read_on = clock.today()
    session().flush()
    audit.record(verb="review.lead_read", thing="review", thing_id=review.id, actor=by)


def forget_old_words() -> int:
    """Forget the words of reviewers after a year; what they agreed to stays. How many."""
    old = (
        update(Review)
        .where(Review.answered_on < clock.today() - KEPT, Review.words_sealed.is_not(None))
        .values(words_sealed=None)
        .returning(Review.id)
    )
    return len(session().execute(old).all())


def _place(review: Review) -> Place:
    return Place(Review.__tablename__, review.id, "words")
