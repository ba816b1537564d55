"""Surveys and their results, for staff."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import BY_CODE, current_language
from feedback.core.templating import settings
from surveys.definitions.fields import asked
from surveys.journey.forms import page_form, with_fields
from surveys.library import loading
from surveys.results.counting import FEWEST_SEEN, Filters, results_of
from surveys.results.forms import FilterForm
from surveys.results.showing import shown
from surveys.versions import queries, services
from surveys.versions.services import NothingToOpen

bp = Blueprint("surveys_staff", __name__, url_prefix="/surveys")
#: Who may see every count; a viewer sees those that point at nobody.
SEE_ALL = (Role.EDITOR, Role.LEAD, Role.PUBLISHER)


@bp.get("/")
@staff(*SEE_ALL, Role.VIEWER)
def listing() -> ResponseReturnValue:
    """Every survey: whether it is open, and how many answered."""
    rows = [(survey, queries.newest_version(survey)) for survey in queries.surveys()]
    titled = [
        (survey, version, queries.definition_of(version) if version else None)
        for survey, version in rows
    ]
    counts = {survey.id: queries.count_responses(survey) for survey, _version in rows}
    return render_template(
        "surveys/staff/listing.html",
        surveys=titled,
        counts=counts,
        sees_all=_sees_all(),
        fewest=FEWEST_SEEN,
    )


@bp.post("/ready-made")
@staff(Role.EDITOR)
@writes
def bring_in() -> ResponseReturnValue:
    """Bring in the surveys that are ready to use; they stay drafts."""
    loading.load_library(by=current_staff())
    flash(_("The ready-made surveys are here. Nobody can see one before you open it."))
    return redirect(url_for("surveys_staff.listing"), HTTPStatus.SEE_OTHER)


@bp.get("/<slug>")
@staff(*SEE_ALL, Role.VIEWER)
def results(slug: str) -> ResponseReturnValue:
    """What came in, question by question."""
    survey = queries.survey_by_slug(slug)
    form = FilterForm(formdata=request.args)
    form.offer(queries.definition_of(queries.version_of(survey, None)).languages)
    is_fine = form.validate()
    language = current_language().code
    # A viewer gets no filters: two days' counts subtracted would be one person's answers.
    chosen = form.filters() if is_fine and _sees_all() else Filters()
    found = results_of(survey, chosen, language=language)
    page = shown(
        found, sees_all=_sees_all(), threshold=settings().count_threshold, language=language
    )
    status = HTTPStatus.OK if is_fine else HTTPStatus.BAD_REQUEST
    return render_template(
        "surveys/staff/results.html",
        survey=survey,
        form=form if _sees_all() else None,
        shown=page,
    ), status


@bp.get("/<slug>/preview")
@staff(*SEE_ALL, Role.VIEWER)
def preview(slug: str) -> ResponseReturnValue:
    """Every page as people read it, in any language of the survey."""
    survey = queries.survey_by_slug(slug)
    version = queries.version_of(survey, None)
    definition = queries.definition_of(version)
    code = request.args.get("in", current_language().code)
    shown_in = BY_CODE[definition.language_for(code)]
    pages = []
    for page in definition.pages:
        questions = [asked(question, shown_in.code) for question in page.questions]
        pages.append((page, with_fields(page_form(questions, {}), questions)))
    return render_template(
        "surveys/staff/preview.html",
        survey=survey,
        version=version,
        definition=definition,
        shown_in=shown_in,
        offered=[BY_CODE[each] for each in definition.languages],
        pages=pages,
    )


@bp.post("/<slug>/open")
@staff(Role.EDITOR)
@writes
def open_one(slug: str) -> ResponseReturnValue:
    """Let people answer."""
    try:
        services.open_survey(survey=queries.survey_by_slug(slug), by=current_staff())
    except NothingToOpen:
        flash(_("This survey has no questions yet."), "error")
    else:
        flash(_("The survey is open. People can answer it now."))
    return redirect(url_for("surveys_staff.listing"), HTTPStatus.SEE_OTHER)


@bp.post("/<slug>/close")
@staff(Role.EDITOR)
@writes
def close_one(slug: str) -> ResponseReturnValue:
    """Take no more answers."""
    services.close_survey(survey=queries.survey_by_slug(slug), by=current_staff())
    flash(_("The survey is closed. It takes no more answers."))
    return redirect(url_for("surveys_staff.listing"), HTTPStatus.SEE_OTHER)


def _sees_all() -> bool:
    return bool(current_staff().role_names & {role.value for role in SEE_ALL})
