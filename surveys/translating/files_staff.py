"""Translations out to a file and back in, for staff."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.audit import services as audit
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import BY_CODE
from surveys.translating import exporting, importing
from surveys.translating.exporting import Format
from surveys.translating.forms import FileForm
from surveys.translating.importing import Outcome, Report
from surveys.translating.rows import UnreadableFile
from surveys.translating.services import NoSuchLanguage, refuse_unwanted
from surveys.translating.showing import OUTCOME_NAMES, STATE_NAMES
from surveys.versions import drafts, queries
from surveys.versions.models import Survey

bp = Blueprint(
    "surveys_translation_files", __name__, url_prefix="/surveys/<slug>/languages/<code>/file"
)


@bp.get("/")
@staff(Role.EDITOR)
def show(slug: str, code: str) -> ResponseReturnValue:
    """Choose a file to bring in, or one to take away."""
    return _page(_survey(slug, code), code, FileForm(), None)


@bp.post("/")
@staff(Role.EDITOR)
@writes
def bring_in(slug: str, code: str) -> ResponseReturnValue:
    """Take a file's translations in, or only try."""
    survey = _survey(slug, code)
    form = FileForm()
    report = None
    if form.validate_on_submit():
        try:
            report = importing.bring_in(
                survey=survey,
                raw=form.file.data.read(),
                by=current_staff(),
                into=code,
                try_only=form.is_trial(),
                made=form.made_by(),
            )
        except UnreadableFile as refused:
            form.reject("file", str(refused))
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return _page(survey, code, form, report), status


@bp.get("/<format_name>")
@staff(Role.EDITOR)
def take_out(slug: str, code: str, format_name: str) -> ResponseReturnValue:
    """Every text with its translation, as a file."""
    survey = _survey(slug, code)
    if format_name not in list(Format):
        abort(HTTPStatus.NOT_FOUND)
    made = exporting.written(drafts.drafted(survey), survey.slug, code, Format(format_name))
    facts = {"language": code, "format": format_name}
    audit.record(verb="translations exported", thing="survey", thing_id=slug, facts=facts)
    name = f"{slug}-{code}.{format_name}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made, mimetype=Format(format_name).media_type, headers=headers)


def _survey(slug: str, code: str) -> Survey:
    survey = queries.survey_by_slug(slug)
    try:
        refuse_unwanted(drafts.drafted(survey).definition, code)
    except NoSuchLanguage:
        abort(HTTPStatus.NOT_FOUND)
    return survey


def _page(survey: Survey, code: str, form: FileForm, report: Report | None) -> str:
    return render_template(
        "surveys/staff/translate_file.html",
        survey=survey,
        into=BY_CODE[code],
        form=form,
        report=report,
        outcomes=[(each, OUTCOME_NAMES[each]) for each in Outcome],
        names=STATE_NAMES,
        formats=list(Format),
    )
