"""The list of watch phrases, kept by the safeguarding leads."""

import uuid
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS, Role
from feedback.contributions.arrivals import announce
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import BY_CODE
from feedback.core.keys import keyring
from feedback.nlp.risk import Rule
from feedback.safeguarding import phrase_list, queries
from feedback.safeguarding.models import Urgency
from feedback.safeguarding.phrase_forms import PhraseForm, TakeOutForm
from feedback.safeguarding.phrases import shipped, watched

bp = Blueprint("phrases", __name__, url_prefix="/phrases")
_FIRST = "en"


@bp.get("/")
@staff(*READERS)
def listing() -> ResponseReturnValue:
    """What is looked for, in one language at a time."""
    return _screen(_language())


@bp.post("/<spoken>")
@staff(Role.LEAD)
@writes
def add(spoken: str) -> ResponseReturnValue:
    """Look for one more phrase; or only try it first."""
    language = _known(spoken)
    form = PhraseForm()
    is_tried = "try" in request.form
    if is_tried:
        form.only_try()
    if not form.validate_on_submit():
        return _screen(language, form=form)
    pattern = str(form.pattern.data)
    try:
        if is_tried:
            found = phrase_list.try_on_what_was_read(pattern, language=language, keyring=keyring())
            return _screen(language, form=form, tried=found)
        phrase_list.add(
            language=language,
            rule=Rule(str(form.rule.data)),
            urgency=Urgency(form.urgency.data),
            pattern=pattern,
            by=current_staff(),
        )
    except phrase_list.NotAPhrase:
        form.reject(
            "pattern",
            _("Begin and end with a word of at least two letters; put a star only at the end"),
        )
        return _screen(language, form=form)
    except phrase_list.AlreadyWatched:
        form.reject("pattern", _("This phrase is on the list already"))
        return _screen(language, form=form)
    announce()
    flash(_("It is looked for from now on, also in what nobody has read yet."))
    return redirect(url_for("phrases.listing", of=language))


@bp.post("/<spoken>/out")
@staff(Role.LEAD)
@writes
def take_out(spoken: str) -> ResponseReturnValue:
    """Ask for a phrase to be taken out."""
    language = _known(spoken)
    form = TakeOutForm()
    if not form.validate_on_submit():
        return _screen(language, out_form=form)
    try:
        row = phrase_list.ask_to_take_out(
            language=language,
            rule=Rule(str(form.rule.data)),
            pattern=str(form.pattern.data),
            why=str(form.why.data),
            by=current_staff(),
        )
    except (phrase_list.NotOnTheList, ValueError):
        flash(_("That phrase is not on the list any more."), "error")
    else:
        flash(
            _("A second lead must agree. Until then it is looked for.")
            if row.is_off
            else _("It is looked for no longer.")
        )
    return redirect(url_for("phrases.listing", of=language))


@bp.post("/changes/<uuid:change_id>/agree")
@staff(Role.LEAD)
@writes
def agree(change_id: uuid.UUID) -> ResponseReturnValue:
    """The second lead agrees that a phrase is taken out."""
    row = phrase_list.change(change_id)
    try:
        phrase_list.agree(row, by=current_staff())
    except phrase_list.SecondLeadMissing:
        flash(_("You asked for it. Another lead must agree."), "error")
    else:
        flash(_("It is looked for no longer."))
    return redirect(url_for("phrases.listing", of=row.language))


@bp.post("/changes/<uuid:change_id>/end")
@staff(Role.LEAD)
@writes
def end(change_id: uuid.UUID) -> ResponseReturnValue:
    """Take a change back."""
    row = phrase_list.change(change_id)
    phrase_list.end(row, by=current_staff())
    announce()
    flash(_("The change was taken back."))
    return redirect(url_for("phrases.listing", of=row.language))


def _screen(
    language: str,
    *,
    form: PhraseForm | None = None,
    out_form: TakeOutForm | None = None,
    tried: phrase_list.Try | None = None,
) -> ResponseReturnValue:
    failed = next((each for each in (form, out_form) if each is not None and each.errors), None)
    changes = phrase_list.changes()
    page = render_template(
        "safeguarding/phrases.html",
        here=language,
        spoken=BY_CODE[language],
        languages=[(code, BY_CODE[code]) for code in watched().languages if code in BY_CODE],
        phrases=phrase_list.listed(language),
        is_checked=language in shipped().checked,
        changes=changes,
        names=queries.names([each.by_id for each in changes]),
        form=form or PhraseForm(formdata=None),
        failed=failed,
        tried=tried,
        words=_tried_words(tried),
    )
    return page, HTTPStatus.BAD_REQUEST if failed else HTTPStatus.OK


def _tried_words(tried: phrase_list.Try | None) -> str:
    if tried is None:
        return ""
    if not tried.tried:
        return str(_("Nothing has been read yet, so it could be tried on nothing."))
    return str(
        ngettext(
            "It stands in %(num)s of the latest %(tried)s that were read.",
            "It stands in %(num)s of the latest %(tried)s that were read.",
            tried.met,
            tried=tried.tried,
        )
    )


def _language() -> str:
    return _known(request.args.get("of", _FIRST))


def _known(language: str) -> str:
    if language not in watched().languages or language not in BY_CODE:
        abort(HTTPStatus.NOT_FOUND)
    return language
