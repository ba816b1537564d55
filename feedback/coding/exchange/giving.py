"""Codings from a file: each given once, through the journal, to the text as it is read here."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Select, delete, select

from feedback.accounts.models import Staff
from feedback.coding import changes
from feedback.coding.changes import Changing
from feedback.coding.codebook.versions import present_version
from feedback.coding.desk import anchoring
from feedback.coding.exchange import gathering
from feedback.coding.exchange.models import WaitingCoding
from feedback.coding.exchange.stretches import Stretch, moved
from feedback.coding.models import ChangeKind, Coding, Origin, Theme
from feedback.contributions import opening, restricting
from feedback.contributions.models import CodingState, Contribution, Redaction
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.sealing import CannotOpen, Keyring

_AT_ONCE = 200  # contributions in one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One coding of a file. *stretch*: in the text of the file; None for the whole of it."""

    theme: Theme
    coder_id: uuid.UUID
    stretch: Stretch | None = None
    day: date | None = None
    suggested: bool = False


class Fate(StrEnum):
    """What became of a coding of a file."""

    GIVEN = "given"
    MOVED = "moved"  # given, to a stretch that reads otherwise here
    WIDENED = "widened"  # given to the whole: the words of the stretch are not there
    HERE = "here"  # was given before
    WAITS = "waits"  # until somebody has read the text
    KEPT_OUT = "kept_out"  # taken back, held like spam, or restricted


class Giving:
    """One file's codings being given, as one act of *by*."""

    def __init__(self, change: Changing, *, by: Staff, keyring: Keyring) -> None:
        self.change, self._by, self._keyring = change, by, keyring
        self._version = present_version()

    def give(self, contribution: Contribution, given: Sequence[Given], text: str) -> list[Fate]:
        """Give each of *given*, whose stretches are of *text*; what became of each."""
        if _may_come_later(contribution):
            return self._let_wait(contribution, given, text)
        if not gathering.is_sendable(contribution):
            return [Fate.KEPT_OUT] * len(given)
        working = opening.working_text(contribution, self._keyring)
        held = _held(contribution.id)
        fates = [self._one(contribution, each, text, working, held) for each in given]
        if held and contribution.coding is not CodingState.DONE:
            self.change.set(contribution, coding=CodingState.DONE)
        return fates

    def say_there_is_none(self, contribution: Contribution, state: CodingState) -> bool:
        """Keep that no theme fits, or that it cannot be coded, where nobody said otherwise."""
        if contribution.coding is not CodingState.WAITING or _held(contribution.id):
            return False
        if not gathering.is_sendable(contribution):
            return False
        self.change.set(contribution, coding=state)
        return True

    def _one(
        self,
        contribution: Contribution,
        each: Given,
        text: str,
        working: str,
        held: set[tuple[object, ...]],
    ) -> Fate:
        stretch, fate = _placed(each, text, working)
        key = (each.theme.id, each.coder_id, *(stretch or (None, None)))
        if key in held:
            return Fate.HERE
        held.add(key)
        coding = Coding(
            contribution_id=contribution.id,
            theme_id=each.theme.id,
            coder_id=each.coder_id,
            start=stretch[0] if stretch else None,
            end=stretch[1] if stretch else None,
            coded_on=_day(each.day),
            codebook_version=self._version,
            suggested=each.suggested,
            origin=Origin.IMPORTED,
        )
        self.change.add(coding)
        if stretch is not None:
            anchoring.keep(coding, anchoring.stretch(working, *stretch, self._keyring))
        return fate

    def _let_wait(
        self, contribution: Contribution, given: Sequence[Given], text: str
    ) -> list[Fate]:
        original = opening.original(contribution, self._keyring)
        held = _waiting(contribution.id)
        fates = []
        for each in given:
            stretch, _fate = _placed(each, text, original)
            start, end = stretch or (None, None)
            key = (each.theme.id, each.coder_id, start, end)
            fates.append(Fate.HERE if key in held else Fate.WAITS)
            if key in held:
                continue
            held.add(key)
            self.change.add(
                WaitingCoding(
                    contribution_id=contribution.id,
                    theme_id=each.theme.id,
                    coder_id=each.coder_id,
                    start=start,
                    end=end,
                    coded_on=_day(each.day),
                    suggested=each.suggested,
                    brought_by_id=self._by.id,
                )
            )
        return fates


