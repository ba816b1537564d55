"""The inbox and the reading screen."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import (
    Blueprint,
    Response,
    after_this_request,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.contributions import attachments
from feedback.contributions.arrivals import announce
from feedback.contributions.models import Contribution
from feedback.contributions.receiving import SentDifferently
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.forms import Form
from feedback.core.i18n import BY_CODE
from feedback.core.keys import keyring
from feedback.core.paging import page_of
from feedback.core.sealing import CannotOpen
from feedback.reading import adding, care, file_staff, finding, queries, services
from feedback.reading.forms import (
    AddForm,
    FinishForm,
    HideForm,
    LanguageForm,
    SearchForm,
    written_languages,
)
from feedback.reading.page import reading
from feedback.redaction import services as redaction
from feedback.redaction.kinds import BANDS, LABELS, REASONS
from feedback.redaction.services import NotInTheText, OutsideTheText, ProposalsWait
from feedback.safeguarding.completeness import completeness
from feedback.safeguarding.forms import ClearForm, ConcernForm
from feedback.safeguarding.showing import sum_words
from feedback.safeguarding.signals import looks_waiting_count
from feedback.stories.topics import TOPICS

bp = Blueprint("inbox", __name__, url_prefix="/read")


@bp.get("/")
@staff(*READERS)
def queue() -> ResponseReturnValue:
    """Everything unread, in the order in which it should be read."""
    page = page_of(queries.unread())
    return render_template(
        "reading/queue.html",
        page=page,
        waiting=queries.waiting(page.rows),
        completeness=completeness(),
        sum_words=sum_words(completeness()),
        second_looks=looks_waiting_count(),
        signalled=queries.signalled_count(),
        autonyms={code: language.autonym for code, language in BY_CODE.items()},
        topics=TOPICS,
    )


@bp.get("/next")
@staff(*READERS)
def next_one() -> ResponseReturnValue:
    """Open the next that should be read; ``?after=`` passes over the one just left."""
    after = request.args.get("after", type=uuid.UUID)
    waiting = queries.next_unread(other_than=after)
    if waiting is None:
        flash(_("Everything has been read."))
        return redirect(url_for("inbox.queue"))
    return redirect(url_for("inbox.show", contribution_id=waiting.id))


@bp.get("/<uuid:contribution_id>")
@staff(*READERS)
def show(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """The original words, with everything that is decided about them."""
    return screen(queries.contribution(contribution_id))


@bp.post("/<uuid:contribution_id>/hide")
@staff(*READERS)
@writes
def hide(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Hide the selection, or every place of the words that were typed."""
    contribution = queries.contribution(contribution_id)
    form = HideForm()
    if not form.validate_on_submit():
        return screen(contribution, hide_form=form)
    try:
        places = _hide(contribution, form)
    except NotInTheText:
        form.reject("words", _("These words do not stand in the text exactly like that"))
        return screen(contribution, hide_form=form)
    except OutsideTheText:
        form.reject("words", _("Select words in the text, or type them here"))
        return screen(contribution, hide_form=form)
    flash(ngettext("Hidden in %(num)s place.", "Hidden in %(num)s places.", places))
    return back(contribution)


