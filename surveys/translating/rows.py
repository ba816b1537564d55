"""What a file of translations says, whichever format it came in."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.core.errors import Refused
from surveys.translating.provenance import State

LARGEST_FILE = 5 * 1024 * 1024  # bytes; the longest survey in one language takes about 2 MB
MOST_ROWS = 20_000


class UnreadableFile(Refused):
    """The file cannot be used at all; the sentence says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One text of a file, with the line or place that it has there, counted from 1.

    *source_digest* is of the text that it was made from; *was_digest* of the translation that
    stood there when the file was made, blank where the file does not say. *state* is what the
    file says about it, None where that is nothing that we know.
    """

    number: int
    path: str
    source_digest: str
    translation: str
    was_digest: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was read: the code of its language, and its texts."""

    language: str
    rows: Sequence[Row]
