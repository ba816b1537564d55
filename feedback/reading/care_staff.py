"""What awaits a reader, said before it is opened; a lighter one; a break."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import READERS
from feedback.core.audience import staff
from feedback.reading import care, queries

bp = Blueprint("care", __name__, url_prefix="/read")


@bp.get("/onward")
@staff(*READERS)
def onward() -> ResponseReturnValue:
    """The next to read; when it is hard to read, that is said first."""
    after = request.args.get("after", type=uuid.UUID)
    waiting = queries.next_unread(other_than=after)
    if waiting is None:
        flash(_("Everything has been read."))
        return redirect(url_for("inbox.queue"))
    if care.rules_in(waiting):
        return redirect(url_for("care.before", contribution_id=waiting.id))
    return redirect(url_for("inbox.show", contribution_id=waiting.id))


@bp.get("/<uuid:contribution_id>/before")
@staff(*READERS)
def before(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """What the next one is about, how long it has waited, and how many like it were read today."""
    contribution = queries.contribution(contribution_id)
    return render_template(
        "reading/before.html",
        contribution=contribution,
        rules=care.rules_in(contribution),
        days=queries.days_waiting(contribution.received_on),
        is_late=queries.is_late(contribution.received_on),
        load=care.load_of(current_staff()),
    )


@bp.get("/lighter")
@staff(*READERS)
def lighter() -> ResponseReturnValue:
    """One in which no words to watch for were found."""
    waiting = care.lighter_unread()
    if waiting is None:
        flash(_("No lighter one waits. You may stop here: others see what is left."))
        return redirect(url_for("inbox.queue"))
    return redirect(url_for("inbox.show", contribution_id=waiting.id))


@bp.get("/break")
@staff(*READERS)
def pause() -> ResponseReturnValue:
    """A page with nothing to read, and whom to talk to."""
    return render_template("reading/pause.html", load=care.load_of(current_staff()))
