"""Numbered versions of the codebook: one is open while changes are collected, then published.

A change of meaning opens a version at once, and codings from then on carry its number. Whoever
publishes says in a note what changed; until then further changes join the same version.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from feedback.audit.services import Actor, record
from feedback.coding import queries
from feedback.coding.models import CodebookVersion, Coding, Suggestion, TaggerModel, Theme
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused

Snapshot = Sequence[Mapping[str, Any]]
#: What makes a coding made before mean something else than one made after.
MEANING = ("parent", "definition", "include", "exclude", "state", "merged_into")


class NothingToPublish(Refused):
    """The codebook is as it was when it was last published."""


class NoNote(Refused):
    """A version says in a few words what is new in it."""


def present_version() -> int:
    """The number under which codings are made now; 0 before there is a codebook."""
    return session().scalar(select(func.max(CodebookVersion.number))) or 0


def newest() -> CodebookVersion | None:
    """The newest version, open or published."""
    return session().get(CodebookVersion, present_version())


def published() -> CodebookVersion | None:
    """The newest published version."""
    statement = (
        select(CodebookVersion)
        .where(CodebookVersion.is_open.is_(False))
        .order_by(CodebookVersion.number.desc())
        .limit(1)
    )
    return session().scalars(statement).first()


def snapshot() -> list[dict[str, Any]]:
    """The codebook as it is now, in plain values, in its order."""
    themes = queries.all_themes()
    keys = {theme.id: theme.key for theme in themes}
    return [_plain(theme, keys) for theme in themes]


def _plain(theme: Theme, keys: Mapping[Any, str]) -> dict[str, Any]:
    return {
        "id": str(theme.id),
        "key": theme.key,
        "parent": keys[theme.parent_id] if theme.parent_id else "",
        "names": theme.names,
        "definition": theme.definition,
        "include": theme.include,
        "exclude": theme.exclude,
        "examples": theme.examples,
        "terms": theme.terms,
        "colour": theme.colour,
        "state": theme.state.value,
        "merged_into": keys[theme.merged_into_id] if theme.merged_into_id else "",
    }


def note_changes(*, by: Actor | None) -> int:
    """Bring the open version to what the themes say, opening one where meaning changed.

    Returns the number under which codings are made now.
    """
    now, last = snapshot(), newest()
    if last is not None and last.is_open:
        before = session().get(CodebookVersion, last.number - 1)
        if not _means_other(before.snapshot if before else [], now) and not _is_stamped(last):
            session().delete(last)  # everything was taken back before anybody coded
        else:
            last.snapshot = now
    elif _means_other(last.snapshot if last else [], now):
        session().add(_version(last, now, by))
    session().flush()
    return present_version()


def publish(*, note: str, by: Actor | None) -> CodebookVersion:
    """Close the collecting of changes: what there is now is the next numbered version.

    Raises NoNote, NothingToPublish.
    """
    if not note.strip():
        raise NoNote
    now, last = snapshot(), newest()
    if last is None or not last.is_open:
        if not differs(last.snapshot if last else [], now):
            raise NothingToPublish
        last = _version(last, now, by)
        session().add(last)
    last.is_open, last.published_at, last.note = False, clock.now(), note.strip()
    last.made_by_id = by.id if by else None
    last.snapshot = now
    session().flush()
    record(verb="published", thing="codebook version", thing_id=last.number, actor=by)
    return last


def _version(
    last: CodebookVersion | None, now: list[dict[str, Any]], by: Actor | None
) -> CodebookVersion:
    return CodebookVersion(
        number=(last.number if last else 0) + 1,
        is_open=True,
        made_at=clock.now(),
        made_by_id=by.id if by else None,
        note="",
        snapshot=now,
    )


def differs(before: Snapshot, after: Snapshot) -> bool:
    """Whether anything is different that both snapshots speak of; old ones hold less."""
    if [each["key"] for each in before] != [each["key"] for each in after]:
        return True
    return any(
        name in old and old[name] != value
        for old, new in zip(before, after, strict=True)
        for name, value in new.items()
    )


def _means_other(before: Snapshot, after: Snapshot) -> bool:
    held = {each["key"]: each for each in before}
    if set(held) != {each["key"] for each in after}:
        return True
    return any(_meaning(held[each["key"]], each) != _meaning(each, each) for each in after)


def _meaning(theme: Mapping[str, Any], asked: Mapping[str, Any]) -> tuple[Any, ...]:
    held = {**asked, **theme}  # what an old snapshot does not speak of is not different
    return (held["names"]["en"], *(held[name] for name in MEANING))


def _is_stamped(version: CodebookVersion) -> bool:
    for table in (Coding, Suggestion, TaggerModel):
        found = select(table.id).where(table.codebook_version == version.number).limit(1)
        if session().scalar(found) is not None:
            return True
    return False
