"""Files that prove published answers, for anybody: downloads, and pictures in the page."""

import io
import re

from flask import Blueprint, Response, abort, send_file

from feedback.core.audience import public
from youwesaid.insights import files, queries

bp = Blueprint("evidence_files", __name__)
_DIGEST = re.compile(r"[0-9a-f]{64}")


@bp.get("/proof/<digest>")
@public
def show(digest: str) -> Response:
    """One file of an answer that is public now; any other is not found."""
    if not _DIGEST.fullmatch(digest):
        abort(404)
    kept = queries.public_file(digest)
    return sent(kept.content, media_type=kept.media_type, digest=digest)


def sent(content: bytes, *, media_type: str, digest: str) -> Response:
    """*content* as a file of its own type under a name that tells nothing.

    Only pictures that were drawn anew are shown in the browser; the rest is saved.
    """
    return send_file(
        io.BytesIO(content),
        mimetype=media_type,
        as_attachment=not media_type.startswith("image/"),
        download_name=f"{digest[:12]}.{files.SUFFIXES[media_type]}",
        etag=False,
    )
