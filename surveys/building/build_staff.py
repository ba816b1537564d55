"""The builder: one draft, its outline, one of its parts to edit, and how that looks on a phone."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.errors import kept_fields, missing
from feedback.core.i18n import BY_CODE
from surveys.building import (
    changes,
    editing,
    forms,
    panels,
    previewing,
    queries,
    ruling,
    services,
    showing,
)
from surveys.building.kinds import KINDS
from surveys.building.naming import key_from, numbered
from surveys.building.places import NoSuchPlace, Plain, page_keys, questions
from surveys.building.queries import Draft
from surveys.building.telling import step_in_words
from surveys.definitions.question import Kind
from surveys.versions import media
from surveys.versions import queries as versions
from surveys.versions.drafts import ChangedMeanwhile, NothingToRedo, NothingToUndo
from surveys.versions.media import NotMedia
from surveys.versions.models import Survey

bp = Blueprint("surveys_building", __name__, url_prefix="/surveys/<slug>")
bp.register_error_handler(NoSuchPlace, missing)


@bp.get("/build")
@staff(Role.EDITOR)
def build(slug: str) -> ResponseReturnValue:
    """The outline, the part that ``at`` names, and its preview in the language ``in``."""
    draft = queries.draft_of(versions.survey_by_slug(slug))
    return page_of(draft, request.args.get("at", ""))


@bp.route("/build/add", methods=["GET", "POST"])
@staff(Role.EDITOR)
@writes
def add(slug: str) -> ResponseReturnValue:
    """Ask something new: what, and how it is answered."""
    draft = queries.draft_of(versions.survey_by_slug(slug))
    form = forms.AddForm(after=request.args.get("after", ""))
    if not form.validate_on_submit():
        form.token.data = form.token.data or draft.token
        return render_template(
            "surveys/staff/build_add.html", draft=draft, form=form, kinds=KINDS
        ), (HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK)
    taken = queries.taken_keys(draft.survey, draft.plain)
    key = key_from(form.wording.data, taken=taken, otherwise="question")
    known = {str(each["key"]) for each in questions(draft.plain)}
    changed = changes.add_question(
        draft.plain,
        key=key,
        page_key=changes.free_page_key(draft.plain, key),
        kind=Kind(form.kind.data),
        wording=form.wording.data,
        after=form.after.data if form.after.data in known else "",
    )
    return stepped(draft.survey, "add_question", changed, f"questions.{key}")


@bp.post("/build/questions/<key>")
@staff(Role.EDITOR)
@writes
def question(slug: str, key: str) -> ResponseReturnValue:
    """Keep what was typed about a question, and do what the pressed button says."""
    draft = queries.draft_of(versions.survey_by_slug(slug))
    form = forms.QuestionForm()
    sent = _with_pictures(form) if form.validate() else request.form
    if form.errors:
        return page_of(draft, f"questions.{key}", form=form)
    changed = editing.edited(draft.plain, key, form, sent)
    action = request.form.get("do", "")
    if confirm := editing.to_confirm(changed, key, action):
        return stepped(
            draft.survey, "edit_question", changed, confirm, to="surveys_building.remove"
        )
    if form.kind.data != queries.kind_of(draft.plain, key):
        changed, key = services.set_kind_of(
            survey=draft.survey, plain=changed, key=key, kind=Kind(form.kind.data)
        )
        return stepped(draft.survey, "set_kind", changed, f"questions.{key}")
    changed, what, key = editing.done(changed, key, action, new=_copied_key(draft))
    return stepped(draft.survey, what, changed, f"questions.{key}")


def _with_pictures(form: forms.QuestionForm) -> MultiDict[str, str]:
    """What was sent, with each picture that came along kept and named in its choice."""
    sent = MultiDict(request.form)
    for name, given in request.files.items():
        if name.startswith("upload-") and given.filename:
            try:
                kept = media.keep(content=given.read(), name=given.filename, by=current_staff())
            except NotMedia as problem:
                form.reject("new_choices", str(problem))
                continue
            if not kept.media_type.startswith("image/"):
                form.reject("new_choices", _("This is not a picture."))
            else:
                sent[f"picture-{name.removeprefix('upload-')}"] = kept.digest
    return sent


@bp.post("/build/pages/<key>")
@staff(Role.EDITOR)
@writes
def page(slug: str, key: str) -> ResponseReturnValue:
    """What belongs to a page and not to its questions."""
    return _edited(
        slug,
        f"pages.{key}",
        forms.PageForm(),
        "edit_page",
        lambda plain, form: changes.edit_page(
            plain, key, heading=form.heading.data, is_random=form.random.data
        ),
    )


@bp.post("/build/survey")
@staff(Role.EDITOR)
@writes
def survey_words(slug: str) -> ResponseReturnValue:
    """The survey's own words."""
    return _edited(
        slug,
        "survey",
        forms.SurveyForm(),
        "edit_survey",
        lambda plain, form: changes.edit_survey(
            plain,
            is_quick=form.quick.data,
            title=form.title.data,
            introduction=form.introduction.data,
            thanks=form.thanks.data,
        ),
    )


