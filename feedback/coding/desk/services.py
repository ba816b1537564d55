"""Giving themes and taking them back: every act goes through the journal and can be undone."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding import changes, queries
from feedback.coding.changes import Changing, NothingToUndo, Undone
from feedback.coding.codebook import undoing
from feedback.coding.codebook.versions import present_version
from feedback.coding.desk import anchoring
from feedback.coding.desk import queries as desk
from feedback.coding.desk.anchoring import Stretch
from feedback.coding.models import (
    ChangeKind,
    ChangeSet,
    Coding,
    Suggestion,
    SuggestionState,
    Theme,
    ThemeState,
)
from feedback.contributions.models import CodingState, Contribution, Redaction
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused

_LONGEST_REASON = 80  # characters of why a suggestion is wrong


class NoWorkingText(Refused):
    """Nothing is coded before somebody has read it and hidden what identifies people."""


class NoThemeChosen(Refused):
    """Saving without a theme must be said: "no theme here"."""


class ThemeRetired(Refused):
    """A retired theme is not given to anything new."""


class LookedAfter(Refused):
    """While somebody may be in danger only those who look after that may work with it."""


class CannotBeUndone(Refused):
    """What came after it has to be taken back first."""


class Part(NamedTuple):
    """A theme given to a stretch; see ``anchoring.stretch``."""

    key: str
    stretch: Stretch


_Wanted = Mapping[tuple[uuid.UUID, int | None, int | None], tuple[Theme, Stretch | None]]


def give_themes(
    contribution: Contribution,
    *,
    keys: Collection[str],
    by: Staff,
    parts: Sequence[Part] = (),
    blind: bool = False,
) -> Sequence[Coding]:
    """Make *keys* the themes that this coder gives to all of it, and *parts* those of stretches.

    Other coders' codings stay. Open suggestions among them are taken, the others refused; *blind*
    says that the coder saw none. Raises NoWorkingText, LookedAfter, NoThemeChosen, ThemeRetired;
    NoResultFound for a key that is none.
    """
    _refuse_unread(contribution)
    if not keys and not parts:
        raise NoThemeChosen
    wanted = _wanted(keys, parts)
    mine = {(each.theme_id, each.start, each.end): each for each in _mine(contribution, by)}
    if any(
        theme.state not in (ThemeState.ACTIVE, ThemeState.DRAFT)
        for place, (theme, _stretch) in wanted.items()
        if place not in mine
    ):
        raise ThemeRetired
    change = _begin(ChangeKind.CODED, by, themes=len(wanted), blind=blind)
    taken = _decide_suggestions(change, contribution, {place[0] for place in wanted}, by, blind)
    for place, coding in mine.items():
        if place not in wanted:
            change.remove(coding)
    for place, (theme, at) in wanted.items():
        if place not in mine:
            coding = _coding(contribution, theme, by, at, theme.id in taken)
            change.add(coding)
            if at is not None:
                anchoring.keep(coding, at)
    change.set(contribution, coding=CodingState.DONE)
    anchoring.settle(contribution.id, by.id)
    record(verb="coded", thing="contribution", thing_id=contribution.id, actor=by)
    return _mine(contribution, by)


def no_theme(contribution: Contribution, *, by: Staff, blind: bool = False) -> None:
    """Say that no theme fits: the coder's codings go, open suggestions are refused."""
    _refuse_unread(contribution)
    change = _begin(ChangeKind.NO_THEME, by, blind=blind)
    _take_away(change, contribution, by, blind)
    others = queries.codings_of(contribution.id)
    change.set(contribution, coding=CodingState.DONE if others else CodingState.NO_THEME)
    record(verb="found no theme in", thing="contribution", thing_id=contribution.id, actor=by)


def not_codable(
    contribution: Contribution, *, because: str, by: Staff, blind: bool = False
) -> None:
    """Say that nothing in it can be understood, and *because* of what; not one of its words."""
    _refuse_unread(contribution)
    # Known by its contribution even where nothing alters: the reason goes when the words go.
    about = str(contribution.id)
    change = _begin(ChangeKind.NOT_CODABLE, by, because, blind=blind, contribution=about)
    _take_away(change, contribution, by, blind)
    others = queries.codings_of(contribution.id)
    change.set(contribution, coding=CodingState.DONE if others else CodingState.NOT_CODABLE)
    record(verb="could not code", thing="contribution", thing_id=contribution.id, actor=by)


