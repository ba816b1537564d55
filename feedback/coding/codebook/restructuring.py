"""Moving, merging, retiring and reviving themes: previewed, with a reason, taken back whole."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import select

from feedback.audit.services import Actor, record
from feedback.coding import changes, queries
from feedback.coding.changes import Changing
from feedback.coding.codebook import naming, versions
from feedback.coding.codebook.editing import NoReason, NotInForce
from feedback.coding.models import (
    ChangeKind,
    ChangeSet,
    Coding,
    Suggestion,
    SuggestionState,
    Theme,
    ThemeState,
)
from feedback.core.db import session
from feedback.core.errors import Refused

Passage = tuple[uuid.UUID, uuid.UUID, int | None, int | None]


class AboveItself(Refused):
    """A theme never stands under itself or under one that is below it."""


class SameTheme(Refused):
    """A theme is merged into another one."""


class NothingChanged(Refused):
    """It is so already."""


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do."""

    codings: int
    doubles: int  # of those: their coder gave the other theme to the same words too
    children: int
    suggestions: int  # open ones, which follow


def passage(coding: Coding) -> Passage:
    """Who gave a theme to which words."""
    return coding.contribution_id, coding.coder_id, coding.start, coding.end


def codings_with(theme: Theme) -> Sequence[Coding]:
    """Every coding with exactly this theme."""
    statement = select(Coding).where(Coding.theme_id == theme.id).order_by(Coding.id)
    return session().scalars(statement).all()


def children_of(theme: Theme) -> Sequence[Theme]:
    """The themes right under it, whatever their state."""
    return [each for each in queries.all_themes() if each.parent_id == theme.id]


def merge_preview(theme: Theme, into: Theme) -> MergePreview:
    """What merging *theme* into another would do. Raises SameTheme, NotInForce."""
    _refuse_merge(theme, into)
    given = {passage(coding) for coding in codings_with(into)}
    codings = codings_with(theme)
    return MergePreview(
        codings=len(codings),
        doubles=sum(passage(coding) in given for coding in codings),
        children=len(children_of(theme)),
        suggestions=len(_open_suggestions(theme)),
    )


def merge(theme: Theme, *, into: Theme, by: Actor, reason: str) -> ChangeSet:
    """Everything of *theme* becomes *into*'s; its id and key stay as an alias.

    Where a coder gave both to the same words, one coding is left. Seed terms join the other's,
    and finer themes move under it. Raises SameTheme, NotInForce, NoReason.
    """
    preview = merge_preview(theme, into)
    facts = {"codings": preview.codings, "doubles": preview.doubles, "into": str(into.id)}
    change = _begin(ChangeKind.MERGED, theme, by, reason, facts)
    given = {passage(coding): coding for coding in codings_with(into)}
    for coding in codings_with(theme):
        if passage(coding) in given:
            change.remove(coding)
            change.lean_on(given[passage(coding)])
        else:
            change.set(coding, theme_id=into.id)
    _move_children(change, theme, into)
    _move_suggestions(change, theme, into)
    change.set(into, terms=_joined(into.terms, theme.terms))
    change.set(theme, state=ThemeState.MERGED, merged_into_id=into.id)
    return _done(change, theme, by)


def move(
    theme: Theme, *, parent: Theme | None, place: int | None = None, by: Actor, reason: str
) -> ChangeSet:
    """Put a theme under *parent* (None: at the top), as number *place* there (None: the last).

    Raises AboveItself, NotInForce, NoReason, NothingChanged.
    """
    if theme.state is ThemeState.MERGED or (parent and parent.state is ThemeState.MERGED):
        raise NotInForce
    parent_id = parent.id if parent else None
    if naming.is_above(theme.id, parent_id, naming.parents_now()):
        raise AboveItself
    sisters = [
        each for each in queries.all_themes() if each.parent_id == parent_id and each.id != theme.id
    ]
    at = len(sisters) if place is None else max(0, min(place - 1, len(sisters)))
    ordered = [*sisters[:at], theme, *sisters[at:]]
    positions = _positions(ordered)
    if theme.parent_id == parent_id and all(each.position == to for each, to in positions):
        raise NothingChanged
    facts = {"from": str(theme.parent_id or ""), "to": str(parent_id or "")}
    change = _begin(ChangeKind.MOVED, theme, by, reason, facts)
    change.set(theme, parent_id=parent_id)
    for each, position in positions:
        change.set(each, position=position)
    return _done(change, theme, by)


