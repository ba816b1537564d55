"""The blind desk: coding the entries of a sample without seeing what anybody else gave."""

import uuid
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.coding.agreement import queries, services
from feedback.coding.agreement.blueprint import bp
from feedback.coding.agreement.models import Sample, SampleEntry
from feedback.coding.desk import deciding
from feedback.coding.desk import showing as desk_showing
from feedback.coding.desk.forms import DeskForm
from feedback.coding.desk.showing import Desk
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.keys import keyring


@bp.get("/<int:number>/code")
@staff(*READERS)
def code_next(number: int) -> ResponseReturnValue:
    """Open the next entry that waits for me; after one that is left for later, the one behind."""
    return _on(queries.sample(number), after=request.args.get("after", type=uuid.UUID))


@bp.route("/code/<uuid:entry_id>", methods=["GET", "POST"])
@staff(*READERS)
@writes
def code(entry_id: uuid.UUID) -> ResponseReturnValue:
    """One entry on the coding desk, without suggestions and other coders."""
    entry = queries.entry(entry_id)
    if entry not in queries.to_code(entry.sample, by=current_staff().id):
        flash(_("This one does not wait for you."))
        return redirect(url_for("agreement.show", number=entry.sample_number))
    shown = _shown(entry)
    form = DeskForm(shown)
    if request.method == "POST":
        decided = deciding.decide(form, shown, by=current_staff(), keyring=keyring())
        if decided.what is deciding.What.WORRIED:
            return redirect(url_for("inbox.show", contribution_id=entry.contribution_id))
        if decided.said:
            flash(decided.said)
        if decided.what is deciding.What.SAVED:
            services.keep_from_desk(entry, by=current_staff())
            return _on(entry.sample, after=entry_id)
        shown = _shown(entry)
    page = render_template(
        "coding/agreement/blind.html",
        form=form,
        shown=shown,
        entry=entry,
        all_entries=len(queries.entries_of(entry.sample)),
        post_to=url_for("agreement.code", entry_id=entry_id),
    )
    return page, 400 if form.errors else 200


@bp.post("/<int:number>/undo")
@staff(*READERS)
@writes
def undo_blind(number: int) -> ResponseReturnValue:
    """Take back what I said of the last one, and show it again."""
    sample = queries.sample(number)
    try:
        entry = services.take_back_last(sample, by=current_staff())
    except services.AlreadyCompared:
        flash(_("It was compared already, so it stays what it was."))
    except services.NotYours:
        flash(_("Only the coders of a sample code it."))
    else:
        if entry is not None:
            flash(_("Your last answer was taken back."))
            return redirect(url_for("agreement.code", entry_id=entry.id))
        flash(_("There is nothing to take back."), "error")
    return redirect(url_for("agreement.show", number=number))


def _shown(entry: SampleEntry) -> Desk:
    reader = current_staff().id
    desk = desk_showing.desk(entry.contribution, keyring(), for_coder=reader, blind=True)
    return replace(desk, waiting=len(queries.to_code(entry.sample, by=reader)))


def _on(sample: Sample, *, after: uuid.UUID | None) -> ResponseReturnValue:
    waiting = queries.to_code(sample, by=current_staff().id)
    if not waiting:
        flash(_("You have coded everything in this sample."))
        return redirect(url_for("agreement.show", number=sample.number))
    behind = _behind(sample, after)
    onward = next((each for each in waiting if each.position > behind), waiting[0])
    return redirect(url_for("agreement.code", entry_id=onward.id))


def _behind(sample: Sample, after: uuid.UUID | None) -> int:
    """The place of the entry that was left just now, -1 for none."""
    places = {each.id: each.position for each in queries.entries_of(sample)}
    return places.get(after, -1) if after else -1
