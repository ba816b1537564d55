"""Samples, what was said of their entries, and how far people agree."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from feedback.coding import queries as coding
from feedback.coding.agreement import comparing
from feedback.coding.agreement.comparing import Compared, ThemeAgreement
from feedback.coding.agreement.models import (
    BlindCoding,
    Decision,
    Reconciliation,
    Sample,
    SampleEntry,
    Seat,
)
from feedback.coding.agreement.pool import readable, said_themeless
from feedback.coding.agreement.reliability import Themes
from feedback.coding.models import Coding
from feedback.contributions.models import CodingState, Contribution
from feedback.core.db import session

_CODED = (CodingState.DONE, CodingState.NO_THEME, CodingState.NOT_CODABLE)


class Standing(StrEnum):
    """How far an entry has come."""

    WAITING = "waiting"  # one or both have not coded it
    LEFT_OUT = "left_out"  # one of them found that it cannot be understood
    AGREED = "agreed"
    DISAGREED = "disagreed"
    DISCUSSED = "discussed"  # to be talked about
    RECONCILED = "reconciled"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one coder said: themes by their keys as they are now, or that it is not codable."""

    coder_id: uuid.UUID | None
    themes: Themes
    not_codable: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """One entry with both answers, and what was decided."""

    entry: SampleEntry
    first: Answer | None
    second: Answer | None
    decided: Reconciliation | None

    @property
    def standing(self) -> Standing:
        """How far it has come."""
        if self.first is None or self.second is None:
            return Standing.WAITING
        if self.first.not_codable or self.second.not_codable:
            return Standing.LEFT_OUT
        if self.first.themes == self.second.themes:
            return Standing.AGREED
        if self.decided is None:
            return Standing.DISAGREED
        is_open = self.decided.decision is Decision.DISCUSS
        return Standing.DISCUSSED if is_open else Standing.RECONCILED

    @property
    def agreed(self) -> Themes:
        """The themes that both gave."""
        return self.first.themes & self.second.themes if self.first and self.second else Themes()

    @property
    def only_first(self) -> Themes:
        """The themes that only the first gave."""
        return self.first.themes - self.second.themes if self.first and self.second else Themes()

    @property
    def only_second(self) -> Themes:
        """The themes that only the second gave."""
        return self.second.themes - self.first.themes if self.first and self.second else Themes()

    def compared(self) -> Compared | None:
        """Both sets of themes, for the figures; None while one is missing or cannot be told."""
        if self.first is None or self.second is None or self.standing is Standing.LEFT_OUT:
            return None
        return Compared(self.first.themes, self.second.themes, self.entry.contribution.language)


def samples() -> Sequence[Sample]:
    """All samples, the newest first."""
    return session().scalars(select(Sample).order_by(Sample.number.desc())).all()


def sample(number: int) -> Sample:
    """The sample of that number; raises NoResultFound."""
    return session().scalars(select(Sample).where(Sample.number == number)).one()


def entries_of(shown: Sample) -> Sequence[SampleEntry]:
    """The entries that may be read now, in the order of the draw."""
    return session().scalars(_entries().where(SampleEntry.sample_number == shown.number)).all()


def entry(entry_id: uuid.UUID) -> SampleEntry:
    """An entry that may be read now; raises NoResultFound."""
    return session().scalars(_entries().where(SampleEntry.id == entry_id)).one()


def count_set_aside(shown: Sample) -> int:
    """Entries of the sample that nobody may read at present: somebody may be in danger."""
    held = select(func.count()).where(SampleEntry.sample_number == shown.number)
    return (session().scalar(held) or 0) - len(entries_of(shown))


