"""The thank-you page and everything behind a receipt. The code travels in the page only."""

from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from feedback.contributions import about, contacts, permissions, withdrawing
from feedback.contributions import queries as contributions
from feedback.contributions.models import Receipt, Submission
from feedback.contributions.queries import UnknownReceipt
from feedback.contributions.receiving import Received
from feedback.core import references
from feedback.core.audience import public
from feedback.core.db import writes
from feedback.core.i18n import Language, current_language
from feedback.core.keys import keyring
from feedback.core.references import NotAReceipt
from feedback.core.templating import settings
from feedback.stories import queries
from feedback.stories.blueprint import bp
from feedback.stories.contact_form import ContactForm
from feedback.stories.forms import (
    CodeForm,
    HeldForm,
    PermissionsForm,
    about_form,
)


@bp.route("/code", methods=["GET", "POST"])
@public
def receipt() -> ResponseReturnValue:
    """I have a code: one box, and behind it how far things have come."""
    form = CodeForm()
    if not form.is_submitted():
        return render_template("stories/code.html", form=form)
    if not form.validate():
        return _refused(form)
    code = references.tidy(form.code.data or "")
    held = contributions.receipt_by_code(code, keyring())
    return _behind(held, code)


@bp.post("/code/choices")
@public
def choices() -> ResponseReturnValue:
    """Back from one of the pages behind the receipt, with nothing changed."""
    return after(HeldForm())


@bp.post("/code/uses")
@public
@writes
def uses() -> ResponseReturnValue:
    """What we may do with your words."""
    form = PermissionsForm()
    if form.has_been_saved():
        return after(form)
    submission = _submission(form)
    if form.is_sent() and form.validate():
        permissions.set_permissions(submission=submission, kinds=form.kinds())
        return after(form, saved="uses")
    if not form.shown.data:
        form.allowed.data = [kind.value for kind in permissions.granted(submission)]
    return _held_page("stories/uses.html", form)


@bp.post("/code/about-you")
@public
@writes
def about_you() -> ResponseReturnValue:
    """Closed questions about the person; all may stay blank."""
    nation = settings().nation
    questions = about.questions(nation)
    form = about_form(questions)
    if form.has_been_saved():
        return after(form)
    submission = _submission(form)
    if form.is_sent() and form.validate():
        about.keep_about(submission=submission, answers=form.answers(questions), nation=nation)
        return after(form, saved="about")
    if not form.shown.data and (held := about.about_of(submission)):
        form.show(held)
    return _held_page("stories/about_you.html", form, questions=questions)


@bp.post("/code/contact")
@public
@writes
def contact() -> ResponseReturnValue:
    """How to tell somebody what happens, only if that is safe."""
    form = ContactForm()
    if form.has_been_saved():
        return after(form)
    submission = _submission(form)
    if form.is_sent("forget"):
        contacts.forget_contact(submission=submission)
        return after(form, saved="no_contact")
    if form.is_sent() and form.validate():
        return after(form, saved=_keep_contact(form, submission))
    has_contact = contributions.has_contact(submission)
    return _held_page("stories/contact.html", form, has_contact=has_contact)


@bp.post("/code/withdraw")
@public
@writes
def withdraw() -> ResponseReturnValue:
    """Take everything back: first what goes and what stays, then for real.

    Pressed twice, or with a code that holds nothing, the last page is the same: it is true.
    """
    form = HeldForm()
    if form.has_been_saved():
        return _held_page("stories/withdrawn.html", form)
    try:
        held = contributions.receipt_by_code(form.tidy_code(), keyring())
    except UnknownReceipt:
        if not form.is_sent():
            raise
    else:
        if not form.is_sent():
            return _held_page("stories/withdraw.html", form)
        withdrawing.withdraw_receipt(receipt=held)
    return _held_page("stories/withdrawn.html", form)


@bp.get("/code/choices")
@bp.get("/code/uses")
@bp.get("/code/about-you")
@bp.get("/code/contact")
@bp.get("/code/withdraw")
@public
def begin_with_code() -> ResponseReturnValue:
    """A page behind a receipt opened without its code: ask for it."""
    return redirect(url_for("stories.receipt"), HTTPStatus.SEE_OTHER)


@bp.errorhandler(NotAReceipt)
@bp.errorhandler(UnknownReceipt)
def _no_such_receipt(_problem: Exception) -> ResponseReturnValue:
    """The same words for a code that was never given and for one that was taken back."""
    form = CodeForm()
    if form.validate():
        form.reject("code", form.nothing_held())
    return _refused(form)


def thanks(
    received: Received,
    *,
    is_more: bool,
    words: str = "",
    words_in: Language | None = None,
    see: str = "",
) -> ResponseReturnValue:
    """The thank-you page: the only one that shows the code. Nobody can show it again.

    *words* are what a survey says besides, in the language *words_in*; *see* is the address of
    what others answered, where that is public.
    """
    form = HeldForm(formdata=None)
    form.code.data = received.code
    form.which.data = received.submission.id.hex
    form.sitting.data = "new"
    template = "stories/thanks_more.html" if is_more else "stories/thanks.html"
    more: dict[str, Any] = {"words": words, "words_in": words_in, "see": see}
    return _thanks_page(template, form, received.submission, **more)


def after(form: HeldForm, *, saved: str = "") -> ResponseReturnValue:
    """Where the doors lead back to: the thank-you page's choices, or the receipt's page."""
    saved = saved or form.saved.data or ""
    if form.sitting.data == "new":
        return _thanks_page("stories/thanks_again.html", form, _submission(form), saved=saved)
    code = form.tidy_code()
    return _behind(contributions.receipt_by_code(code, keyring()), code, saved=saved)


def _keep_contact(form: ContactForm, submission: Submission) -> str:
    if not form.is_safe():
        contacts.forget_contact(submission=submission)
        return "no_contact"
    contacts.keep_contact(
        submission=submission,
        details=form.details(),
        language=current_language().code,
        keyring=keyring(),
    )
    return "contact"


def _submission(form: HeldForm) -> Submission:
    """The one of the holder's submissions that *form* is about."""
    held = contributions.receipt_by_code(form.tidy_code(), keyring())
    return contributions.submission_of(held, form.submission_id())


def _thanks_page(
    template: str, form: HeldForm, submission: Submission, saved: str = "", **more: object
) -> ResponseReturnValue:
    config = settings()
    return render_template(
        template,
        form=form,
        code=references.grouped(form.code.data or ""),
        reading_on=queries.reading_day(submission.received_on, config),
        promised_on=queries.promised_day(submission.received_on, config),
        saved=saved,
        allows_something=bool(permissions.granted(submission)),
        language_form="held",
        **more,
    )


def _behind(held: Receipt, code: str, saved: str = "") -> ResponseReturnValue:
    sent = queries.things_sent(held, settings())
    return render_template(
        "stories/receipt.html", sent=sent, code=code, saved=saved, language_form="held"
    )


def _held_page(template: str, form: HeldForm, **more: object) -> ResponseReturnValue:
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template(template, form=form, language_form="held", **more), status


def _refused(form: CodeForm) -> ResponseReturnValue:
    return render_template("stories/code.html", form=form), HTTPStatus.BAD_REQUEST
