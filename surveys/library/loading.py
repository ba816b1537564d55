"""Bringing the ready-made surveys in."""

from collections.abc import Container, Sequence

from feedback.audit.services import Actor
from surveys.library import read_library
from surveys.versions import queries, services
from surveys.versions.models import Survey


def load_library(
    *, by: Actor | None = None, open_new: bool = False, only: Container[str] | None = None
) -> Sequence[Survey]:
    """Bring every ready-made survey to what its file says; a file that says the same changes
    nothing. Those that are new stay drafts, unless *open_new*.
    """
    held = {survey.slug: survey for survey in queries.surveys()}
    loaded = []
    for slug, definition in read_library().items():
        if only is not None and slug not in only:
            continue
        survey = held.get(slug) or services.new_survey(slug=slug, by=by)
        services.publish_version(survey=survey, definition=definition, by=by)
        if open_new and slug not in held:
            services.open_survey(survey=survey, by=by)
        loaded.append(survey)
    return loaded
