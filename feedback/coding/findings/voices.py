"""Who said what, read once: everything that the tables of findings are counted from.

A page of findings takes two statements, whatever it shows; what follows is arithmetic in memory,
which is quicker than a statement for each cell and the same on every database.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, select

from feedback.coding import queries
from feedback.coding.models import Coding, Theme
from feedback.contributions import holding
from feedback.contributions.models import (
    Channel,
    CodingState,
    Contribution,
    Redaction,
    Submission,
)
from feedback.core.db import session


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Received from *since* to *until*, in *language*, by *channel*, an answer to *question*.

    With *among*, only what was given one of these themes. *restated* counts what was coded with a
    merged theme under the theme that took it in.
    """

    since: date | None = None
    until: date | None = None
    language: str | None = None
    channel: Channel | None = None
    question: str | None = None
    among: frozenset[uuid.UUID] | None = None
    restated: bool = True

    def conditions(self) -> list[ColumnElement[bool]]:
        """What a contribution must be like; those held back and taken back are never counted."""
        found = []
        if self.since is not None:
            found.append(Contribution.received_on >= self.since)
        if self.until is not None:
            found.append(Contribution.received_on <= self.until)
        if self.language is not None:
            found.append(Contribution.language == self.language)
        if self.channel is not None:
            found.append(Contribution.channel == self.channel)
        if self.question is not None:
            found.append(Contribution.question == self.question)
        if self.among is not None:
            with_them = select(Coding.contribution_id).where(Coding.theme_id.in_(self.among))
            found.append(Contribution.id.in_(with_them))
        return [
            Contribution.withdrawn_on.is_(None),
            holding.counted(Contribution.submission_id),
            *found,
        ]


@dataclass(frozen=True, slots=True)
class Voice:
    """One contribution that somebody has coded, with the keys of its *themes* as they were given.

    Ids are their 32 hexadecimal digits: to read 100,000 of them as UUIDs takes a second. *giver* is
    the same for all that one person sent; *people* is more than 1 for a group session.
    """

    contribution_id: str
    giver: str
    people: int
    day: date
    language: str
    channel: str
    question: str | None
    submission_id: str
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A theme's place in the codebook: those above it, outermost first."""

    theme: Theme
    above: tuple[str, ...]

    @property
    def depth(self) -> int:
        """How many themes stand above it."""
        return len(self.above)


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything that was heard in one selection, oldest first, and the codebook's order."""

    voices: Sequence[Voice]
    places: Mapping[str, Place]

    def lineage(self, themes: frozenset[str]) -> frozenset[str]:
        """*themes* and all that they stand under: what is said of a finer theme is said of both."""
        found = set(themes)
        for each in themes:
            found.update(self.places[each].above)
        return frozenset(found)


def heard(filters: Filters) -> Heard:
    """What was coded among the contributions that *filters* let through."""
    given = _given(filters)
    places = _places(set().union(*given.values()))
    statement = (
        select(
            hex_of(Contribution.id),
            hex_of(func.coalesce(Submission.receipt_id, Contribution.submission_id)),
            func.coalesce(Contribution.people_count, 1),
            Contribution.received_on,
            Contribution.language,
            Contribution.channel,
            Contribution.question,
            hex_of(Contribution.submission_id),
        )
        .join(Submission, Submission.id == Contribution.submission_id)
        .where(
            *filters.conditions(),
            Contribution.coding.in_((CodingState.DONE, CodingState.NO_THEME)),
        )
        .order_by(Contribution.received_on, Contribution.id)
    )
    nothing = frozenset[str]()
    rows = session().execute(statement)
    voices = [Voice(*row, themes=given.get(row[0], nothing)) for row in rows]
    return Heard(voices, places)


def hex_of(column: Any) -> ColumnElement[str]:
    """An id as its 32 hexadecimal digits, on every database."""
    return func.replace(cast(column, Text), "-", "")


def behind(filters: Filters) -> Select[Contribution]:
    """The contributions that readers may open, newest first: a statement to page through.

    What is restricted counts, and is in no list.
    """
    return (
        select(Contribution)
        .where(
            *filters.conditions(),
            Contribution.restricted.is_(False),
            Contribution.redaction == Redaction.DONE,
        )
        .order_by(Contribution.received_on.desc(), Contribution.id)
    )


def family(theme: Theme) -> frozenset[uuid.UUID]:
    """The theme, all below it, and all that were merged into any of these."""
    found = set(queries.family(theme))
    return frozenset(found | {old for old, now in queries.aliases().items() if now in found})


def _given(filters: Filters) -> dict[str, frozenset[str]]:
    """The themes that anybody gave to each contribution."""
    keys = _keys(is_restated=filters.restated)
    found: dict[str, set[str]] = {}
    statement = select(hex_of(Coding.contribution_id), hex_of(Coding.theme_id))
    if filters != Filters(restated=filters.restated):
        statement = statement.join(Contribution, Contribution.id == Coding.contribution_id).where(
            *filters.conditions()
        )
    for contribution_id, theme_id in session().execute(statement):
        found.setdefault(contribution_id, set()).add(keys[theme_id])
    shared: dict[frozenset[str], frozenset[str]] = {}
    return {
        contribution_id: shared.setdefault(frozenset(themes), frozenset(themes))
        for contribution_id, themes in found.items()
    }


def _keys(*, is_restated: bool) -> dict[str, str]:
    """The key of each theme by its id; of a merged one that of the theme which took it in."""
    aliases = queries.aliases() if is_restated else {}
    themes = queries.all_themes()
    keys = {theme.id: theme.key for theme in themes}
    return {theme.id.hex: keys[aliases.get(theme.id, theme.id)] for theme in themes}


def _places(given: set[str]) -> dict[str, Place]:
    """The themes that may be given or that were given, in the codebook's order."""
    shown = [
        theme
        for theme in queries.all_themes()
        if theme.key in given or theme.state in queries.GIVEN
    ]
    return {
        node.theme.key: Place(node.theme, tuple(each.key for each in node.path))
        for node in queries.tree(shown)
    }