def give_waiting(keyring: Keyring) -> int:
    """Give what waited for its text to be read, and forget what waits in vain; how many given."""
    given = 0
    while True:
        with writing():
            ready = _ready()
            given += sum(_give_ready(each, keyring) for each in ready)
        if not ready:
            return given


def _give_ready(contribution_ids: tuple[uuid.UUID, Sequence[uuid.UUID]], keyring: Keyring) -> int:
    """Give what one member of staff brought for some contributions, as one act of theirs."""
    staff_id, ids = contribution_ids
    by = session().get_one(Staff, staff_id)
    change = changes.begin(ChangeKind.IMPORTED, by=by, facts={"waited": True})
    giving, number = Giving(change, by=by, keyring=keyring), 0
    for contribution_id in ids:
        contribution = session().get_one(Contribution, contribution_id)
        waiting = session().scalars(_of(contribution_id, staff_id)).all()
        given = [
            Given(
                theme=each.theme,
                coder_id=each.coder_id,
                stretch=None if each.start is None or each.end is None else (each.start, each.end),
                day=each.coded_on,
                suggested=each.suggested,
            )
            for each in waiting
        ]
        try:
            text = opening.original(contribution, keyring)
        except CannotOpen:
            text = ""
        fates = giving.give(contribution, given, text) if contribution.withdrawn_on is None else []
        number += sum(fate in {Fate.GIVEN, Fate.MOVED, Fate.WIDENED} for fate in fates)
        for each in waiting:
            session().delete(each)
    session().flush()
    return number


def _of(contribution_id: uuid.UUID, staff_id: uuid.UUID) -> Select[WaitingCoding]:
    return (
        select(WaitingCoding)
        .where(
            WaitingCoding.contribution_id == contribution_id,
            WaitingCoding.brought_by_id == staff_id,
        )
        .order_by(WaitingCoding.id)
    )


def _ready() -> list[tuple[uuid.UUID, list[uuid.UUID]]]:
    """Who brought codings that can be given now, and for which contributions.

    Those of what was taken back go at once.
    """
    gone = select(Contribution.id).where(Contribution.withdrawn_on.is_not(None))
    session().execute(delete(WaitingCoding).where(WaitingCoding.contribution_id.in_(gone)))
    sendable = gathering.sendable().order_by(None).with_only_columns(Contribution.id)
    statement = (
        select(WaitingCoding.brought_by_id, WaitingCoding.contribution_id)
        .where(WaitingCoding.contribution_id.in_(sendable))
        .distinct()
        .order_by(WaitingCoding.brought_by_id, WaitingCoding.contribution_id)
        .limit(_AT_ONCE)
    )
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    for staff_id, contribution_id in session().execute(statement):
        found.setdefault(staff_id, []).append(contribution_id)
    return list(found.items())


def _may_come_later(contribution: Contribution) -> bool:
    """Whether it is still being read, or a second reader looks at what the first one thought."""
    is_asked = contribution.safeguarding in restricting.UNDECIDED and not contribution.restricted
    is_unread = contribution.redaction is Redaction.WAITING
    return contribution.withdrawn_on is None and (is_unread or is_asked)


def _placed(each: Given, text: str, here: str) -> tuple[Stretch | None, Fate]:
    if each.stretch is None:
        return None, Fate.GIVEN
    stretch = moved(each.stretch, before=text, after=here)
    if stretch is None or not here[slice(*stretch)].strip():
        return None, Fate.WIDENED
    is_same = text[slice(*each.stretch)].strip() == here[slice(*stretch)].strip()
    return stretch, Fate.GIVEN if is_same else Fate.MOVED


def _day(day: date | None) -> date:
    return min(day or clock.today(), clock.today())


def _held(contribution_id: uuid.UUID) -> set[tuple[object, ...]]:
    statement = select(Coding.theme_id, Coding.coder_id, Coding.start, Coding.end).where(
        Coding.contribution_id == contribution_id
    )
    return {tuple(row) for row in session().execute(statement)}


def _waiting(contribution_id: uuid.UUID) -> set[tuple[object, ...]]:
    statement = select(
        WaitingCoding.theme_id, WaitingCoding.coder_id, WaitingCoding.start, WaitingCoding.end
    ).where(WaitingCoding.contribution_id == contribution_id)
    return {tuple(row) for row in session().execute(statement)}