def retire(theme: Theme, *, by: Actor, reason: str) -> ChangeSet:
    """Give it to nothing new; its codings stay. Raises NothingChanged, NotInForce, NoReason."""
    if theme.state is ThemeState.MERGED:
        raise NotInForce
    if theme.state is ThemeState.RETIRED:
        raise NothingChanged
    facts = {"codings": len(codings_with(theme)), "was": theme.state.value}
    change = _begin(ChangeKind.RETIRED, theme, by, reason, facts)
    change.set(theme, state=ThemeState.RETIRED)
    return _done(change, theme, by)


def revive(theme: Theme, *, by: Actor, reason: str) -> ChangeSet:
    """Put a draft or a retired theme into force.

    Raises NothingChanged, NotInForce for a merged one (undo the merge), NoReason.
    """
    if theme.state is ThemeState.MERGED:
        raise NotInForce
    if theme.state is ThemeState.ACTIVE:
        raise NothingChanged
    change = _begin(ChangeKind.REVIVED, theme, by, reason, {"was": theme.state.value})
    change.set(theme, state=ThemeState.ACTIVE)
    return _done(change, theme, by)


def _begin(
    kind: ChangeKind, theme: Theme, by: Actor, reason: str, facts: Mapping[str, object]
) -> Changing:
    if not reason.strip():
        raise NoReason
    told = {"codebook": True, "theme": str(theme.id), **facts}
    return changes.begin(kind, by=by, reason=reason.strip(), facts=told)


def _done(change: Changing, theme: Theme, by: Actor) -> ChangeSet:
    versions.note_changes(by=by)
    done = change.change_set
    facts = {"change": done.number, **done.facts}
    record(verb=done.kind.value, thing="theme", thing_id=theme.id, facts=facts, actor=by)
    return done


def _refuse_merge(theme: Theme, into: Theme) -> None:
    if theme.id == into.id:
        raise SameTheme
    if ThemeState.MERGED in {theme.state, into.state} or into.state is ThemeState.RETIRED:
        raise NotInForce


def _move_children(change: Changing, theme: Theme, into: Theme) -> None:
    if naming.is_above(theme.id, into.id, naming.parents_now()):
        change.set(into, parent_id=theme.parent_id)  # it stood below: now it takes the place
    for child in children_of(theme):
        change.set(child, parent_id=into.id)


def _open_suggestions(theme: Theme) -> Sequence[Suggestion]:
    statement = (
        select(Suggestion)
        .where(Suggestion.theme_id == theme.id, Suggestion.state == SuggestionState.OPEN)
        .order_by(Suggestion.id)
    )
    return session().scalars(statement).all()


def _move_suggestions(change: Changing, theme: Theme, into: Theme) -> None:
    there = set(
        session().scalars(select(Suggestion.contribution_id).where(Suggestion.theme_id == into.id))
    )
    for suggestion in _open_suggestions(theme):
        if suggestion.contribution_id not in there:
            change.set(suggestion, theme_id=into.id)


def _joined(
    terms: Mapping[str, Sequence[str]], more: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    codes = dict.fromkeys([*terms, *more])
    return {
        code: list(dict.fromkeys([*terms.get(code, ()), *more.get(code, ())])) for code in codes
    }


def _positions(ordered: Sequence[Theme]) -> Sequence[tuple[Theme, int]]:
    """Rising positions, with as few changes as numbering from the lowest allows."""
    first = min((each.position for each in ordered), default=0)
    if all(a.position < b.position for a, b in pairwise(ordered)):
        return [(each, each.position) for each in ordered]
    return [(each, first + number) for number, each in enumerate(ordered)]
