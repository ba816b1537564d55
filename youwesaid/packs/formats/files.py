"""The four formats of a pack."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from feedback.core.named_files import CSV, DOCX, XLSX, NamedFile
from youwesaid.packs.blocks import Pack
from youwesaid.packs.formats.docx import docx_file
from youwesaid.packs.formats.html import html_file
from youwesaid.packs.formats.sheets import csv_of, workbook_of


class Format(StrEnum):
    """What kind of file; the word is also its ending."""

    DOCX = "docx"
    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"


_RENDERERS: Mapping[Format, tuple[str, Callable[[Pack], bytes]]] = {
    Format.DOCX: (DOCX, docx_file),
    Format.HTML: ("text/html; charset=utf-8", html_file),
    Format.XLSX: (XLSX, workbook_of),
    Format.CSV: (CSV, csv_of),
}


def file_of(pack: Pack, how: Format) -> NamedFile:
    """*pack* as a file."""
    media_type, render = _RENDERERS[how]
    return NamedFile(f"{pack.name}.{how}", media_type, render(pack))
