"""Contents with the formats that were made of them put in. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from youwesaid.tracker.contents import Contents, PublicFilm, PublicSound
from youwesaid.tracker.formats.models import Made, MadeKind
from youwesaid.tracker.pieces import easy_sentences, retold


def dressed(contents: Contents, made: Sequence[Made]) -> Contents:
    """*contents* with what was *made*, oldest first: of each thing the newest counts.

    Words are put in where their English is still what they were made from; recordings and films
    stay with the mark of what they were made for, so that a page can say that they are old.
    """
    told = contents
    for language in sorted({each.language for each in _of(made, MadeKind.WORDS)}):
        words = {e.source: e.text for e in _of(made, MadeKind.WORDS) if e.language == language}
        told = retold(told, language, words)
    chosen = {each.source: each.text for each in _of(made, MadeKind.PICTURE)}
    sounds = {each.language: _sound(each) for each in _of(made, MadeKind.SOUND)}
    films = _of(made, MadeKind.FILM)
    return replace(
        told,
        pictures={each: chosen[each] for each in easy_sentences(told) if each in chosen},
        sounds=[sounds[language] for language in sorted(sounds)],
        film=PublicFilm(url=films[-1].text, made_for=films[-1].source) if films else None,
    )


def _of(made: Sequence[Made], kind: MadeKind) -> Sequence[Made]:
    return [each for each in made if each.kind is kind]


def _sound(made: Made) -> PublicSound:
    return PublicSound(
        language=made.language,
        digest=made.text,
        media_type=made.media_type or "",
        size=made.size or 0,
        made_for=made.source,
    )
