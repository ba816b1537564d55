"""Words of formats that stand for stored values, for staff."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.core.recordings import Why
from youwesaid.tracker.formats.models import MadeKind
from youwesaid.tracker.formats.standing import SIGNED, FormatState
from youwesaid.tracker.pieces import Part
from youwesaid.tracker.wording import language_name

STATES: Mapping[FormatState, LazyString] = {
    FormatState.READY: _l("Ready"),
    FormatState.WAITS: _l("Waits for a second person"),
    FormatState.OUTDATED: _l("Out of date: made for an earlier version"),
    FormatState.PARTLY: _l("Some of it is missing"),
    FormatState.MISSING: _l("Missing"),
}
#: The picture beside the word, and the kind of its label.
SIGNS: Mapping[FormatState, tuple[str, str]] = {
    FormatState.READY: ("check", "good"),
    FormatState.WAITS: ("clock", "plain"),
    FormatState.OUTDATED: ("warning", "attention"),
    FormatState.PARTLY: ("half", "attention"),
    FormatState.MISSING: ("cross", "quiet"),
}
KINDS: Mapping[MadeKind, LazyString] = {
    MadeKind.WORDS: _l("Words"),
    MadeKind.PICTURE: _l("Pictures of Easy Read"),
    MadeKind.SOUND: _l("Read aloud"),
    MadeKind.FILM: _l("British Sign Language (BSL)"),
}
PARTS: Mapping[Part, LazyString] = {
    Part.SAID: _l("What people said"),
    Part.JOINT: _l("What all say together"),
    Part.ANSWER: _l("The words of our answer"),
    Part.REASON: _l("The words of the reason"),
    Part.WHO: _l("Who answers"),
    Part.EFFECT: _l("What you would notice"),
    Part.EVIDENCE: _l("What the proof is"),
    Part.HELD_UP: _l("What holds it up"),
    Part.REVIEWERS: _l("Why we go on without the reviewers"),
}
#: The pictures that can stand beside an Easy Read sentence, and what they show.
PICTURES: Mapping[str, LazyString] = {
    "speech": _l("Somebody speaks"),
    "ear": _l("An ear: listening"),
    "eye": _l("An eye: looking"),
    "people": _l("People"),
    "child": _l("A child"),
    "house": _l("A house"),
    "heart": _l("A heart: care"),
    "shield": _l("A shield: being safe"),
    "scales": _l("Scales: what is fair, or the law"),
    "signpost": _l("A signpost: the way to go"),
    "check": _l("A tick: yes, done"),
    "cross": _l("A cross: no"),
    "half": _l("Half: a part of it"),
    "clock": _l("A clock: time"),
    "arrow-forward": _l("An arrow: going on"),
    "letter": _l("A letter"),
    "phone": _l("A telephone"),
    "list": _l("A list"),
    "pen": _l("A pen: writing"),
    "book": _l("A book: reading"),
    "lock": _l("A lock: private"),
    "key": _l("A key"),
    "globe": _l("The world: languages"),
    "question": _l("A question"),
    "info": _l("Information"),
    "warning": _l("A warning"),
    "flag": _l("A flag"),
    "search": _l("A magnifier: searching"),
    "link": _l("A link"),
    "face-2": _l("A sad face"),
    "face-4": _l("A happy face"),
}


def format_name(language: str) -> str:
    """The name of a language of formats, British Sign Language included."""
    return str(KINDS[MadeKind.FILM]) if language == SIGNED else language_name(language)


def complaint(why: Why) -> str:
    """Why a recording is not taken, and what to do."""
    if why is Why.TOO_LARGE:
        return str(_("This recording is larger than 5 MB: save it as MP3 in a lower quality."))
    if why is Why.FILM:
        return str(_("This is a film: save only its sound, as MP3, Ogg, M4A, WAV or WebM."))
    return str(_("This recording is damaged: save it again as MP3, Ogg, M4A, WAV or WebM."))


def for_templates() -> dict[str, Any]:
    """What templates of formats may call, under one name."""
    return {
        "format_words": {
            "states": STATES,
            "signs": SIGNS,
            "kinds": KINDS,
            "parts": PARTS,
            "pictures": PICTURES,
            "name": format_name,
        }
    }
