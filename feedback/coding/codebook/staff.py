"""The codebook: the tree of themes, one theme, new ones and their wording."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS, Role
from feedback.coding import queries as coding
from feedback.coding.codebook import editing, pinning, queries, showing, telling, versions
from feedback.coding.codebook.forms import PinForm, UndoForm, WordingForm, wording_form
from feedback.coding.models import Theme
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.keys import keyring

bp = Blueprint("codebook", __name__, url_prefix="/codebook")
bp.add_app_template_global(telling.state_word)
WATCHERS = (*READERS, Role.EDITOR, Role.PUBLISHER, Role.VIEWER)
MOST_TO_PIN = 20  # codings offered at once


@bp.get("/")
@staff(*WATCHERS)
def listing() -> ResponseReturnValue:
    """Every theme in its place, with how it is used."""
    return render_template(
        "coding/codebook/listing.html",
        branches=showing.listing(),
        gone=showing.out_of_force(),
        version=versions.newest(),
        splits=queries.open_splits(),
        is_changed=showing.unpublished(),
    )


@bp.get("/theme/<key>")
@staff(*WATCHERS)
def theme(key: str) -> ResponseReturnValue:
    """One theme: what it means, its names, examples, and how it is used."""
    may_read = bool(current_staff().role_names & set(READERS))
    shown = showing.theme_page(queries.theme(key), keyring=keyring() if may_read else None)
    return render_template(
        "coding/codebook/theme.html", shown=shown, may_read=may_read, form=UndoForm()
    )


@bp.route("/new", methods=["GET", "POST"])
@staff(*READERS)
@writes
def new() -> ResponseReturnValue:
    """Propose a theme: a draft, which may be given at once."""
    form = _form(None)
    if request.method == "GET":
        form.parent.data = request.args.get("parent", "")
    elif form.validate_on_submit():
        above = str(form.parent.data or "")
        parent = queries.theme(above) if above else None
        try:
            made = editing.add_theme(
                form.wording(), parent=parent, by=current_staff(), reason=str(form.reason.data)
            )
        except (editing.NameTaken, editing.TooManyExamples, editing.UnusableTerms) as refusal:
            _refuse(form, refusal)
        else:
            flash(_("The theme is a draft. It may be given; a lead puts it in force."))
            return redirect(url_for("codebook.theme", key=made.key))
    page = render_template("coding/codebook/wording.html", form=form, theme=None)
    return page, 400 if form.errors else 200


@bp.route("/theme/<key>/edit", methods=["GET", "POST"])
@staff(*READERS)
@writes
def edit(key: str) -> ResponseReturnValue:
    """Change what a theme says."""
    shown = queries.theme(key)
    form = _form(shown)
    if request.method == "POST" and form.validate_on_submit():
        try:
            change = editing.edit_theme(
                shown, form.wording(), by=current_staff(), reason=str(form.reason.data)
            )
        except editing.NotInForce:
            form.reject("definition", _("It was merged into another theme: change that one."))
        except (editing.NameTaken, editing.TooManyExamples, editing.UnusableTerms) as refusal:
            _refuse(form, refusal)
        else:
            flash(_("It is kept.") if change else _("Nothing was different."))
            return redirect(url_for("codebook.theme", key=key))
    page = render_template("coding/codebook/wording.html", form=form, theme=shown)
    return page, 400 if form.errors else 200


@bp.route("/theme/<key>/pin", methods=["GET", "POST"])
@staff(*READERS)
@writes
def pin(key: str) -> ResponseReturnValue:
    """Choose something that was said as an example; only what its giver allows for training."""
    shown, form = queries.theme(key), PinForm()
    offered = showing.pinnable(shown, keyring(), limit=MOST_TO_PIN)
    form.coding.choices = [(value, example.text) for value, example in offered]
    if request.method == "POST" and form.validate_on_submit():
        try:
            pinning.pin(shown, coding_id=uuid.UUID(form.coding.data), by=current_staff())
        except pinning.MayNotBePinned:
            form.reject("coding", _("This may not be shown as an example any more."))
        except pinning.EnoughPinned:
            form.reject("coding", _("There are three examples. Take one away first."))
        else:
            flash(_("It is pinned. It goes as soon as its giver takes it back."))
            return redirect(url_for("codebook.theme", key=key))
    page = render_template("coding/codebook/pin.html", form=form, theme=shown, offered=offered)
    return page, 400 if form.errors else 200


@bp.post("/theme/<key>/unpin/<uuid:pin_id>")
@staff(*READERS)
@writes
def unpin(key: str, pin_id: uuid.UUID) -> ResponseReturnValue:
    """Take an example away."""
    pinning.unpin(pin_id, by=current_staff())
    flash(_("The example is gone from here."))
    return redirect(url_for("codebook.theme", key=key))


def _form(theme: Theme | None) -> WordingForm:
    return wording_form(
        theme,
        shown=showing.languages_of(theme),
        written=showing.term_languages(theme),
        owners=[(str(each.id), each.name) for each in queries.owners()],
        parents=showing.labels(coding.tree()),
    )


def _refuse(form: WordingForm, refusal: Exception) -> None:
    if isinstance(refusal, editing.UnusableTerms):
        fields = {language.code: name for language, name in form.term_fields}
        for language, term in refusal.terms:
            words = _("“%(term)s” fits nothing, or nearly anything.", term=term)
            form.reject(fields.get(language, "definition"), words)
    elif isinstance(refusal, editing.NameTaken):
        form.reject("name_en", _("Another theme has this name."))
    else:
        form.reject(form.example_fields[-1], _("Three examples are enough."))
