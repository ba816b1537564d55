"""The versions of an entry as readers see them: each dated, with what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.exceptions import NotFound

from youwesaid.tracker.comparing import Difference, differences
from youwesaid.tracker.contents import Contents
from youwesaid.tracker.models import Entry, EntryVersion


@dataclass(frozen=True, slots=True)
class Dated:
    """One version, and what differs in it from the one before."""

    version: EntryVersion
    contents: Contents
    changed: Sequence[Difference]


def history(entry: Entry) -> Sequence[Dated]:
    """Every version, newest first."""
    shown: list[Dated] = []
    for version in entry.versions:
        contents = Contents.from_plain(version.contents)
        changed = differences(shown[-1].contents, contents) if shown else ()
        shown.append(Dated(version, contents, changed))
    return shown[::-1]


def version_of(entry: Entry, number: int) -> Dated:
    """One version by its number; raises NotFound."""
    for dated in history(entry):
        if dated.version.number == number:
            return dated
    raise NotFound


def compared(entry: Entry, first: int, second: int) -> tuple[Dated, Dated, Sequence[Difference]]:
    """Two versions, the earlier first, and what differs between them; raises NotFound."""
    older, newer = (version_of(entry, number) for number in sorted((first, second)))
    return older, newer, differences(older.contents, newer.contents)
