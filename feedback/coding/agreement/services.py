"""Blind codings: kept, taken back, and out of the samples when their givers withdraw."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding import changes
from feedback.coding import queries as coding
from feedback.coding.agreement import queries
from feedback.coding.agreement.drawing import keep_first_answers
from feedback.coding.agreement.models import BlindCoding, Sample, SampleEntry, Seat
from feedback.coding.codebook.versions import present_version
from feedback.coding.models import ChangeKind, ChangeSet, ChangeStep
from feedback.contributions import events
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.core.errors import Refused

_ACTS = (ChangeKind.CODED, ChangeKind.NO_THEME, ChangeKind.NOT_CODABLE)


class NotYours(Refused):
    """Only the two coders of a sample code it, each what is theirs."""


class AlreadyCompared(Refused):
    """Both have been looked at side by side: an answer stays what it was."""


def seat_of(sample: Sample, by: Staff) -> Seat:
    """Whose answers *by* gives in *sample*. Raises NotYours."""
    if by.id == sample.second_coder_id:
        return Seat.SECOND
    if by.id == sample.first_coder_id:
        return Seat.FIRST
    raise NotYours


def keep_from_desk(entry: SampleEntry, *, by: Staff) -> None:
    """Keep what *by* has just done at the blind desk with the contribution of *entry*.

    A first coder's act counts, as any coding does. A second coder's is taken back at once and
    only remembered here, so that it enters no count. Raises NotYours, AlreadyCompared.
    """
    if seat_of(entry.sample, by) is Seat.FIRST:
        keep_first_answers(entry.sample)
        return
    act = changes.last_of(by, kinds=_ACTS)
    if act is None or not act.facts.get("blind"):
        raise NotYours
    codings = coding.codings_of(entry.contribution_id)
    keys = {each.theme.key for each in codings if each.coder_id == by.id}
    changes.undo(act, by=by)
    keep_second_answer(entry, keys=keys, by=by, not_codable=act.kind is ChangeKind.NOT_CODABLE)


def keep_second_answer(
    entry: SampleEntry, *, keys: Collection[str], by: Staff, not_codable: bool = False
) -> BlindCoding:
    """Keep what the second coder says; it counts nowhere. No *keys*: no theme fits.

    Raises NotYours, AlreadyCompared when there is an answer that was looked at.
    """
    if seat_of(entry.sample, by) is not Seat.SECOND:
        raise NotYours
    _forget(entry, Seat.SECOND)
    kept = BlindCoding(
        seat=Seat.SECOND,
        coder_id=by.id,
        themes=sorted(keys),
        not_codable=not_codable,
        codebook_version=present_version(),
    )
    entry.codings.append(kept)
    session().flush()
    keep_first_answers(entry.sample)
    record(verb="coded blind", thing="sample", thing_id=entry.sample_number, actor=by)
    return kept


def take_back_last(sample: Sample, *, by: Staff) -> SampleEntry | None:
    """Forget what *by* answered last in the sample; the entry waits again. None: nothing is left.

    Raises NotYours, AlreadyCompared.
    """
    seat = seat_of(sample, by)
    given = [
        (answer.made_at, entry.position, entry)
        for entry in queries.entries_of(sample)
        if (answer := queries.answer_of(entry, seat)) is not None
        and answer.coder_id == by.id
        and (seat is Seat.SECOND or _last_coding(entry, by) is not None)
    ]
    if not given:
        return None
    entry = max(given, key=lambda each: each[:2])[2]
    _forget(entry, seat)
    act = _last_coding(entry, by)
    if seat is Seat.FIRST and act is not None:
        changes.undo(act, by=by)
    record(verb="took back a blind coding", thing="sample", thing_id=sample.number, actor=by)
    return entry


def connect() -> None:
    """From now on, what its giver takes back leaves the samples."""
    events.withdrawn.connect(leave_out)


def leave_out(_sender: object, *, contributions: Sequence[Contribution], **_more: Any) -> None:
    """Take *contributions* out of their samples, with all that was said of them there."""
    ids = [contribution.id for contribution in contributions]
    held = select(SampleEntry).where(SampleEntry.contribution_id.in_(ids))
    for entry in session().scalars(held).all():
        entry.sample.withdrawn += 1
        session().delete(entry)
    session().flush()


def _forget(entry: SampleEntry, seat: Seat) -> None:
    if any(made.stands for made in entry.reconciliations):
        raise AlreadyCompared
    held = queries.answer_of(entry, seat)
    if held is not None:
        entry.codings.remove(held)
        session().flush()


def _last_coding(entry: SampleEntry, by: Staff) -> ChangeSet | None:
    """What *by* did last at the blind desk with the contribution, if it still stands."""
    statement = (
        select(ChangeSet)
        .join(ChangeStep)
        .where(
            ChangeStep.contribution_id == entry.contribution_id,
            ChangeSet.made_by_id == by.id,
            ChangeSet.undone_at.is_(None),
            ChangeSet.kind.in_(_ACTS),
        )
        .order_by(ChangeSet.number.desc())
        .options(selectinload(ChangeSet.steps))
    )
    acts = session().scalars(statement).unique().all()
    return next((act for act in acts if act.facts.get("blind")), None)
