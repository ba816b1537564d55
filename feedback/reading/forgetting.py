"""What was noted about words goes when the words go."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select, update

from feedback.coding.models import ChangeKind, ChangeSet, ChangeStep, Suggestion
from feedback.coding.tagging import training
from feedback.contributions import events
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.redaction.models import Hiding
from feedback.safeguarding.models import SecondLook, Signal

#: Rows that point into a text, or were guessed from it. Codings stay: they are counted.
_DERIVED = (Suggestion, Hiding, Signal, SecondLook)


def connect() -> None:
    """From now on, forget what was derived from contributions that are withdrawn."""
    events.withdrawn.connect(forget)


def forget(_sender: object, *, contributions: Sequence[Contribution], **_more: Any) -> None:
    """Delete suggestions, places to hide and signals of *contributions*, and what learned.

    Nor is it kept why a suggestion was wrong, or a text could not be coded: that speaks of words.
    """
    training.forget(contributions)
    ids = [contribution.id for contribution in contributions]
    about = select(ChangeStep.change_set_id).where(ChangeStep.contribution_id.in_(ids))
    named = ChangeSet.facts["contribution"].as_string().in_([str(each) for each in ids])
    said_why = update(ChangeSet).where(
        ChangeSet.kind == ChangeKind.NOT_CODABLE, ChangeSet.number.in_(about) | named
    )
    session().execute(said_why.values(reason=""))
    of_suggestions = delete(ChangeStep).where(
        ChangeStep.contribution_id.in_(ids), ChangeStep.row_table == Suggestion.__tablename__
    )
    session().execute(of_suggestions)
    for table in _DERIVED:
        session().execute(delete(table).where(table.contribution_id.in_(ids)))
