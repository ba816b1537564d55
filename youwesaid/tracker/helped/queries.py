"""Whom and when to ask whether it helped, and what people answered."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from feedback.coding.guarding import GuardedCount
from feedback.contributions.models import Contact, Contribution, Submission
from feedback.core import clock
from feedback.core.db import session
from feedback.core.sealing import Keyring
from youwesaid.insights.models import insight_source
from youwesaid.tracker.contents import Contents
from youwesaid.tracker.helped import rules
from youwesaid.tracker.helped.models import (
    Asked,
    HelpedAnswer,
    HelpedFigure,
    HelpedLetter,
    HelpedLook,
    Verdict,
)
from youwesaid.tracker.models import Entry


@dataclass(frozen=True, slots=True)
class Result:
    """What one kind of people answered at one time, as it may be shown.

    *counts* is empty where too few answered for anything but that to be said.
    """

    step: int
    asked: Asked
    total: GuardedCount
    counts: Mapping[Verdict, GuardedCount]


@dataclass(frozen=True, slots=True)
class Unhelped:
    """An entry of which people say that it did not help. Exact numbers: staff only."""

    entry: Entry
    noes: int
    answers: int


def results(entry_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Result]]:
    """By entry, what people answered: guarded, by time, holders of a receipt before others."""
    rows = session().scalars(
        select(HelpedFigure)
        .where(HelpedFigure.entry_id.in_(entry_ids))
        .order_by(HelpedFigure.entry_id, HelpedFigure.step, HelpedFigure.asked.desc())
    )
    found: dict[tuple[uuid.UUID, int, Asked], dict[str, GuardedCount]] = {}
    for row in rows:
        counts = found.setdefault((row.entry_id, row.step, row.asked), {})
        counts[row.verdict] = GuardedCount(row.shown, row.threshold)
    shown: dict[uuid.UUID, list[Result]] = {}
    for (entry_id, step, asked), counts in found.items():
        total = counts.pop("")
        by_verdict = {each: counts[each.value] for each in Verdict if each.value in counts}
        if total.shown is None:
            by_verdict = {}
        shown.setdefault(entry_id, []).append(Result(step, asked, total, by_verdict))
    return shown


def step_of(entry: Entry, *, today: date | None = None) -> int | None:
    """The time at which *entry* is asked about now; None where it is too soon, or not asked."""
    return rules.step_on(today or clock.today(), since=asked_since(entry))


def asked_since(entry: Entry) -> date | None:
    """The day from which the months are counted; None for an entry that is not asked about."""
    if entry.state not in rules.ASKED_OF:
        return None
    versions = [(each.published_on, Contents.from_plain(each.contents)) for each in entry.versions]
    return rules.first_day(versions)


def led_to(entry: Entry, receipt_id: uuid.UUID) -> bool:
    """Whether something sent under the receipt, and not taken back, led to *entry*."""
    statement = (
        select(Contribution.id)
        .join(Submission, Submission.id == Contribution.submission_id)
        .join(insight_source, insight_source.c.contribution_id == Contribution.id)
        .where(
            Submission.receipt_id == receipt_id,
            insight_source.c.insight_id == entry.insight_id,
            Contribution.withdrawn_on.is_(None),
        )
    )
    return session().scalars(statement.limit(1)).first() is not None


def giver_of(receipt_id: uuid.UUID, entry_id: uuid.UUID, step: int, keyring: Keyring) -> str:
    """The keyed hash under which a holder's answer is kept."""
    parts = (receipt_id.bytes, entry_id.bytes, str(step).encode())
    return keyring.receipt_mac("helped holder", *parts).hex()


def answer_of(giver: str) -> HelpedAnswer | None:
    """The answer that is kept under *giver*."""
    return session().scalars(select(HelpedAnswer).where(HelpedAnswer.giver == giver)).one_or_none()


def exact(entry_id: uuid.UUID) -> dict[tuple[int, Asked, Verdict], int]:
    """The numbers as they are, by time, who answered, and what. Staff only."""
    rows = session().execute(
        select(HelpedAnswer.step, HelpedAnswer.asked, HelpedAnswer.verdict, func.count())
        .where(HelpedAnswer.entry_id == entry_id)
        .group_by(HelpedAnswer.step, HelpedAnswer.asked, HelpedAnswer.verdict)
    )
    return {(step, asked, verdict): number for step, asked, verdict, number in rows}


def unhelped() -> Sequence[Unhelped]:
    """Entries that did not help somebody, whom no editor has looked at since; most noes first."""
    is_no = HelpedAnswer.verdict == Verdict.NO
    noes = func.count().filter(is_no)
    rows = session().execute(
        select(Entry, noes, func.count())
        .join(HelpedAnswer, HelpedAnswer.entry_id == Entry.id)
        .outerjoin(HelpedLook, HelpedLook.entry_id == Entry.id)
        .group_by(Entry.id, HelpedLook.noes)
        .having(noes > func.coalesce(HelpedLook.noes, 0))
        .order_by(noes.desc(), Entry.slug)
    )
    return [Unhelped(entry, no, answers) for entry, no, answers in rows]


def asked_entries() -> Sequence[Entry]:
    """Entries that say done, part done or doing, with their versions."""
    statement = (
        select(Entry)
        .where(Entry.state.in_(sorted(rules.ASKED_OF)))
        .options(selectinload(Entry.versions))
        .order_by(Entry.slug)
    )
    return session().scalars(statement).all()


def contacts_to_ask(entry: Entry, step: int) -> Sequence[Contact]:
    """Who gave a way to be told about *entry*, and has had no letter of this time yet."""
    submissions = (
        select(Contribution.submission_id)
        .join(insight_source, insight_source.c.contribution_id == Contribution.id)
        .where(insight_source.c.insight_id == entry.insight_id, Contribution.withdrawn_on.is_(None))
    )
    had = select(HelpedLetter.contact_id).where(HelpedLetter.step >= step)
    return (
        session()
        .scalars(
            select(Contact)
            .where(Contact.submission_id.in_(submissions), Contact.id.not_in(had))
            .order_by(Contact.id)
        )
        .all()
    )


def receipt_ids(submission_ids: Sequence[uuid.UUID]) -> Sequence[uuid.UUID]:
    """The receipts that hold these submissions."""
    found = session().scalars(
        select(Submission.receipt_id).where(Submission.id.in_(submission_ids)).distinct()
    )
    return sorted(each for each in found if each is not None)


def entries_led_to(contribution_ids: Sequence[uuid.UUID]) -> Sequence[uuid.UUID]:
    """The entries that contributions led to, whether or not they were taken back."""
    return (
        session()
        .scalars(
            select(Entry.id)
            .join(insight_source, insight_source.c.insight_id == Entry.insight_id)
            .where(insight_source.c.contribution_id.in_(contribution_ids))
            .distinct()
            .order_by(Entry.id)
        )
        .all()
    )
