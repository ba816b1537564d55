"""One invented entry in Easy Read with pictures, in British Sign Language and to listen to."""

import io
import math
import wave
from collections.abc import Iterator

from feedback.core import clock
from feedback.core.db import session
from youwesaid.demo.days import Act
from youwesaid.demo.voices import Voices
from youwesaid.tracker import queries as tracker
from youwesaid.tracker.formats import queries, services
from youwesaid.tracker.models import Entry
from youwesaid.tracker.pieces import easy_sentences

_LAST = 60  # order within a day: when all else is told
_EASY = "You tell your story to one person."
_FILM = "https://bsl.example.org/tell-it-once"
_PICTURES = {
    _EASY: "speech",
    "Then the next person asks you again.": "question",
    "It makes you tired and sad.": "face-2",
    "We are making one list of the big things that happened to you.": "list",
    "The next worker can read it.": "book",
    "Two teams do this now.": "people",
    "The law has rules about sharing records.": "scales",
    "We must follow them.": "lock",
    "It takes time.": "clock",
    "Notes of the meeting that said yes to the list": "check",
}
_RATE = 8_000  # samples a second
_TONES = (523.25, 659.25, 783.99)  # Hz: C5, E5, G5
_EACH = 0.6  # seconds


def acts(voices: Voices) -> Iterator[Act]:
    """Today: an editor makes the formats, a publisher checks them; and the rest is asked for."""
    yield Act(clock.today(), _LAST, lambda: _make(voices))


def _make(voices: Voices) -> None:
    entry = _entry()
    if entry is None:
        return
    editor, publisher = voices.staff["editor"], voices.staff["publisher"]
    told = easy_sentences(tracker.contents_of_entry(entry))
    chosen = {sentence: _PICTURES.get(sentence, "info") for sentence in told}
    services.choose_pictures(entry, pictures=chosen, by=editor)
    services.give_film(entry, url=_FILM, by=editor)
    services.give_sound(entry, language="en", content=_chime(), by=editor)
    waiting = [made.id for made in queries.waiting(entry)]
    services.make_public(entry, made_ids=waiting, by=publisher)
    services.ask_for_all(entry, by=editor)


def _entry() -> Entry | None:
    entries = session().scalars(tracker.published()).all()
    told = {
        each.entry.id: each.contents.said.get("en-easy", "") for each in tracker.listed(entries)
    }
    return next((entry for entry in entries if told[entry.id].startswith(_EASY)), None)


def _chime() -> bytes:
    """Three soft tones in place of a voice: a voice that nobody has would be a false one."""
    samples = bytearray()
    for tone in _TONES:
        length = int(_RATE * _EACH)
        for place in range(length):
            fading = 1 - place / length
            samples.append(128 + round(60 * fading * math.sin(math.tau * tone * place / _RATE)))
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(_RATE)
        sound.writeframes(bytes(samples))
    return made.getvalue()
