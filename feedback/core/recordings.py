"""Recordings from anybody: known by their bytes and not by their name, kept without tags."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mutagen import MutagenError
from mutagen.apev2 import delete as delete_ape
from mutagen.id3 import delete as delete_id3
from mutagen.mp3 import MP3
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis

from feedback.core import mp4, webm

#: A recorder stops a moment late, and containers round: seconds.
LENIENT = 5
_MOST_TAGS = 10


class Why(StrEnum):
    """Why a recording cannot be taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    FILM = "film"
    UNREADABLE = "unreadable"


class NotARecording(ValueError):
    """These bytes are no recording that can be kept; ``why`` says in which way."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording without tags; *seconds* is None where its length cannot be read."""

    content: bytes
    media_type: str
    seconds: float | None


_Cleaner = Callable[[bytes], tuple[bytes, float | None]]


def untagged(content: bytes, *, largest: int, longest: int | None = None) -> Recording:
    """The sound in *content* without anything said about it. Raises NotARecording.

    *largest* is in bytes, *longest* in seconds. MP3, Ogg (Opus, Vorbis), MP4, WAV and WebM.
    """
    if not content:
        raise NotARecording(Why.EMPTY)
    if len(content) > largest:
        raise NotARecording(Why.TOO_LARGE)
    kind = _kind(content)
    if kind is None:
        raise NotARecording(Why.UNREADABLE)
    media_type, clean = kind
    try:
        sound, seconds = clean(content)
    except (mp4.Film, webm.Film) as problem:
        raise NotARecording(Why.FILM) from problem
    except Exception as problem:  # readers raise whatever broken bytes make of them
        raise NotARecording(Why.UNREADABLE) from problem
    if longest is not None and seconds is not None and seconds > longest + LENIENT:
        raise NotARecording(Why.TOO_LONG)
    return Recording(sound, media_type, seconds)


def looks_like_one(content: bytes) -> bool:
    """Whether the first bytes are those of a recording, which may still turn out broken."""
    return _kind(content) is not None


def _kind(content: bytes) -> tuple[str, _Cleaner] | None:
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return "audio/webm", webm.cleaned
    if content[4:8] == b"ftyp":
        return "audio/mp4", mp4.cleaned
    if content.startswith(b"OggS"):
        return "audio/ogg", _ogg
    if content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        return "audio/wav", _wav
    sync = int.from_bytes(content[:2])
    if content.startswith(b"ID3") or (sync & 0xFFE0 == 0xFFE0 and sync & 0x0006):  # noqa: PLR2004
        return "audio/mpeg", _mp3
    return None


def _mp3(content: bytes) -> tuple[bytes, float | None]:
    file = io.BytesIO(content)
    # Some programs put a tag before a tag: each time round, one goes.
    for _tag in range(_MOST_TAGS):
        file.seek(0)
        delete_id3(file)
        if not file.getvalue().startswith(b"ID3"):
            break
    else:
        raise MutagenError("too many tags")
    file.seek(0)
    delete_ape(file)
    file.seek(0)
    sound = MP3(file)
    if sound.info.sketchy:
        raise MutagenError("no sound in it")
    return file.getvalue(), float(sound.info.length)


def _ogg(content: bytes) -> tuple[bytes, float | None]:
    file = io.BytesIO(content)
    sound = OggOpus(file) if b"OpusHead" in content[:128] else OggVorbis(file)
    if b"\x80theora" in content[:4096] or b"\x01video" in content[:4096]:
        raise NotARecording(Why.FILM)
    file.seek(0)
    sound.delete(file)
    return file.getvalue(), float(sound.info.length)


def _wav(content: bytes) -> tuple[bytes, float | None]:
    """Only the format and the samples: other chunks name places, people and dates."""
    kept: dict[bytes, bytes] = {}
    place = 12
    while place + 8 <= len(content):
        name = content[place : place + 4]
        size = int.from_bytes(content[place + 4 : place + 8], "little")
        if name in {b"fmt ", b"fact", b"data"}:
            kept.setdefault(name, content[place + 8 : place + 8 + size])
        place += 8 + size + size % 2
    rate = int.from_bytes(kept[b"fmt "][8:12], "little")
    body = b"".join(
        name + len(chunk).to_bytes(4, "little") + chunk + bytes(len(chunk) % 2)
        for name in (b"fmt ", b"fact", b"data")
        if (chunk := kept.get(name)) is not None
    )
    whole = b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WAVE" + body
    return whole, len(kept[b"data"]) / rate
