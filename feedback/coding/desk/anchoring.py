"""Stretches of a working text that go on standing for the same words when the text changes.

When something more is hidden, or shown again, places after it move. A stretch is known by a keyed
digest of its words. Found once in the new text, it moves there, and so does what the journal of
acts says of it. Otherwise its words are no longer there as they were: a coding then stands for the
whole contribution and is flagged, a mark for the quotes bank goes. None ever points at other words.
"""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, select

from feedback.coding.desk.models import Anchor, Discussion, Memo, QuoteMark
from feedback.coding.models import ChangeStep, Coding
from feedback.contributions import events
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring


class OutsideTheText(Refused):
    """The stretch is empty or not inside the working text."""


class Stretch(NamedTuple):
    """Code points of a working text from ``start`` up to ``end``, and the digest of its words."""

    start: int
    end: int
    digest: str


Place = tuple[int, int]


def connect() -> None:
    """From now on, follow working texts when they change, and forget with what is withdrawn."""
    events.working_text_made.connect(_follow)
    events.withdrawn.connect(_forget)


def stretch(text: str, start: int, end: int, keyring: Keyring) -> Stretch:
    """The stretch of *text* between two places. Raises OutsideTheText."""
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise OutsideTheText
    return Stretch(start, end, _digest(text[start:end], keyring))


def keep(row: Coding | QuoteMark, at: Stretch) -> None:
    """Remember by what the stretch of *row* is known; every coding of a stretch needs it."""
    session().merge(
        Anchor(
            row_id=row.id,
            contribution_id=row.contribution_id,
            start=at.start,
            end=at.end,
            digest=at.digest,
        )
    )


def follow(contribution_id: uuid.UUID, text: str, keyring: Keyring) -> Sequence[uuid.UUID]:
    """Bring every stretch of a contribution to where its words stand in *text*.

    Returns the ids of the codings and marks whose words are not found once.
    """
    lost = []
    for anchor in _anchors(contribution_id):
        place = _found(anchor, text, keyring)
        if place == (anchor.start, anchor.end):
            continue
        if place is None:
            lost.append(anchor.row_id)
            anchor.lost_on = clock.today()
        else:
            anchor.start, anchor.end = place
        _move(anchor.row_id, place)
    # A stretch that nobody anchored cannot be told from other words.
    for coding in _unanchored(contribution_id):
        lost.append(coding.id)
        _move(coding.id, None)
    session().flush()
    return lost


def lost_codings(contribution_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The codings of a contribution whose words were no longer found."""
    statement = select(Anchor.row_id).where(
        Anchor.contribution_id == contribution_id, Anchor.lost_on.is_not(None)
    )
    return frozenset(session().scalars(statement))


def settle(contribution_id: uuid.UUID, coder_id: uuid.UUID) -> None:
    """Drop the flags of a coder's codings: they have looked at the text as it is now."""
    theirs = select(Coding.id).where(
        Coding.contribution_id == contribution_id, Coding.coder_id == coder_id
    )
    session().execute(
        delete(Anchor).where(
            Anchor.contribution_id == contribution_id,
            Anchor.lost_on.is_not(None),
            Anchor.row_id.in_(theirs),
        )
    )


def _digest(words: str, keyring: Keyring) -> str:
    return keyring.receipt_mac("stretch", words.encode()).hex()[:32]


def _anchors(contribution_id: uuid.UUID) -> Sequence[Anchor]:
    statement = (
        select(Anchor)
        .where(Anchor.contribution_id == contribution_id, Anchor.lost_on.is_(None))
        .order_by(Anchor.start, Anchor.row_id)
    )
    return session().scalars(statement).all()


def _found(anchor: Anchor, text: str, keyring: Keyring) -> Place | None:
    """Where the words stand now: at the same place, else the only place of their length."""
    length = anchor.end - anchor.start
    if _digest(text[anchor.start : anchor.end], keyring) == anchor.digest:
        return anchor.start, anchor.end
    places = [
        start
        for start in range(len(text) - length + 1)
        if _begins(text, start) and _digest(text[start : start + length], keyring) == anchor.digest
    ]
    return (places[0], places[0] + length) if len(places) == 1 else None


def _begins(text: str, start: int) -> bool:
    return not text[start].isspace() and (start == 0 or not text[start - 1].isalnum())


def _unanchored(contribution_id: uuid.UUID) -> Iterator[Coding]:
    statement = (
        select(Coding)
        .where(
            Coding.contribution_id == contribution_id,
            Coding.start.is_not(None),
            Coding.id.not_in(select(Anchor.row_id)),
        )
        .order_by(Coding.id)
    )
    yield from session().scalars(statement).all()


def _move(row_id: uuid.UUID, place: Place | None) -> None:
    """Give a row, and what acts remember of it, its new place; None: the whole text."""
    start, end = place or (None, None)
    row: Coding | QuoteMark | None = session().get(Coding, row_id) or session().get(
        QuoteMark, row_id
    )
    is_over = place is None and (isinstance(row, QuoteMark) or (row and _stands_for_all(row)))
    if row is not None and is_over:
        session().delete(row)
    elif row is not None:
        row.start, row.end = start, end
    for step in session().scalars(select(ChangeStep).where(ChangeStep.row_id == row_id)):
        step.before = _moved(step.before, start, end)
        step.after = _moved(step.after, start, end)


def _moved(
    held: dict[str, Any] | None, start: int | None, end: int | None
) -> dict[str, Any] | None:
    if held is None or held.get("start") is None:
        return held
    return {**held, "start": start, "end": end}


def _stands_for_all(coding: Coding) -> bool:
    """Whether the same coder gave the same theme to the whole of it already."""
    same = select(Coding.id).where(
        Coding.contribution_id == coding.contribution_id,
        Coding.theme_id == coding.theme_id,
        Coding.coder_id == coding.coder_id,
        Coding.start.is_(None),
    )
    return session().scalar(same.limit(1)) is not None


def _follow(
    _sender: object, *, contribution: Contribution, text: str, keyring: Keyring, **_more: Any
) -> None:
    follow(contribution.id, text, keyring)


def _forget(_sender: object, *, contributions: Sequence[Contribution], **_more: Any) -> None:
    """What was written about words goes with them; codings stay: they are counted."""
    ids = [contribution.id for contribution in contributions]
    for table in (Memo, QuoteMark, Discussion, Anchor):
        session().execute(delete(table).where(table.contribution_id.in_(ids)))
