"""Languages of a survey, for staff: how far each is, and the desk where texts are translated."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import BY_CODE, current_language, switched_on
from feedback.core.paging import Page, asked_page
from surveys.definitions.texts import source_of, text_at
from surveys.translating import services, showing
from surveys.translating.forms import NEXT, LanguageForm, given_texts
from surveys.translating.memory import remembered
from surveys.translating.provenance import Line, lines, progress
from surveys.translating.services import NoSuchLanguage, Saved, SourceStays
from surveys.translating.showing import Show
from surveys.versions import drafts, queries
from surveys.versions.drafts import Drafted
from surveys.versions.models import Survey

bp = Blueprint("surveys_translating", __name__, url_prefix="/surveys/<slug>/languages")


@bp.get("/")
@staff(Role.EDITOR)
def overview(slug: str) -> ResponseReturnValue:
    """How far each language is."""
    return _overview(queries.survey_by_slug(slug), LanguageForm())


@bp.post("/")
@staff(Role.EDITOR)
@writes
def want(slug: str) -> ResponseReturnValue:
    """Want the survey in another language."""
    survey = queries.survey_by_slug(slug)
    form = LanguageForm()
    _offer(form, drafts.drafted(survey))
    if not form.validate_on_submit():
        return _overview(survey, form), HTTPStatus.BAD_REQUEST
    code = form.language.data
    services.want_language(survey=survey, language=code, by=current_staff())
    flash(_("Added. People see it when every text is there."))
    return redirect(url_for(".desk", slug=slug, code=code), HTTPStatus.SEE_OTHER)


@bp.post("/<code>/remove")
@staff(Role.EDITOR)
@writes
def drop(slug: str, code: str) -> ResponseReturnValue:
    """Take a language away."""
    survey = queries.survey_by_slug(slug)
    try:
        services.drop_language(survey=survey, language=code, by=current_staff())
    except SourceStays as refused:
        flash(str(refused), "error")
    else:
        flash(_("Taken away. You can undo this where you build the survey."))
    return redirect(url_for(".overview", slug=slug), HTTPStatus.SEE_OTHER)


@bp.get("/<code>")
@staff(Role.EDITOR)
def desk(slug: str, code: str) -> ResponseReturnValue:
    """Every text with the box for its translation."""
    survey = queries.survey_by_slug(slug)
    drafted = drafts.drafted(survey)
    every = _lines(drafted, code)
    show = _show()
    page = showing.shown_page(every, show, number=asked_page(), at=request.args.get("at", ""))
    return _desk(survey, drafted, code, page)


@bp.post("/<code>")
@staff(Role.EDITOR)
@writes
def save(slug: str, code: str) -> ResponseReturnValue:
    """Keep what was written, and go on to the next text that waits."""
    survey = queries.survey_by_slug(slug)
    given = given_texts(request.form)
    try:
        saved = services.save_texts(survey=survey, language=code, given=given, by=current_staff())
    except NoSuchLanguage:
        abort(HTTPStatus.NOT_FOUND)
    drafted = drafts.drafted(survey)
    every = _lines(drafted, code)
    if saved.refused or saved.clashes:
        paths = {each.path for each in given}
        rows = [line for line in every if line.path in paths]
        page = Page(rows=rows, number=1, total=len(rows), size=max(1, len(rows)))
        status = HTTPStatus.CONFLICT if saved.clashes else HTTPStatus.BAD_REQUEST
        return _desk(survey, drafted, code, page, saved), status
    pressed = request.form.get(NEXT, "")
    following = showing.next_after(every, _show(), pressed) if pressed else ""
    if saved.kept or not following:
        flash(_("Saved.") if following or not pressed else _("Saved. No text here waits now."))
    more = {"at": following} if following else {"page": asked_page()}
    return redirect(
        url_for(".desk", slug=slug, code=code, show=_show(), **more), HTTPStatus.SEE_OTHER
    )


@bp.post("/<code>/fill-in")
@staff(Role.EDITOR)
@writes
def fill_in(slug: str, code: str) -> ResponseReturnValue:
    """Take over what was translated elsewhere."""
    survey = queries.survey_by_slug(slug)
    try:
        count = services.fill_in(survey=survey, language=code, by=current_staff())
    except NoSuchLanguage:
        abort(HTTPStatus.NOT_FOUND)
    flash(ngettext("%(num)s text is filled in.", "%(num)s texts are filled in.", count))
    return redirect(url_for(".desk", slug=slug, code=code), HTTPStatus.SEE_OTHER)


def _overview(survey: Survey, form: LanguageForm) -> str:
    drafted = drafts.drafted(survey)
    plain, notes = drafted.definition, drafted.translations
    _offer(form, drafted)
    source = source_of(plain)
    # The survey's own name: in the reader's language where it has one.
    own = current_language().code
    titled = own if own in text_at(plain, "title") else source
    wanted = [code for code in plain.get("languages") or () if code in BY_CODE and code != source]
    return render_template(
        "surveys/staff/translations.html",
        survey=survey,
        title=text_at(plain, "title").get(titled, "").strip() or survey.slug,
        titled=BY_CODE.get(titled, BY_CODE["en"]),
        form=form,
        source=BY_CODE.get(source, BY_CODE["en"]),
        rows=[(BY_CODE[code], progress(plain, notes, code)) for code in wanted],
        names=showing.STATE_NAMES,
    )


def _desk(
    survey: Survey, drafted: Drafted, code: str, page: Page[Line], saved: Saved | None = None
) -> str:
    every = _lines(drafted, code)
    given = {each.path: each for each in given_texts(request.form)}
    boxes = list(showing.boxes(page.rows, every, given, saved))
    groups = showing.groups(drafted.definition, boxes)
    return render_template(
        "surveys/staff/translate.html",
        survey=survey,
        into=BY_CODE[code],
        source=BY_CODE.get(source_of(drafted.definition), BY_CODE["en"]),
        groups=groups,
        complaints=[(f"text-{box.number}", box.complaint) for box in boxes if box.complaint],
        page=page,
        show=_show(),
        counts=[(each, sum(map(each.fits, every))) for each in Show],
        names=showing.STATE_NAMES,
        kinds=showing.STATE_KINDS,
        at=request.args.get("at", ""),
        known=len(remembered(drafted.definition, drafted.translations, code)),
        previews={group.question: _preview(survey, code, group.question) for group in groups},
    )


def _lines(drafted: Drafted, code: str) -> list[Line]:
    try:
        services.refuse_unwanted(drafted.definition, code)
    except NoSuchLanguage:
        abort(HTTPStatus.NOT_FOUND)
    return list(lines(drafted.definition, drafted.translations, code))


def _show() -> Show:
    asked = request.args.get("show", "")
    return Show(asked) if asked in list(Show) else Show.ALL


def _offer(form: LanguageForm, drafted: Drafted) -> None:
    wanted = drafted.definition.get("languages") or ()
    form.offer([each for each in switched_on() if each.code not in wanted])


def _preview(survey: Survey, code: str, question: str) -> str:
    """The address of a question as people will see it; blank where this site builds none."""
    if "surveys_building.build" not in current_app.view_functions:
        return ""
    asked: dict[str, Any] = {"in": code, "_anchor": "preview"}
    at = f"questions.{question}" if question else "survey"
    return url_for("surveys_building.build", slug=survey.slug, at=at, **asked)
