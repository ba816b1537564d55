"""What the screens of formats show: the list of work, and what waits for a second person."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youwesaid.tracker.contents import Contents
from youwesaid.tracker.formats import queries
from youwesaid.tracker.formats.models import FormatWish, Made, MadeKind
from youwesaid.tracker.formats.standing import Cell, FormatState, Grid, grid_of
from youwesaid.tracker.models import Entry
from youwesaid.tracker.pieces import pieces_of


@dataclass(frozen=True, slots=True)
class Task:
    """One format of one entry that was asked for and is not there."""

    wish: FormatWish
    cell: Cell
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a second person, beside what is public now."""

    made: Made
    before: str

    def may_be_checked_by(self, staff_id: uuid.UUID) -> bool:
        """Whoever made it may not check it."""
        return self.made.written_by_id != staff_id


def grid(entry: Entry) -> Grid:
    """How all formats of *entry* stand."""
    return grid_of(entry, made=queries.made_of(entry))


def tasks() -> Sequence[Task]:
    """What was asked for and is not ready, by language; what was made meanwhile is left out."""
    found = []
    cells: dict[uuid.UUID, dict[tuple[MadeKind, str], Cell]] = {}
    for wish in queries.wishes():
        if wish.entry_id not in cells:
            made = grid(wish.entry).cells()
            cells[wish.entry_id] = {(each.kind, each.language): each for each in made}
        cell = cells[wish.entry_id].get((wish.kind, wish.language))
        if cell and cell.state not in {FormatState.READY, FormatState.WAITS}:
            said = Contents.from_plain(wish.entry.versions[-1].contents).said
            found.append(Task(wish, cell, said))
    return found


def waiting(entry: Entry) -> Sequence[Waiting]:
    """What waits for a second person, each beside what it would replace."""
    contents = Contents.from_plain(entry.versions[-1].contents)
    return [Waiting(made, _before(contents, made)) for made in queries.waiting(entry)]


def _before(contents: Contents, made: Made) -> str:
    if made.kind is MadeKind.PICTURE:
        return contents.pictures.get(made.source, "")
    if made.kind is MadeKind.FILM:
        return contents.film.url if contents.film else ""
    if made.kind is MadeKind.SOUND:
        return next((s.digest for s in contents.sounds if s.language == made.language), "")
    present = {piece.english: piece.texts for piece in pieces_of(contents)}
    return present.get(made.source, {}).get(made.language, "")
