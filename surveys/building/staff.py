"""All surveys: which there are, how a new one begins, and whether they take answers."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.errors import missing
from feedback.core.i18n import BY_CODE, current_language
from surveys.building import listed, previewing, services
from surveys.building.lifecycle_forms import NewForm
from surveys.building.places import NoSuchPlace
from surveys.library import loading, read_library
from surveys.library.shelf import SHELF
from surveys.versions import lifecycle, queries
from surveys.versions import services as versions
from surveys.versions.lifecycle import AddressTaken, NotAnAddress
from surveys.versions.models import Survey
from surveys.versions.queries import Shut
from surveys.versions.services import NothingToOpen, NotReadyToOpen, WouldStayShut

bp = Blueprint("surveys_staff", __name__, url_prefix="/surveys")
bp.register_error_handler(NoSuchPlace, missing)
#: Who may see every count; a viewer sees none that moves day by day.
SEE_ALL = (Role.EDITOR, Role.LEAD, Role.PUBLISHER)


@bp.get("/")
@staff(*SEE_ALL, Role.VIEWER, Role.CODER)  # coders type papers in
def listing() -> ResponseReturnValue:
    """Every survey: whether it is open, from when to when, and how many answered."""
    archived = request.args.get("archived") == "yes"
    return render_template(
        "surveys/staff/listing.html",
        rows=listed.rows(archived=archived),
        archived=archived,
        sees_all=_sees_all(),
    )


@bp.route("/new", methods=["GET", "POST"])
@staff(Role.EDITOR)
@writes
def new() -> ResponseReturnValue:
    """Begin a survey: empty, with a ready-made one, or with a copy of one's own."""
    asked = {name: request.args[name] for name in ("ready", "copied") if name in request.args}
    begin = {"ready": "library", "copied": "own"}.get(next(iter(asked), ""), "empty")
    form = NewForm(**asked, begin=begin)
    form.offer(ready=listed.ready_made(), own=listed.own())
    if form.validate_on_submit():
        try:
            made = _begun(form)
        except (NotAnAddress, AddressTaken) as problem:
            form.reject("slug", str(problem))
        else:
            flash(_("The survey is here. Nobody can see it before you publish and open it."))
            return redirect(url_for("surveys_building.build", slug=made.slug), HTTPStatus.SEE_OTHER)
    page = render_template("surveys/staff/new.html", form=form, shelf=SHELF)
    return page, HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK


def _begun(form: NewForm) -> Survey:
    title, slug, by = form.title.data or "", form.slug.data or "", current_staff()
    library = read_library()
    if form.begin.data == "library" and form.ready.data in library:
        plain = library[form.ready.data].to_json()
        return services.make_survey(slug=slug, title=title, plain=plain, by=by)
    if form.begin.data == "own" and form.copied.data:
        survey = queries.survey_by_slug(form.copied.data)
        return services.copy_survey(survey=survey, slug=slug, title=title, by=by)
    return services.make_survey(slug=slug, title=title, by=by)


@bp.get("/library/<name>")
@staff(Role.EDITOR)
def ready(name: str) -> ResponseReturnValue:
    """A ready-made survey, page by page, before anybody takes it."""
    library = read_library()
    if name not in library:
        raise NoSuchPlace(name)
    definition = library[name]
    shown_in = BY_CODE[definition.language_for(request.args.get("in", current_language().code))]
    return render_template(
        "surveys/staff/preview.html",
        definition=definition,
        shown_in=shown_in,
        offered=[BY_CODE[each] for each in definition.languages],
        pages=previewing.all_pages(definition, shown_in.code),
        ready=name,
        shelved=SHELF.get(name),
    )


@bp.get("/<slug>/preview")
@staff(*SEE_ALL, Role.VIEWER)
def preview(slug: str) -> ResponseReturnValue:
    """Every page as people read it, in any language of the survey."""
    survey = queries.survey_by_slug(slug)
    version = queries.version_of(survey, None)
    definition = queries.definition_of(version)
    shown_in = BY_CODE[definition.language_for(request.args.get("in", current_language().code))]
    return render_template(
        "surveys/staff/preview.html",
        survey=survey,
        version=version,
        definition=definition,
        shown_in=shown_in,
        offered=[BY_CODE[each] for each in definition.languages],
        pages=previewing.all_pages(definition, shown_in.code),
    )


@bp.post("/ready-made")
@staff(Role.EDITOR)
@writes
def bring_in() -> ResponseReturnValue:
    """Bring in the surveys that are ready to use; they stay drafts."""
    loading.load_library(by=current_staff())
    flash(_("The ready-made surveys are here. Nobody can see one before you open it."))
    return redirect(url_for("surveys_staff.listing"), HTTPStatus.SEE_OTHER)


@bp.post("/<slug>/open")
@staff(Role.EDITOR)
@writes
def open_one(slug: str) -> ResponseReturnValue:
    """Let people answer, for the first time or again."""
    survey = queries.survey_by_slug(slug)
    try:
        versions.open_survey(survey=survey, by=current_staff())
    except NothingToOpen:
        flash(_("This survey has no questions yet."), "error")
    except NotReadyToOpen as problem:
        for owed in problem.owed:
            flash(listed.owed_in_words(owed), "error")
    except WouldStayShut as problem:
        flash(_stays_shut(problem.reason), "error")
    else:
        flash(
            _("The survey is open. People can answer it now.")
            if queries.takes_answers(survey)
            else _("The survey opens by itself on its first day.")
        )
    return _back(survey)


def _stays_shut(reason: Shut) -> str:
    if reason is Shut.FULL:
        return str(_("As many have answered as you wanted. Raise the number first."))
    return str(_("Its last day is over. Choose a later one first."))


@bp.post("/<slug>/close")
@staff(Role.EDITOR)
@writes
def close_one(slug: str) -> ResponseReturnValue:
    """Take no more answers."""
    return _turned(
        slug, versions.close_survey, _("The survey is closed. It takes no more answers.")
    )


@bp.post("/<slug>/archive")
@staff(Role.EDITOR)
@writes
def archive(slug: str) -> ResponseReturnValue:
    """Take it out of the list, with all that came in."""
    return _turned(slug, lifecycle.archive, _("The survey is in the archive. Its answers stay."))


@bp.post("/<slug>/unarchive")
@staff(Role.EDITOR)
@writes
def unarchive(slug: str) -> ResponseReturnValue:
    """Put it back into the list, closed."""
    return _turned(slug, lifecycle.unarchive, _("The survey is back in the list. It is closed."))


def _turned(slug: str, turn: Callable[..., Any], words: str) -> ResponseReturnValue:
    survey = queries.survey_by_slug(slug)
    turn(survey=survey, by=current_staff())
    flash(words)
    return _back(survey)


def _back(survey: Survey) -> ResponseReturnValue:
    if request.form.get("to") == "publishing":
        to = url_for("surveys_building.publishing", slug=survey.slug)
    else:
        to = url_for("surveys_staff.listing")
    return redirect(to, HTTPStatus.SEE_OTHER)


def _sees_all() -> bool:
    return bool(current_staff().role_names & {role.value for role in SEE_ALL})
