"""Short links, and answers that wait for a week under a code of their own."""

import uuid
from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from feedback.core.audience import public
from feedback.core.db import session, writes
from feedback.core.i18n import current_language, speak, switched_on
from feedback.core.keys import keyring
from feedback.stories.forms import is_switching
from surveys.asking.forms import SavedCodeForm, travelling
from surveys.asking.opening import language_of, languages_to
from surveys.versions import links, queries, saved
from surveys.versions.models import LinkMode, SavedAnswers, SurveyVersion
from surveys.versions.saved import NothingSaved

bp = Blueprint("ways", __name__)


@bp.get("/s/<code>")
@public
def open_link(code: str) -> ResponseReturnValue:
    """From a poster or a letter to the survey; a link that was ended still opens it."""
    link = links.link_by_code(code)
    if link.mode is LinkMode.KIOSK:
        return redirect(url_for("ways.kiosk", code=link.code), HTTPStatus.SEE_OTHER)
    survey = queries.public_survey(link.survey.slug)
    language = language_of(link, request.accept_languages)
    if language is not None:
        address = url_for("surveys.answer", language=language.code, slug=survey.slug, by=link.code)
        return redirect(address, HTTPStatus.SEE_OTHER)
    speak(switched_on()[0].code)
    greetings = []
    for offered in languages_to(survey):
        with force_locale(offered.locale):
            greetings.append((offered, _("A few questions")))
    return render_template("surveys/asking/languages.html", link=link, greetings=greetings)


@bp.post("/<language:language>/q/<slug>/save")
@public
@writes
def save(slug: str) -> ResponseReturnValue:
    """Keep the answers of this page for a week: first what that means, then for real."""
    if "turn" in request.form:  # on a shared tablet nothing is kept for anybody
        return redirect(url_for("surveys.answer", slug=slug), HTTPStatus.SEE_OTHER)
    survey = queries.public_survey(slug)
    code = request.form.get("kept", "")
    if is_switching() and request.form.get("asked") == "done":
        return _kept_page(saved.tidy(code), slug)
    if "keep" not in request.form or is_switching():
        keeping = request.form.get("keeping") or uuid.uuid4().hex
        return _held_page("surveys/asking/save.html", slug=slug, keeping=keeping)
    version = queries.version_of(survey, _id_of(request.form.get("version", "")))
    code = _code_in_use(code) or saved.code_for(_id_of(request.form.get("keeping", "")), keyring())
    saved.save(version=version, fields=travelling(request.form), code=code, keyring=keyring())
    return _kept_page(code, slug)


@bp.get("/<language:language>/q/<slug>/save")
@public
def save_nothing(slug: str) -> ResponseReturnValue:
    """That page opened without any answers: from the start, then."""
    return redirect(url_for("surveys.answer", slug=slug), HTTPStatus.SEE_OTHER)


@bp.route("/<language:language>/saved", methods=["GET", "POST"])
@public
@writes
def resume() -> ResponseReturnValue:
    """Come back to answers that were saved; opening them does not delete them."""
    form = SavedCodeForm()
    if request.method == "GET":
        return render_template("surveys/asking/saved.html", form=form)
    try:
        code = saved.tidy(request.form.get("kept") or form.code.data or "")
        kept, fields = saved.open_saved(code=code, keyring=keyring())
    except NothingSaved:
        form.refuse()
        return render_template("surveys/asking/saved.html", form=form), HTTPStatus.BAD_REQUEST
    return _found_page(kept, fields, code)


@bp.post("/<language:language>/saved/delete")
@public
@writes
def delete() -> ResponseReturnValue:
    """Delete what was saved. This page still holds the answers, for whom the press was a slip."""
    slug = request.form.get("slug", "")
    saved.forget_sent(typed=request.form.get("kept", ""), keyring=keyring())
    fields = [pair for pair in travelling(request.form) if pair[0] != "kept"]
    return _held_page("surveys/asking/deleted.html", slug=slug, fields=fields)


@bp.get("/<language:language>/saved/delete")
@public
def delete_nothing() -> ResponseReturnValue:
    """That page opened by its address: ask for the code."""
    return redirect(url_for("ways.resume"), HTTPStatus.SEE_OTHER)


def _found_page(
    kept: SavedAnswers, fields: Sequence[tuple[str, str]], code: str
) -> ResponseReturnValue:
    version = session().get_one(SurveyVersion, kept.version_id)
    without = [pair for pair in fields if pair[0] != "kept"]
    return _held_page(
        "surveys/asking/found.html",
        slug=version.survey.slug,
        fields=[*without, ("kept", code)],
        kept_until=kept.kept_until,
    )


def _kept_page(code: str, slug: str) -> ResponseReturnValue:
    """The page that shows the code; its answers travel on, for whom it was only a pause."""
    kept, fields = saved.open_saved(code=code, keyring=keyring())
    without = [pair for pair in fields if pair[0] != "kept"]
    return _held_page(
        "surveys/asking/kept.html",
        slug=slug,
        fields=[*without, ("kept", code)],
        code=saved.grouped(code),
        kept_until=kept.kept_until,
    )


def _held_page(template: str, **more: object) -> ResponseReturnValue:
    more.setdefault("fields", travelling(request.form))
    return render_template(template, language_form="journey", here=current_language().code, **more)


def _code_in_use(typed: str) -> str | None:
    """The code under which these answers were saved before, when something is still there."""
    try:
        code = saved.tidy(typed)
        saved.open_saved(code=code, keyring=keyring())
    except NothingSaved:
        return None
    return code


def _id_of(given: str) -> uuid.UUID:
    """The id in a hidden field; a new one where somebody tampered with it."""
    try:
        return uuid.UUID(hex=given)
    except ValueError:
        return uuid.uuid4()


@bp.errorhandler(NothingSaved)
def _nothing_saved(_problem: NothingSaved) -> ResponseReturnValue:
    """A page of saved answers, asked for again after they were deleted: ask for the code."""
    return redirect(url_for("ways.resume"), HTTPStatus.SEE_OTHER)
