"""Packed files from strangers: whether they are safe to open."""

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from feedback.core.errors import Refused

LARGEST_UNPACKED = 60 * 1024 * 1024  # bytes
MOST_PARTS = 2_000  # files inside the file
#: Office files shrink to a tenth; one that shrinks to less than this part of itself is a trap.
STEEPEST = 200
#: Parts smaller than this can be as steep as they like.
_SMALL = 1024 * 1024
_CHUNK = 1024 * 1024
#: Files of office and research programs have no document types; whoever puts one in wants to
#: unfold entities with it.
_TRAPS = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
)
_LONGEST_TRAP = max(map(len, _TRAPS))
_WORKBOOK = "xl/workbook.xml"


class UnusableFile(Refused):
    """A file that cannot be used; its text is one sentence for whoever sent it."""


#: Whatever the standard library raises over archives that are none.
_DAMAGED = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ArithmeticError, LookupError, RuntimeError, ValueError),
)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def check_archive(
    content: bytes,
    *,
    markup: Collection[str] = ("xml", "rels", "vml"),
    most_parts: int = MOST_PARTS,
    most_unpacked: int = LARGEST_UNPACKED,
) -> Sequence[str]:
    """The names of the parts of a packed file; refuses one that would unfold into too much.

    Only its table of contents is believed, and that only as far as ``zipfile`` holds every part
    to the size that is written there. Parts whose names end in *markup* are looked through for
    document types. Raises UnusableFile.
    """
    endings = tuple(f".{ending}" for ending in markup)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_parts(parts, most_parts=most_parts, most_unpacked=most_unpacked)
            for part in parts:
                if part.filename.lower().endswith(endings):
                    _check_part(archive, part)
            return [part.filename for part in parts]
    except _DAMAGED as problem:
        raise UnusableFile(_("The file is damaged: it is not all there.")) from problem


def check_workbook(content: bytes) -> None:
    """Refuse a packed file that is no workbook, or none that is safe. Raises UnusableFile."""
    if _WORKBOOK not in check_archive(content):
        raise UnusableFile(_("This is a packed file, but no Excel workbook."))


def has_trap(content: bytes) -> bool:
    """Whether *content* declares a document type or an entity, in any encoding of XML."""
    return any(trap in content for trap in _TRAPS)


def _check_parts(parts: Sequence[zipfile.ZipInfo], *, most_parts: int, most_unpacked: int) -> None:
    if any(part.compress_type not in _PACKED or part.flag_bits & 1 for part in parts):
        raise UnusableFile(_("The file is packed in a way that we cannot open."))
    if len(parts) > most_parts:
        raise UnusableFile(_("The file holds more than %(most)s parts.", most=most_parts))
    too_steep = any(
        part.file_size > _SMALL and part.file_size > STEEPEST * max(part.compress_size, 1)
        for part in parts
    )
    if too_steep or sum(part.file_size for part in parts) > most_unpacked:
        raise UnusableFile(_("The file would unpack to far more than such a file needs."))


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            if has_trap(tail + piece):
                raise UnusableFile(_("The file holds instructions that no such file needs."))
            tail = piece[-_LONGEST_TRAP:]
