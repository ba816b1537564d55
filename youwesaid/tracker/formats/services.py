"""Making formats of entries: asked for, made by one person, checked and made public by another."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.core import clock, recordings
from feedback.core import text as texts
from feedback.core.db import session
from feedback.core.errors import Refused
from youwesaid.insights.services import is_safe_link
from youwesaid.tracker import queries as tracker
from youwesaid.tracker.contents import Contents
from youwesaid.tracker.formats import queries, standing
from youwesaid.tracker.formats.models import FormatWish, Made, MadeKind
from youwesaid.tracker.formats.showing import dressed
from youwesaid.tracker.formats.standing import SIGNED, FormatState
from youwesaid.tracker.formats.writing_through import write_through
from youwesaid.tracker.models import Entry, EntryVersion, VersionKind
from youwesaid.tracker.pieces import EASY, easy_sentences, mark_of, pieces_of
from youwesaid.tracker.services import IdentityNotAsked, add_format_version

LARGEST_SOUND = 5 * 1024 * 1024  # bytes


class NothingWaits(Refused):
    """Nobody has made anything that waits to be checked."""


class OwnWork(Refused):
    """Whoever made it cannot be the one who checks it."""


class NotSafe(Refused):
    """A film is on a page whose address begins with https://."""


class NothingMade(Refused):
    """What was handed in says nothing that is not there already."""


class NotReadYet(Refused):
    """Nobody reads aloud what is not written in that language."""


def ask_for_all(entry: Entry, *, by: Staff) -> int:
    """Put every format that is missing or out of date on the list of work; how many were new."""
    known = {(wish.kind, wish.language) for wish in queries.wishes_of(entry)}
    grid = standing.grid_of(entry, made=queries.made_of(entry))
    unready = [cell for cell in grid.cells() if cell.state is not FormatState.READY]
    wanted = [cell for cell in unready if (cell.kind, cell.language) not in known]
    for cell in wanted:
        session().add(
            FormatWish(entry_id=entry.id, kind=cell.kind, language=cell.language, asked_by_id=by.id)
        )
    session().flush()
    facts = {"formats": len(wanted)}
    record(verb="formats.asked", thing="entry", thing_id=entry.slug, facts=facts, actor=by)
    return len(wanted)


def write_words(entry: Entry, *, language: str, words: Mapping[str, str], by: Staff) -> int:
    """Write texts of *entry* in *language*, by their English words; how many are new.

    What is confirmed as it was counts as new where it was made for other English words.
    Raises NothingMade.
    """
    present = {piece.english: piece.texts for piece in pieces_of(tracker.contents_of_entry(entry))}
    outdated = standing.outdated_words(standing.frozen(entry), language, confirmed(entry))
    fresh = {
        source: written
        for source, given in words.items()
        if source in present and (written := texts.clean(given))
        if written != present[source].get(language) or source in outdated
    }
    _replace_waiting(entry, MadeKind.WORDS, language, list(fresh))
    for source, written in fresh.items():
        _add(entry, MadeKind.WORDS, language, source, written, by)
    return _written(entry, MadeKind.WORDS, language, len(fresh), by)


def choose_pictures(entry: Entry, *, pictures: Mapping[str, str], by: Staff) -> int:
    """Choose the picture beside each Easy Read sentence; how many are new. Raises NothingMade."""
    contents = tracker.contents_of_entry(entry)
    told = set(easy_sentences(contents))
    fresh = {
        sentence: name
        for sentence, name in pictures.items()
        if sentence in told and name and contents.pictures.get(sentence) != name
    }
    _replace_waiting(entry, MadeKind.PICTURE, EASY, list(fresh))
    for sentence, name in fresh.items():
        _add(entry, MadeKind.PICTURE, EASY, sentence, name, by)
    return _written(entry, MadeKind.PICTURE, EASY, len(fresh), by)


def give_film(entry: Entry, *, url: str, by: Staff) -> Made:
    """Say where *entry* is told in British Sign Language. Raises NotSafe."""
    address = texts.one_line(url)
    if not is_safe_link(address):
        raise NotSafe
    mark = mark_of(tracker.contents_of_entry(entry), "en")
    _replace_waiting(entry, MadeKind.FILM, SIGNED)
    made = _add(entry, MadeKind.FILM, SIGNED, mark, address, by)
    _written(entry, MadeKind.FILM, SIGNED, 1, by)
    return made


