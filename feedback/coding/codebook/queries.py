"""The codebook for its pages, and what charts and other rooms ask of it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from feedback.accounts.models import Staff, StaffRole
from feedback.accounts.roles import READERS
from feedback.coding import queries
from feedback.coding.codebook import splits
from feedback.coding.codebook.models import PinnedExample, Split
from feedback.coding.codebook.undoing import KINDS
from feedback.coding.models import ChangeKind, ChangeSet, ChangeStep, CodebookVersion, Coding, Theme
from feedback.contributions.models import Contribution, Permission, PermissionKind, Redaction
from feedback.core.db import session

MOST_TOGETHER = 5  # themes that are shown as given together with one


class VersionLine(NamedTuple):
    """Where a chart draws a line: from that day on codings were made under version *number*."""

    day: date
    number: int
    note: str  # empty while the version is open


@dataclass(frozen=True, slots=True)
class Use:
    """How a theme was used. Figures are for staff."""

    contributions: int = 0
    codings: int = 0
    languages: tuple[str, ...] = ()
    last_used: date | None = None


def version_lines(since: date | None = None, until: date | None = None) -> Sequence[VersionLine]:
    """The versions that began in a period, both days included, oldest first."""
    rows = session().scalars(select(CodebookVersion).order_by(CodebookVersion.number))
    return [
        VersionLine(row.made_at.date(), row.number, row.note)
        for row in rows
        if (since is None or row.made_at.date() >= since)
        and (until is None or row.made_at.date() <= until)
    ]


def aliases() -> Mapping[uuid.UUID, uuid.UUID]:
    """For the id of each merged theme, that of the theme which stands for it now.

    Counts by theme are restated through it: ``aliases().get(theme_id, theme_id)``.
    """
    return queries.aliases()


def resolved(theme: Theme) -> Theme:
    """*theme*, or the theme that it was merged into, however often."""
    return queries.resolved(theme)


def changed_since(moment: datetime) -> bool:
    """Whether anything of the codebook was changed, or taken back, after *moment*."""
    later = or_(ChangeSet.made_at > moment, ChangeSet.undone_at > moment)
    return session().scalars(change_sets().where(later).limit(1)).first() is not None


def theme(key: str) -> Theme:
    """The theme with that key, whatever its state; raises NoResultFound."""
    return queries.theme_by_key(key)


def uses() -> Mapping[uuid.UUID, Use]:
    """How each theme that was ever given is used; withdrawn contributions are not counted."""
    statement = (
        select(
            Coding.theme_id,
            func.count(Coding.contribution_id.distinct()),
            func.count(Coding.id),
            func.max(Coding.coded_on),
        )
        .join(Contribution, Contribution.id == Coding.contribution_id)
        .where(Contribution.withdrawn_on.is_(None))
        .group_by(Coding.theme_id)
    )
    languages = _languages()
    return {
        theme_id: Use(contributions, codings, tuple(sorted(languages[theme_id])), last)
        for theme_id, contributions, codings, last in session().execute(statement)
    }


def _languages() -> Mapping[uuid.UUID, set[str]]:
    found: dict[uuid.UUID, set[str]] = {}
    statement = (
        select(Coding.theme_id, Contribution.language)
        .join(Contribution, Contribution.id == Coding.contribution_id)
        .where(Contribution.withdrawn_on.is_(None))
        .distinct()
    )
    for theme_id, language in session().execute(statement):
        found.setdefault(theme_id, set()).add(language)
    return found


def nearest() -> Mapping[uuid.UUID, uuid.UUID]:
    """For each theme, the one most often given to the same contributions."""
    other = aliased(Coding)
    times = func.count(Coding.contribution_id.distinct())
    statement = (
        select(Coding.theme_id, other.theme_id.label("other_id"))
        .join(other, other.contribution_id == Coding.contribution_id)
        .join(Contribution, Contribution.id == Coding.contribution_id)
        .where(other.theme_id != Coding.theme_id, Contribution.withdrawn_on.is_(None))
        .group_by(Coding.theme_id, other.theme_id)
        .order_by(times, other.theme_id.desc())
    )
    return {row.theme_id: row.other_id for row in session().execute(statement)}  # the last wins


def given_together(theme: Theme) -> Sequence[tuple[Theme, int]]:
    """Themes most often given to the same contributions, with how many; most first."""
    own = select(Coding.contribution_id).where(Coding.theme_id == theme.id)
    times = func.count(Coding.contribution_id.distinct())
    statement = (
        select(Theme, times)
        .join(Coding, Coding.theme_id == Theme.id)
        .join(Contribution, Contribution.id == Coding.contribution_id)
        .where(
            Coding.contribution_id.in_(own),
            Theme.id != theme.id,
            Contribution.withdrawn_on.is_(None),
        )
        .group_by(Theme.id)
        .order_by(times.desc(), Theme.key)
        .limit(MOST_TOGETHER)
    )
    return [(other, number) for other, number in session().execute(statement)]


def pinned(theme: Theme) -> Sequence[PinnedExample]:
    """The pinned examples that may be shown now, those of themes merged into it too."""
    merged = [alias for alias, into in aliases().items() if into == theme.id]
    statement = (
        select(PinnedExample)
        .join(Contribution, Contribution.id == PinnedExample.contribution_id)
        .where(PinnedExample.theme_id.in_([theme.id, *merged]), *_may_be_shown())
        .order_by(PinnedExample.pinned_on, PinnedExample.id)
    )
    return session().scalars(statement).all()


def pinnable(theme: Theme) -> Select[Coding]:
    """Codings with this theme whose words may be shown as an example, newest first."""
    there = select(PinnedExample.contribution_id).where(PinnedExample.theme_id == theme.id)
    return (
        select(Coding)
        .join(Contribution, Contribution.id == Coding.contribution_id)
        .where(Coding.theme_id == theme.id, Contribution.id.not_in(there), *_may_be_shown())
        .order_by(Contribution.received_on.desc(), Contribution.id, Coding.id)
    )


def _may_be_shown() -> Iterable[ColumnElement[bool]]:
    """Read, not withdrawn, no concern open about it, and its giver allows training by it."""
    allowed = select(Permission.submission_id).where(
        Permission.kind == PermissionKind.TRAINING, Permission.granted.is_(True)
    )
    return (
        Contribution.withdrawn_on.is_(None),
        Contribution.restricted.is_(False),
        Contribution.redaction == Redaction.DONE,
        Contribution.submission_id.in_(allowed),
    )


def change_sets() -> Select[ChangeSet]:
    """Changes of the codebook, newest first; bringing in a file of codings is none."""
    return (
        select(ChangeSet)
        .where(
            or_(
                ChangeSet.kind.in_([kind for kind in KINDS if kind is not ChangeKind.IMPORTED]),
                ChangeSet.facts["codebook"].as_boolean().is_(True),
            )
        )
        .order_by(ChangeSet.number.desc())
    )


def change_set(number: int) -> ChangeSet:
    """One change of the codebook with its steps; raises NoResultFound."""
    return session().scalars(change_sets().where(ChangeSet.number == number)).one()


def changes_of(theme: Theme) -> Sequence[ChangeSet]:
    """What was done to one theme, newest first."""
    about = select(ChangeStep.change_set_id).where(ChangeStep.row_id == theme.id)
    return session().scalars(change_sets().where(ChangeSet.number.in_(about))).all()


def versions() -> Sequence[CodebookVersion]:
    """Every version, newest first."""
    statement = select(CodebookVersion).order_by(CodebookVersion.number.desc())
    return session().scalars(statement).all()


def version(number: int) -> CodebookVersion:
    """The version with that number; raises NoResultFound."""
    return session().get_one(CodebookVersion, number)


def people(ids: Iterable[uuid.UUID | None]) -> Mapping[uuid.UUID, str]:
    """The names of members of staff."""
    wanted = {each for each in ids if each is not None}
    statement = select(Staff.id, Staff.name).where(Staff.id.in_(wanted))
    return {row.id: row.name for row in session().execute(statement)}


def owners() -> Sequence[Staff]:
    """Who may look after a theme: active people who code, by name."""
    statement = (
        select(Staff)
        .where(Staff.active.is_(True), Staff.roles.any(StaffRole.role.in_(READERS)))
        .order_by(Staff.name, Staff.id)
    )
    return session().scalars(statement).all()


def open_splits() -> Sequence[Split]:
    """Splits that wait for decisions, oldest first."""
    return session().scalars(splits.open_splits()).all()


def split(split_id: uuid.UUID) -> Split:
    """One split; raises NoResultFound."""
    return session().get_one(Split, split_id)
