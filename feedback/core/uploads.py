"""Uploaded files stay in memory, and no more of each than the page that asked can use."""

import io
from typing import IO, Any

import flask


class Capped(io.BytesIO):
    """Keeps the first bytes that are written to it, one more than *most*, and drops the rest."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._room = most + 1

    def write(self, chunk: Any) -> int:
        """Take what there is room for; the writer is told that all of it went well."""
        kept = bytes(chunk[: self._room])
        self._room -= super().write(kept)
        return len(chunk)


class Request(flask.Request):
    """A request whose files never touch a disk, where they would lie unsealed.

    With ``most_of_a_file`` set, a larger one is cut to one byte more: the words beside it are
    read all the same, and the page can say which file was too large.
    """

    most_of_a_file: int | None = None

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - werkzeug's signature
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return io.BytesIO() if self.most_of_a_file is None else Capped(self.most_of_a_file)