def give_sound(entry: Entry, *, language: str, content: bytes, by: Staff) -> Made:
    """Keep a recording of *entry* read aloud, without its tags.

    Raises NotReadYet, NotARecording.
    """
    contents = tracker.contents_of_entry(entry)
    if not contents.said.get(language):
        raise NotReadYet
    sound = recordings.untagged(content, largest=LARGEST_SOUND)
    _replace_waiting(entry, MadeKind.SOUND, language)
    digest = hashlib.sha256(sound.content).hexdigest()
    made = _add(entry, MadeKind.SOUND, language, mark_of(contents, language), digest, by)
    made.media_type, made.content, made.size = sound.media_type, sound.content, len(sound.content)
    _written(entry, MadeKind.SOUND, language, 1, by)
    return made


def take_back(entry: Entry, made_id: uuid.UUID, *, by: Staff) -> None:
    """Throw away what waits to be checked; nothing happens to what is public."""
    for made in queries.waiting(entry):
        if made.id == made_id:
            session().delete(made)
    session().flush()
    record(verb="format.taken_back", thing="entry", thing_id=entry.slug, actor=by)


def make_public(
    entry: Entry, *, made_ids: Sequence[uuid.UUID], by: Staff, nobody_would_know: bool = False
) -> EntryVersion:
    """Stand behind what somebody else made, and publish it as the next version.

    Where words that are public now change, the version is a correction. What people said, in
    another language, needs *nobody_would_know*: the answer to the identity question.
    Raises NothingWaits, OwnWork, IdentityNotAsked.
    """
    chosen = [made for made in queries.waiting(entry) if made.id in set(made_ids)]
    if not chosen:
        raise NothingWaits
    if any(made.written_by_id == by.id for made in chosen):
        raise OwnWork
    before = tracker.contents_of_entry(entry)
    if retells_said(before, chosen) and not nobody_would_know:
        raise IdentityNotAsked
    for made in chosen:
        made.checked_by_id, made.checked_at = by.id, clock.now()
    session().flush()
    write_through(entry, chosen, by=by)
    kind = VersionKind.CORRECTION if _corrects(before, chosen) else VersionKind.UPDATE
    version = add_format_version(entry, dressed(before, queries.checked(entry)), kind=kind, by=by)
    record(
        verb="format.published",
        thing="entry",
        thing_id=entry.slug,
        facts={"formats": len(chosen), "version": version.number},
        actor=by,
    )
    return version


def retells_said(contents: Contents, chosen: Sequence[Made]) -> bool:
    """Whether among *chosen* is what people said, in other words or in another language."""
    said = contents.said.get("en", "")
    return any(made.kind is MadeKind.WORDS and made.source == said for made in chosen)


def _corrects(before: Contents, chosen: Sequence[Made]) -> bool:
    present = {piece.english: piece.texts for piece in pieces_of(before)}
    return any(
        made.kind is MadeKind.WORDS
        and present.get(made.source, {}).get(made.language) not in {None, "", made.text}
        for made in chosen
    )


def confirmed(entry: Entry) -> set[tuple[str, str]]:
    """The languages and English words of which somebody checked the translation."""
    return {
        (made.language, made.source)
        for made in queries.checked(entry)
        if made.kind is MadeKind.WORDS
    }


def _add(entry: Entry, kind: MadeKind, language: str, source: str, written: str, by: Staff) -> Made:
    made = Made(
        entry_id=entry.id,
        kind=kind,
        language=language,
        source=source,
        text=written,
        written_by_id=by.id,
    )
    session().add(made)
    return made


def _replace_waiting(
    entry: Entry, kind: MadeKind, language: str, sources: Sequence[str] | None = None
) -> None:
    """Of what waits, the newest counts; *sources* None: whatever it was made from."""
    for made in queries.waiting(entry):
        is_same = (made.kind, made.language) == (kind, language)
        if is_same and (sources is None or made.source in sources):
            session().delete(made)


def _written(entry: Entry, kind: MadeKind, language: str, number: int, by: Staff) -> int:
    if not number:
        raise NothingMade
    session().flush()
    facts = {"kind": kind.value, "language": language, "pieces": number}
    record(verb="format.made", thing="entry", thing_id=entry.slug, facts=facts, actor=by)
    return number
