"""What each translation was made from, and who vouches for it: kept beside the texts themselves.

The notes of a draft or a version are ``{language: {path: {source, state, by, on}}}``; *source* is
the digest of the source text that the translation was made from; a note that is out of date may
also say what that text ``was``.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from surveys.definitions.definition import digest_of
from surveys.definitions.texts import Change, Plain, source_of, texts

#: Notes about translations, by language and then by the place of the text.
Notes = Mapping[str, Mapping[str, Mapping[str, Any]]]


#: Under which a note keeps the source text that it was made from, once that has changed.
WAS = "was"


class Made(StrEnum):
    """Who vouches for a translation."""

    MACHINE = "machine"
    HUMAN = "human"  # a draft that a person wrote
    CHECKED = "checked"  # by somebody who speaks the language


def note(source: str, made: Made, *, by: str = "", on: date | None = None) -> dict[str, str]:
    """The note about a translation of the text *source*."""
    said = {"source": digest_of(source), "state": made.value, "by": by}
    return said | ({"on": on.isoformat()} if on else {})


class Translated(NamedTuple):
    """One text put into a language, and the note about it; blank takes both away."""

    change: Change
    note: Mapping[str, Any]


def with_notes(notes: Notes, translated: Iterable[Translated]) -> dict[str, dict[str, Any]]:
    """A copy of *notes* that knows of *translated* too."""
    known: dict[str, dict[str, Any]] = {code: dict(paths) for code, paths in notes.items()}
    for change, said in translated:
        of_language = known.setdefault(change.language, {})
        if change.text.strip():
            of_language[change.path] = dict(said)
        else:
            of_language.pop(change.path, None)
    return known


def seeded(plain: Plain) -> dict[str, dict[str, Any]]:
    """Notes for a survey that came without any, such as a ready-made one.

    Languages named in its ``drafts`` are a machine's work. The others are a person's, but nobody
    is known to have checked them: nothing pretends.
    """
    source = source_of(plain)
    drafts = set(plain.get("drafts") or ())
    notes: dict[str, dict[str, Any]] = {}
    for text in texts(plain):
        machine, human = (
            note(text.words.get(source, ""), made) for made in (Made.MACHINE, Made.HUMAN)
        )
        for language, words in text.words.items():
            if language != source and words.strip():
                said = machine if language in drafts else human
                notes.setdefault(language, {})[text.path] = dict(said)
    return notes


def tended(plain: Plain, notes: Notes, before: Plain | None = None) -> dict[str, dict[str, Any]]:
    """*notes* with one for every translation of *plain*, and with none for what is not there.

    A translation without a note gets the one that ``seeded`` gives: made from the source as it
    is now. When the source changes afterwards, the note no longer fits it, and stays; where
    *before*, the draft before the change, still had that source, the note keeps it under ``was``.
    """
    now, earlier = _sources(plain), _sources(before or {})
    return {
        language: {
            path: _tended(notes.get(language, {}).get(path, each), now[path], earlier.get(path))
            for path, each in found.items()
        }
        for language, found in seeded(plain).items()
    }


class _Source(NamedTuple):
    text: str
    digest: str


def _tended(said: Mapping[str, Any], now: _Source, earlier: _Source | None) -> dict[str, Any]:
    kept = {name: part for name, part in said.items() if name != WAS}
    if kept.get("source") == now.digest:
        return kept
    is_from_earlier = earlier and kept.get("source") == earlier.digest
    was = earlier.text if earlier and is_from_earlier else said.get(WAS, "")
    return kept | ({WAS: was} if was else {})


def _sources(plain: Plain) -> dict[str, _Source]:
    source = source_of(plain)
    return {
        text.path: _Source(written, digest_of(written))
        for text in texts(plain)
        for written in (text.words.get(source, ""),)
    }
