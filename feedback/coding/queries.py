"""Themes, codings and what waits to be coded."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from feedback.coding.models import (
    Coding,
    Suggestion,
    SuggestionState,
    TaggerModel,
    Theme,
    ThemeState,
)
from feedback.contributions.models import CodingState, Contribution, Redaction, Safeguarding
from feedback.core.db import session

_ORDER = (Theme.position, Theme.key)
GIVEN = (ThemeState.DRAFT, ThemeState.ACTIVE)  # states in which a theme may be given


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How often a theme was given: contributions, and people (a group session counts its n)."""

    theme: Theme
    contributions: int
    people: int
    languages: int


@dataclass(frozen=True, slots=True)
class ThemeNode:
    """A theme in its place: what stands above it (outermost first), and whether anything below."""

    theme: Theme
    path: tuple[Theme, ...]
    has_children: bool

    @property
    def depth(self) -> int:
        """How many themes stand above it."""
        return len(self.path)


def all_themes() -> Sequence[Theme]:
    """Every theme, retired ones too, in the codebook's order."""
    return session().scalars(select(Theme).order_by(*_ORDER)).all()


def themes() -> Sequence[Theme]:
    """The themes that may be given, drafts too, in the codebook's order."""
    return session().scalars(select(Theme).where(Theme.state.in_(GIVEN)).order_by(*_ORDER)).all()


def tree(among: Sequence[Theme] | None = None) -> Sequence[ThemeNode]:
    """Themes (those that may be given, unless others are named), each before what is under it.

    Every list of themes is made of this, however deep the codebook goes. A theme whose parent is
    not among them stands under the nearest of those above it that is, else at the top.
    """
    shown = themes() if among is None else among
    parents = {
        row.id: row.parent_id for row in session().execute(select(Theme.id, Theme.parent_id))
    }
    known = {theme.id for theme in shown}
    below: dict[uuid.UUID | None, list[Theme]] = {}
    for theme in shown:
        below.setdefault(_nearest_above(theme.id, parents, known), []).append(theme)
    return list(_nodes(below, None, ()))


def _nearest_above(
    theme_id: uuid.UUID, parents: Mapping[uuid.UUID, uuid.UUID | None], known: set[uuid.UUID]
) -> uuid.UUID | None:
    above = parents.get(theme_id)
    while above is not None and above not in known:
        above = parents.get(above)
    return above


def _nodes(
    below: Mapping[uuid.UUID | None, Sequence[Theme]],
    above: uuid.UUID | None,
    path: tuple[Theme, ...],
) -> Iterator[ThemeNode]:
    for theme in below.get(above, ()):
        yield ThemeNode(theme, path, has_children=theme.id in below)
        yield from _nodes(below, theme.id, (*path, theme))


def family(theme: Theme) -> Sequence[uuid.UUID]:
    """The ids of *theme* (of the one it was merged into) and of all below it, at any depth."""
    children: dict[uuid.UUID | None, list[uuid.UUID]] = {}
    for child, parent in session().execute(select(Theme.id, Theme.parent_id)):
        children.setdefault(parent, []).append(child)
    found = [resolved(theme).id]
    for each in found:  # it grows while it is gone through
        found.extend(children.get(each, ()))
    return found


def aliases() -> Mapping[uuid.UUID, uuid.UUID]:
    """For the id of each merged theme, that of the theme which stands for it now."""
    statement = select(Theme.id, Theme.merged_into_id).where(Theme.merged_into_id.is_not(None))
    into = {row.id: row.merged_into_id for row in session().execute(statement)}
    found = {}
    for merged, following in into.items():
        target = following
        while target in into:
            target = into[target]
        if target is not None:
            found[merged] = target
    return found


def resolved(theme: Theme) -> Theme:
    """*theme*, or the theme that it was merged into, however often."""
    while theme.merged_into is not None:
        theme = theme.merged_into
    return theme


def theme_by_key(key: str) -> Theme:
    """The theme with that key; raises NoResultFound."""
    return session().scalars(select(Theme).where(Theme.key == key)).one()


