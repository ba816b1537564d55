"""Where a stretch stands, when programs do not count alike.

The standard counts code points from 0 and ends before the end. Some count a Windows line end as
one (ATLAS.ti), some count as JavaScript does (UTF-16), some name the last character (the prose of
the standard). Quotes that a file carries beside its positions tell which; without any, the
standard holds, and for ATLAS.ti its own way.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, product

from feedback.coding.exchange.refi import Selection

_LEAST_QUOTE = 4  # characters: shorter names say nothing
_LEAST_PROOF = 1


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of our text. *is_cut*: the file said one that went further."""

    start: int
    end: int
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to count."""

    is_one: bool = False  # a Windows line end is one character
    is_utf16: bool = False
    is_inclusive: bool = False


class Places:
    """A text with Unix line ends, and what the positions of a file mean in it."""

    def __init__(self, raw: str, selections: Sequence[Selection], *, origin: str) -> None:
        self._raw = raw
        self.text = raw.replace("\r\n", "\n").replace("\r", "\n")
        self._usual = _Way(is_one="atlas" in origin.casefold())
        self._way = self._best(selections)
        self._at = self._positions(self._way)

    @property
    def is_unusual(self) -> bool:
        """Whether the quotes showed that the file counts otherwise than it should."""
        return self._way != self._usual

    def stretch(self, start: int, end: int) -> Found | None:
        """Our stretch for the one that the file says; None outside the text, or for an empty."""
        return _found(self._at, start, end + self._way.is_inclusive)

    def _best(self, selections: Sequence[Selection]) -> _Way:
        quoted = [part for part in selections if len(part.name) >= _LEAST_QUOTE]
        best, most = self._usual, self._agreeing(self._usual, quoted)
        if most == len(quoted):
            return best
        for way in self._ways():
            agreeing = self._agreeing(way, quoted)
            if agreeing >= max(most + 1, _LEAST_PROOF):
                best, most = way, agreeing
        return best

    def _ways(self) -> Iterator[_Way]:
        lines = (False, True) if "\r\n" in self._raw else (False,)
        units = (False, True) if any(ord(letter) > 0xFFFF for letter in self._raw) else (False,)  # noqa: PLR2004
        for is_one, is_utf16, is_inclusive in product(lines, units, (False, True)):
            yield _Way(is_one, is_utf16, is_inclusive)

    def _agreeing(self, way: _Way, quoted: Sequence[Selection]) -> int:
        """How many of the quotes stand where the file says, if it counts in this *way*."""
        at = self._positions(way)
        agreeing = 0
        for part in quoted:
            found = _found(at, part.start, part.end + way.is_inclusive)
            if found is not None:
                agreeing += _is_quote(part.name, self.text[found.start : found.end])
        return agreeing

    def _positions(self, way: _Way) -> Sequence[int]:
        """For each position that the file may say, the position in our text."""
        raw = self.text if way.is_one else self._raw
        width = _utf16 if way.is_utf16 else _one
        steps = []
        for number, letter in enumerate(raw):
            is_half_end = letter == "\r" and raw[number + 1 : number + 2] == "\n"
            steps += [0 if is_half_end else 1] + [0] * (width(letter) - 1)
        return [0, *accumulate(steps)]


def _one(_letter: str) -> int:
    return 1


def _utf16(letter: str) -> int:
    return 2 if ord(letter) > 0xFFFF else 1  # noqa: PLR2004 - beyond the first plane


_Width = Callable[[str], int]


def _found(at: Sequence[int], start: int, end: int) -> Found | None:
    last = len(at) - 1
    if start < 0 or start >= last or end <= start:
        return None
    begin, finish = at[start], at[min(end, last)]
    return Found(begin, finish, is_cut=end > last) if begin < finish else None


def _is_quote(name: str, text: str) -> bool:
    """Whether *name* quotes *text*: whole, or its beginning, however white space is written."""
    quote = " ".join(name.rstrip(".… ").split()).casefold()
    said = " ".join(text.split()).casefold()
    return bool(quote) and (
        said.rstrip(".… ") == quote
        or (said.startswith(quote) and name.rstrip().endswith(("...", "…")))
    )
