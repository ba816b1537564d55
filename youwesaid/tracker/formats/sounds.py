"""Serving recordings of entries, on both sides, from our own place and ``no-store`` like a page."""

import io
import re

from flask import Blueprint, Response, abort, current_app, send_file

from feedback.core.audience import Side, public
from youwesaid.tracker.formats import queries
from youwesaid.tracker.formats.offering import SOUND_NAMES

bp = Blueprint("tracker_sounds", __name__)
_DIGEST = re.compile(r"[0-9a-f]{64}")


@bp.get("/sounds/<digest>")
@public
def show(digest: str) -> Response:
    """One recording; players may ask for a part of it. In public only one that was checked."""
    if not _DIGEST.fullmatch(digest):
        abort(404)
    is_staff = current_app.extensions["side"] is Side.STAFF
    kept = queries.sound_by_digest(digest, with_unchecked=is_staff)
    return send_file(
        io.BytesIO(kept.content or b""),
        mimetype=kept.media_type,
        download_name=f"{digest[:12]}.{SOUND_NAMES[str(kept.media_type)].lower()}",
        etag=False,
        conditional=True,
    )