@bp.post("/build/call")
@staff(Role.EDITOR)
@writes
def call(slug: str) -> ResponseReturnValue:
    """What a call for views owes to people; or that the survey is none."""
    if request.form.get("do") == "none":
        return _edited(
            slug, "survey", forms.StepForm(), "remove_call", lambda p, _f: changes.remove_call(p)
        )
    return _edited(slug, "call", forms.CallForm(), "edit_call", _with_call)


def _with_call(plain: Plain, form: Any) -> Plain:
    days = {
        name: form[name].data.isoformat() if form[name].data else ""
        for name in ("hear_by", "decide_on")
    }
    words = {name: form[name].data for name in ("listener", "change", "reasons")}
    return changes.edit_call(plain, days=days, **words)


@bp.post("/build/undo")
@staff(Role.EDITOR)
@writes
def undo(slug: str) -> ResponseReturnValue:
    """Go back to the step before."""
    survey = versions.survey_by_slug(slug)
    try:
        services.undo(survey=survey)
    except NothingToUndo:
        flash(_("There is nothing to undo."))
    return _back(survey)


@bp.post("/build/redo")
@staff(Role.EDITOR)
@writes
def redo(slug: str) -> ResponseReturnValue:
    """Do again what was undone."""
    survey = versions.survey_by_slug(slug)
    try:
        services.redo(survey=survey)
    except NothingToRedo:
        flash(_("There is nothing to do again."))
    return _back(survey)


@bp.post("/build/throw-away")
@staff(Role.EDITOR)
@writes
def throw_away(slug: str) -> ResponseReturnValue:
    """Go back to the published version; the draft and its steps are gone."""
    survey = versions.survey_by_slug(slug)
    services.throw_away(survey=survey, by=current_staff())
    flash(_("The draft is gone. This is what is published."))
    return redirect(url_for("surveys_building.build", slug=slug), HTTPStatus.SEE_OTHER)


def _back(survey: Survey) -> ResponseReturnValue:
    at = request.form.get("at", "")
    return redirect(
        url_for("surveys_building.build", slug=survey.slug, at=at), HTTPStatus.SEE_OTHER
    )


def _copied_key(draft: Draft) -> Callable[[str], str]:
    taken = queries.taken_keys(draft.survey, draft.plain)
    return lambda key: numbered(key, taken | page_keys(draft.plain))


def _edited(
    slug: str, at: str, form: forms.StepForm, what: str, change: Callable[[Plain, Any], Plain]
) -> ResponseReturnValue:
    """Make one change with a form that is right; show it again when it is not."""
    draft = queries.draft_of(versions.survey_by_slug(slug))
    if not form.validate():
        return page_of(draft, at, form=form)
    return stepped(draft.survey, what, change(draft.plain, form), at)


def stepped(
    survey: Survey, what: str, definition: Plain, at: str, *, to: str = "surveys_building.build"
) -> ResponseReturnValue:
    """Keep one step and show the draft after it; both versions where somebody was quicker."""
    token = request.form.get("token", "")
    try:
        services.change(
            survey=survey, token=token, what=what, definition=definition, by=current_staff()
        )
    except ChangedMeanwhile:
        return conflict(survey, at)
    return redirect(url_for(to, slug=survey.slug, at=at), HTTPStatus.SEE_OTHER)


def conflict(survey: Survey, at: str = "") -> ResponseReturnValue:
    """Somebody changed the draft meanwhile: nothing is lost, and whoever typed chooses."""
    draft = queries.draft_of(survey)
    return render_template(
        "surveys/staff/build_conflict.html",
        draft=draft,
        at=at,
        done=queries.steps_since(survey, request.form.get("token", "")),
        kept=[field for field in kept_fields() if field.name != "token"],
        in_words=step_in_words,
    ), HTTPStatus.CONFLICT


def page_of(draft: Draft, at: str, *, form: Any = None) -> ResponseReturnValue:
    """The builder with the part *at*; *form* is one that was sent and is not right."""
    part = panels.part_at(draft, at)
    if form is None:
        form = panels.form_for(draft, part)
    shown_in = BY_CODE.get(request.values.get("in", ""), BY_CODE[draft.source])
    page = render_template(
        "surveys/staff/build.html",
        draft=draft,
        part=part,
        form=form,
        outline=showing.outline(draft),
        faults=showing.faults_shown(draft),
        kinds=KINDS,
        condition=panels.condition_of(draft, part),
        checks=panels.checks_of(draft, part),
        preview=previewing.phone(draft, part, shown_in.code),
        repeatable=ruling.repeatable(draft.definition, part),
        pictures=queries.pictures(),
        shown_in=shown_in,
        offered=[BY_CODE[code] for code in draft.definition.languages],
    )
    return page, HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
