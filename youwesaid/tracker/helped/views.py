"""Did it help? Asked on the page behind a receipt, and of anybody on the entry's own page."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.contributions import arrivals
from feedback.contributions import queries as contributions
from feedback.contributions.models import Receipt
from feedback.contributions.queries import UnknownReceipt
from feedback.contributions.receiving import Received, SentDifferently
from feedback.contributions.spam import Suspicion
from feedback.core.audience import public
from feedback.core.db import writing
from feedback.core.i18n import current_language
from feedback.core.keys import keyring
from feedback.core.references import NotAReceipt
from feedback.stories import receipt_views
from feedback.stories import services as stories
from feedback.stories.services import TakenBack
from youwesaid.tracker import queries as tracker
from youwesaid.tracker.helped import queries, services, wording
from youwesaid.tracker.helped.forms import HelpedForm
from youwesaid.tracker.helped.models import Verdict
from youwesaid.tracker.models import Entry

bp = Blueprint("helped", __name__, url_prefix="/<language:language>")
bp.add_app_template_global(wording.helped_of)
bp.add_app_template_global(wording.helped_question)
bp.add_app_template_global(wording.answered_by)
bp.add_app_template_global(wording.verdict_word)


@bp.get("/question")
@public
def door() -> ResponseReturnValue:
    """Where the letter leads: it names nothing, and neither does this page."""
    return render_template("tracker/helped/door.html")


@bp.route("/changes/<slug>/helped", methods=["GET", "POST"])
@public
def ask(slug: str) -> ResponseReturnValue:
    """The question about one entry; the code of a receipt travels in the page only."""
    entry = tracker.entry_by_slug(slug)
    if queries.step_of(entry) is None:
        abort(HTTPStatus.NOT_FOUND)
    form = HelpedForm()
    if not form.is_sent():
        return _page(entry, form)
    if not form.validate():
        return _page(entry, form, HTTPStatus.BAD_REQUEST)
    doubts = form.suspicions([form.words.data or ""], is_quick=True)
    if doubts and not form.words.data:
        form.form_errors.append(_("That was very quick. Press Send once more."))
        return _page(entry, form, HTTPStatus.BAD_REQUEST)
    return _kept(entry, form, doubts)


def _kept(entry: Entry, form: HelpedForm, doubts: Sequence[Suspicion]) -> ResponseReturnValue:
    try:
        with writing():
            received = _keep(entry, form, doubts)
    except (SentDifferently, TakenBack):
        form.form_errors.append(_("This was sent before with other words. Start again."))
        return _page(entry, form, HTTPStatus.CONFLICT)
    except (UnknownReceipt, NotAReceipt):
        form.code.data = ""
        form.form_errors.append(
            _("We hold nothing under that number. You can send your answer without it.")
        )
        return _page(entry, form, HTTPStatus.CONFLICT)
    if received is None:
        return render_template("tracker/helped/thanks.html", entry=entry, form=form)
    arrivals.announce()
    return receipt_views.thanks(received, is_more=bool(form.code.data))


def _keep(entry: Entry, form: HelpedForm, doubts: Sequence[Suspicion]) -> Received | None:
    receipt = _receipt(form)
    if receipt or not doubts:  # what may be a machine's is not counted, and its words are held
        services.answer(
            entry,
            verdict=Verdict(form.verdict.data),
            submission_id=form.press(),
            keyring=keyring(),
            receipt_id=receipt.id if receipt else None,
        )
    if not form.words.data:
        return None
    language = current_language().base
    story = form.story(about=entry.slug, language=language, suspicions=doubts)
    return stories.send(story, keyring=keyring())


def _receipt(form: HelpedForm) -> Receipt | None:
    code = form.tidy_code()
    return contributions.receipt_by_code(code, keyring()) if code else None


def _page(entry: Entry, form: HelpedForm, status: int = HTTPStatus.OK) -> ResponseReturnValue:
    page = render_template(
        "tracker/helped/ask.html",
        entry=entry,
        contents=tracker.contents_of_entry(entry),
        form=form,
        language_form="helped",
    )
    return page, status
