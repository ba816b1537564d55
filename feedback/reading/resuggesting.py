"""What a new tagger thinks of everything that still waits for themes."""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from feedback.coding.tagging.suggesting import Passage, present_tagger, suggest_many
from feedback.contributions import opening
from feedback.contributions.models import CodingState, Contribution
from feedback.core.db import session, writing
from feedback.core.sealing import CannotOpen, Keyring
from feedback.redaction.gaps import without_identifiers

AT_ONCE = 100


def suggest_anew(
    *, keyring: Keyring, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> int:
    """Replace the open suggestions of all that waits to be coded; how many contributions.

    Each hundred is a transaction of its own: others go on working meanwhile.
    """
    waiting = (
        session()
        .scalars(
            select(Contribution.id)
            .where(
                Contribution.coding == CodingState.WAITING,
                Contribution.screened_on.is_not(None),
                Contribution.withdrawn_on.is_(None),
                Contribution.words_sealed.is_not(None),
            )
            .order_by(Contribution.received_on, Contribution.id)
        )
        .all()
    )
    tagger = present_tagger(keyring)
    for start in range(0, len(waiting), AT_ONCE):
        with writing():
            passages = _passages(waiting[start : start + AT_ONCE], keyring)
            suggest_many(passages, keyring=keyring, tagger=tagger)
        progress(min(start + AT_ONCE, len(waiting)), len(waiting))
    return len(waiting)


def _passages(ids: Sequence[object], keyring: Keyring) -> list[Passage]:
    statement = select(Contribution).where(
        Contribution.id.in_(ids),
        Contribution.withdrawn_on.is_(None),  # somebody may have taken it back just now
        Contribution.coding == CodingState.WAITING,
    )
    passages = []
    for contribution in session().scalars(statement.order_by(Contribution.id)):
        try:
            text = opening.original(contribution, keyring)
        except CannotOpen:
            continue
        passages.append(Passage(contribution, without_identifiers(contribution, text)))
    return passages
