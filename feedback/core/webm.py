"""Recordings in WebM, as browsers make them: how long, and without names, dates and attachments.

Elements as in RFC 8794 (EBML) and RFC 9559 (Matroska). Nothing is moved: what must go becomes a
Void element of the same size.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_HEAD, _SEGMENT = 0x1A45DFA3, 0x18538067
_INFO, _TRACKS, _CLUSTER = 0x1549A966, 0x1654AE6B, 0x1F43B675
_VOID, _CHECKSUM = 0xEC, 0xBF
_SEEK_HEAD, _CUES = 0x114D9B74, 0x1C53BB6B
_TAGS, _ATTACHMENTS, _CHAPTERS = 0x1254C367, 0x1941A469, 0x1043A770
_TIME_SCALE, _DURATION = 0x2AD7B1, 0x4489
_MUXER, _WRITER = 0x4D80, 0x5741  # must be there: emptied in their place
_TRACK, _TRACK_TYPE, _TRACK_NAME, _CODEC = 0xAE, 0x83, 0x536E, 0x86
_CLUSTER_TIME, _SIMPLE_BLOCK, _GROUP, _BLOCK = 0xE7, 0xA3, 0xA0, 0xA1
#: Elements of the segment: one of them ends a cluster whose size nobody knew when it began.
_OUTER = {_INFO, _TRACKS, _CLUSTER, _SEEK_HEAD, _CUES, _TAGS, _ATTACHMENTS, _CHAPTERS}
_KEPT = {_INFO, _TRACKS, _CLUSTER, _SEEK_HEAD, _CUES}
_SOUND = 2
_CODECS = {b"A_OPUS", b"A_VORBIS"}
_MILLISECOND = 1_000_000  # nanoseconds
_LONGEST_ID, _LONGEST_SIZE = 4, 8


class BrokenWebm(ValueError):
    """These bytes are no recording in WebM."""


class Film(ValueError):
    """There is a picture track: this is a film, which may show a face."""


@dataclass(frozen=True, slots=True)
class _Element:
    id: int
    start: int
    body: int
    end: int
    is_open: bool  # its size was not known when it was written


class _Cleaner:
    def __init__(self, content: bytes) -> None:
        self.raw = bytearray(content)
        self.scale = _MILLISECOND
        self.last = 0  # units
        self.has_sound = False

    def run(self) -> None:
        outer = list(self._elements(0, len(self.raw)))
        if [each.id for each in outer[:1]] != [_HEAD]:
            raise BrokenWebm
        for each in outer[1:]:
            if each.id == _SEGMENT:
                self._segment(each)
            else:
                self._void(each)
        if not self.has_sound:
            raise BrokenWebm

    def _segment(self, segment: _Element) -> None:
        place = segment.body
        while place < segment.end:
            each = self._element(place, segment.end)
            place = each.end
            if each.id == _CLUSTER:
                place = self._cluster(each)
            elif each.is_open:
                raise BrokenWebm
            elif each.id == _INFO:
                self._info(each)
            elif each.id == _TRACKS:
                self._tracks(each)
            elif each.id not in _KEPT:
                self._void(each)

    def _info(self, info: _Element) -> None:
        for each in self._elements(info.body, info.end):
            if each.id == _TIME_SCALE:
                self.scale = self._number(each) or _MILLISECOND
            elif each.id in {_MUXER, _WRITER}:
                self._empty(each)
            elif each.id != _DURATION:
                self._void(each)

    def _tracks(self, tracks: _Element) -> None:
        for track in self._elements(tracks.body, tracks.end):
            if track.id == _TRACK:
                self._track(track)
            else:
                self._void(track)

    def _track(self, track: _Element) -> None:
        for each in self._elements(track.body, track.end):
            if each.id == _TRACK_TYPE and self._number(each) != _SOUND:
                raise Film
            if each.id == _TRACK_NAME:
                self._empty(each)
            elif each.id == _CODEC:
                if bytes(self.raw[each.body : each.end]) not in _CODECS:
                    raise BrokenWebm
                self.has_sound = True

    def _cluster(self, cluster: _Element) -> int:
        """Where the cluster ends."""
        place, begun = cluster.body, 0
        while place < cluster.end:
            each = self._element(place, cluster.end)
            if each.id in _OUTER and cluster.is_open:
                return place
            place = each.end
            if each.id == _CLUSTER_TIME:
                begun = self._number(each)
            else:
                self._in_cluster(each, begun)
        return cluster.end

    def _in_cluster(self, element: _Element, begun: int) -> None:
        if element.id == _GROUP:
            for each in self._elements(element.body, element.end):
                self._in_cluster(each, begun)
        elif element.id in {_SIMPLE_BLOCK, _BLOCK}:
            self._block(element, begun)
        elif element.id in {_VOID, _CHECKSUM}:
            self._void(element)

    def _block(self, block: _Element, begun: int) -> None:
        _track, at = self._variable(block.body, _LONGEST_SIZE)
        offset = int.from_bytes(self.raw[at : at + 2], signed=True)
        self.last = max(self.last, begun + offset)

    def _elements(self, start: int, end: int) -> Iterator[_Element]:
        while start < end:
            each = self._element(start, end)
            yield each
            start = each.end

    def _element(self, start: int, end: int) -> _Element:
        first = self.raw[start]
        length = 9 - first.bit_length()
        if length > _LONGEST_ID or start + length >= end:
            raise BrokenWebm
        name = int.from_bytes(self.raw[start : start + length])
        size, body = self._variable(start + length, _LONGEST_SIZE)
        is_open = size == (1 << 7 * (body - start - length)) - 1
        stop = end if is_open else body + size
        if stop > end or (is_open and name not in {_SEGMENT, _CLUSTER}):
            raise BrokenWebm
        return _Element(name, start, body, stop, is_open)

    def _variable(self, at: int, longest: int) -> tuple[int, int]:
        """A number of variable length, and the place after it."""
        if at >= len(self.raw):
            raise BrokenWebm
        length = 9 - self.raw[at].bit_length()
        if length > longest or at + length > len(self.raw):
            raise BrokenWebm
        number = int.from_bytes(self.raw[at : at + length]) & ((1 << 7 * length) - 1)
        return number, at + length

    def _number(self, element: _Element) -> int:
        return int.from_bytes(self.raw[element.body : element.end])

    def _empty(self, element: _Element) -> None:
        self.raw[element.body : element.end] = bytes(element.end - element.body)

    def _void(self, element: _Element) -> None:
        """The same room, and nothing in it: one byte of name, eight (or one) of size, zeros."""
        if element.is_open:
            raise BrokenWebm
        room = element.end - element.start
        head = 9 if room >= 9 else 2  # noqa: PLR2004
        size = room - head
        width = head - 1
        sized = (size | 1 << 7 * width).to_bytes(width)
        self.raw[element.start : element.end] = bytes([_VOID]) + sized + bytes(size)


def cleaned(content: bytes) -> tuple[bytes, float | None]:
    """The same sound without the rest, and its length in seconds. Raises BrokenWebm, Film."""
    cleaner = _Cleaner(content)
    try:
        cleaner.run()
    except IndexError as problem:
        raise BrokenWebm from problem
    seconds = cleaner.last * cleaner.scale / 1_000_000_000
    return bytes(cleaner.raw), seconds or None
