"""Who said what, read once: everything that the tables of findings are counted from.

A page of findings takes two statements, whatever it shows; what follows is arithmetic in memory,
which is quicker than a statement for each cell and the same on every database.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select

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
    """One contribution that somebody has coded, with its *themes* as they were given.

    *giver* is the same for all that one person sent; *people* is more than 1 for a group session.
    """

    contribution_id: uuid.UUID
    giver: uuid.UUID
    people: int
    day: date
    language: str
    channel: str
    question: str | None
    submission_id: uuid.UUID
    themes: frozenset[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Place:
    """A theme's place in the codebook: those above it, outermost first."""

    theme: Theme
    above: tuple[uuid.UUID, ...]

    @property
    def depth(self) -> int:
        """How many themes stand above it."""
        return len(self.above)


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything that was heard in one selection, oldest first, and the codebook's order."""

    voices: Sequence[Voice]
    places: Mapping[uuid.UUID, Place]

    def lineage(self, themes: frozenset[uuid.UUID]) -> frozenset[uuid.UUID]:
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
            Contribution.id,
            func.coalesce(Submission.receipt_id, Contribution.submission_id),
            func.coalesce(Contribution.people_count, 1),
            Contribution.received_on,
            Contribution.language,
            Contribution.channel,
            Contribution.question,
            Contribution.submission_id,
        )
        .join(Submission, Submission.id == Contribution.submission_id)
        .where(
            *filters.conditions(),
            Contribution.coding.in_((CodingState.DONE, CodingState.NO_THEME)),
        )
        .order_by(Contribution.received_on, Contribution.id)
    )
    nothing: frozenset[uuid.UUID] = frozenset()
    voices = [
        Voice(*row, themes=given.get(row[0], nothing)) for row in session().execute(statement)
    ]
    return Heard(voices, places)


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


def _given(filters: Filters) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """The themes that anybody gave to each contribution."""
    aliases = queries.aliases() if filters.restated else {}
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    statement = select(Coding.contribution_id, Coding.theme_id)
    if filters != Filters(restated=filters.restated):
        statement = statement.join(Contribution, Contribution.id == Coding.contribution_id).where(
            *filters.conditions()
        )
    for contribution_id, theme_id in session().execute(statement):
        found.setdefault(contribution_id, set()).add(aliases.get(theme_id, theme_id))
    shared: dict[frozenset[uuid.UUID], frozenset[uuid.UUID]] = {}
    return {
        contribution_id: shared.setdefault(frozenset(themes), frozenset(themes))
        for contribution_id, themes in found.items()
    }


def _places(given: set[uuid.UUID]) -> dict[uuid.UUID, Place]:
    """The themes that may be given or that were given, in the codebook's order."""
    shown = [
        theme for theme in queries.all_themes() if theme.id in given or theme.state in queries.GIVEN
    ]
    return {
        node.theme.id: Place(node.theme, tuple(each.id for each in node.path))
        for node in queries.tree(shown)
    }
