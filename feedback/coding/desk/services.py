"""Giving themes, taking them back, and finding that there is none."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import delete, select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding import queries
from feedback.coding.codebook.keeping import present_version
from feedback.coding.models import Coding, Suggestion, SuggestionState, Theme, ThemeState
from feedback.contributions.models import CodingState, Contribution, Redaction
from feedback.core.db import session
from feedback.core.errors import Refused


class NoWorkingText(Refused):
    """Nothing is coded before somebody has read it and hidden what identifies people."""


class NoThemeChosen(Refused):
    """Saving without a theme must be said: "no theme here"."""


class ThemeRetired(Refused):
    """A retired theme is not given to anything new."""


def give_themes(
    contribution: Contribution,
    *,
    keys: Collection[str],
    by: Staff,
    stretch: tuple[int, int] | None = None,
) -> Sequence[Coding]:
    """Make *keys* the themes that this coder gives (to all of it, or to a stretch).

    Other coders' codings stay. Suggestions among *keys* are taken, the other open ones refused.
    Raises NoWorkingText, NoThemeChosen, ThemeRetired; NoResultFound for a key that is none.
    """
    _refuse_unread(contribution)
    if not keys:
        raise NoThemeChosen
    wanted = [queries.theme_by_key(key) for key in dict.fromkeys(keys)]
    if any(theme.state is ThemeState.RETIRED for theme in wanted):
        raise ThemeRetired
    taken = _decide_suggestions(contribution, wanted, by)
    start, end = stretch or (None, None)
    mine = _mine(contribution, by)
    kept = {
        coding.theme_id: coding for coding in mine if (coding.start, coding.end) == (start, end)
    }
    for theme_id, coding in kept.items():
        if theme_id not in {theme.id for theme in wanted}:
            session().delete(coding)
    for theme in wanted:
        if theme.id not in kept:
            session().add(_coding(contribution, theme, by, (start, end), theme.id in taken))
    contribution.coding = CodingState.DONE
    session().flush()
    record(verb="coded", thing="contribution", thing_id=contribution.id, actor=by)
    return _mine(contribution, by)


def no_theme(contribution: Contribution, *, by: Staff) -> None:
    """Say that no theme fits: the coder's codings go, open suggestions are refused."""
    _refuse_unread(contribution)
    _decide_suggestions(contribution, [], by)
    session().execute(
        delete(Coding).where(Coding.contribution_id == contribution.id, Coding.coder_id == by.id)
    )
    others = (
        session()
        .scalars(select(Coding).where(Coding.contribution_id == contribution.id).limit(1))
        .first()
    )
    contribution.coding = CodingState.DONE if others else CodingState.NO_THEME
    session().flush()
    record(verb="found no theme in", thing="contribution", thing_id=contribution.id, actor=by)


def uncode(contribution: Contribution, *, by: Staff) -> None:
    """Undo: this coder's codings go and the contribution waits again; suggestions reopen."""
    session().execute(
        delete(Coding).where(Coding.contribution_id == contribution.id, Coding.coder_id == by.id)
    )
    for suggestion in _suggestions(contribution):
        if suggestion.decided_by_id == by.id:
            suggestion.state, suggestion.decided_by_id = SuggestionState.OPEN, None
    session().flush()
    left = queries.codings_of(contribution.id)
    contribution.coding = CodingState.DONE if left else CodingState.WAITING
    record(verb="undid the coding of", thing="contribution", thing_id=contribution.id, actor=by)


def _refuse_unread(contribution: Contribution) -> None:
    if contribution.redaction is not Redaction.DONE:
        raise NoWorkingText


def _mine(contribution: Contribution, by: Staff) -> Sequence[Coding]:
    return (
        session()
        .scalars(
            select(Coding)
            .where(Coding.contribution_id == contribution.id, Coding.coder_id == by.id)
            .order_by(Coding.id)
        )
        .all()
    )


def _coding(
    contribution: Contribution,
    theme: Theme,
    by: Staff,
    stretch: tuple[int | None, int | None],
    suggested: bool,
) -> Coding:
    return Coding(
        contribution_id=contribution.id,
        theme_id=theme.id,
        coder_id=by.id,
        start=stretch[0],
        end=stretch[1],
        codebook_version=present_version(),
        suggested=suggested,
    )


def _suggestions(contribution: Contribution) -> Sequence[Suggestion]:
    return (
        session()
        .scalars(select(Suggestion).where(Suggestion.contribution_id == contribution.id))
        .all()
    )


def _decide_suggestions(
    contribution: Contribution, wanted: Sequence[Theme], by: Staff
) -> set[uuid.UUID]:
    """Mark each open suggestion as taken or refused; the ids of the themes that were taken."""
    chosen = {theme.id for theme in wanted}
    taken = set()
    for suggestion in _suggestions(contribution):
        if suggestion.theme_id in chosen:
            suggestion.state = SuggestionState.TAKEN
            taken.add(suggestion.theme_id)
        else:
            suggestion.state = SuggestionState.REFUSED
        suggestion.decided_by_id = by.id
    return taken
