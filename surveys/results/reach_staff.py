"""Who is missing, and what is public, for staff."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import current_language
from feedback.core.templating import settings
from surveys.results import reaching, services, sharing, sharing_showing
from surveys.results.forms import AreaForm, SharingForm
from surveys.results.reach_showing import shown
from surveys.results.staff import SEE_ALL
from surveys.versions import queries
from surveys.versions.models import Survey

bp = Blueprint("surveys_reach", __name__, url_prefix="/surveys/<slug>/results")


@bp.get("/reach")
@staff(*SEE_ALL)
def reach(slug: str) -> ResponseReturnValue:
    """Whose voices are missing among the answers, beside who lives in the area."""
    survey = queries.survey_by_slug(slug)
    language = current_language().code
    found = reaching.reach_of(survey, language=language)
    return render_template(
        "surveys/staff/results_reach.html",
        survey=survey,
        definition=queries.definition_of(queries.version_of(survey, None)),
        shown=[shown(each) for each in found],
        columns=reaching.comparable(survey, language),
    )


@bp.route("/reach/<column>", methods=["GET", "POST"])
@staff(Role.EDITOR, Role.LEAD)
@writes
def area(slug: str, column: str) -> ResponseReturnValue:
    """How many people of the area each choice of a question stands for."""
    survey = queries.survey_by_slug(slug)
    asked = reaching.comparable_column(survey, column, current_language().code)
    held = reaching.figures(survey).get(column, {})
    people = {value: figure.people for value, figure in held.items()}
    source = next((figure.source for figure in held.values()), "")
    form = AreaForm.asking(asked.labels)(data=AreaForm.filled(people, source))
    if form.validate_on_submit():
        services.set_area_figures(
            survey=survey,
            column=column,
            people=form.people(),
            source=form.source.data or "",
            by=current_staff(),
        )
        flash(_("The numbers of the area are kept."))
        return redirect(url_for("surveys_reach.reach", slug=slug), HTTPStatus.SEE_OTHER)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template(
        "surveys/staff/results_area.html", survey=survey, form=form, asked=asked
    ), status


@bp.get("/public")
@staff(*SEE_ALL)
def public_page(slug: str) -> ResponseReturnValue:
    """Which questions have public results, and each as the public would see it."""
    survey = queries.survey_by_slug(slug)
    columns = sharing.shareable(survey, current_language().code)
    form = SharingForm(formdata=None, data={"columns": survey.shares})
    form.offer(columns)
    return _sharing_page(survey, form)


@bp.post("/public")
@staff(Role.PUBLISHER)
@writes
def share(slug: str) -> ResponseReturnValue:
    """Make the chosen questions public, and no others."""
    survey = queries.survey_by_slug(slug)
    form = SharingForm()
    form.offer(sharing.shareable(survey, current_language().code))
    if not form.validate():
        return _sharing_page(survey, form), HTTPStatus.BAD_REQUEST
    services.share_results(survey=survey, columns=form.columns.data or (), by=current_staff())
    flash(_("The public page shows what you chose, and nothing else."))
    return redirect(url_for("surveys_reach.public_page", slug=slug), HTTPStatus.SEE_OTHER)


def _sharing_page(survey: Survey, form: SharingForm) -> str:
    return render_template(
        "surveys/staff/results_public.html",
        survey=survey,
        form=form,
        definition=queries.definition_of(queries.version_of(survey, None)),
        shown=sharing_showing.shown(sharing.for_viewers(survey)),
        public_url=settings().public_url,
    )
