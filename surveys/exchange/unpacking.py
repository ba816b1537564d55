"""What a file is, told from its first bytes."""

from collections.abc import Sequence
from enum import StrEnum

from flask_babel import gettext as _

from feedback.core.sheets import OLD_MARKS, PACKED
from feedback.core.unpacking import UnusableFile

LARGEST_FILE = 10 * 1024 * 1024  # bytes


class Sort(StrEnum):
    """What a file is."""

    XLSX = "xlsx"
    XLS = "xls"
    LSS = "lss"
    JSON = "json"


_MARKS: Sequence[tuple[tuple[bytes, ...], Sort]] = (
    ((PACKED,), Sort.XLSX),
    (OLD_MARKS, Sort.XLS),
)
_TEXT_MARKS: Sequence[tuple[tuple[bytes, ...], Sort]] = (
    ((b"<?xml", b"<document", b"\xff\xfe<", b"\xfe\xff"), Sort.LSS),
    ((b"{",), Sort.JSON),
)


def sort_of(content: bytes) -> Sort:
    """What *content* is, whatever its name says. Raises UnusableFile for all else."""
    if not content:
        raise UnusableFile(_("The file is empty."))
    if len(content) > LARGEST_FILE:
        raise UnusableFile(
            _("The file is larger than %(most)s MB.", most=LARGEST_FILE // 1024 // 1024)
        )
    sort = next((sort for marks, sort in _MARKS if content.startswith(marks)), None)
    head = content[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    sort = sort or next((sort for marks, sort in _TEXT_MARKS if head.startswith(marks)), None)
    if sort is None:
        raise UnusableFile(
            _("This is no Excel workbook, no LimeSurvey file and no survey of this software.")
        )
    return sort
