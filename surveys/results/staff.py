"""What came in, for staff: what people answered, how it came, one question beside another."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.audit import services as audit
from feedback.core.audience import staff
from feedback.core.i18n import current_language
from feedback.core.tables import csv_text
from feedback.core.templating import settings
from surveys.results import (
    arriving,
    arriving_showing,
    comparing,
    crossing,
    sharing,
    sharing_showing,
)
from surveys.results.counting import columns_asked, results_of
from surveys.results.filters import Filters
from surveys.results.forms import CompareForm, FilterForm
from surveys.results.showing import shown
from surveys.versions import queries
from surveys.versions.models import Survey

bp = Blueprint("surveys_results", __name__, url_prefix="/surveys/<slug>/results")
#: Who may see every count; a viewer sees what anybody could.
SEE_ALL = (Role.EDITOR, Role.LEAD, Role.PUBLISHER)


@bp.get("/")
@staff(*SEE_ALL, Role.VIEWER)
def show(slug: str) -> ResponseReturnValue:
    """What people answered, question by question; for a viewer, as everybody could see it."""
    survey = queries.survey_by_slug(slug)
    if not sees_all():
        return _by_quarter(survey)
    form, chosen = filters_for(survey)
    language = current_language().code
    page = shown(
        results_of(survey, chosen, language=language),
        threshold=settings().count_threshold,
        language=language,
    )
    return render_template(
        "surveys/staff/results.html", survey=survey, form=form, shown=page
    ), _status(form)


@bp.get("/arriving")
@staff(*SEE_ALL)
def arrivals(slug: str) -> ResponseReturnValue:
    """By which ways answers come in, when, and where people stop."""
    survey = queries.survey_by_slug(slug)
    form, chosen = filters_for(survey)
    language = current_language().code
    found = arriving.arrivals_of(survey, chosen, language=language)
    return render_template(
        "surveys/staff/results_arriving.html",
        survey=survey,
        form=form,
        definition=queries.definition_of(queries.version_of(survey, None)),
        shown=arriving_showing.shown(found),
    ), _status(form)


@bp.get("/compare")
@staff(*SEE_ALL)
def compare(slug: str) -> ResponseReturnValue:
    """One question beside another. What would point at somebody is hidden from staff too."""
    survey = queries.survey_by_slug(slug)
    form = _compared(survey)
    found = _crossing(survey, form)
    return render_template(
        "surveys/staff/results_compare.html",
        survey=survey,
        form=form,
        definition=queries.definition_of(queries.version_of(survey, None)),
        shown=comparing.shown(found) if found else None,
        chosen=request.args.to_dict(),
    ), _status(form)


@bp.get("/compare.csv")
@staff(*SEE_ALL)
def compare_csv(slug: str) -> ResponseReturnValue:
    """The same table as a file, which is written down."""
    survey = queries.survey_by_slug(slug)
    found = _crossing(survey, _compared(survey))
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    audit.record(verb="survey table taken", thing="survey", thing_id=survey.slug)
    content = csv_text(*comparing.table(found))
    name = f'attachment; filename="{survey.slug}-table.csv"'
    return Response(content, mimetype="text/csv", headers={"Content-Disposition": name})


def _by_quarter(survey: Survey) -> str:
    """Every question as it may be shown to anybody: nothing in it moves day by day."""
    return render_template(
        "surveys/staff/results_quarter.html",
        survey=survey,
        definition=queries.definition_of(queries.version_of(survey, None)),
        shown=sharing_showing.shown(sharing.for_viewers(survey)),
    )


def _compared(survey: Survey) -> CompareForm:
    form = CompareForm(formdata=request.args)
    _offer(form, survey)
    form.offer_sides(crossing.sides_in_words(survey, current_language().code))
    form.validate()
    return form


def _crossing(survey: Survey, form: CompareForm) -> crossing.Crossing | None:
    """The table that *form* asks for; None where it asks for none."""
    if form.errors or not form.rows.data or not form.columns.data:
        return None
    return crossing.crossing(
        survey,
        form.filters(),
        rows=form.rows.data,
        columns=form.columns.data,
        language=current_language().code,
    )


def sees_all() -> bool:
    """Whether whoever is signed in may see every count."""
    return bool(current_staff().role_names & {role.value for role in SEE_ALL})


def filters_for(survey: Survey) -> tuple[FilterForm, Filters]:
    """The form of filters as the address fills it, and what it asks for."""
    form = FilterForm(formdata=request.args)
    _offer(form, survey)
    return form, form.filters() if form.validate() else Filters()


def _offer(form: FilterForm, survey: Survey) -> None:
    versions = queries.published_versions(survey)
    languages = {
        code: None for version in versions for code in queries.definition_of(version).languages
    }
    numbers = [version.number for version in versions]
    form.offer([*languages], numbers, columns_asked(survey, current_language().code))


def _status(form: FilterForm) -> HTTPStatus:
    return HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