def refuse(suggestion: Suggestion, *, because: str, by: Staff) -> None:
    """Say that a suggestion is wrong, with a word why; it does not come back for that text."""
    change = _begin(ChangeKind.REFUSED, by)
    change.set(
        suggestion,
        state=SuggestionState.REFUSED,
        refused_because=because[:_LONGEST_REASON],
        decided_by_id=by.id,
        decided_on=clock.today(),
    )
    record(
        verb="refused a suggestion for",
        thing="contribution",
        thing_id=suggestion.contribution_id,
        actor=by,
    )


def undo_last(*, by: Staff) -> Undone:
    """Take back what *by* did last and has not taken back, whichever contribution it was on.

    Raises NothingToUndo, CannotBeUndone. Blind codings are left out: their room takes them back.
    """
    last = desk.last_act(by)
    if last is None:
        raise NothingToUndo
    return _undo(last, by)


def undo_one(number: int, *, by: Staff) -> Undone:
    """Take back one act of one's own. Raises NoResultFound, AlreadyUndone,
    CannotBeUndone."""
    return _undo(desk.act(number, by), by)


def about(undone: Undone) -> uuid.UUID | None:
    """The one contribution that an act was about, if it may be opened."""
    found = desk.contribution_of(undone.change_set)
    return found.id if found else None


def _undo(change_set: ChangeSet, by: Staff) -> Undone:
    if undoing.is_of_the_codebook(change_set):
        try:
            return undoing.undo(change_set, by=by)
        except (undoing.WouldBeAboveItself, undoing.PlaceGone) as problem:
            raise CannotBeUndone from problem
    undone = changes.undo(change_set, by=by)
    record(
        verb="took back",
        thing="change_set",
        thing_id=change_set.number,
        facts={"kind": change_set.kind.value, "restored": undone.restored},
        actor=by,
    )
    return undone


def _begin(
    kind: ChangeKind, by: Staff, reason: str = "", *, blind: bool = False, **facts: int | str
) -> Changing:
    known: dict[str, int | str | bool] = dict(facts)
    if blind:
        known["blind"] = True
    return changes.begin(kind, by=by, reason=reason, facts=known)


def _refuse_unread(contribution: Contribution) -> None:
    # Two presses at once follow one another: the second finds what the first one gave.
    session().flush()  # or what was set and not yet written would be read over
    session().refresh(contribution, with_for_update=True)
    if contribution.redaction is not Redaction.DONE:
        raise NoWorkingText
    if contribution.restricted:
        raise LookedAfter


def _wanted(keys: Iterable[str], parts: Iterable[Part]) -> _Wanted:
    found: dict[tuple[uuid.UUID, int | None, int | None], tuple[Theme, Stretch | None]] = {}
    for key in dict.fromkeys(keys):
        theme = queries.theme_by_key(key)
        found[theme.id, None, None] = theme, None
    for part in parts:
        theme = queries.theme_by_key(part.key)
        found[theme.id, part.stretch.start, part.stretch.end] = theme, part.stretch
    return found


def _mine(contribution: Contribution, by: Staff) -> Sequence[Coding]:
    statement = (
        select(Coding)
        .where(Coding.contribution_id == contribution.id, Coding.coder_id == by.id)
        .order_by(Coding.id)
    )
    return session().scalars(statement).all()


def _coding(
    contribution: Contribution, theme: Theme, by: Staff, at: Stretch | None, suggested: bool
) -> Coding:
    return Coding(
        contribution_id=contribution.id,
        theme_id=theme.id,
        coder_id=by.id,
        start=at.start if at else None,
        end=at.end if at else None,
        codebook_version=present_version(),
        suggested=suggested,
    )


def _take_away(change: Changing, contribution: Contribution, by: Staff, blind: bool) -> None:
    _decide_suggestions(change, contribution, set(), by, blind)
    for coding in _mine(contribution, by):
        change.remove(coding)


def _decide_suggestions(
    change: Changing, contribution: Contribution, chosen: set[uuid.UUID], by: Staff, blind: bool
) -> set[uuid.UUID]:
    """Mark open suggestions, and those that *by* decided, as taken or refused; the taken ones."""
    taken = set()
    statement = select(Suggestion).where(Suggestion.contribution_id == contribution.id)
    for suggestion in session().scalars(statement.order_by(Suggestion.id)):
        if suggestion.state is not SuggestionState.OPEN and suggestion.decided_by_id != by.id:
            continue
        is_taken = suggestion.theme_id in chosen
        if is_taken and not suggestion.blind and not blind:
            taken.add(suggestion.theme_id)
        change.set(
            suggestion,
            state=SuggestionState.TAKEN if is_taken else SuggestionState.REFUSED,
            decided_by_id=by.id,
            decided_on=clock.today(),
            refused_because=None if is_taken else suggestion.refused_because,
            blind=blind or suggestion.blind,
        )
    return taken
