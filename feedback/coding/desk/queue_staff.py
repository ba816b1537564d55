"""Queues with a name, and what two people coded at the same time."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.coding import queries
from feedback.coding.desk import filtering, merging, presence, saving
from feedback.coding.desk.blueprint import bp
from feedback.coding.desk.filtering import Filters
from feedback.coding.desk.queue_forms import SaveQueueForm
from feedback.coding.wording import row
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.keys import keyring


@bp.post("/queues")
@staff(*READERS)
@writes
def save_queue() -> ResponseReturnValue:
    """Keep the queue of the address under a name."""
    filters = Filters.read(request.args)
    form = SaveQueueForm()
    if not form.validate_on_submit():
        flash(_("Give the queue a name of at most 80 letters."), "error")
    else:
        name = str(form.name.data)
        saving.save(name, filters, is_shared=bool(form.is_shared.data), by=current_staff())
        flash(_("The queue is kept."))
    return redirect(url_for("coding.queue", **filters.as_args()))


@bp.post("/queues/<uuid:queue_id>/away")
@staff(*READERS)
@writes
def forget_queue(queue_id: uuid.UUID) -> ResponseReturnValue:
    """Forget a queue of mine; what is in it stays."""
    try:
        saving.take_away(queue_id, by=current_staff())
    except saving.NotYours:
        flash(_("Only who kept this queue can take it away."), "error")
    else:
        flash(_("The queue is forgotten. What was in it stays."))
    return redirect(url_for("coding.queue"))


@bp.route("/<uuid:contribution_id>/merge", methods=["GET", "POST"])
@staff(*READERS)
@writes
def merge(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody saved other themes meanwhile: say once which stay."""
    contribution = queries.contribution(contribution_id)
    filters = Filters.read(request.args)
    onward = url_for("coding.next_one", after=contribution_id, **filters.as_args())
    if request.method == "POST":
        kept, decided_on = request.form.getlist("keys"), request.form.getlist("shown")
        merging.keep_only(contribution, keys=kept, shown=decided_on, by=current_staff())
        presence.leave(contribution, by=current_staff())
        flash(_("Decided. It can be taken back under “What I did”."))
        return redirect(onward)
    return render_template(
        "coding/desk/merge.html",
        shown=row(contribution, keyring(), whole=True),
        given=merging.given(contribution, by=current_staff()),
        onward=onward,
        waiting=filtering.count(filters),
    )
