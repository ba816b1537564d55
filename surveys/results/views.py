"""What people answered, for everybody: chosen questions, guarded counts."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from feedback.core import clock
from feedback.core.audience import public
from feedback.core.i18n import BY_CODE, current_language
from feedback.core.templating import settings
from surveys.results import sharing, sharing_showing
from surveys.versions import queries

bp = Blueprint("survey_results", __name__, url_prefix="/<language:language>/q")


@bp.get("/<slug>/results")
@public
def show(slug: str) -> ResponseReturnValue:
    """The results that were made public; there is no such page where none were."""
    survey = queries.public_survey(slug)
    if not survey.shares:
        abort(404)
    definition = queries.definition_of(queries.version_of(survey, None))
    language = current_language().code
    found = sharing.public_results(
        survey,
        survey.shares,
        today=clock.today(),
        threshold=settings().count_threshold,
        language=language,
    )
    return render_template(
        "surveys/results.html",
        survey=survey,
        definition=definition,
        shown_in=BY_CODE[definition.language_for(language)],
        shown=sharing_showing.shown(found),
    )
