"""Blind codings: kept, taken back, and out of the samples when their givers withdraw."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding.agreement import queries
from feedback.coding.agreement.drawing import keep_first_answers
from feedback.coding.agreement.models import BlindCoding, Sample, SampleEntry, Seat
from feedback.coding.codebook.keeping import present_version
from feedback.contributions import events
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.core.errors import Refused


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
    """Forget the last blind answer of the second coder; its entry waits again. None: there is none.

    Raises NotYours, AlreadyCompared.
    """
    if seat_of(sample, by) is not Seat.SECOND:
        raise NotYours
    given = [
        (answer.made_at, entry.position, entry)
        for entry in queries.entries_of(sample)
        if (answer := queries.answer_of(entry, Seat.SECOND)) is not None
    ]
    if not given:
        return None
    entry = max(given, key=lambda each: each[:2])[2]
    _forget(entry, Seat.SECOND)
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
