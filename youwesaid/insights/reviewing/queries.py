"""Reviewers, what each is asked, and what came of it."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from feedback.core.db import session
from feedback.core.templating import settings
from youwesaid.insights import identity
from youwesaid.insights.models import Answer, AnswerState, Insight
from youwesaid.insights.reviewing import rules
from youwesaid.insights.reviewing.models import Overruling, Review, Reviewer
from youwesaid.insights.reviewing.rules import Outcome


def reviewers() -> Sequence[Reviewer]:
    """Those who have not left, by name."""
    statement = select(Reviewer).where(Reviewer.left_on.is_(None))
    return session().scalars(statement.order_by(Reviewer.name, Reviewer.id)).all()


def reviewer_by_id(reviewer_id: uuid.UUID) -> Reviewer:
    """One of those who have not left; raises NoResultFound."""
    statement = select(Reviewer).where(Reviewer.id == reviewer_id, Reviewer.left_on.is_(None))
    return session().scalars(statement).one()


def reviews_of(answer: Answer) -> Sequence[Review]:
    """Everything that reviewers were asked about *answer*, newest first."""
    statement = (
        select(Review)
        .where(Review.answer_id == answer.id)
        .options(joinedload(Review.reviewer))
        .order_by(Review.asked_on.desc(), Review.id)
    )
    return session().scalars(statement).all()


def review_of(reviewer: Reviewer, review_id: uuid.UUID) -> Review:
    """One review of this very *reviewer*; raises NoResultFound for another's."""
    statement = (
        select(Review)
        .where(Review.id == review_id, Review.reviewer_id == reviewer.id)
        .options(joinedload(Review.answer).joinedload(Answer.insight))
    )
    return session().scalars(statement).one()


def asked_of(reviewer: Reviewer) -> Sequence[Review]:
    """What *reviewer* is asked and the words of which stand as they were; unanswered first."""
    found = session().scalars(
        select(Review)
        .where(Review.reviewer_id == reviewer.id)
        .options(joinedload(Review.answer).joinedload(Answer.insight))
        .order_by(Review.answered_on.is_not(None), Review.asked_on.desc(), Review.id)
    )
    return [review for review in found if is_present(review)]


def is_present(review: Review) -> bool:
    """Whether the words that were asked about are still the words, and still could be public."""
    is_same = review.about == rules.digest(review.answer)
    return is_same and identity.may_be_public(review.answer.insight)


def outcome_of(answer: Answer) -> Outcome:
    """What reviewers say of *answer* as it is worded now."""
    verdicts = session().scalars(
        select(Review.verdict).where(
            Review.answer_id == answer.id, Review.about == rules.digest(answer)
        )
    )
    return rules.outcome(verdicts.all())


def overruling_of(answer: Answer) -> Overruling | None:
    """The public reason why *answer*, as worded now, does without a reviewer who agrees."""
    statement = select(Overruling).where(
        Overruling.answer_id == answer.id, Overruling.about == rules.digest(answer)
    )
    return session().scalars(statement).one_or_none()


def may_be_published(insight: Insight) -> bool:
    """Whether reviewers, or a public reason, stand behind every signed answer of *insight*."""
    return all(
        rules.may_be_published(
            outcome_of(answer),
            must_agree=settings().reviewers_must_agree,
            is_explained=overruling_of(answer) is not None,
        )
        for answer in insight.answers
        if answer.state is AnswerState.SIGNED
    )


def reasons_of(insight: Insight) -> Sequence[Overruling]:
    """The public reasons that stand behind signed answers of *insight* as they are worded now."""
    found = [overruling_of(each) for each in insight.answers if each.state is AnswerState.SIGNED]
    return [each for each in found if each is not None]


def for_leads() -> Sequence[Review]:
    """What reviewers wrote in which a watch phrase was met, and no lead has read yet."""
    statement = (
        select(Review)
        .where(Review.is_signalled.is_(True), Review.lead_read_on.is_(None))
        .order_by(Review.answered_on, Review.id)
    )
    return session().scalars(statement).all()


def review_by_id(review_id: uuid.UUID) -> Review:
    """One review; raises NoResultFound."""
    return session().get_one(Review, review_id)


def waiting_counts(reviewer_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """By reviewer, how much they have not answered."""
    rows = session().execute(
        select(Review.reviewer_id, func.count())
        .where(Review.reviewer_id.in_(reviewer_ids), Review.verdict.is_(None))
        .group_by(Review.reviewer_id)
    )
    return dict(rows.all())
