"""Pictures and recordings to choose from."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from feedback.core.db import session
from surveys.versions.models import SurveyMedia


class Named(NamedTuple):
    """A picture or recording without its bytes."""

    digest: str
    name: str


def pictures() -> Sequence[Named]:
    """Every picture that was added, by name."""
    return _named("image/")


def recordings() -> Sequence[Named]:
    """Every recording that was added, by name."""
    return _named("audio/")


def _named(kind: str) -> Sequence[Named]:
    statement = (
        select(SurveyMedia.digest, SurveyMedia.name)
        .where(SurveyMedia.media_type.startswith(kind))
        .order_by(SurveyMedia.name, SurveyMedia.digest)
    )
    return [Named(digest, name) for digest, name in session().execute(statement)]
