"""What some of the invented people said of themselves, so that reports can tell who is missing."""

from collections.abc import Iterator

from sqlalchemy import select

from feedback.contributions.about import keep_about
from feedback.contributions.models import Submission
from feedback.core import clock
from feedback.core.db import session
from feedback.core.templating import settings
from youwesaid.demo.days import Act

_FIRST_OF_ALL = -1  # order within the day: before the quarter is counted
#: One in four says nothing; young people and carers are few, as they often are.
_ROLES = ("supported", "family", "supported", None, "worker", "supported", "carer", None)
_AGES = ("26_39", "40_54", None, "26_39", "55_64", "18_25", "40_54", "26_39", "16_17", None)
_GENDERS = ("woman", "woman", None, "man", "woman")
_DISABILITY = ("no", "yes", None, "no")


def acts() -> Iterator[Act]:
    """What was said beside the words, kept on the last day."""
    yield Act(clock.today(), _FIRST_OF_ALL, _tell)


def _tell() -> None:
    statement = select(Submission).order_by(Submission.received_on, Submission.id)
    for number, submission in enumerate(session().scalars(statement).all()):
        told = {
            "role": _ROLES[number % len(_ROLES)],
            "age": _AGES[number % len(_AGES)],
            "gender": _GENDERS[number % len(_GENDERS)],
            "disability": _DISABILITY[number % len(_DISABILITY)],
            "area": "inside" if number % 3 else None,
        }
        keep_about(submission=submission, answers=told, nation=settings().nation)
