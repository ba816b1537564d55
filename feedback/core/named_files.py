"""Files that are made here: handed to a browser, or written where only their owner may read."""

from dataclasses import dataclass
from pathlib import Path

from flask import Response

CSV = "text/csv; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that is made: what it is called, what it is, and its bytes."""

    name: str
    media_type: str
    content: bytes


def download(found: NamedFile) -> Response:
    """*found* as an answer that a browser saves."""
    response = Response(found.content, content_type=found.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=found.name)
    return response


def write(out: Path, found: NamedFile) -> None:
    """Write *found* where only its owner may read it."""
    out.touch(mode=0o600)
    out.write_bytes(found.content)
