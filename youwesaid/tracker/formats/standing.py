"""How each format of an entry stands: ready, waiting, out of date, in part, or missing. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from feedback.core.i18n import Language, switched_on
from youwesaid.tracker.contents import Contents
from youwesaid.tracker.formats.models import Made, MadeKind
from youwesaid.tracker.formats.offering import InLanguage, has_easy_pictures, in_language
from youwesaid.tracker.models import Entry
from youwesaid.tracker.pieces import EASY, Part, Piece, mark_of, pieces_of

SIGNED = "bfi"  # ISO 639-3: British Sign Language


class FormatState(StrEnum):
    """How one format stands."""

    READY = "ready"
    WAITS = "waits"  # made, and no second person has checked it
    OUTDATED = "outdated"  # made for an earlier version
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Cell:
    """One format in one language."""

    kind: MadeKind
    language: str
    state: FormatState


@dataclass(frozen=True, slots=True)
class Row:
    """One language with how its words, pictures (Easy Read only) and recording stand."""

    language: Language
    words: Cell
    pictures: Cell | None
    sound: Cell


@dataclass(frozen=True, slots=True)
class Grid:
    """Everything that there is, is missing and is out of date of one entry."""

    rows: Sequence[Row]
    film: Cell

    def cells(self) -> Iterator[Cell]:
        """Every format in every language; English words are where all begins, and no format."""
        for row in self.rows:
            if row.language.code != "en":
                yield row.words
            if row.pictures:
                yield row.pictures
            yield row.sound
        yield self.film


Confirmed = set[tuple[str, str]]  # language and English words: checked as a translation of them


def frozen(entry: Entry) -> Sequence[Contents]:
    """What each version says, oldest first."""
    return [Contents.from_plain(version.contents) for version in entry.versions]


def grid_of(entry: Entry, *, made: Sequence[Made]) -> Grid:
    """How all formats of *entry* stand; *made* is all that was made, checked or not."""
    history = frozen(entry)
    confirmed = {
        (each.language, each.source)
        for each in made
        if each.kind is MadeKind.WORDS and each.checked_at
    }
    waiting = {(each.kind, each.language) for each in made if each.checked_at is None}

    def cell(kind: MadeKind, language: str, state: FormatState) -> Cell:
        is_waiting = (kind, language) in waiting and state is not FormatState.READY
        return Cell(kind, language, FormatState.WAITS if is_waiting else state)

    return Grid(
        [
            Row(
                language,
                cell(MadeKind.WORDS, language.code, words_state(history, language.code, confirmed)),
                cell(MadeKind.PICTURE, EASY, _pictures_state(history))
                if language.code == EASY
                else None,
                cell(MadeKind.SOUND, language.code, _sound_state(history[-1], language.code)),
            )
            for language in switched_on()
        ],
        cell(MadeKind.FILM, SIGNED, _film_state(history[-1])),
    )


def words_state(history: Sequence[Contents], code: str, confirmed: Confirmed) -> FormatState:
    """How the words in one language stand in the newest of *history*."""
    if code == "en":
        return FormatState.READY
    there = in_language(history[-1], code)
    if outdated_words(history, code, confirmed):
        return FormatState.OUTDATED
    if there is InLanguage.ALL:
        return FormatState.READY
    return FormatState.PARTLY if there is InLanguage.SOME else FormatState.MISSING


def outdated_words(history: Sequence[Contents], code: str, confirmed: Confirmed) -> set[str]:
    """The English texts whose words in *code* were made for others, or fell away with them."""
    now = {piece.english for piece in pieces_of(history[-1])}
    first: dict[str, str] = {}  # words in the language, and the English that they first told
    replaced: set[Part] = set()  # parts that had words in the language for English now gone
    for piece in _told_in(history, code):
        first.setdefault(piece.texts[code], piece.english)
        if piece.english not in now:
            replaced.add(piece.part)
    found = set()
    for piece in pieces_of(history[-1]):
        told = piece.texts.get(code)
        is_of_another = bool(told) and first[str(told)] not in now
        is_unsure = is_of_another and (code, piece.english) not in confirmed
        if is_unsure or (not told and piece.part in replaced):
            found.add(piece.english)
    return found


def earlier_words(history: Sequence[Contents], code: str) -> dict[str, str]:
    """For each English text of now without words in *code*: the last words of its part."""
    last = {piece.part: piece.texts[code] for piece in _told_in(history, code)}
    bare = [piece for piece in pieces_of(history[-1]) if not piece.texts.get(code)]
    return {piece.english: last[piece.part] for piece in bare if piece.part in last}


def _told_in(history: Sequence[Contents], code: str) -> Iterator[Piece]:
    for contents in history:
        yield from (piece for piece in pieces_of(contents) if piece.texts.get(code))


def _pictures_state(history: Sequence[Contents]) -> FormatState:
    if has_easy_pictures(history[-1]):
        return FormatState.READY
    if any(has_easy_pictures(each) for each in history):
        return FormatState.OUTDATED
    return FormatState.PARTLY if history[-1].pictures else FormatState.MISSING


def _sound_state(newest: Contents, code: str) -> FormatState:
    marks = [sound.made_for for sound in newest.sounds if sound.language == code]
    if not marks:
        return FormatState.MISSING
    return FormatState.READY if mark_of(newest, code) in marks else FormatState.OUTDATED


def _film_state(newest: Contents) -> FormatState:
    if newest.film is None:
        return FormatState.MISSING
    is_same = newest.film.made_for == mark_of(newest, "en")
    return FormatState.READY if is_same else FormatState.OUTDATED
