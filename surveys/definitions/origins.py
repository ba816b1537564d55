"""What each translation was made from, and who vouches for it: kept beside the texts themselves.

The notes of a draft or a version are ``{language: {path: {source, state, by, on}}}``; *source* is
the digest of the source text that the translation was made from.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from surveys.definitions.definition import digest_of
from surveys.definitions.texts import Change, Plain, source_of, texts

#: Notes about translations, by language and then by the place of the text.
Notes = Mapping[str, Mapping[str, Mapping[str, Any]]]


class Made(StrEnum):
    """Who vouches for a translation."""

    MACHINE = "machine"
    HUMAN = "human"  # a draft that a person wrote
    CHECKED = "checked"  # by somebody who speaks the language


def note(source: str, made: Made, *, by: str = "", on: date | None = None) -> dict[str, str]:
    """The note about a translation of the text *source*."""
    said = {"source": digest_of(source), "state": made.value, "by": by}
    return said | ({"on": on.isoformat()} if on else {})


def with_notes(
    notes: Notes,
    changes: Iterable[Change],
    sources: Mapping[str, str],
    made: Made,
    *,
    by: str = "",
    on: date | None = None,
) -> dict[str, dict[str, Any]]:
    """A copy of *notes* that knows of *changes* too, made from *sources* by path."""
    known: dict[str, dict[str, Any]] = {code: dict(paths) for code, paths in notes.items()}
    for path, language, text in changes:
        of_language = known.setdefault(language, {})
        if text.strip():
            of_language[path] = note(sources[path], made, by=by, on=on)
        else:
            of_language.pop(path, None)
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
        for language, words in text.words.items():
            if language != source and words.strip():
                made = Made.MACHINE if language in drafts else Made.HUMAN
                of_language = notes.setdefault(language, {})
                of_language[text.path] = note(text.words.get(source, ""), made)
    return notes


def tended(plain: Plain, notes: Notes) -> dict[str, dict[str, Any]]:
    """*notes* with one for every translation of *plain*, and with none for what is not there.

    A translation without a note gets the one that ``seeded`` gives: made from the source as it
    is now. When the source changes afterwards, the note no longer fits it, and stays.
    """
    return {
        language: {path: notes.get(language, {}).get(path, each) for path, each in found.items()}
        for language, found in seeded(plain).items()
    }