@bp.post("/<uuid:contribution_id>/language")
@staff(*READERS)
@writes
def correct_language(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Say which language it is."""
    contribution = queries.contribution(contribution_id)
    form = _language_form(contribution)
    if not form.validate_on_submit():
        return screen(contribution, language_form=form)
    further = services.correct_language(
        contribution, language=form.language.data, by=current_staff(), keyring=keyring()
    )
    if further:
        flash(_("Words to watch for were found in that language. Please read it again."), "error")
    return back(contribution)


@bp.post("/<uuid:contribution_id>/finish")
@staff(*READERS)
@writes
def finish(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Save the working text and go on to the next."""
    contribution = queries.contribution(contribution_id)
    form = FinishForm(prefix="finish-")
    if not form.validate_on_submit():
        return screen(contribution, finish_form=form)
    english = str(form.english.data or "")
    try:
        services.finish(contribution, english=english, by=current_staff(), keyring=keyring())
    except services.NotWrittenDown:
        form.form_errors.append(_("First write down what it says or shows"))
    except services.NotDecided:
        form.form_errors.append(_("First say if somebody is in danger: press W or C"))
    except ProposalsWait:
        form.form_errors.append(
            _("First accept or reject what may have to be hidden: press A or R")
        )
    except services.TranslationShows:
        form.reject("english", _("The translation shows words that are hidden: use the brackets"))
    else:
        return redirect(url_for("care.onward"))
    return screen(contribution, finish_form=form)


@bp.route("/search", methods=["GET", "POST"])
@staff(*READERS)
def search() -> ResponseReturnValue:
    """Working texts that hold some words. Posted, so that the words are in no address or log."""
    form = SearchForm()
    found = None
    if form.validate_on_submit():
        found = finding.find(str(form.words.data), by=current_staff(), keyring=keyring())
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template("reading/search.html", form=form, found=found), status


@bp.route("/add", methods=["GET", "POST"])
@staff(*READERS)
@writes
def add() -> ResponseReturnValue:
    """Put in a letter, a call, an event or a group session; the form stays for the next one."""
    form = AddForm()
    form.language.choices = written_languages()
    added = None
    if form.validate_on_submit():
        try:
            added = adding.add(form.entry(), by=current_staff(), keyring=keyring())
        except SentDifferently:
            form.reject(
                "words", _("This was added already, in other words. Add it from a new page")
            )
        else:
            form = _next_entry(form)
            after_this_request(_announced)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template("reading/add.html", form=form, added=added), status


def _next_entry(form: AddForm) -> AddForm:
    """A fresh form for the next of the same batch."""
    kept = ("channel", "received_on", "language", "topic", "with_receipt")
    fresh = AddForm(formdata=None, **{name: form[name].data for name in kept})
    fresh.language.choices = written_languages()
    return fresh


def _announced(response: Response) -> Response:
    """Wake the worker, now that what was added is committed."""
    announce()
    return response


def _hide(contribution: Contribution, form: HideForm) -> int:
    text = services.open_original(contribution, keyring=keyring(), by=current_staff())
    care.note_opened(contribution, by=current_staff())
    instead, by = form.instead_of_it(), current_staff()
    if form.words.data:
        return redaction.hide_words(
            contribution, form.words.data, text=text, instead=instead, by=by
        )
    return redaction.hide(contribution, form.place(), text=text, instead=instead, by=by)


def _language_form(contribution: Contribution, **given: Any) -> LanguageForm:
    form = LanguageForm(prefix="language-", **given)
    form.language.choices = written_languages(besides=contribution.language)
    return form


def back(contribution: Contribution) -> ResponseReturnValue:
    return redirect(url_for("inbox.show", contribution_id=contribution.id))


def screen(contribution: Contribution, **refused: Form) -> ResponseReturnValue:
    """The reading screen, with a form that was refused in place of a fresh one."""
    if attachments.awaits_words(contribution):
        return file_staff.screen(contribution, **refused)
    text = services.open_original(contribution, keyring=keyring(), by=current_staff())
    care.note_opened(contribution, by=current_staff())
    opened = reading(contribution, text=text, keyring=keyring())
    forms: dict[str, Form] = {
        "worry_form": ConcernForm(prefix="worry-", formdata=None),
        "clear_form": ClearForm(prefix="clear-", formdata=None),
        "hide_form": HideForm(formdata=None),
        "language_form": _language_form(
            contribution, formdata=None, language=contribution.language
        ),
        "finish_form": FinishForm(prefix="finish-", formdata=None, english=opened.english),
        **refused,
    }
    form = next(iter(refused.values()), None)
    page = render_template(
        "reading/show.html",
        reading=opened,
        form=form,
        labels=LABELS,
        reasons=REASONS,
        bands=BANDS,
        topics=TOPICS,
        **forms,
    )
    return page, HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK


@bp.errorhandler(services.Withdrawn)
def _withdrawn(_error: services.Withdrawn) -> ResponseReturnValue:
    return render_template("reading/gone.html", withdrawn=True), HTTPStatus.GONE


@bp.errorhandler(CannotOpen)
def _cannot_open(_error: CannotOpen) -> ResponseReturnValue:
    return render_template("reading/gone.html", withdrawn=False), HTTPStatus.CONFLICT
