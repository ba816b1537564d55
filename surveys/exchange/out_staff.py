"""Surveys and answers as files, for staff: first what a file would tell, then the file."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from feedback.accounts.roles import Role
from feedback.core.audience import may_open, staff
from feedback.core.errors import Refused
from feedback.core.i18n import current_language
from feedback.core.keys import keyring
from feedback.core.named_files import download
from surveys.exchange import answers_out, survey_files
from surveys.exchange.answers_out import Content, Format
from surveys.exchange.out_forms import AnswersForm, SurveyFileForm
from surveys.results.counting import columns_asked
from surveys.results.filters import Filters
from surveys.results.staff import SEE_ALL, sees_all
from surveys.versions import drafts, queries
from surveys.versions.models import Survey

bp = Blueprint("surveys_exchange", __name__, url_prefix="/surveys/<slug>/files")
#: Who may have a row for each response. Words go only to whoever looks after safety.
SEE_ROWS = (Role.LEAD, Role.EDITOR)
#: What may leave, and the view that hands it out and says to whom.
_HANDED_OUT = {
    Content.COUNTS: "surveys_exchange.counts",
    Content.CLOSED: "surveys_exchange.rows",
    Content.WORDS: "surveys_exchange.words",
}


@bp.get("/")
@staff(*SEE_ALL, Role.VIEWER)
def files(slug: str) -> ResponseReturnValue:
    """What can be taken out of a survey."""
    survey = queries.survey_by_slug(slug)
    return _page(survey, _answers_form(survey))


@bp.get("/survey")
@staff(*SEE_ALL, Role.VIEWER)
def survey_out(slug: str) -> ResponseReturnValue:
    """The survey itself as a file."""
    survey = queries.survey_by_slug(slug)
    form = _survey_form(survey)
    if not form.validate():
        return _again(slug, *(words for each in form.errors.values() for words in each))
    try:
        found = survey_files.survey_file(
            survey=survey,
            which=form.survey_version.data,
            form=survey_files.Format(form.survey_format.data),
            languages=form.languages(),
        )
    except Refused as refusal:
        return _again(slug, str(refusal))
    return download(found)


@bp.get("/answers")
@staff(*SEE_ALL, Role.VIEWER)
def look(slug: str) -> ResponseReturnValue:
    """What a file of answers would tell, before anybody has it."""
    survey = queries.survey_by_slug(slug)
    form = _answers_form(survey)
    if form is None or not form.validate():
        return _page(survey, form), HTTPStatus.BAD_REQUEST
    content = Content(form.content.data)
    rarity = None
    if content is not Content.COUNTS:
        rarity = answers_out.look(survey, _filters(form)).rarity
    return render_template(
        "surveys/staff/files_look.html",
        survey=survey,
        title=_title(survey),
        content=content,
        rarity=rarity,
        warnings=answers_out.warnings(rarity) if rarity else [],
        is_narrow=_filters(form).is_narrow,
        download=url_for(_HANDED_OUT[content], slug=slug, **_asked(form)),
        back=url_for("surveys_exchange.files", slug=slug, **_asked(form)),
    )


@bp.get("/counts")
@staff(*SEE_ALL, Role.VIEWER)
def counts(slug: str) -> ResponseReturnValue:
    """Guarded counts; a viewer gets them of everything, never of a part."""
    survey = queries.survey_by_slug(slug)
    form = _answers_form(survey)
    if form is None or not form.validate():
        return _again(slug)
    try:
        return download(
            answers_out.counts_file(
                survey=survey,
                form=Format(form.form.data),
                filters=form.filters() if sees_all() else None,
            )
        )
    except Refused as refusal:
        return _again(slug, str(refusal))


@bp.get("/rows")
@staff(*SEE_ROWS)
def rows(slug: str) -> ResponseReturnValue:
    """A row for each response, without what people wrote."""
    return _rows(slug, with_words=False)


@bp.get("/words")
@staff(Role.LEAD)
def words(slug: str) -> ResponseReturnValue:
    """A row for each response, with working texts."""
    return _rows(slug, with_words=True)


def _rows(slug: str, *, with_words: bool) -> ResponseReturnValue:
    survey = queries.survey_by_slug(slug)
    form = _answers_form(survey)
    if form is None or not form.validate():
        return _again(slug)
    looked = answers_out.look(survey, _filters(form))
    found = answers_out.rows_file(
        looked=looked,
        form=Format(form.form.data),
        keyring=keyring() if with_words else None,
    )
    return download(found)


def _page(survey: Survey, answers: AnswersForm | None) -> str:
    return render_template(
        "surveys/staff/files.html",
        survey=survey,
        title=_title(survey),
        form=_survey_form(survey),
        answers=answers,
        has_filters=sees_all(),
    )


def _asked(form: AnswersForm) -> dict[str, Any]:
    """What the address asks of *form*, and nothing else that stands in it."""
    return {name: request.args[name] for name in form.data if name in request.args}


def _again(slug: str, *complaints: str) -> ResponseReturnValue:
    """Back to the page of files, with what was wrong."""
    for complaint in complaints:
        flash(complaint, "error")
    return redirect(url_for("surveys_exchange.files", slug=slug), HTTPStatus.SEE_OTHER)


def _title(survey: Survey) -> str:
    version = queries.newest_version(survey)
    if version is None:
        return survey.slug
    definition = queries.definition_of(version)
    return definition.title[definition.language_for(current_language().code)]


def _survey_form(survey: Survey) -> SurveyFileForm:
    version = queries.newest_version(survey)
    definition = queries.definition_of(version).to_json() if version else {}
    plain = definition or drafts.drafted(survey).definition
    form = SurveyFileForm(formdata=request.args)
    numbers = [each.number for each in queries.published_versions(survey)]
    form.offer(numbers, plain.get("languages", []), with_draft=sees_all())
    return form


def _answers_form(survey: Survey) -> AnswersForm | None:
    """The form of answers as the address fills it; None where nothing was ever asked."""
    version = queries.newest_version(survey)
    if version is None:
        return None
    form = AnswersForm(formdata=request.args)
    numbers = [each.number for each in queries.published_versions(survey)]
    columns = columns_asked(survey, current_language().code)
    form.offer(queries.definition_of(version).languages, numbers, columns)
    form.allow([content for content, endpoint in _HANDED_OUT.items() if may_open(endpoint)])
    return form


def _filters(form: AnswersForm) -> Filters:
    """What is counted: of a part only for those who may see every count."""
    return form.filters() if sees_all() else Filters()
