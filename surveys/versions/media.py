"""Pictures and recordings that surveys show: taken in without metadata, under their digest."""

import hashlib

from flask_babel import gettext as _
from sqlalchemy import Select, select

from feedback.audit import services as audit
from feedback.audit.services import Actor
from feedback.core import pictures, recordings
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.pictures import NotAPicture
from feedback.core.recordings import NotARecording
from feedback.core.text import one_line
from surveys.versions.models import SurveyMedia

LONGEST_SIDE = 1200  # pixels
LARGEST_PICTURE = 10 * 1024 * 1024  # bytes, as it comes
LARGEST_SOUND = 5 * 1024 * 1024
LONGEST_NAME = 100  # characters
#: What is served, and as which kind of file. Nothing else is ever kept.
SUFFIXES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
    "audio/webm": "webm",
}


class NotMedia(Refused):
    """The file cannot be shown in a survey; the sentence says why, and what to do."""


def keep(*, content: bytes, name: str, by: Actor | None = None) -> SurveyMedia:
    """Keep a picture or a recording; the same again is the same row. Raises NotMedia."""
    clean, media_type = _cleaned(content)
    digest = hashlib.sha256(clean).hexdigest()
    known = session().scalars(_named(digest)).one_or_none()
    if known is not None:
        return known
    media = SurveyMedia(
        digest=digest,
        media_type=media_type,
        content=clean,
        name=one_line(name)[:LONGEST_NAME] or SUFFIXES[media_type],
    )
    session().add(media)
    session().flush()
    facts = {"type": media_type, "bytes": len(clean)}
    audit.record(
        verb="survey media kept", thing="survey media", thing_id=digest, facts=facts, actor=by
    )
    return media


def media_by_digest(digest: str) -> SurveyMedia:
    """The picture or recording with that digest. Raises NoResultFound."""
    return session().scalars(_named(digest)).one()


def _named(digest: str) -> Select[SurveyMedia]:
    return select(SurveyMedia).where(SurveyMedia.digest == digest)


def _cleaned(content: bytes) -> tuple[bytes, str]:
    try:
        if recordings.looks_like_one(content):
            sound = recordings.untagged(content, largest=LARGEST_SOUND)
            return sound.content, sound.media_type
        picture = pictures.redrawn(content, longest=LONGEST_SIDE, largest=LARGEST_PICTURE)
    except NotARecording as problem:
        raise NotMedia(_of_sound(problem.why)) from problem
    except NotAPicture as problem:
        raise NotMedia(_of_picture(problem.why)) from problem
    return picture.content, picture.media_type


def _of_sound(why: recordings.Why) -> str:
    if why is recordings.Why.TOO_LARGE:
        return str(_("This recording is larger than 5 MB: save it as MP3 in a lower quality."))
    if why is recordings.Why.FILM:
        return str(_("This is a film: save only its sound, as MP3, Ogg, M4A, WAV or WebM."))
    return str(_("This recording is damaged: save it again as MP3, Ogg, M4A, WAV or WebM."))


def _of_picture(why: pictures.Why) -> str:
    if why is pictures.Why.EMPTY:
        return str(_("This file is empty: choose another."))
    if why is pictures.Why.TOO_LARGE:
        return str(_("This file is larger than 10 MB: choose a smaller one."))
    if why is pictures.Why.TOO_MANY_PIXELS:
        return str(_("This picture has too many pixels: make it smaller first."))
    if why is pictures.Why.HEIC:
        return str(_("This is a HEIC picture, which few browsers show: save it as JPEG or PNG."))
    return str(_("Use a picture (JPEG, PNG, WebP, GIF) or a recording (MP3, Ogg, M4A, WAV, WebM)."))
