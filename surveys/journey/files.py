"""Photos and recordings of a survey: chosen on the last page, and sent only with Send.

A page that is shown again has lost them, because no browser keeps a chosen file: it says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from flask import request
from flask_babel import gettext as _

from feedback.contributions.attachments import Incoming
from feedback.core import pictures, recordings, uploads
from feedback.core.pictures import NotAPicture
from feedback.core.recordings import NotARecording
from surveys.definitions.fields import Asked
from surveys.definitions.question import Kind

MB = 1024 * 1024
LARGEST_PHOTO = 10 * MB
LARGEST_VOICE = 6 * MB
LARGEST_SEND = 32 * MB  # beyond it nothing is read; of each file only what may be kept
LONGEST_SIDE = 2000  # pixels
LONGEST_VOICE = 180  # seconds
_PREFIX = "file_"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: files ready to be sealed, and by question key why one cannot be taken."""

    files: Sequence[Incoming] = ()
    complaints: dict[str, str] = field(default_factory=dict)


def name_of(question: str) -> str:
    """The name of the form's field for the photo or recording that *question* (a key) asks for."""
    return f"{_PREFIX}{question}"


def expect_files() -> None:
    """Let this request bring files; before anything of it is read.

    Only a form of parts can, and of its parts all but the files stay under the usual limits. So
    many bytes of short fields in one piece would take fifty times as much memory.
    """
    if request.mimetype != "multipart/form-data":
        return
    arriving = cast("uploads.Request", request)
    arriving.max_content_length = LARGEST_SEND
    arriving.most_of_a_file = LARGEST_PHOTO


def were_chosen() -> bool:
    """Whether this request brought a file, which the page that answers it has lost."""
    return any(file.filename for file in request.files.values())


def chosen(questions: Sequence[Asked]) -> Chosen:
    """The files that came for *questions*, checked and free of metadata."""
    files: list[Incoming] = []
    complaints: dict[str, str] = {}
    for asked in questions:
        content = _content(asked)
        if content is None:
            continue
        try:
            files.append(_incoming(asked, content))
        except NotAPicture as problem:
            complaints[asked.question.key] = _about_photo(problem.why)
        except NotARecording as problem:
            complaints[asked.question.key] = _about_voice(problem.why)
    return Chosen(files, complaints)


def _content(asked: Asked) -> bytes | None:
    file = request.files.get(name_of(asked.question.key))
    # An empty part without a name is a field in which nothing was chosen.
    return file.read() if file is not None and file.filename else None


def _incoming(asked: Asked, content: bytes) -> Incoming:
    key = asked.question.key
    if asked.question.kind is Kind.PHOTO:
        photo = pictures.redrawn(
            content, longest=LONGEST_SIDE, largest=LARGEST_PHOTO, only_jpeg=True
        )
        return Incoming(question_key=key, media_type=photo.media_type, content=photo.content)
    voice = recordings.untagged(content, largest=LARGEST_VOICE, longest=LONGEST_VOICE)
    return Incoming(question_key=key, media_type=voice.media_type, content=voice.content)


def _about_photo(why: pictures.Why) -> str:
    words = {
        pictures.Why.EMPTY: _("This file is empty. Choose another."),
        pictures.Why.TOO_LARGE: _("This photo is larger than 10 MB. Choose a smaller one."),
        pictures.Why.TOO_MANY_PIXELS: _("This photo is too big. Choose a smaller one."),
        pictures.Why.HEIC: _(
            "We cannot read this kind of photo (HEIC). Take a screenshot of it and choose that."
        ),
        pictures.Why.UNREADABLE: _("We cannot read this file. Choose a photo (JPEG or PNG)."),
    }
    return str(words[why])


def _about_voice(why: recordings.Why) -> str:
    words = {
        recordings.Why.EMPTY: _("This file is empty. Record again, or choose another."),
        recordings.Why.TOO_LARGE: _("This recording is larger than 6 MB. Make it shorter."),
        recordings.Why.TOO_LONG: _("This is longer than three minutes. Make it shorter."),
        recordings.Why.FILM: _("This is a film. We take only sound, so that nobody is seen."),
        recordings.Why.UNREADABLE: _("We cannot play this file. Record again, or choose another."),
    }
    return str(words[why])