def contribution(contribution_id: uuid.UUID) -> Contribution:
    """A contribution that was not withdrawn; raises NoResultFound."""
    return (
        session()
        .scalars(
            select(Contribution).where(
                Contribution.id == contribution_id, Contribution.withdrawn_on.is_(None)
            )
        )
        .one()
    )


def codable(state: CodingState = CodingState.WAITING) -> Select[Contribution]:
    """What has a working text that every reader may see and is in *state*; in no order."""
    return select(Contribution).where(
        Contribution.coding == state,
        Contribution.redaction == Redaction.DONE,
        Contribution.safeguarding != Safeguarding.WAITING,
        Contribution.restricted.is_(False),
        Contribution.withdrawn_on.is_(None),
    )


def count_waiting() -> int:
    """How many wait to be coded."""
    return session().scalar(select(func.count()).select_from(codable().subquery())) or 0


def codings_of(contribution_id: uuid.UUID) -> Sequence[Coding]:
    """All codings of a contribution, every coder's."""
    return (
        session()
        .scalars(
            select(Coding)
            .join(Theme)
            .where(Coding.contribution_id == contribution_id)
            .order_by(*_ORDER, Coding.id)
        )
        .all()
    )


def suggestions_for(contribution_id: uuid.UUID) -> Sequence[Suggestion]:
    """The open and taken suggestions of themes that may be given, best first."""
    return (
        session()
        .scalars(
            select(Suggestion)
            .join(Theme, Theme.id == Suggestion.theme_id)
            .where(
                Suggestion.contribution_id == contribution_id,
                Suggestion.state != SuggestionState.REFUSED,
                Theme.state.in_(GIVEN),
            )
            .order_by(Suggestion.score.desc(), Suggestion.id)
        )
        .all()
    )


def contributions_with(
    theme: Theme, *, since: date | None = None, until: date | None = None
) -> Sequence[Contribution]:
    """Contributions to which anybody gave *theme* or one below it, newest first.

    Of a merged theme: those of the theme that took it in.
    """
    coded = select(Coding.contribution_id).where(Coding.theme_id.in_(family(theme)))
    statement = (
        select(Contribution)
        .where(Contribution.id.in_(coded), Contribution.withdrawn_on.is_(None))
        .order_by(Contribution.received_on.desc(), Contribution.id)
    )
    if since is not None:
        statement = statement.where(Contribution.received_on >= since)
    if until is not None:
        statement = statement.where(Contribution.received_on <= until)
    return session().scalars(statement).all()


def people_in(contributions: Sequence[Contribution]) -> int:
    """How many people spoke: one each, or the number of a group session."""
    return sum(contribution.people_count or 1 for contribution in contributions)


def theme_counts() -> Sequence[ThemeCount]:
    """Every active theme with its counts, in the codebook's order; for staff only."""
    pairs = (
        select(Coding.theme_id, Coding.contribution_id)
        .join(Contribution, Contribution.id == Coding.contribution_id)
        .where(Contribution.withdrawn_on.is_(None))
        .distinct()
        .subquery()
    )
    counted = {
        row.theme_id: row
        for row in session().execute(
            select(
                pairs.c.theme_id,
                func.count().label("contributions"),
                func.sum(func.coalesce(Contribution.people_count, 1)).label("people"),
                func.count(Contribution.language.distinct()).label("languages"),
            )
            .join(Contribution, Contribution.id == pairs.c.contribution_id)
            .group_by(pairs.c.theme_id)
        )
    }
    rows = []
    for theme in themes():
        row = counted.get(theme.id)
        found = (row.contributions, int(row.people), row.languages) if row else (0, 0, 0)
        rows.append(ThemeCount(theme, *found))
    return rows


def newest_model() -> TaggerModel | None:
    """The tagger in use: the newest that nobody set aside; None before the first training."""
    statement = (
        select(TaggerModel)
        .where(TaggerModel.set_aside_on.is_(None))
        .order_by(TaggerModel.made_at.desc(), TaggerModel.id)
        .limit(1)
    )
    return session().scalars(statement).first()
