"""Splitting a theme: what the halves are, then its codings one by one, then all at once."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS, Role
from feedback.coding import queries as coding
from feedback.coding.codebook import queries, showing, splitting
from feedback.coding.codebook.editing import NameTaken, NoEnglishName, NotInForce
from feedback.coding.codebook.forms import SplitForm, UndoForm
from feedback.coding.codebook.models import Choice
from feedback.coding.codebook.restructuring import SameTheme
from feedback.coding.models import Coding
from feedback.core.audience import staff
from feedback.core.db import session, writes
from feedback.core.keys import keyring

bp = Blueprint("codebook_splits", __name__, url_prefix="/codebook")
NEW = ""


@bp.route("/theme/<key>/split", methods=["GET", "POST"])
@staff(Role.LEAD)
@writes
def start(key: str) -> ResponseReturnValue:
    """Say into which two a theme is split."""
    theme = queries.theme(key)
    form = SplitForm(half_a=request.args.get("a", NEW), half_b=request.args.get("b", NEW))
    choices = [SelectChoice(NEW, _("A new theme")), *_choices()]
    form.half_a.choices = form.half_b.choices = choices
    if request.method == "POST" and form.validate_on_submit():
        try:
            split = splitting.start(
                theme,
                halves=(_half(form, "a"), _half(form, "b")),
                by=current_staff(),
                reason=str(form.reason.data),
                since_change=request.args.get("since", type=int),
            )
        except NoEnglishName:
            form.reject("name_a", _("Give each new theme a name."))
        except NameTaken:
            form.reject("name_a", _("Another theme has this name: choose it instead."))
        except SameTheme:
            form.reject("half_b", _("The two must be different."))
        except (NotInForce, splitting.SplitGoing):
            form.reject("half_a", _("It is being split already, or it is not in force."))
        else:
            return redirect(url_for("codebook_splits.queue", split_id=split.id))
    page = render_template("coding/codebook/split_start.html", form=form, theme=theme)
    return page, 400 if form.errors else 200


def _choices() -> list[SelectChoice]:
    return [SelectChoice(*each) for each in showing.labels(coding.tree())]


def _half(form: SplitForm, which: str) -> splitting.Half:
    key = str(form[f"half_{which}"].data or "")
    if key:
        return splitting.half_of(queries.theme(key))
    name, means = form[f"name_{which}"].data, form[f"means_{which}"].data
    return splitting.half_named(str(name or ""), str(means or ""))


@bp.route("/split/<uuid:split_id>", methods=["GET", "POST"])
@staff(*READERS)
@writes
def queue(split_id: uuid.UUID) -> ResponseReturnValue:
    """Decide one coding, and go on with the next."""
    split, form = queries.split(split_id), UndoForm()
    chosen, coding_id = request.form.get("choice", ""), request.form.get("coding", type=uuid.UUID)
    if request.method == "POST" and form.validate_on_submit() and coding_id is not None:
        given = session().get_one(Coding, coding_id)
        try:
            splitting.decide(split, given, Choice(chosen), by=current_staff())
        except (splitting.SplitOver, ValueError):
            flash(_("This split is over."), "error")
        return redirect(url_for("codebook_splits.queue", split_id=split_id))
    shown = showing.split_page(split, keyring())
    return render_template("coding/codebook/split.html", form=form, shown=shown, Choice=Choice)


@bp.post("/split/<uuid:split_id>/back")
@staff(*READERS)
@writes
def back(split_id: uuid.UUID) -> ResponseReturnValue:
    """Take my last decision back."""
    try:
        splitting.take_back_last(queries.split(split_id), by=current_staff())
    except splitting.SplitOver:
        flash(_("This split is over."), "error")
    return redirect(url_for("codebook_splits.queue", split_id=split_id))


@bp.post("/split/<uuid:split_id>/finish")
@staff(Role.LEAD)
@writes
def finish(split_id: uuid.UUID) -> ResponseReturnValue:
    """Put all decisions into effect."""
    split = queries.split(split_id)
    try:
        change = splitting.finish(split, by=current_staff())
    except splitting.NotAllDecided:
        flash(_("Some codings are not decided yet."), "error")
    except NotInForce:
        flash(_("One of the two themes is no longer in force: give the split up."), "error")
    except splitting.SplitOver:
        flash(_("This split is over."), "error")
    else:
        return redirect(url_for("codebook_history.change", number=change.number))
    return redirect(url_for("codebook_splits.queue", split_id=split_id))


@bp.post("/split/<uuid:split_id>/drop")
@staff(Role.LEAD)
@writes
def drop(split_id: uuid.UUID) -> ResponseReturnValue:
    """Give a split up."""
    split = queries.split(split_id)
    try:
        splitting.drop(split, by=current_staff())
    except splitting.SplitOver:
        flash(_("This split is over."), "error")
    else:
        flash(_("The split was given up. No coding was changed."))
    return redirect(url_for("codebook.theme", key=split.theme.key))
