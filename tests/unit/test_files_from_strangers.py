"""Pictures and recordings from anybody: known by their bytes, kept without remarks."""

import io
import struct
import time
import zlib

import pytest
from PIL import Image

from feedback.core import pictures, recordings
from feedback.core.pictures import NotAPicture, redrawn
from feedback.core.recordings import NotARecording, untagged
from tests.support import sounds
from tests.support.sounds import CANARY

MB = 1024 * 1024


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_upright_and_says_nothing_of_where_it_was_taken(kind):
    raw = sounds.photo(kind, size=(3000, 1500))
    assert CANARY in raw

    picture = redrawn(raw, longest=2000, largest=10 * MB)

    assert CANARY not in picture.content
    shown = Image.open(io.BytesIO(picture.content))
    assert shown.size == (1000, 2000)  # turned by a quarter, as the camera said
    assert not shown.getexif()
    assert not set(shown.info) & {"exif", "icc_profile", "comment", "xmp"}
    red, green, _blue = shown.convert("RGB").getpixel((500, 100))
    assert red > 200 > green


def _bomb(side: int) -> bytes:
    """A PNG of a few bytes that claims to be enormous."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(bytes(64)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", pictures.Why.EMPTY),
        (_bomb(50_000), pictures.Why.TOO_MANY_PIXELS),
        (_bomb(7_000), pictures.Why.TOO_MANY_PIXELS),
        (b"\0\0\0\x18ftypheic" + bytes(40), pictures.Why.HEIC),
        (b"<html><script>alert(1)</script>", pictures.Why.UNREADABLE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", pictures.Why.UNREADABLE),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", pictures.Why.UNREADABLE),
        (sounds.photo()[:400], pictures.Why.UNREADABLE),
        (sounds.photo() + bytes(MB), pictures.Why.TOO_LARGE),
    ],
)
def test_what_is_no_picture_is_refused_by_name(raw, why):
    with pytest.raises(NotAPicture) as refused:
        redrawn(raw, longest=2000, largest=MB)

    assert refused.value.why is why


def test_a_jpeg_that_is_walked_over_thousands_of_times_is_refused_at_once():
    made = io.BytesIO()
    Image.new("L", (4000, 4000), 128).save(made, "JPEG", progressive=True)
    whole = made.getvalue()
    assert redrawn(whole, longest=2000, largest=10 * MB).width == 2000
    last_scan = whole[whole.rindex(b"\xff\xda") : -2]
    bomb = whole[:-2] + last_scan * 5_000 + whole[-2:]
    assert len(bomb) < MB  # 25 seconds of one processor, before it was refused

    began = time.perf_counter()
    with pytest.raises(NotAPicture):
        redrawn(bomb, longest=2000, largest=10 * MB)

    assert time.perf_counter() - began < 0.5


def test_what_hides_behind_a_picture_is_not_kept():
    raw = sounds.photo() + b"<script>alert(1)</script>PK\x03\x04"

    assert b"script" not in redrawn(raw, longest=2000, largest=MB).content


@pytest.mark.parametrize(
    ("make", "media_type"),
    [
        (sounds.wav, "audio/wav"),
        (sounds.mp3, "audio/mpeg"),
        (sounds.mp4, "audio/mp4"),
        (sounds.webm, "audio/webm"),
        (sounds.ogg, "audio/ogg"),
    ],
)
def test_a_recording_keeps_its_sound_and_loses_its_remarks(make, media_type):
    raw = make(20)
    assert CANARY in raw

    sound = untagged(raw, largest=MB, longest=180)

    assert CANARY not in sound.content
    assert sound.media_type == media_type
    assert sound.seconds == pytest.approx(20, abs=0.5)
    assert untagged(sound.content, largest=MB).content == sound.content
    with pytest.raises(NotARecording) as refused:
        untagged(make(190), largest=8 * MB, longest=180)
    assert refused.value.why is recordings.Why.TOO_LONG
    for cut in range(0, len(raw), max(1, len(raw) // 97)):  # never anything but a refusal
        try:
            untagged(raw[:cut], largest=MB)
        except NotARecording:
            continue


def test_the_second_in_which_a_telephone_recorded_is_forgotten():
    stamp = struct.pack(">I", 3_900_000_001)
    assert stamp in sounds.mp4()

    assert stamp not in untagged(sounds.mp4(), largest=MB).content


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", recordings.Why.EMPTY),
        (sounds.photo(), recordings.Why.UNREADABLE),
        (b"MZ" + bytes(100), recordings.Why.UNREADABLE),
        (b"\x1a\x45\xdf\xa3" + b"<html>" * 9, recordings.Why.UNREADABLE),
        (sounds.mp4(handler=b"vide"), recordings.Why.FILM),
        (sounds.webm(track=1), recordings.Why.FILM),
        (sounds.mp4(codec=b"samr"), recordings.Why.UNREADABLE),
        (sounds.wav(2 * 1024), recordings.Why.TOO_LARGE),
    ],
)
def test_what_is_no_recording_is_refused_by_name(raw, why):
    with pytest.raises(NotARecording) as refused:
        untagged(raw, largest=MB)

    assert refused.value.why is why


def test_a_tag_behind_a_tag_goes_too():
    tag = b"ID3\x04\0\0\0\0\0\x20" + (b"TIT2\0\0\0\x16\0\0\x03" + CANARY).ljust(32, b"\0")[:32]

    assert CANARY[:8] not in untagged(tag * 3 + sounds.mp3(), largest=10 * MB).content
    with pytest.raises(NotARecording):
        untagged(tag * 50 + sounds.mp3(), largest=10 * MB)
