"""Recordings in MP4 boxes: how long, and without what the box says about where and when.

Boxes as in ISO/IEC 14496-12. Nothing is moved: what must go is overwritten in its place, so that
every offset still holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"mvex", b"moof", b"traf"}
#: What may stand outside of containers; all else there is blanked.
OUTERMOST = {b"ftyp", b"styp", b"sidx", b"moov", b"moof", b"mdat", b"mfra"}
#: Names, places, devices and thumbnails.
TELLING = {b"udta", b"meta", b"uuid", b"keys", b"ilst", b"XMP_", b"free", b"skip", b"wide"}
#: What browsers can play.
CODECS = {b"mp4a", b"Opus", b"fLaC", b"alac"}
_DEEPEST = 8
_TIMES_LONG = 1  # the version of a header whose times take eight bytes


class BrokenMp4(ValueError):
    """These bytes are no recording in MP4."""


class Film(ValueError):
    """There is a picture track: this is a film, which may show a face."""


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    body: int
    end: int


@dataclass(slots=True)
class _Found:
    scale: int = 0  # units a second, of the sound
    length: int = 0  # units, as the header says
    pieces: int = 0  # units, of all fragments
    each: int = 0  # units of one sample, where a fragment does not say
    codecs: set[bytes] = field(default_factory=set)

    @property
    def seconds(self) -> float | None:
        units = max(self.length, self.pieces)
        return units / self.scale if self.scale and units else None


def cleaned(content: bytes) -> tuple[bytes, float | None]:
    """The same sound without the rest, and its length in seconds where that can be read.

    Raises BrokenMp4, Film.
    """
    raw, found = bytearray(content), _Found()
    kinds = set()
    for box in _boxes(raw, 0, len(raw)):
        kinds.add(box.kind)
        if box.kind not in OUTERMOST:
            _blank(raw, box)
        elif box.kind in CONTAINERS:
            _clean(raw, box, found, depth=1)
    if not {b"ftyp", b"moov"} <= kinds or not found.codecs or found.codecs - CODECS:
        raise BrokenMp4
    return bytes(raw), found.seconds


def _boxes(raw: bytearray, start: int, end: int) -> Iterator[_Box]:
    while start < end:
        size, body = _number(raw, start, 4), start + 8
        if size == 1:
            size, body = _number(raw, start + 8, 8), start + 16
        elif size == 0:
            size = end - start
        if size < body - start or start + size > end:
            raise BrokenMp4
        yield _Box(bytes(raw[start + 4 : start + 8]), start, body, start + size)
        start += size


def _clean(raw: bytearray, parent: _Box, found: _Found, *, depth: int) -> None:
    if depth > _DEEPEST:
        raise BrokenMp4
    for box in _boxes(raw, parent.body, parent.end):
        if box.kind in TELLING:
            _blank(raw, box)
        elif box.kind in CONTAINERS:
            _clean(raw, box, found, depth=depth + 1)
        elif box.kind in _READERS:
            _READERS[box.kind](raw, box, found)


def _blank(raw: bytearray, box: _Box) -> None:
    raw[box.start + 4 : box.start + 8] = b"free"
    raw[box.body : box.end] = bytes(box.end - box.body)


def _number(raw: bytearray, at: int, size: int) -> int:
    if at + size > len(raw):
        raise BrokenMp4
    return int.from_bytes(raw[at : at + size])


def _without_times(raw: bytearray, box: _Box, _found: _Found) -> int:
    """Forget when it was made; the place where the header goes on."""
    size = 16 if _number(raw, box.body, 1) == _TIMES_LONG else 8
    if box.body + 4 + size > box.end:
        raise BrokenMp4
    raw[box.body + 4 : box.body + 4 + size] = bytes(size)
    return box.body + 4 + size


def _media_header(raw: bytearray, box: _Box, found: _Found) -> None:
    at = _without_times(raw, box, found)
    found.scale = _number(raw, at, 4)
    is_long = _number(raw, box.body, 1) == _TIMES_LONG
    found.length = max(found.length, _number(raw, at + 4, 8 if is_long else 4))


def _handler(raw: bytearray, box: _Box, _found: _Found) -> None:
    if bytes(raw[box.body + 8 : box.body + 12]) in {b"vide", b"pict", b"auxv"}:
        raise Film


def _samples(raw: bytearray, box: _Box, found: _Found) -> None:
    found.codecs.add(bytes(raw[box.body + 12 : box.body + 16]))


def _extends(raw: bytearray, box: _Box, found: _Found) -> None:
    found.each = _number(raw, box.body + 12, 4)


def _fragment_header(raw: bytearray, box: _Box, found: _Found) -> None:
    flags, at = _number(raw, box.body + 1, 3), box.body + 8
    at += 8 * bool(flags & 0x1) + 4 * bool(flags & 0x2)
    if flags & 0x8:
        found.each = _number(raw, at, 4)


def _run(raw: bytearray, box: _Box, found: _Found) -> None:
    flags, count = _number(raw, box.body + 1, 3), _number(raw, box.body + 4, 4)
    if not flags & 0x100:
        found.pieces += count * found.each
        return
    at = box.body + 8 + 4 * bool(flags & 0x1) + 4 * bool(flags & 0x4)
    step = 4 * (flags & 0xF00).bit_count()
    if at + count * step > box.end:
        raise BrokenMp4
    found.pieces += sum(_number(raw, at + place * step, 4) for place in range(count))


_READERS = {
    b"mvhd": _without_times,
    b"tkhd": _without_times,
    b"mdhd": _media_header,
    b"hdlr": _handler,
    b"stsd": _samples,
    b"trex": _extends,
    b"tfhd": _fragment_header,
    b"trun": _run,
}
