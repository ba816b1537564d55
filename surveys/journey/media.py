"""Serving the pictures and recordings of surveys, on both sides.

They are ``no-store`` like every page: a picture in the cache of a shared telephone would tell that
somebody opened a survey.
"""

import io
import re

from flask import Blueprint, Response, abort, send_file

from feedback.core.audience import public
from surveys.versions import media

bp = Blueprint("surveys_media", __name__)
_DIGEST = re.compile(r"[0-9a-f]{64}")


@bp.get("/media/<digest>")
@public
def show(digest: str) -> Response:
    """One picture or recording; players may ask for a part of it."""
    if not _DIGEST.fullmatch(digest):
        abort(404)
    kept = media.media_by_digest(digest)
    return send_file(
        io.BytesIO(kept.content),
        mimetype=kept.media_type,
        download_name=f"{digest[:12]}.{media.SUFFIXES[kept.media_type]}",
        etag=False,
        conditional=True,
    )
