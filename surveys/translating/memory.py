"""What is known already: the same words elsewhere in the survey, and in the ready-made ones."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from surveys.definitions.definition import digest_of
from surveys.definitions.origins import Made, Notes, Translated, note
from surveys.definitions.question import FIXED_VALUES, Words
from surveys.definitions.texts import Change, Plain, source_of, texts
from surveys.library import read_library, standard_choices
from surveys.translating.provenance import USABLE, State, lines


def remembered(plain: Plain, notes: Notes, language: str) -> list[Translated]:
    """A translation for each missing text whose very words were translated elsewhere.

    The survey's own come before those of the ready-made surveys. What somebody checked in one
    place nobody checked in the other.
    """
    every = list(lines(plain, notes, language))
    own: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for line in every:
        if line.state in USABLE:
            said = dict(line.note) | {"source": digest_of(line.source)}
            if line.state is State.CHECKED:
                said["state"] = Made.HUMAN.value
            own.setdefault(line.source, (line.translation, said))
    ready = _ready_made(source_of(plain))
    found = []
    for line in every:
        if line.state is State.MISSING:
            known = own.get(line.source)
            if known is None and (words := ready.get((line.source, language))):
                known = (words, note(line.source, Made.MACHINE))
            if known is not None:
                found.append(Translated(Change(line.path, language, known[0]), known[1]))
    return found


def marked(plain: Plain, notes: Notes) -> dict[str, dict[str, Any]]:
    """*notes*, and one for each translation that came word for word from the ready-made surveys
    without a note: a machine's draft stays one when a question is copied.
    """
    source = source_of(plain)
    ready = _ready_made(source)
    known: dict[str, dict[str, Any]] = {code: dict(paths) for code, paths in notes.items()}
    for text in texts(plain):
        written = text.words.get(source, "")
        for language, words in text.words.items():
            is_noted = text.path in known.get(language, {})
            if language != source and not is_noted and ready.get((written, language)) == words:
                known.setdefault(language, {})[text.path] = note(written, Made.MACHINE)
    return known


@cache
def _ready_made(source: str) -> Mapping[tuple[str, str], str]:
    """Machine drafts of the ready-made surveys by their text in *source* and their language."""
    found: dict[tuple[str, str], str] = {}
    for words, drafts in _library_words():
        for language in drafts:
            if words.get(source) and words.get(language):
                found.setdefault((words[source], language), words[language])
    return found


def _library_words() -> Iterator[tuple[Words, tuple[str, ...]]]:
    for definition in read_library().values():
        for text in texts(definition.to_json()):
            yield text.words, definition.drafts
    for kind in FIXED_VALUES:
        for choice in standard_choices(kind.value):
            # Everything but English is a machine's draft there.
            yield choice["label"], tuple(code for code in choice["label"] if code != "en")