def pairs_of(entries: Sequence[SampleEntry]) -> Sequence[Pair]:
    """Each entry with both answers, in the same order; merged themes under their new names."""
    present = present_keys()
    waiting = [each for each in entries if answer_of(each, Seat.FIRST) is None]
    live = _live_answers(waiting, present)
    pairs = []
    for each in entries:
        answers = {
            held.seat: Answer(held.coder_id, renamed(held.themes, present), held.not_codable)
            for held in each.codings
        }
        standing = [made for made in each.reconciliations if made.stands]
        first = answers.get(Seat.FIRST) or live.get(each.id)
        pairs.append(
            Pair(each, first, answers.get(Seat.SECOND), standing[-1] if standing else None)
        )
    return pairs


def answer_of(shown: SampleEntry, seat: Seat) -> BlindCoding | None:
    """What was kept of that coder's answer, None before there is one."""
    return next((held for held in shown.codings if held.seat is seat), None)


def present_keys() -> Mapping[str, str]:
    """For the key of each theme, that of the theme which holds its codings now."""
    themes = {theme.id: theme for theme in coding.all_themes()}
    found = {}
    for theme in themes.values():
        holder, seen = theme, {theme.id}
        while holder.merged_into_id in themes and holder.merged_into_id not in seen:
            holder = themes[holder.merged_into_id]
            seen.add(holder.id)
        found[theme.key] = holder.key
    return found


def renamed(keys: Collection[str], present: Mapping[str, str]) -> Themes:
    """*keys* as they are now; a draft that was taken back is nothing any more."""
    return frozenset(present[key] for key in keys if key in present)


def to_code(shown: Sample, *, by: uuid.UUID) -> Sequence[SampleEntry]:
    """The entries that this coder still has to code, in the order of the draw."""
    if by == shown.second_coder_id:
        return [each for each in entries_of(shown) if answer_of(each, Seat.SECOND) is None]
    if by == shown.first_coder_id:
        return [pair.entry for pair in pairs_of(entries_of(shown)) if pair.first is None]
    return ()


def theme_agreement(theme_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, ThemeAgreement]:
    """How far people agree on each theme over all samples; themes never compared are left out."""
    keys = {theme.id: theme.key for theme in coding.all_themes() if theme.id in theme_ids}
    compared = [
        found
        for pair in pairs_of(session().scalars(_entries()).all())
        if (found := pair.compared()) is not None
    ]
    return {
        theme_id: comparing.on_theme(comparing.counted(compared, key))
        for theme_id, key in keys.items()
        if compared
    }


def _entries() -> Select[SampleEntry]:
    return (
        select(SampleEntry)
        .join(Contribution)
        .where(*readable())
        .order_by(SampleEntry.sample_number, SampleEntry.position, SampleEntry.id)
        .options(
            joinedload(SampleEntry.contribution),
            joinedload(SampleEntry.sample),
            selectinload(SampleEntry.codings),
            selectinload(SampleEntry.reconciliations).joinedload(Reconciliation.change_set),
        )
    )


def _live_answers(
    entries: Sequence[SampleEntry], present: Mapping[str, str]
) -> Mapping[uuid.UUID, Answer]:
    """What first coders have given at the ordinary desk since the draw, by entry."""
    coded = {each.contribution_id: each for each in entries if each.contribution.coding in _CODED}
    if not coded:
        return {}
    given: dict[uuid.UUID, list[Coding]] = {}
    statement = (
        select(Coding)
        .where(Coding.contribution_id.in_(coded))
        .options(joinedload(Coding.theme))
        .order_by(Coding.coded_on, Coding.id)
    )
    for made in session().scalars(statement):
        if made.coder_id != coded[made.contribution_id].sample.second_coder_id:
            given.setdefault(made.contribution_id, []).append(made)
    themeless = said_themeless(coded)
    found = {}
    for contribution_id, each in coded.items():
        codings = given.get(contribution_id, [])
        state = each.contribution.coding
        if codings or state is not CodingState.DONE:  # else only the second coder has coded it
            found[each.id] = Answer(
                codings[0].coder_id if codings else themeless.get(contribution_id),
                renamed([each.theme.key for each in codings], present),
                state is CodingState.NOT_CODABLE,
            )
    return found
