"""What a file is, told from its first bytes, and whether it is safe to open."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from enum import StrEnum

from flask_babel import gettext as _

from surveys.exchange.report import UnusableFile

LARGEST_FILE = 10 * 1024 * 1024  # bytes
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 2_000  # files inside the file
#: Office files shrink to a tenth; one that shrinks to less than this part of itself is a trap.
STEEPEST = 200
#: Parts smaller than this can be as steep as they like.
_SMALL = 1024 * 1024
_CHUNK = 1024 * 1024
#: Office files have no document types; whoever puts one in wants to unfold entities with it.
_TRAPS = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


class Sort(StrEnum):
    """What a file is."""

    XLSX = "xlsx"
    XLS = "xls"
    LSS = "lss"
    JSON = "json"


#: How files begin: packed ones, OLE compound files, and Excel 2 to 4.
_MARKS: Sequence[tuple[tuple[bytes, ...], Sort]] = (
    ((b"PK\x03\x04",), Sort.XLSX),
    ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",), Sort.XLS),
    ((b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08"), Sort.XLS),
)
_TEXT_MARKS: Sequence[tuple[tuple[bytes, ...], Sort]] = (
    ((b"<?xml", b"<document", b"\xff\xfe<", b"\xfe\xff"), Sort.LSS),
    ((b"{",), Sort.JSON),
)
#: The stream of a workbook that is locked with a password ([MS-OFFCRYPTO] 2.3).
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def sort_of(content: bytes) -> Sort:
    """What *content* is, whatever its name says. Raises UnusableFile for all else."""
    if not content:
        raise UnusableFile(_("The file is empty."))
    if len(content) > LARGEST_FILE:
        raise UnusableFile(
            _("The file is larger than %(most)s MB.", most=LARGEST_FILE // 1024 // 1024)
        )
    sort = next((sort for marks, sort in _MARKS if content.startswith(marks)), None)
    if sort is Sort.XLS and _ENCRYPTED in content:
        raise UnusableFile(
            _("The file is locked with a password. Save it without one and try again.")
        )
    head = content[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    sort = sort or next((sort for marks, sort in _TEXT_MARKS if head.startswith(marks)), None)
    if sort is None:
        raise UnusableFile(
            _("This is no Excel workbook, no LimeSurvey file and no survey of this software.")
        )
    return sort


def check_archive(content: bytes) -> None:
    """Refuse a packed workbook that is broken, or that would unfold into too much.

    Only its table of contents is believed, and that only as far as ``zipfile`` holds every part
    to the size that is written there. Raises UnusableFile.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive.infolist())
            for part in archive.infolist():
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _check_part(archive, part)
    except _DAMAGED as problem:
        raise UnusableFile(_("The file is damaged: it is not all there.")) from problem


#: Whatever the standard library raises over archives that are none.
_DAMAGED = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ArithmeticError, LookupError, RuntimeError, ValueError),
)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise UnusableFile(_("This is a packed file, but no Excel workbook."))
    if any(part.compress_type not in _PACKED or part.flag_bits & 1 for part in parts):
        raise UnusableFile(_("The file is packed in a way that we cannot open."))
    if len(parts) > MOST_PARTS:
        raise UnusableFile(_("The file holds too many parts to be a survey."))
    too_steep = any(
        part.file_size > _SMALL and part.file_size > STEEPEST * max(part.compress_size, 1)
        for part in parts
    )
    if too_steep or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise UnusableFile(_("The file would unpack to far more than a survey needs."))


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            if any(trap in tail + piece for trap in _TRAPS):
                raise UnusableFile(_("The file holds instructions that no workbook needs."))
            tail = piece[-32:]
