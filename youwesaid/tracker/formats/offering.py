"""What the reader is told of other formats: what there is, what is missing, what is out of date."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from feedback.core.i18n import BY_CODE, Language, current_language, switched_on
from youwesaid.tracker.contents import Contents, PublicFilm, PublicSound
from youwesaid.tracker.pieces import easy_sentences, mark_of, pieces_of

#: What kinds of recording are called.
SOUND_NAMES = {
    "audio/mpeg": "MP3",
    "audio/ogg": "Ogg",
    "audio/mp4": "M4A",
    "audio/wav": "WAV",
    "audio/webm": "WebM",
}


class InLanguage(StrEnum):
    """How much of an entry can be read in a language."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording to listen to; *is_old*: the words have changed since it was made."""

    sound: PublicSound
    language: Language
    is_old: bool

    @property
    def kind(self) -> str:
        """What kind of file it is, as people call it."""
        return SOUND_NAMES.get(self.sound.media_type, self.sound.media_type)

    @property
    def size(self) -> int:
        """How large it is, in kilobytes, at least 1."""
        return max(1, round(self.sound.size / 1000))


@dataclass(frozen=True, slots=True)
class Offer:
    """All formats of one entry, for its page."""

    ready: Sequence[Language]
    missing: Sequence[Language]
    sound: Sound | None  # in the reader's language
    further_sounds: Sequence[Sound]
    film: PublicFilm | None
    is_film_old: bool
    has_easy_pictures: bool


def in_language(contents: Contents, code: str) -> InLanguage:
    """How much of *contents* can be read in the language *code*."""
    told = [bool(piece.texts.get(code)) for piece in pieces_of(contents)]
    if all(told):
        return InLanguage.ALL
    return InLanguage.SOME if any(told) else InLanguage.NONE


def words_standing(contents: Contents) -> InLanguage:
    """How much of *contents* can be read in the language of this page."""
    return in_language(contents, current_language().code)


def offered(contents: Contents) -> Offer:
    """Everything that there is beside the page that the reader has open."""
    code = current_language().code
    sounds = [_sound(contents, each) for each in contents.sounds]
    ready = {each.code: in_language(contents, each.code) for each in switched_on()}
    return Offer(
        ready=[each for each in switched_on() if ready[each.code] is InLanguage.ALL],
        missing=[each for each in switched_on() if ready[each.code] is not InLanguage.ALL],
        sound=next((each for each in sounds if each.language.code == code), None),
        further_sounds=[each for each in sounds if each.language.code != code],
        film=contents.film,
        is_film_old=bool(contents.film and contents.film.made_for != mark_of(contents, "en")),
        has_easy_pictures=has_easy_pictures(contents),
    )


def has_easy_pictures(contents: Contents) -> bool:
    """Whether every Easy Read sentence has its picture."""
    told = easy_sentences(contents)
    return bool(told) and all(contents.pictures.get(each) for each in told)


def _sound(contents: Contents, sound: PublicSound) -> Sound:
    is_old = sound.made_for != mark_of(contents, sound.language)
    return Sound(sound, BY_CODE[sound.language], is_old)
