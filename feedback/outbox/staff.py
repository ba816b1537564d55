"""Letters that could not be sent."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.outbox import queries, services

bp = Blueprint("outbox", __name__, url_prefix="/letters")


@bp.get("/")
@staff(Role.ADMINISTRATOR)
def listing() -> ResponseReturnValue:
    """What waits, and what was given up."""
    return render_template(
        "outbox/listing.html", dead=queries.dead(), waiting=queries.waiting_count()
    )


@bp.post("/<uuid:letter_id>/again")
@staff(Role.ADMINISTRATOR)
@writes
def try_again(letter_id: uuid.UUID) -> ResponseReturnValue:
    """Give a letter all its tries back."""
    try:
        services.try_again(letter=queries.letter(letter_id))
        flash(_("The letter will be tried again within a minute."))
    except services.NotDead:
        flash(_("That letter is on its way already."), "error")
    return redirect(url_for("outbox.listing"))


@bp.post("/<uuid:letter_id>/discard")
@staff(Role.ADMINISTRATOR)
@writes
def discard(letter_id: uuid.UUID) -> ResponseReturnValue:
    """Delete a letter that nobody will get."""
    try:
        services.discard(letter=queries.letter(letter_id))
        flash(_("The letter is deleted."))
    except services.NotDead:
        flash(_("That letter is on its way already."), "error")
    return redirect(url_for("outbox.listing"))
