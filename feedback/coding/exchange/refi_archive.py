"""The parts of a .qdpx file: found by what they are, whatever they are called exactly."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from flask_babel import gettext as _

from feedback.core.tables import UnreadableTable, decoded
from feedback.core.unpacking import UnusableFile, check_archive

LARGEST_FILE = 64 * 1024 * 1024  # bytes, packed
LARGEST_UNPACKED = 256 * 1024 * 1024
MOST_PARTS = 60_000  # a text each
LARGEST_TEXT = 8 * 1024 * 1024  # bytes
_PACKED = b"PK\x03\x04"


class Archive:
    """A project file that was looked through and may be opened."""

    def __init__(self, content: bytes, names: Sequence[str]) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        self._by_path = {_plain(name): name for name in reversed(names)}
        self._by_name = {PurePosixPath(_plain(name)).name: name for name in reversed(names)}

    def project(self) -> bytes:
        """The XML of the project: ``project.qde``, else the uppermost other .qde."""
        found = sorted(
            (path for path in self._by_path if path.endswith(".qde")),
            key=lambda path: (path != "project.qde", path.count("/"), path),
        )
        if not found:
            raise UnusableFile(_("There is no project (.qde) in the file."))
        return self._zip.read(self._by_path[found[0]])

    def text(self, path: str) -> str | None:
        """The text that *path* names; None for one that is not in this file.

        Only the file itself is looked through, never this machine: ``absolute://`` and
        ``relative://`` are taken by their last name alone.
        """
        bare = _plain(unquote(path.partition("://")[2] or path))
        last = PurePosixPath(bare).name
        name = self._by_path.get(f"sources/{bare}") or self._by_path.get(bare)
        name = name or self._by_path.get(f"sources/{last}") or self._by_name.get(last)
        if name is None or self._zip.getinfo(name).file_size > LARGEST_TEXT:
            return None
        try:
            return decoded(self._zip.read(name))
        except UnreadableTable:
            return None


def is_packed(content: bytes) -> bool:
    """Whether *content* begins as a packed file does."""
    return content.startswith(_PACKED)


def opened(content: bytes) -> Archive:
    """A .qdpx file, once it is known to be safe. Raises UnusableFile."""
    if len(content) > LARGEST_FILE:
        raise UnusableFile(
            _("The file is larger than %(most)s MB.", most=LARGEST_FILE // 1024 // 1024)
        )
    if not is_packed(content):
        raise UnusableFile(_("This is no project of REFI-QDA: it is not packed."))
    names = check_archive(
        content,
        markup=("qde", "xml"),
        most_parts=MOST_PARTS,
        most_unpacked=LARGEST_UNPACKED,
    )
    return Archive(content, names)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
