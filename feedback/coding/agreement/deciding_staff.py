"""Disagreements, one after the other: what each gave, what the themes mean, what is decided."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.coding import queries as coding
from feedback.coding.agreement import queries, reconciling, showing
from feedback.coding.agreement.blueprint import bp
from feedback.coding.agreement.forms import DecideForm, RewordForm
from feedback.coding.agreement.models import Sample, SampleEntry
from feedback.coding.codebook.editing import NoDefinition, NotInForce, UnusableTerms
from feedback.coding.models import Theme
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.keys import keyring


@bp.get("/<int:number>/decide")
@staff(*READERS)
def decide_next(number: int) -> ResponseReturnValue:
    """Open the next disagreement."""
    return _on(queries.sample(number))


@bp.route("/decide/<uuid:entry_id>", methods=["GET", "POST"])
@staff(*READERS)
@writes
def decide(entry_id: uuid.UUID) -> ResponseReturnValue:
    """One disagreement: both side by side, the definitions, the decision and its reason."""
    entry = queries.entry(entry_id)
    if _is_blind(entry):
        return redirect(url_for("agreement.show", number=entry.sample_number))
    form = DecideForm()
    shown = showing.decide_page(entry, keyring())
    form.offer([each.theme.key for each in shown.disputed])
    if form.validate_on_submit():
        try:
            reconciling.decide(
                entry,
                decision=form.decided(),
                reason=form.reason.data or "",
                keys=form.themes.data or (),
                by=current_staff(),
            )
        except reconciling.NoReason:
            form.reject("reason", _("Say why, so that the next one is decided in the same way."))
        except reconciling.NothingDisputed:
            flash(_("Both give the same themes now."))
            return _on(entry.sample)
        else:
            return _on(entry.sample, other_than=entry)
    page = render_template("coding/agreement/decide.html", form=form, shown=shown)
    return page, 400 if form.errors else 200


@bp.route("/decide/<uuid:entry_id>/themes/<key>", methods=["GET", "POST"])
@staff(*READERS)
@writes
def reword(entry_id: uuid.UUID, key: str) -> ResponseReturnValue:
    """Say better what a theme means, in view of one disagreement."""
    entry = queries.entry(entry_id)
    if _is_blind(entry):
        return redirect(url_for("agreement.show", number=entry.sample_number))
    theme = coding.theme_by_key(key)
    form = RewordForm(obj=theme)
    if form.validate_on_submit():
        try:
            changed = reconciling.reword(
                entry,
                theme,
                definition=form.definition.data or "",
                include=form.include.data or "",
                exclude=form.exclude.data or "",
                reason=form.reason.data or "",
                by=current_staff(),
            )
        except reconciling.NoReason:
            form.reject("reason", _("Say why it is changed."))
        except (NoDefinition, NotInForce, UnusableTerms):
            form.reject("definition", _("This theme can only be changed in the codebook."))
        else:
            flash(_("The codebook says so from now on.") if changed else _("Nothing is changed."))
            if form.as_example.data:
                _pin(entry, theme)
            return redirect(url_for("agreement.decide", entry_id=entry_id))
    shown = showing.decide_page(entry, keyring())
    page = render_template("coding/agreement/reword.html", form=form, shown=shown, theme=theme)
    return page, 400 if form.errors else 200


@bp.post("/decide/undo")
@staff(*READERS)
@writes
def undo_decision() -> ResponseReturnValue:
    """Take back what I decided last."""
    taken_back = reconciling.take_back_last(by=current_staff())
    if taken_back is None:
        flash(_("There is nothing to take back."), "error")
        return redirect(url_for("agreement.listing"))
    flash(_("Your last decision was taken back."))
    return redirect(url_for("agreement.decide", entry_id=taken_back.entry_id))


def _pin(entry: SampleEntry, theme: Theme) -> None:
    if reconciling.pin_as_example(entry, theme, by=current_staff()):
        flash(_("This contribution is shown as an example."))
    else:
        flash(_("This contribution cannot be shown as an example."), "error")


def _is_blind(entry: SampleEntry) -> bool:
    """Whether the reader is still to code in the sample, and so must not see what others gave."""
    return bool(queries.to_code(entry.sample, by=current_staff().id))


def _on(sample: Sample, *, other_than: SampleEntry | None = None) -> ResponseReturnValue:
    if queries.to_code(sample, by=current_staff().id):
        return redirect(url_for("agreement.show", number=sample.number))
    left = showing.to_decide(sample, other_than=other_than)
    if not left:
        flash(_("Everything in this sample is decided."))
        return redirect(url_for("agreement.show", number=sample.number))
    return redirect(url_for("agreement.decide", entry_id=left[0].id))
